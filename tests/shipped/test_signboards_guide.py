"""The walk-through of docs/guides/signboards.md is what really happens.

Its tables are written and its commands run one after the other on a copy of the shipped lists;
`GOLDEN=1` rewrites what they print.
"""

from __future__ import annotations

import os
import re
import shutil

import pytest

from conftest import ROOT
from shipped.test_admission_guide import printed

pytestmark = pytest.mark.slow

GUIDE = ROOT / "docs/guides/signboards.md"
_BLOCK = re.compile(r"```(csv|console)(?: (\S+))?\n(.*?)```", re.DOTALL)


def test_the_walk_through_prints_what_the_guide_shows(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    guide = GUIDE.read_text(encoding="utf-8")

    def played(block: re.Match[str]) -> str:
        kind, name, text = block.groups()
        if kind == "csv":
            (tmp_path / name).write_text(text, encoding="utf-8")
            return block[0]
        commands = [line for line in text.splitlines() if line.startswith("$ ")]
        shown = "".join(f"{one}\n{printed(one[2:])}" for one in commands)
        return f"```{kind}\n{shown}```"

    found = _BLOCK.sub(played, guide)

    if os.environ.get("GOLDEN"):
        GUIDE.write_text(found, encoding="utf-8", newline="\n")
    assert found == GUIDE.read_text(encoding="utf-8")
