"""Each code has a folder of data that breaks its rule, and exactly what is said of it.

A folder holds only the files that differ from base/, and in without.txt the paths that are
missing from it. `GOLDEN=1` rewrites problems.txt.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from builders import examined
from checklist_tool.files import WorkingTree
from checklist_tool.problems import Problem

CASES = Path(__file__).parent / "cases"
SOURCE = Path(__file__).parents[2] / "src" / "checklist_tool"
CODES = sorted(folder.name for folder in CASES.iterdir() if folder.name != "base")
# What no file in a folder can show: one that cannot be opened, and one beyond the limit.
NOT_SHOWN = {"CK001", "CK002", "CK601"}


def texts(folder: Path) -> dict[str, str | bytes]:
    tree = WorkingTree(folder)
    return {path: tree.read(path) for path in tree.paths()}


def case(code: str) -> dict[str, str | bytes]:
    """The base with the files of a case laid over it."""
    without = CASES / code / "without.txt"
    missing = without.read_text(encoding="utf-8").split() if without.exists() else []
    base = {path: text for path, text in texts(CASES / "base").items() if path not in missing}
    return base | texts(CASES / code)


def said(problem: Problem) -> str:
    place, severity = problem.place, problem.severity
    return f"{place}: {severity} {problem.code} {problem.message}\n    {problem.hint}\n"


def test_the_base_has_no_fault():
    assert examined(texts(CASES / "base")) == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_said_of_a_case_is_exactly_this(code: str):
    golden = CASES / code / "problems.txt"

    found = "".join(said(problem) for problem in examined(case(code)))

    if os.environ.get("GOLDEN"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_a_case_breaks_its_own_rule_and_no_other(code: str):
    problems = examined(case(code))

    assert {problem.code for problem in problems} == {code}


@pytest.mark.parametrize("code", CODES)
def test_every_problem_has_a_way_to_mend_it(code: str):
    assert all(problem.hint for problem in examined(case(code)))


def test_every_code_that_can_be_told_has_a_case():
    told = {
        code
        for path in SOURCE.rglob("*.py")
        for code in re.findall(r"\bCK\d{3}\b", path.read_text(encoding="utf-8"))
    }

    assert set(CODES) == told - NOT_SHOWN
