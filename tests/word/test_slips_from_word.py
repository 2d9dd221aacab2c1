"""What Word does to a list file, and the message that the clerk sees.

A folder of cases/ holds the list as it was typed, what slip it shows, and exactly what is said
of it. `GOLDEN=1` rewrites said.txt, from which the guide for editors has its table.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders import BASE, PATHS, TODAY, Texts
from checklist_tool import checks
from checklist_tool.editing.advice import advised
from checklist_tool.editing.mend import mended
from checklist_tool.problems import Problem
from checklist_tool.usecases.findings import Examination, text

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir())
NEGATIVE = PATHS["negative"]
REGISTER = BASE[PATHS["register"]] + "    doc_number: 民发〔2020〕20号\n"


def examined(negative: bytes) -> list[Problem]:
    tree = Texts({**BASE, PATHS["register"]: REGISTER, NEGATIVE: negative})
    return advised(tree, checks.examine(tree, TODAY)[1])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_slip_is_exactly_this(name: str):
    golden = CASES / name / "said.txt"

    said = text.written(
        Examination(examined((CASES / name / "negative.yaml").read_bytes()), [], [])
    )

    if os.environ.get("GOLDEN"):
        golden.write_text(said, encoding="utf-8", newline="\n")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_fmt_fix_mends_the_slip_when_its_message_says_so_and_only_then(name: str):
    typed = (CASES / name / "negative.yaml").read_bytes()
    told = examined(typed)

    after, _ = mended(NEGATIVE, typed)

    if any("checklist fmt --fix" in problem.hint for problem in told):
        assert examined(after) == []
    else:
        assert after == typed


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_is_told_at_the_line_where_it_was_made(name: str):
    right = mended(NEGATIVE, (CASES / "full-width-colon" / "negative.yaml").read_bytes())[0]
    typed = (CASES / name / "negative.yaml").read_bytes()
    lines = typed.decode("utf-8-sig").splitlines()
    same = set(right.decode().splitlines())

    assert {lines[problem.place.line - 1] for problem in examined(typed)} - same or typed[3:] == (
        right.replace(b"\n", b"\r\n")
    )
