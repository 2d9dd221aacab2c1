"""Whatever a repository is like, to read it changes nothing outside, and runs nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from doors import COMMITTED, COPIED, POSITIVE, SECRET

from builders import git
from checklist_tool import cli

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights there")

BASE = Path(__file__).parents[1] / "checks/cases/base/data"
ALL = COMMITTED | COPIED
MADE = {"build", "schemas", ".vscode", "cache"}
# Every command that only reads, or makes something of the lists in build/ or schemas/.
READING = [
    "list", "show juzhu", "query 居住证明",
    "validate", "validate --since HEAD~1", "validate --format sarif --out build/report.sarif",
    "fmt --check", "fmt --diff", "edit juzhu --set note=x --dry-run",
    "diff", "diff HEAD~1 HEAD", "log juzhu", "impact minfa-2020-20", "report", "stats", "doctor",
    "tasks list", "tasks show shuju-hecha", "tasks board", "tasks check shuju-hecha",
    "tasks agenda 2026-03-10 --format html", "tasks calendar",
    "render --format html", "render --format site", "render --list-templates",
    "slip juzhu --format html", "slip --verify 1118-N4PR-GK", "schema", "schema --vscode",
]  # fmt: skip
WRITING = [
    "edit juzhu --set note=已核对", "fmt", "move juzhu negative --correct",
    "retire juzhu --last 2026-01-31", "tasks upload shuju-hecha --on 2026-03-20",
    "render --eject slip/slip.html",
]  # fmt: skip


@pytest.fixture
def area(tmp_path, monkeypatch):
    """A folder with the lists' repository, what lies outside of it, and the user's own folders."""
    for name in ("outside", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home/state"))
    monkeypatch.delenv("CHECKLIST_ROOT", raising=False)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.environ["PATH"]]))
    return tmp_path


def received(area: Path, name: str) -> Path:
    """The repository with this door, as it comes to somebody: cloned, or copied."""
    source, clone = area / "source", area / "clone"
    shutil.copytree(BASE, source / "data")
    git(source, "init", "-q", "-b", "main")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "first")
    edition = source / "data/edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("第1期", "第2期"), encoding="utf-8")
    if name in COMMITTED:
        COMMITTED[name](source, area / "outside")
    git(source, "add", "-A", "-f")
    git(source, "commit", "-q", "-m", "second")
    git(area, "clone", "-q", str(source), str(clone))
    if name in COPIED:
        COPIED[name](clone, area / "outside")
    shutil.rmtree(source)
    return clone


def state(area: Path) -> dict[str, bytes | str]:
    """Every file and link, and what it holds, but for what a command may make."""
    found: dict[str, bytes | str] = {}
    for path in sorted(area.rglob("*")):
        if MADE & {parent.name for parent in path.parents}:
            continue
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        elif path.is_file():
            found[str(path)] = path.read_bytes()
    return found


def run(monkeypatch, clone: Path, command: str) -> None:
    """The command as somebody runs it who stands in the folder; how it ends is another matter."""
    lists = clone / "lists"
    monkeypatch.chdir(lists if lists.is_dir() else clone)
    cli.run(command.split())


@pytest.mark.parametrize("name", ALL)
def test_to_read_changes_nothing_and_runs_nothing(area, monkeypatch, capfd, name):
    clone = received(area, name)
    before = state(area)

    for command in READING:
        run(monkeypatch, clone, command)

        assert state(area) == before, command
        assert SECRET not in "".join(capfd.readouterr()), command


@pytest.mark.parametrize("name", ALL)
def test_to_edit_changes_nothing_outside_and_runs_nothing(area, monkeypatch, capfd, name):
    clone = received(area, name)
    before = state(area / "outside"), state(clone / ".git")

    for command in WRITING:
        run(monkeypatch, clone, command)

        assert (state(area / "outside"), state(clone / ".git")) == before, command
        assert SECRET not in "".join(capfd.readouterr()), command


def test_lists_without_a_trap_can_be_read_and_edited(area, monkeypatch, capfd):
    clone = received(area, "none")
    monkeypatch.chdir(clone)

    codes = {command: cli.run(command.split()) for command in (*READING, *WRITING)}

    refused = {command for command, code in codes.items() if code == 2}
    # Nothing has begun to count, and the item would come to the list without a way out.
    assert refused == {"stats", "move juzhu negative --correct"}
    assert "已核对" in git(clone, "diff")


@pytest.mark.parametrize(
    ("name", "command", "said"),
    [
        ("unfinished_edit_through_a_link", "list", "没有写完就断了"),
        ("unfinished_edit_through_a_link", "edit juzhu --set note=x", "不是本机在这个文件夹里断的"),
        ("our_folder_is_a_link", "edit juzhu --set note=x", "不是这个软件放的"),
        ("build_is_a_link", "render --format html", "要经过一个链接"),
        ("what_is_made_is_a_link", "slip juzhu --format html", "要经过一个链接"),
        ("site_is_the_lists", "render --format site", "要经过一个链接"),
        ("schemas_are_links", "schema", "要经过一个链接"),
        ("templates_is_a_link", "render --eject slip/slip.html", "链接"),
        ("a_list_is_a_link", "fmt", "它是一个链接"),
        ("objects_that_are_fetched_by_a_command", "diff", "是部分克隆"),
    ],
)
def test_what_is_refused_is_said(area, monkeypatch, capfd, name, command, said):
    monkeypatch.chdir(received(area, name))

    cli.run(command.split())

    assert said in capfd.readouterr().err


@pytest.mark.parametrize(
    "name", ["a_list_is_a_link", "a_folder_of_lists_is_a_link", "data_is_a_link"]
)
def test_validate_tells_of_a_link_among_the_lists(area, monkeypatch, capfd, name):
    monkeypatch.chdir(received(area, name))

    assert cli.run(["validate"]) == 1

    assert "CK001 读不了这个文件（它是一个链接" in capfd.readouterr().out


@pytest.mark.parametrize(
    "out",
    ["data", "data/lists", ".git", ".git/hooks", "templates", ".checklist", "build/../data/tasks"],
)
@pytest.mark.parametrize("command", ["render --format html", "slip juzhu --format html", "schema"])
def test_nothing_is_made_among_the_lists(area, monkeypatch, capfd, command, out):
    clone = received(area, "none")
    monkeypatch.chdir(clone)
    before = state(clone)

    assert cli.run([*command.split(), "--out", out]) == 2

    assert "不往里写" in capfd.readouterr().err
    assert state(clone) == before


def test_a_report_is_not_written_over_a_list(area, monkeypatch, capfd):
    clone = received(area, "none")
    monkeypatch.chdir(clone)
    before = state(clone)

    assert cli.run(["validate", "--format", "json", "--out", POSITIVE]) == 2

    assert "不往里写" in capfd.readouterr().err
    assert state(clone) == before


def test_a_report_may_go_beside_the_lists_and_into_a_pipe(area, monkeypatch, capfd):
    monkeypatch.chdir(received(area, "none"))

    assert cli.run(["validate", "--format", "json", "--out", "report.json"]) == 0
    assert cli.run(["validate", "--format", "json", "--out", os.devnull]) == 0

    assert cli.run(["validate", "--format", "json", "--out", "/dev/stdout"]) == 0

    assert capfd.readouterr().out.startswith("[]\n")
    assert Path("report.json").read_text(encoding="utf-8") == "[]\n"
    assert not Path(os.devnull).is_file()


def test_an_index_that_came_with_the_clone_is_not_asked(area, monkeypatch, capfd):
    clone = received(area, "none")
    monkeypatch.chdir(clone)
    cli.run(["query", "居住证明"])
    cache = clone / ".cache"
    shutil.copytree(area / "cache", cache)
    for index in cache.glob("*.sqlite"):  # every file is as it was, and another answer
        forge(index)
    monkeypatch.setenv("CHECKLIST_CACHE", str(cache))
    capfd.readouterr()

    cli.run(["query", "居住证明"])

    assert "不予出具" not in capfd.readouterr().out


def forge(index: Path) -> None:
    with sqlite3.connect(index) as connection:
        connection.execute("DELETE FROM watch")
        connection.execute("UPDATE entry SET verdict = 'refuse' WHERE id = 'juzhu'")
    connection.close()


@pytest.mark.parametrize(
    "variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"]
)
def test_what_a_hook_inherits_leads_to_no_other_repository(area, monkeypatch, capfd, variable):
    clone = received(area, "none")
    head = commit(clone, "HEAD")
    monkeypatch.setenv(variable, str(area / "home"))
    monkeypatch.chdir(clone)

    assert cli.run(["query", "居住证明", "--json"]) == 0

    assert f'"revision": "{head}"' in capfd.readouterr().out


def test_a_hook_in_a_linked_worktree_sees_its_own_commit(area, monkeypatch):
    clone = received(area, "none")
    tree = area / "tree"
    git(clone, "worktree", "add", "-q", str(tree), "HEAD~1")
    hook = clone / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\n'{sys.executable}' -m checklist_tool query 居住证明 --json > '{area}/said'\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    (tree / "readme").touch()
    git(tree, "add", "-A")

    git(tree, "commit", "-q", "-m", "third")

    first = commit(clone, "HEAD~1")
    assert f'"revision": "{first}"' in (area / "said").read_text(encoding="utf-8")


def commit(root: Path, name: str) -> str:
    return git(root, "rev-parse", "--short=12", name).strip()
