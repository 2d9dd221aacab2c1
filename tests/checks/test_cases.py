"""Each code has a folder of data that breaks its rule, and exactly what is said of it.

A folder holds only the files that differ from base/, and in without.txt the paths that are
missing from it. What was there before a change that takes it away is in before/. `GOLDEN=1`
rewrites problems.txt, which is also the example of the rule's page.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from builders import TODAY, Texts, examined, loaded
from checklist_tool import checks
from checklist_tool.changes.rewritten import rewritten
from checklist_tool.checks import explained
from checklist_tool.editing.advice import advised
from checklist_tool.files import LIMIT, WorkingTree
from checklist_tool.problems import Problem
from checklist_tool.search import build, pinned, store
from checklist_tool.usecases.findings import Examination, text

CASES = Path(__file__).parent / "cases"
SOURCE = Path(__file__).parents[2] / "src" / "checklist_tool"
CODES = sorted(folder.name for folder in CASES.iterdir() if folder.name != "base")
EACH = [pytest.param(code, marks=pytest.mark.slow if code == "CK002" else ()) for code in CODES]
POSITIVE = "data/lists/certificates/positive.yaml"


class Locked(Texts):
    """A tree with a file that nobody may read."""

    def read(self, path: str) -> bytes:
        if path == POSITIVE:
            raise PermissionError(path)
        return super().read(path)


def texts_of(folder: Path) -> dict[str, str | bytes]:
    tree = WorkingTree(folder)
    return {path: tree.read(path) for path in tree.paths()}


@cache
def base() -> dict[str, str | bytes]:
    return texts_of(CASES / "base")


def case(code: str) -> dict[str, str | bytes]:
    """The base with the files of a case laid over it."""
    without = CASES / code / "without.txt"
    missing = without.read_text(encoding="utf-8").split() if without.exists() else []
    there = {path: text for path, text in base().items() if path not in missing}
    return there | texts_of(CASES / code)


@cache
def problems_of(code: str) -> list[Problem]:
    """Every problem of a case, the pinned answers among them."""
    texts = case(code)
    if code == "CK002":
        texts[POSITIVE] = b"#" * (LIMIT + 1)
    tree = Locked(texts) if code == "CK001" else Texts(texts)
    repository, problems = checks.examine(tree, TODAY)
    problems = advised(tree, problems)
    if any(repository.of("answer")):
        index = store.Index(build.in_memory(repository))
        problems += pinned.examine(repository, index, TODAY)
        index.connection.close()
    if code.startswith("CK7"):
        before = texts_of(CASES / code / "before")
        problems += rewritten(loaded(base() | before), repository, TODAY)
    return sorted(problems)


def test_the_base_has_no_fault():
    assert examined(base()) == []


@pytest.mark.parametrize("code", EACH)
def test_what_is_said_of_a_case_is_exactly_this(code: str):
    golden = CASES / code / "problems.txt"

    found = text.written(Examination(problems_of(code), [], []))

    if os.environ.get("GOLDEN"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", EACH)
def test_a_case_breaks_its_own_rule_alone_and_says_how_to_mend_it(code: str):
    problems = problems_of(code)

    assert {problem.code for problem in problems} == {code}
    assert all(problem.hint for problem in problems)


def test_every_code_has_a_case_and_is_explained():
    told = {
        code
        for path in SOURCE.rglob("*.py")
        if path.name not in ("explained.py", "validate.py")
        for code in re.findall(r"\bCK\d{3}\b", path.read_text(encoding="utf-8"))
    }

    assert set(CODES) == told == set(explained.EXPLANATIONS)
    assert list(explained.EXPLANATIONS) == sorted(explained.EXPLANATIONS)


def test_every_explanation_is_whole_sentences_of_chinese():
    for promise, why, mend in explained.EXPLANATIONS.values():
        assert not promise.endswith("。")
        assert why.endswith("。") and mend.endswith("。")
