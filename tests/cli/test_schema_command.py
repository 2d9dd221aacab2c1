"""`checklist schema` as it is typed: what it writes, and what it leaves alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from checklist_tool import cli
from checklist_tool.model.kinds import KINDS

SETTINGS = Path(".vscode/settings.json")


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        code = cli.run(["schema", *words])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_one_schema_a_kind_is_written_and_named(run):
    code, out, _ = run("--out", "a/b")

    assert code == 0
    assert out.splitlines() == [f"a/b/{kind.name}.json" for kind in KINDS]
    assert json.loads(Path("a/b/certificate.json").read_text("utf-8"))["title"] == "证明清单"
    assert not SETTINGS.exists()


def test_the_editor_is_set_up_and_its_other_settings_stay(run):
    SETTINGS.parent.mkdir()
    SETTINGS.write_text('{"files.eol": "\\n", "yaml.schemas": {"old": "x"}}', "utf-8")

    assert run("--vscode")[0] == 0

    found = json.loads(SETTINGS.read_text("utf-8"))
    assert found["files.eol"] == "\n"
    assert found["yaml.schemas"]["old"] == "x"
    assert found["yaml.schemas"]["./schemas/edition.json"] == ["data/edition.yaml"]


def test_settings_with_comments_are_left_as_they_are(run):
    SETTINGS.parent.mkdir()
    SETTINGS.write_text("{// 别动\n}", "utf-8")

    code, _, err = run("--vscode")

    assert code == 2
    assert "没有改动" in err
    assert SETTINGS.read_text("utf-8") == "{// 别动\n}"
    assert not Path("schemas").exists()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000, '{"a": ' * 200_000, f'{{"a": "{"x" * 2_000_000}"}}', "[]", "1" * 9000,
        r'{"a": "\ud800"}',
    ],
)  # fmt: skip
def test_settings_that_cannot_be_kept_are_left_as_they_are(run, text):
    SETTINGS.parent.mkdir()
    SETTINGS.write_text(text, "utf-8")

    code, _, err = run("--vscode")

    assert code == 2
    assert "没有改动" in err
    assert SETTINGS.read_text("utf-8") == text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes in a folder are POSIX")
def test_a_pipe_in_the_place_of_the_settings_is_not_waited_for(run):
    SETTINGS.parent.mkdir()
    os.mkfifo(SETTINGS)

    code, _, err = run("--vscode")

    assert code == 2
    assert "不是文件" in err


def test_a_folder_that_cannot_be_written_is_told(run):
    Path("schemas").write_text("", "utf-8")

    code, _, err = run()

    assert code == 2
    assert "写不了" in err
