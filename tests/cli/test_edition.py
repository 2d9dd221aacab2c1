"""`edition`: which editions there were, and what closes one."""

import json

import pytest

from builders import TODAY, certificates, git, tree, written
from checklist_tool import cli

ITEM = "id: juzhu\nname: 居住证明"
EDITION = (
    "jurisdiction: 上海市某区\ntitle: 示范清单\nedition: {}\nissued_on: {}\n"
    "off_list:\n  answer: 清单以外的证明，先问清楚\n"
)


def committed(root, number, issued_on, *items):
    lists = tree(negative=certificates(*items, verdict="refuse"))
    written(root, {**lists, "data/edition.yaml": EDITION.format(number, issued_on)})
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", number)
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    lists = tmp_path / "lists"
    lists.mkdir()
    git(lists, "init", "-q", "-b", "main")
    return lists


@pytest.fixture
def run(capfd, root):
    def run(*words):
        code = cli.run(["edition", *map(str, words), "--root", str(root)])
        return code, *capfd.readouterr()

    return run


def test_the_editions_that_git_knows_are_listed_with_the_commit_that_began_each(root, run):
    first = committed(root, "第1期", "2025-01-01", ITEM)
    committed(root, "第1期", "2025-01-01", ITEM, "id: chusheng\nname: 出生证明")
    second = committed(root, "第2期", "2026-01-01", ITEM)

    found = json.loads(run("--json")[1])

    assert found == [
        {"edition": "第2期", "issued_on": "2026-01-01", "commit": second},
        {"edition": "第1期", "issued_on": "2025-01-01", "commit": first},
    ]


def test_a_new_edition_tells_what_changed_since_the_last_began_and_what_nobody_checked(root, run):
    committed(root, "第1期", "2025-01-01", ITEM)
    committed(root, "第1期", "2025-01-01", ITEM, "id: chusheng\nname: 出生证明")

    code, out, err = run("new", "第2期", "--issued-on", TODAY)

    assert code == 0
    assert f"edition: 第2期\nissued_on: {TODAY}\n" in (root / "data/edition.yaml").read_text(
        "utf-8"
    )
    assert "新增  【不予出具】出生证明" in out
    assert "juzhu\t居住证明\t没有核对过" in out
    assert "git tag 第2期" in err


def test_the_changes_of_an_edition_can_be_issued_as_a_text(root, run):
    committed(root, "第1期", "2025-01-01", ITEM)
    committed(root, "第1期", "2025-01-01", ITEM, "id: chusheng\nname: 出生证明")

    _, out, _ = run("new", "第2期", "--issued-on", TODAY, "--dry-run", "--format", "markdown")

    assert out.startswith("## 清单的变化")
    assert "出生证明" in out
    assert "第1期" in (root / "data/edition.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [("第1期", TODAY, "已经有“第1期”了"), ("第2期", "2024-12-31", "早于“第1期”的发布日期")],
)
def test_an_edition_that_was_there_or_would_come_before_the_last_is_refused(
    root, run, number, day, said
):
    committed(root, "第1期", "2025-01-01", ITEM)
    before = (root / "data/edition.yaml").read_bytes()

    code, _, err = run("new", number, "--issued-on", day)

    assert code == 2
    assert said in err
    assert (root / "data/edition.yaml").read_bytes() == before


def test_an_edition_that_is_not_committed_is_not_closed_by_another(root, run):
    committed(root, "第1期", "2025-01-01", ITEM)
    run("new", "第2期", "--issued-on", TODAY)

    code, _, err = run("new", "第3期", "--issued-on", TODAY)

    assert code == 2
    assert "“第2期”还没有提交到 git" in err


def test_without_git_what_changed_is_said_to_be_unknown(root, run):
    lists = tree(negative=certificates(ITEM, verdict="refuse"))
    (root / ".git").rename(root.parent / "git")
    written(root, {**lists, "data/edition.yaml": EDITION.format("第1期", "2025-01-01")})

    code, out, err = run("new", "第2期", "--issued-on", TODAY, "--json")

    assert code == 0
    assert json.loads(out)["changes"] is None
    assert "说不出改了什么" in err
