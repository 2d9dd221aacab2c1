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

    @property
    def promise(self) -> str:
        """The rule in one English sentence: the first line of its docstring."""
        return (self.check.__doc__ or "").strip().partition("\n")[0]


RULES: dict[str, Rule] = {}

# Faults that are found before any rule is asked, while a file is read, or after all of them.
OTHERS = {
    "CK001": "A file can be read.",
    "CK002": "A file is no larger than a list can be.",
    "CK003": "A file is UTF-8.",
    "CK004": "A file has no byte order mark (warning).",
    "CK005": "Lines end with LF (warning).",
    "CK006": "A file has no control characters.",
    "CK007": "Indentation is made of ordinary spaces.",
    "CK008": "No merge conflict is left behind.",
    "CK009": "A file is YAML.",
    "CK010": "A key stands once in its mapping.",
    "CK011": "No anchors, aliases or tags are used.",
    "CK012": "Nesting stays within what lists need.",
    "CK013": "A file is not empty.",
    "CK014": "The outermost level of a file is a mapping.",
    "CK015": "A file holds one document.",
    "CK021": "Every required key is there.",
    "CK022": "There is no key that the kind of file does not have.",
    "CK023": "A value is of the right sort: a text, a list, some keys.",
    "CK024": "A value is one that its key allows.",
    "CK030": "Every file has a place and a name that the tool knows.",
    "CK031": "The edition and the register of policies are there.",
    "CK601": "The desk gives every pinned answer.",
}


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
