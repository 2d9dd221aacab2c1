"""`checklist validate` as CI runs it: the form it chooses, paths, and what a change brings in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from builders import PATHS, certificates, tree, written
from checklist_tool import cli
from checklist_tool.search import store
from checklist_tool.usecases.findings import FindingsFormat

ANSWERS = "data/answers.yaml"
GOOD = "id: jia\nname: 甲证明"
BAD = "id: jia\nname: 甲证明\nconditons: [有]"
WORSE = "id: yi\nname: 乙证明\nconditons: [有]"


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)

    def run(*words):
        code = cli.run(["validate", *words])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def git(folder: Path, *words: str) -> None:
    author = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", "-C", str(folder), *author, *words], check=True, capture_output=True)


def committed(root: Path, texts: dict, branch: str = "main") -> Path:
    """A git repository whose one commit has these texts."""
    written(root, texts)
    git(root, "init", "-q", "-b", branch)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "lists")
    return root


def test_github_is_chosen_where_github_runs_it(run, monkeypatch, tmp_path):
    root = written(tmp_path, tree(positive=certificates(BAD)))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    code, out, err = run("--root", str(root))

    assert code == 1
    assert out.startswith("::error file=data/lists/certificates/positive.yaml,line=6,")
    assert "1 个错误" in err


def test_another_form_is_not_overruled_by_github(run, monkeypatch, tmp_path):
    root = written(tmp_path, tree(positive=certificates(BAD)))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert run("--root", str(root), "--format", "text")[1].startswith("data/lists")
    assert json.loads(run("--root", str(root), "--json")[1])


def test_paths_lead_from_the_top_of_the_repository(run, tmp_path):
    committed(tmp_path, {f"qu/lists/{k}": v for k, v in tree(positive=certificates(BAD)).items()})

    _, out, _ = run("--root", str(tmp_path / "qu" / "lists"), "--format", "gitlab")

    [problem] = json.loads(out)
    assert problem["location"]["path"] == "qu/lists/data/lists/certificates/positive.yaml"


def test_without_git_they_lead_from_what_ci_checked_out(run, monkeypatch, tmp_path):
    root = written(tmp_path / "work" / "lists", tree(positive=certificates(BAD)))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "work"))

    _, out, _ = run("--root", str(root), "--format", "github")

    assert out.startswith("::error file=lists/data/")


def test_a_report_goes_to_a_file_and_the_text_to_the_screen(run, tmp_path):
    root = written(tmp_path / "lists", tree(positive=certificates(BAD)))
    report = tmp_path / "out" / "report.sarif"

    code, out, _ = run("--root", str(root), "--format", "sarif", "--out", str(report))

    assert code == 1
    assert json.loads(report.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "错误 CK022" in out


def stale(folder: Path) -> Path:
    """The report that an earlier run has left."""
    return written(folder, {"report": "[]"}) / "report"


FAILS = {
    "since nowhere": ["--since", "nirgends"],
    "no such path": ["data/lists/nirgends.yaml"],
    "empty since": ["--since", ""],
    "since an option": ["--since", "--strict"],
}


@pytest.mark.slow
@pytest.mark.parametrize("words", FAILS.values(), ids=FAILS)
@pytest.mark.parametrize("form", FindingsFormat)
def test_a_check_that_is_not_carried_out_leaves_no_report_that_looks_like_success(
    run, tmp_path, form, words
):
    root = committed(tmp_path / "lists", tree())
    report = stale(tmp_path)

    code, out, err = run("--root", str(root), "--format", form, "--out", str(report), *words)
    alone, printed, _ = run("--root", str(root), "--format", form, *words)

    assert (code, alone, out) == (2, 2, "")
    assert "错误：" in err
    said = report.read_text(encoding="utf-8") if report.exists() else ""
    assert said == printed
    match form:
        case FindingsFormat.sarif:
            [invocation] = json.loads(said)["runs"][0]["invocations"]
            assert invocation["executionSuccessful"] is False
            assert (
                "检查没有做成" in (invocation["toolExecutionNotifications"][0]["message"]["text"])
            )
        case FindingsFormat.junit:
            [error] = ET.fromstring(said).iter("error")
            assert "检查没有做成" in str(error.text)
        case FindingsFormat.gitlab:
            assert [each["severity"] for each in json.loads(said)] == ["blocker"]
        case FindingsFormat.github:
            assert said.startswith("::error title=checklist::检查没有做成")
        case FindingsFormat.json:
            assert json.loads(said)["written"] is False
        case _:
            assert said == ""


@pytest.mark.slow
def test_a_crash_while_the_index_is_built_is_in_the_report_too(tmp_path):
    root = written(tmp_path / "lists", tree({ANSWERS: pins("ask: 死亡证明, verdict: issue")}))
    written(tmp_path, {"broken/sqlite3.py": "raise ZeroDivisionError"})
    typed = [sys.executable, "-m", "checklist_tool", "validate", "--format", "sarif"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "broken"),
        "CHECKLIST_CACHE": str(tmp_path / "cache"),
    }

    done = subprocess.run(typed, cwd=root, env=environment, capture_output=True, check=False)

    [run] = json.loads(done.stdout)["runs"]
    assert done.returncode == 2
    assert "ZeroDivisionError" in str(run["invocations"])
    assert b"Traceback" in done.stderr


@pytest.mark.parametrize("words", [["--json", "--format", "sarif"], ["--root", "nirgends"], []])
def test_a_command_that_is_not_understood_leaves_no_old_report(run, tmp_path, words):
    report = stale(tmp_path)

    code, _, _ = run("--out", str(report), *words)

    assert code == 2
    assert not report.exists()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device")
def test_a_report_may_go_to_a_device(run, tmp_path):
    root = written(tmp_path / "lists", tree())

    code, out, _ = run("--root", str(root), "--format", "json", "--out", "/dev/stdout")

    assert (code, out) == (0, "[]\n")
    assert Path("/dev/stdout").is_symlink()


@pytest.mark.parametrize("place", ["data/report.json", PATHS["positive"], ".git/config"])
def test_no_report_is_written_among_the_lists(run, tmp_path, place):
    root = committed(tmp_path, tree())
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    code, _, err = run("--root", str(root), "--format", "json", "--out", str(root / place))

    assert code == 2
    assert "不往里写" in err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("way", [["--since", "HEAD"], ["--strict"], ["data"], ["--out", "x"]])
def test_to_explain_a_rule_is_no_check(run, way):
    code, out, err = run("--explain", "CK201", *way)

    assert (code, out) == (2, "")
    assert "不能一起用" in err


def test_out_needs_a_form(run, tmp_path):
    code, _, err = run("--root", str(written(tmp_path, tree())), "--out", str(tmp_path / "x"))

    assert code == 2
    assert "--format" in err


def test_since_fails_only_for_what_the_change_brings_in(run, tmp_path):
    root = committed(tmp_path / "lists", tree(positive=certificates(BAD)))
    assert run("--root", str(root))[0] == 1

    code, out, err = run("--root", str(root), "--since", "HEAD")
    assert code == 0
    assert "CK022" in out
    assert "改动没有带来问题；HEAD 就有的 1 个" in err

    written(root, tree(positive=certificates(WORSE, BAD)))
    code, out, err = run("--root", str(root), "--since", "HEAD", "--json")
    assert code == 1
    assert [(p["item"], p["new"]) for p in json.loads(out)] == [("yi", True), ("jia", False)]
    assert "改动带来 1 个错误" in err


def test_what_the_other_branch_mended_meanwhile_is_no_fault_of_this_one(run, tmp_path):
    root = committed(tmp_path / "lists", tree(positive=certificates(BAD)))
    git(root, "switch", "-q", "-c", "edit")
    written(
        root,
        {
            PATHS["negative"]: certificates(
                WORSE.replace("conditons: [有]", "instead: [{what: 户口簿}]"), verdict="refuse"
            )
        },
    )
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "edit")
    git(root, "switch", "-q", "main")
    written(root, tree(positive=certificates(GOOD)))
    git(root, "commit", "-q", "-a", "-m", "mend")
    git(root, "switch", "-q", "edit")

    assert run("--root", str(root), "--since", "main")[0] == 0


def test_since_tells_what_a_change_takes_away_unless_the_edition_says_why(run, tmp_path):
    both = tree(positive=certificates(GOOD, "id: yi\nname: 乙证明"))
    root = committed(tmp_path / "lists", both)
    written(root, tree(positive=certificates(GOOD)))

    code, out, _ = run("--root", str(root), "--since", "HEAD", "--json")
    without = run("--root", str(root))[0]
    why = "corrections:\n  - {what: yi, on: 2026-11-20, reason: 抄重了}\n"
    written(root, {PATHS["edition"]: str(both[PATHS["edition"]]) + why})

    assert (code, without) == (1, 0)
    [problem] = json.loads(out)
    assert (problem["code"], problem["item"], problem["new"]) == ("CK701", "yi", True)
    assert run("--root", str(root), "--since", "HEAD")[0] == 0


def test_since_tells_that_the_pins_are_deleted_beside_a_copy_of_them(run, tmp_path):
    pinned = pins("ask: 死亡证明, verdict: issue")
    root = committed(tmp_path / "lists", tree({ANSWERS: pinned, f"{ANSWERS}.bak": pinned}))
    (root / ANSWERS).unlink()

    code, out, _ = run("--root", str(root), "--since", "HEAD", "--json")

    assert code == 1
    assert [(p["code"], p["severity"], p["new"]) for p in json.loads(out)] == [
        ("CK701", "error", True), ("CK032", "error", True),
    ]  # fmt: skip


def test_since_also_tells_what_was_taken_away_in_earlier_commits_of_the_branch(run, tmp_path):
    root = committed(tmp_path / "lists", tree(positive=certificates(GOOD, "id: yi\nname: 乙证明")))
    git(root, "switch", "-q", "-c", "side")
    written(root, tree(positive=certificates(GOOD)))
    git(root, "commit", "-q", "-a", "-m", "without")

    code, out, _ = run("--root", str(root), "--since", "main")

    assert code == 1
    assert "CK701 yi“乙证明”删掉了" in out


def test_since_a_revision_that_git_does_not_know_is_not_carried_out(run, tmp_path):
    root = committed(tmp_path / "lists", tree())

    code, _, err = run("--root", str(root), "--since", "nirgends")

    assert code == 2
    assert "没有“nirgends”这个版本" in err


def test_since_in_a_shallow_clone_without_the_common_commit_is_not_carried_out(run, tmp_path):
    root = committed(tmp_path / "lists", tree(positive=certificates(BAD)))
    git(root, "switch", "-q", "-c", "edit")
    written(root, tree(positive=certificates(BAD, WORSE)))
    git(root, "commit", "-q", "-a", "-m", "edit")
    git(root, "switch", "-q", "main")
    written(root, tree(positive=certificates(GOOD)))
    git(root, "commit", "-q", "-a", "-m", "mend")
    shallow = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", "-b", "edit", root.as_uri(), str(shallow))
    git(shallow, "fetch", "-q", "--depth", "1", "origin", "main:main")

    code, _, err = run("--root", str(shallow), "--since", "main")
    assert code == 2
    assert "浅克隆" in err
    assert "--unshallow" in err

    git(shallow, "fetch", "-q", "--unshallow", "origin", "main", "edit")
    assert run("--root", str(shallow), "--since", "main")[0] == 1


def test_that_nothing_was_changed_is_told_beside_the_result(run, tmp_path):
    root = committed(tmp_path / "lists", tree(positive=certificates(BAD)))

    code, _, err = run("--root", str(root), "--since", "HEAD")
    assert code == 0
    assert "没有改动可查" in err

    written(root, tree(positive=certificates(BAD) + "# 注\n"))
    assert "没有改动可查" not in run("--root", str(root), "--since", "HEAD")[2]


def test_since_outside_git_is_not_carried_out(run, tmp_path):
    code, _, err = run("--root", str(written(tmp_path, tree())), "--since", "HEAD")

    assert code == 2
    assert "不在 git 仓库里" in err


def test_a_repository_that_git_will_not_read_is_not_called_none(run, tmp_path):
    root = written(tmp_path, tree())
    (root / ".git").mkdir()

    code, _, err = run("--root", str(root), "--since", "HEAD")

    assert code == 2
    assert "git 读不了" in err


def pins(*answers: str) -> str:
    return "title: 固定问答\nitems:\n" + "".join(f"- {{{answer}}}\n" for answer in answers)


def test_an_answer_that_was_not_given_before_either_is_known(run, tmp_path):
    texts = tree({ANSWERS: pins("ask: 死亡证明, verdict: refuse")})
    root = committed(tmp_path / "lists", texts)

    code, out, _ = run("--root", str(root), "--since", "HEAD", "--json")

    assert code == 0
    assert [(p["code"], p["new"]) for p in json.loads(out)] == [("CK601", False)]


def test_an_answer_that_the_change_takes_away_is_new(run, tmp_path):
    texts = tree({ANSWERS: pins("ask: 死亡证明, verdict: issue")})
    root = committed(tmp_path / "lists", texts)
    refused = certificates(
        "id: siwang\nname: 死亡证明\ninstead: [{what: 医院出具}]", verdict="refuse"
    )
    written(root, {PATHS["positive"]: refused})

    code, out, _ = run("--root", str(root), "--since", "HEAD", "--json")

    assert code == 1
    assert [(p["code"], p["new"]) for p in json.loads(out)] == [("CK601", True)]


def test_old_faults_do_not_hide_an_answer_that_the_change_takes_away(run, tmp_path):
    texts = tree(
        {ANSWERS: pins("ask: 死亡证明, verdict: issue")},
        negative=certificates(BAD + "\ninstead: [{what: 户口簿}]", verdict="refuse"),
    )
    root = committed(tmp_path / "lists", texts)
    written(
        root, {PATHS["positive"]: str(texts[PATHS["positive"]]).replace("死亡证明", "火化证明")}
    )

    code, out, _ = run("--root", str(root), "--since", "HEAD", "--json")

    assert code == 1
    assert {(p["code"], p["new"]) for p in json.loads(out)} == {
        ("CK601", True), ("CK703", True), ("CK022", False),
    }  # fmt: skip


def test_an_index_of_other_texts_is_not_asked_though_sizes_and_times_are_the_same(run, tmp_path):
    texts = tree({ANSWERS: pins("ask: 死亡证明, verdict: issue")})
    root = written(tmp_path / "lists", texts)
    set_back(root)
    assert run("--root", str(root))[0] == 0

    positive = str(texts[PATHS["positive"]]).replace("死亡证明", "火化证明")
    written(root, {PATHS["positive"]: positive})
    set_back(root)

    code, out, _ = run("--root", str(root))
    assert code == 1
    assert "CK601" in out
    index = store.fresh(str(root))
    assert index and index.named("火化证明"), "the desk still answers from the old one"


def set_back(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        os.utime(path, (1_577_836_800, 1_577_836_800))


def test_a_rule_is_explained(run):
    code, out, _ = run("--explain", "ck201")

    assert code == 0
    assert out.splitlines()[0] == "CK201 一个名称同一天只有一种答复"
    assert "怎么改" in out
    assert json.loads(run("--explain", "CK201", "--json")[1])["code"] == "CK201"


def test_an_unknown_code_is_not_explained(run):
    code, _, err = run("--explain", "CK999")

    assert code == 2
    assert "CK999" in err


def test_a_form_that_there_is_not_names_the_option(run):
    code, _, err = run("--format", "xml")

    assert code == 2
    assert "参数不对 --format（只能是：text" in err


def test_the_shipped_lists_are_not_checked_in_the_place_of_those_that_are_not_found(
    run, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHECKLIST_ROOT", raising=False)

    code, out, err = run()

    assert (code, out) == (2, "")
    assert "这里没有清单仓库" in err


def test_a_path_without_lists_is_not_called_free_of_faults(run, tmp_path):
    root = written(tmp_path, tree({"data/README.md": "讲清单"}))

    code, _, err = run(str(root / "data" / "README.md"), "--root", str(root))

    assert code == 2
    assert "没有清单" in err
    good = str(root / PATHS["positive"])
    assert run(good, "--root", str(root))[0] == 0
    assert run(good, str(root / "data" / "README.md"), "--root", str(root))[0] == 2


def test_faults_in_files_that_were_not_asked_for_are_counted(run, tmp_path):
    root = written(tmp_path, tree(positive=certificates(BAD)))

    code, out, err = run(str(root / PATHS["edition"]), "--root", str(root))

    assert (code, out) == (0, "")
    assert "别的文件里还有 1 个问题，没有列出" in err


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_is_checked_under_its_own_name(run, tmp_path):
    root = written(tmp_path / "lists", tree())
    bad = written(tmp_path, {"negative.yaml": certificates(BAD)}) / "negative.yaml"
    (root / PATHS["negative"]).symlink_to(bad)

    code, out, _ = run(str(root / PATHS["negative"]), "--root", str(root))

    assert code == 1
    assert out.startswith(PATHS["negative"])
