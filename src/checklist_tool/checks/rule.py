"""How a rule is written down: a function with a code that is for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from checklist_tool.problems import Problem
from checklist_tool.repository import Repository

Check = Callable[[Repository, date], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise that the lists keep; `needs` are kinds that must have been read whole."""

    code: str
    check: Check
    needs: frozenset[str]


RULES: dict[str, Rule] = {}


def rule(code: str, *, needs: tuple[str, ...] = ()) -> Callable[[Check], Check]:
    """Enter a function into RULES under its code.

    It is given the repository and today's date, and yields problems. It is passed over
    while a file of a kind in `needs` cannot be read, so that one fault is not told twice.
    """

    def enter(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"{code} is taken by {RULES[code].check.__name__}")
        RULES[code] = Rule(code, check, frozenset(needs))
        return check

    return enter
