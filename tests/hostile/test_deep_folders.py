"""Folders within folders, a thousand and more: told of, and never a traceback."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from builders import BASE, git, written
from checklist_tool import cli

pytestmark = pytest.mark.skipif(os.name == "nt", reason="paths are not that long there")

DEEP = 1300


@pytest.fixture
def nested(tmp_path, monkeypatch):
    """Makes folders within one another below a folder, with a file in the last one."""
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    tops = []

    def nested(top: Path, name: str) -> None:
        top.mkdir(parents=True, exist_ok=True)
        tops.append(top / "d")
        deepest = top.joinpath(*"d" * DEEP)
        for folder in (*reversed(deepest.parents), deepest):
            folder.mkdir(exist_ok=True)
        (deepest / name).write_text("title: 深\n", encoding="utf-8")

    yield nested
    for top in tops:
        _removed(top)


def _removed(top: Path) -> None:
    deepest = top.joinpath(*"d" * (DEEP - 1))
    shutil.rmtree(deepest)
    for folder in deepest.parents:
        folder.rmdir()
        if folder == top:
            break


@pytest.fixture
def lists(tmp_path):
    root = written(tmp_path / "lists", BASE)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def test_validate_names_the_folder_that_is_too_deep(nested, lists, capfd):
    nested(lists / "data/lists/certificates", "x.yaml")

    code = cli.run(["validate", "--root", str(lists)])

    out = capfd.readouterr().out
    assert code == 1
    assert "data/lists/certificates/d/d/d" in out
    assert "CK001" in out and "太深了" in out


@pytest.mark.parametrize(
    "command",
    [
        "query 死亡证明", "list", "show siwang", "validate --since HEAD~1", "diff",
        "diff HEAD~1 HEAD", "log siwang", "fmt --check", "edit siwang --set note=已核对", "doctor",
        "stats", "render --format site", "slip siwang --format html",
    ],
)  # fmt: skip
def test_a_folder_that_is_too_deep_stops_no_command_with_a_traceback(
    nested, lists, tmp_path, monkeypatch, command
):
    nested(lists / "data/lists/certificates", "x.yaml")
    git(lists, "add", "-A")
    git(lists, "commit", "-q", "-m", "deep")
    monkeypatch.chdir(tmp_path)

    assert cli.run([*command.split(), "--root", str(lists)]) in (0, 1, 2)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("render --format html", 2), ("render --list-templates", 0),
        ("render --eject slip/slip.html", 2),
    ],
)  # fmt: skip
def test_templates_too_deep_are_refused(nested, lists, tmp_path, monkeypatch, capfd, command, code):
    nested(lists / "templates", "x.typ")
    monkeypatch.chdir(tmp_path)

    assert cli.run([*command.split(), "--root", str(lists)]) == code
    assert code == 0 or "太深了" in capfd.readouterr().err
