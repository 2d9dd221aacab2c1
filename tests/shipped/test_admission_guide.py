"""The walk-through of docs/guides/admission.md is what really happens.

Its commands are run one after the other on a copy of the shipped lists; `GOLDEN=1` rewrites
what they print.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout

import pytest

from checklist_tool import cli
from conftest import ROOT

pytestmark = pytest.mark.slow

GUIDE = ROOT / "docs/guides/admission.md"
_BLOCK = re.compile(r"```(yaml|console)\n(.*?)```", re.DOTALL)


def printed(command: str) -> str:
    """What a command prints, remarks included, in the order in which it does."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        cli.run(shlex.split(command)[1:])
    return out.getvalue()


def test_the_walk_through_prints_what_the_guide_shows(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    guide = GUIDE.read_text(encoding="utf-8")

    def played(block: re.Match[str]) -> str:
        kind, text = block.groups()
        if kind == "yaml" and text.startswith("admission:"):
            edition = tmp_path / "data/edition.yaml"
            before = edition.read_text(encoding="utf-8")
            after = re.sub(r"admission:\n(  .*\n)+", text, before)
            edition.write_text(after, encoding="utf-8")
        elif kind == "yaml":
            day = text.partition('"')[2].partition('"')[0]
            (tmp_path / f"build/minutes-{day}.yaml").write_text(text, encoding="utf-8")
        else:
            commands = [line for line in text.splitlines() if line.startswith("$ ")]
            text = "".join(f"{one}\n{printed(one[2:])}" for one in commands)
        return f"```{kind}\n{text}```"

    found = _BLOCK.sub(played, guide)

    if os.environ.get("GOLDEN"):
        GUIDE.write_text(found, encoding="utf-8", newline="\n")
    assert found == GUIDE.read_text(encoding="utf-8")
