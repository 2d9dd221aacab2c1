"""How a rule is written down: a function with its code, which is for good, and its explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from checklist_tool.problems import Problem
from checklist_tool.repository import Repository

Check = Callable[[Repository, date], Iterator[Problem]]


class Explanation(NamedTuple):
    """What the lists promise under a code, why that matters, and how a fault is mended."""

    promise: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise that the lists keep; `needs` are kinds that must have been read whole."""

    code: str
    check: Check
    needs: frozenset[str]


RULES: dict[str, Rule] = {}
EXPLANATIONS: dict[str, Explanation] = {}


def explain(code: str, promise: str, why: str, mend: str) -> None:
    """Say in words for the editors what a code means."""
    if code in EXPLANATIONS:
        raise ValueError(f"{code} is taken: {EXPLANATIONS[code].promise}")
    EXPLANATIONS[code] = Explanation(promise, why, mend)


def rule(
    code: str, promise: str, why: str, mend: str, *, needs: tuple[str, ...] = ()
) -> Callable[[Check], Check]:
    """Enter a function into RULES under its code, with the explanation of the code.

    It is given the repository and today's date, and yields problems. It is passed over
    while a file of a kind in `needs` cannot be read, so that one fault is not told twice.
    """
    explain(code, promise, why, mend)

    def enter(check: Check) -> Check:
        RULES[code] = Rule(code, check, frozenset(needs))
        return check

    return enter
