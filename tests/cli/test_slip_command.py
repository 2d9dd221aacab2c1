"""`checklist slip` as it is typed."""

import json
import os
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import BASE, PATHS, written
from checklist_tool import cli

DAY = date(2026, 11, 23)


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    root = written(tmp_path / "lists", BASE)

    def run(*words):
        code = cli.run(["slip", "--root", str(root), *words])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def change(tmp_path, name, old, new):
    path = tmp_path / "lists" / PATHS[name]
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def git(root, *words, day=None):
    who = ["-c", "user.name=编辑", "-c", "user.email=editor@example.com"]
    dated = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
    done = subprocess.run(
        ["git", "-C", root, *who, *words],
        check=True, capture_output=True, encoding="utf-8", env=os.environ | dated,
    )  # fmt: skip
    return done.stdout


def made(run, tmp_path):
    return json.loads(run("siwang", "--out", str(tmp_path), "--json")[1])


def test_a_pdf_is_made_by_id_or_name(run, tmp_path):
    for wanted in ("siwang", "死亡证明"):
        code, out, err = run(wanted, "--out", str(tmp_path / "build"))

        path = Path(out.strip())
        assert code == 0
        assert path == tmp_path / "build" / "slip-siwang.pdf"
        assert path.read_bytes().startswith(b"%PDF-1.7")
        assert "可以出具" in err


def test_the_answer_as_json_has_the_code_and_the_files(run, tmp_path):
    words = ("--format", "html", "--format", "pdf", "--paper", "a4", "--json")

    code, out, _ = run("siwang", "--out", str(tmp_path), *words)

    told = json.loads(out)
    assert code == 0
    assert list(told) == ["item", "name", "verdict", "edition", "date", "code", "files"]
    assert (told["item"], told["verdict"], told["date"]) == ("siwang", "issue", "2026-11-23")
    assert told["edition"]["edition"] == "第1期"
    assert [Path(file).name for file in told["files"]] == ["slip-siwang.html", "slip-siwang.pdf"]
    assert "size: A4" in Path(told["files"][0]).read_text(encoding="utf-8")


def test_an_unknown_item_is_refused_with_names_that_are_near(run):
    code, out, err = run("死亡证")

    assert (code, out) == (2, "")
    assert "没有编号或名称是“死亡证”" in err
    assert "是不是：死亡证明？" in err


def test_a_policy_is_no_item(run):
    code, _, err = run("minfa-2020-20")

    assert code == 2
    assert "没有编号或名称是“minfa-2020-20”的证明、服务或指路" in err


def test_an_item_at_fault_is_not_printed(run, tmp_path):
    change(tmp_path, "positive", "policy: minfa-2020-20", "policy: minfa-2020-21")

    code, out, err = run("siwang", "--out", str(tmp_path / "build"))

    assert (code, out) == (2, "")
    assert "positive.yaml:8" in err
    assert not (tmp_path / "build").exists()


def test_a_fault_elsewhere_does_not_stop_the_desk(run, tmp_path):
    bad = "title: 负面清单\nverdict: refuse\nitems:\n  - id: x\n    name: 半截\n"
    (tmp_path / "lists" / PATHS["negative"]).write_text(bad, encoding="utf-8")

    assert run("siwang", "--out", str(tmp_path))[0] == 0
    assert "negative.yaml:4" in run("x")[2]


def test_a_name_on_two_lists_asks_for_the_id(run, tmp_path):
    other = BASE[PATHS["positive"]].replace("siwang", "siwang-er")
    path = tmp_path / "lists" / PATHS["reserve"]
    path.write_text(other, encoding="utf-8")

    code, _, err = run("死亡证明")

    assert code == 2
    assert "siwang（正面清单）、siwang-er（备库清单）" in err


@pytest.mark.parametrize(
    ("ended", "printed"), [("2026-11-22", "siwang"), ("2026-12-31", "siwang-er")]
)
def test_of_an_item_that_was_moved_the_slip_of_the_day_is_printed(run, tmp_path, ended, printed):
    past = BASE[PATHS["positive"]].replace(
        "id: siwang", f"id: siwang-er\n    effective_to: {ended}"
    )
    (tmp_path / "lists" / PATHS["reserve"]).write_text(past, encoding="utf-8")
    begins = date.fromisoformat(ended) + timedelta(days=1)
    change(tmp_path, "positive", "id: siwang", f"id: siwang\n    effective_from: {begins}")

    code, out, _ = run("死亡证明", "--out", str(tmp_path))

    assert code == 0
    assert Path(out.strip()).name == f"slip-{printed}.pdf"


def test_a_folder_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "build").write_text("a file", encoding="utf-8")

    code, _, err = run("siwang", "--out", str(tmp_path / "build"))

    assert code == 2
    assert "写不进" in err


def test_an_item_or_a_code_is_needed_and_not_both(run):
    for words in ((), ("siwang", "--verify", "7K3M-Q2XD-91")):
        code, _, err = run(*words)

        assert code == 2
        assert "两样里写一样" in err


def test_a_code_is_verified(run, tmp_path):
    slip = made(run, tmp_path)

    code, out, _ = run("--verify", slip["code"].lower())

    assert code == 0
    for said in ("死亡证明（siwang）", "可以出具", "2026年11月23日", "《居村组织清单》第1期"):
        assert said in out
    del slip["files"]
    assert (
        json.loads(run("--verify", slip["code"], "--json")[1])
        == {"valid": True, "commit": None} | slip
    )


def test_a_mistyped_code_is_told_from_one_that_no_slip_has(run, tmp_path):
    right = made(run, tmp_path)["code"]
    wrong = right[:-1] + ("0" if right[-1] != "0" else "2")
    change(tmp_path, "positive", "没有医院出具", "没有医院开具")

    mistyped = run("--verify", wrong)
    outdated = run("--verify", right)

    assert (mistyped[0], outdated[0]) == (1, 1)
    assert "校验码输错了" in mistyped[1]
    assert "这一版清单里没有出过这张单子，或者内容已经改过" in outdated[1]
    assert json.loads(run("--verify", wrong, "--json")[1])["reason"] == "mistyped"
    assert json.loads(run("--verify", right, "--json")[1])["reason"] == "unknown"


def test_a_slip_of_an_earlier_state_of_the_lists_is_verified_against_it(run, tmp_path):
    lists, day = tmp_path / "lists", f"{DAY}T09:00:00"
    git(lists, "init", "-q")
    git(lists, "add", "-A")
    git(lists, "commit", "-q", "-m", "first", day=day)
    slip = made(run, tmp_path)
    change(tmp_path, "positive", "没有医院出具", "没有医院开具")
    git(lists, "commit", "-q", "-a", "-m", "second", day=day)

    code, out, _ = run("--verify", slip["code"])

    commit = git(lists, "rev-parse", "--short=12", "HEAD~1").strip()
    assert code == 0
    assert f"按当时的版本（提交 {commit}）核对" in out
    assert json.loads(run("--verify", slip["code"], "--json")[1])["commit"] == commit


def test_no_slip_is_made_while_it_is_not_clear_whose_name_stands_on_it(run, tmp_path):
    place = "  - id: {}\n    name: {}居民委员会\n    role: committee\n"
    two = "title: 本居村\nitems:\n" + place.format("jia", "甲") + place.format("yi", "乙")
    (tmp_path / "lists/data/local.yaml").write_text(two, encoding="utf-8")

    for wanted in ("siwang", "清单外"):
        code, _, err = run(wanted, "--out", str(tmp_path))

        assert code == 2
        assert "“甲居民委员会”和“乙居民委员会”" in err


def test_a_state_of_the_lists_after_the_day_of_the_slip_does_not_count(run, tmp_path):
    lists = tmp_path / "lists"
    git(lists, "init", "-q")
    git(lists, "add", "-A")
    git(lists, "commit", "-q", "-m", "first", day="2026-11-25T00:00:00")
    slip = made(run, tmp_path)
    change(tmp_path, "positive", "没有医院出具", "没有医院开具")

    assert run("--verify", slip["code"])[0] == 1


def first(lists):
    git(lists, "init", "-q", "-b", "main")
    git(lists, "add", "-A")
    git(lists, "commit", "-q", "-m", "first", day=f"{DAY}T09:00:00")


def test_a_state_that_stood_on_a_branch_alone_was_never_in_force(run, tmp_path):
    lists, day = tmp_path / "lists", f"{DAY}T09:00:00"
    first(lists)
    git(lists, "switch", "-q", "-c", "draft")
    change(tmp_path, "positive", "没有医院出具", "医院没有出具")
    git(lists, "commit", "-q", "-a", "-m", "draft", day=day)
    slip = made(run, tmp_path)
    git(lists, "revert", "--no-edit", "HEAD")
    change(tmp_path, "positive", "没有医院出具", "没有医院开具")
    git(lists, "commit", "-q", "-a", "-m", "better", day=day)
    git(lists, "switch", "-q", "main")
    git(lists, "merge", "-q", "--no-ff", "-m", "merge", "draft", day=day)

    code, out, _ = run("--verify", slip["code"])

    assert code == 1
    assert "没有出过" in out


def test_commits_that_change_nothing_of_a_slip_do_not_hide_an_earlier_state(run, tmp_path):
    lists, day = tmp_path / "lists", f"{DAY}T09:00:00"
    first(lists)
    slip = made(run, tmp_path)
    change(tmp_path, "positive", "没有医院出具", "没有医院开具")
    git(lists, "commit", "-q", "-a", "-m", "second", day=day)
    for number in range(21):
        (lists / PATHS["counts"]).write_text(f"# {number}\n", encoding="utf-8")
        git(lists, "add", "-A")
        git(lists, "commit", "-q", "-m", "counts", day=day)

    assert run("--verify", slip["code"])[0] == 0


@pytest.mark.slow
def test_a_search_that_ended_early_does_not_say_that_there_was_no_such_slip(run, tmp_path):
    lists, day = tmp_path / "lists", f"{DAY}T09:00:00"
    first(lists)
    slip = made(run, tmp_path)
    for number in range(20):
        change(tmp_path, "positive", "title: 正面清单", f"title: 正面清单\n# {number}")
        change(tmp_path, "positive", "没有医院出具", "没有医院开具")
        git(lists, "commit", "-q", "-a", "-m", "more", day=day)

    code, out, _ = run("--verify", slip["code"])

    assert code == 1
    assert "最近 20 次改动" in out and "不能说没有出过" in out
    told = json.loads(run("--verify", slip["code"], "--json")[1])
    assert (told["valid"], told["reason"]) == (False, "older")


def test_in_a_shallow_clone_a_slip_is_not_called_unknown(run, tmp_path):
    lists = tmp_path / "lists"
    first(lists)
    slip = made(run, tmp_path)
    change(tmp_path, "positive", "没有医院出具", "没有医院开具")
    git(lists, "commit", "-q", "-a", "-m", "second", day=f"{DAY}T09:00:00")
    head = git(lists, "rev-parse", "HEAD")
    (lists / ".git" / "shallow").write_text(head, encoding="utf-8")

    code, out, _ = run("--verify", slip["code"])

    assert code == 1
    assert "浅克隆" in out


def test_items_that_cannot_be_read_are_mentioned_when_nothing_is_found(run, tmp_path):
    code = made(run, tmp_path)["code"]
    change(tmp_path, "positive", "    reason: ", "    grund: ")

    assert "读不了的条目" in run("--verify", code)[2]


def test_a_slip_of_tomorrow_is_remarked_on(run, tmp_path, monkeypatch):
    code = made(run, tmp_path)["code"]
    monkeypatch.setenv("TESTS_DAY", "2026-11-22")

    assert "还没有到" in run("--verify", code)[2]


def test_a_template_of_ones_own_is_taken_for_a_slip(run, tmp_path):
    own = tmp_path / "own" / "slip" / "slip.html"
    own.parent.mkdir(parents=True)
    own.write_text("本单位的 {{ slip.name }}", encoding="utf-8")

    words = ("siwang", "--format", "html", "--out", str(tmp_path))
    code, _, _ = run(*words, "--templates", str(tmp_path / "own"))

    assert code == 0
    assert (tmp_path / "slip-siwang.html").read_text(encoding="utf-8") == "本单位的 死亡证明"


def test_a_slip_is_set_in_other_fonts_and_one_that_is_not_there_is_an_error(run, tmp_path):
    words = ("siwang", "--out", str(tmp_path))
    run(*words)
    serif = (tmp_path / "slip-siwang.pdf").read_bytes()

    assert run(*words, "--font", "body=Noto Sans SC", "--font", "headings=Noto Sans SC")[0] == 0
    assert (tmp_path / "slip-siwang.pdf").read_bytes() != serif
    code, out, err = run(*words, "--font", "body=没有这种字体")
    assert (code, out) == (2, "")
    assert "没有找到字体“没有这种字体”" in err


def test_what_is_on_no_list_has_a_slip_that_can_be_verified(run, tmp_path):
    code, out, _ = run("清单外", "--out", str(tmp_path), "--json")
    slip = json.loads(out)

    checked, said, _ = run("--verify", slip["code"], "--json")

    assert (code, slip["item"], slip["verdict"]) == (0, "off-list", "not_listed")
    assert (checked, json.loads(said)["item"]) == (0, "off-list")


@pytest.mark.skipif(os.name == "nt", reason="Windows opens and prints files itself")
@pytest.mark.parametrize(("option", "program"), [("--open", "xdg-open"), ("--print", "lp")])
def test_a_slip_is_handed_to_the_program_of_the_system(run, tmp_path, monkeypatch, option, program):
    noted = tmp_path / "noted"
    for name in (program, "open"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho "$@" >{noted}\n', encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    code, out, _ = run("siwang", "--out", str(tmp_path / "build"), option)

    assert code == 0
    assert noted.read_text(encoding="utf-8").split()[-1] == out.strip()


@pytest.mark.skipif(os.name == "nt", reason="Windows opens and prints files itself")
def test_without_a_printer_the_slip_is_there_and_the_message_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    code, out, err = run("siwang", "--out", str(tmp_path / "build"), "--print")

    assert code == 2
    assert Path(out.strip()).is_file()
    assert "没有打印" in err and "这台电脑上没有 lp" in err
