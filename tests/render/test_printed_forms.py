"""The register of printed forms: one line in it is enough for `render` to know a form."""

import os
import subprocess
import sys

import pytest

from builders import tree, written

_MODULE = """
def files(job):
    lines = [job.book.title, *(block.name for block in job.book.blocks)]
    yield f"{job.name}.txt", "\\n".join(lines).encode()
"""
_PROGRAM = """
from checklist_tool.render.formats import FORMS, Form
FORMS["txt"] = Form("txt", "纯文本", ".txt", "plain_form")
import sys
from checklist_tool.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def run(tmp_path):
    root = written(tmp_path / "root", tree())
    (tmp_path / "plain_form.py").write_text(_MODULE, encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")

    def ran(*words, **surroundings):
        return subprocess.run(
            [sys.executable, program, *words], capture_output=True, encoding="utf-8",
            cwd=root, env={**os.environ, "PYTHONUTF8": "1", **surroundings}, check=False,
        )  # fmt: skip

    return ran


@pytest.mark.slow
def test_a_form_in_the_register_is_printed_and_compared(run, tmp_path):
    out = tmp_path / "out"

    printed = run("render", "--format", "txt", "--out", str(out))
    same = run("render", "--format", "txt", "--out", str(out), "--check")

    assert printed.returncode == 0, printed.stderr
    assert printed.stdout == f"{out / 'all.txt'}\n"
    assert "正在印 all.txt" in printed.stderr
    assert "死亡证明" in (out / "all.txt").read_text(encoding="utf-8")
    assert same.returncode == 0, same.stderr


def test_a_form_in_the_register_stands_on_the_help_page_and_in_a_refusal(run):
    shown = run("render", "--help", COLUMNS="200")
    refused = run("render", "--format", "nope")

    assert "txt（纯文本）" in shown.stdout
    assert refused.returncode == 2
    assert "html, pdf, docx, site, txt" in refused.stderr


def test_a_form_in_the_register_is_completed_in_the_shell(run):
    completed = run(
        COMP_WORDS="checklist render --format t",
        COMP_CWORD="3",
        _CHECKLIST_COMPLETE="complete_bash",
    )

    assert completed.stdout.split() == ["txt"]
