"""Which faults `fmt --fix` would mend: it is named in the hint of these and of no others."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from checklist_tool.editing.mend import mended
from checklist_tool.files import InMemory, Tree, right_name
from checklist_tool.problems import Problem
from checklist_tool.repository import load

_ADVICE = "运行 checklist fmt --fix"
_OF_RULES = "CK030"  # codes from here on are of rules, which do not hold up the reading of a file


def advised(tree: Tree, problems: Iterable[Problem]) -> list[Problem]:
    """The problems; those that `fmt --fix` mends name it.

    Nothing is guessed: the files are mended in memory and read again, and a fault that is then
    gone from its line is one that was mended.
    """
    found = list(problems)
    paths = {problem.place.path for problem in found if problem.code < _OF_RULES}
    after = {path: text for path in paths if (text := _mended(tree, path))}
    if not after:
        return found
    rest = {_spot(problem) for problem in load(InMemory(after))[1]}
    return [
        _named(problem)
        if problem.place.path in after and problem.code < _OF_RULES and _spot(problem) not in rest
        else problem
        for problem in found
    ]


def _mended(tree: Tree, path: str) -> bytes | None:
    """The file as `fmt --fix` would leave it; None when it leaves it alone."""
    if right_name(path) != path:
        return None
    with suppress(OSError):
        raw = tree.read(path)
        text, mends = mended(path, raw)
        return text if mends else None
    return None


def _spot(problem: Problem) -> tuple[str, int, str]:
    return problem.place.path, problem.place.line, problem.code


def _named(problem: Problem) -> Problem:
    hint = f"{problem.hint}；或者{_ADVICE}" if problem.hint else _ADVICE
    return replace(problem, hint=hint)
