"""How much of what the lists state was confirmed, and by what (核对情况)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool.model.checked import moved, read_in_a_text
from checklist_tool.model.policy import Policy
from checklist_tool.repository import Entry, Repository

# The kinds of statements, and the fields in which they stand.
STATEMENTS = {
    "articles": ("依据条款", ("basis",)),
    "verdicts": ("答复和理由", ("reason",)),
    "conditions": ("条件、年龄、例外", ("audience", "conditions", "exceptions")),
    "time_limits": ("时限", ("time_limit",)),
    "fees": ("收费", ("fee",)),
    "materials": ("材料", ("materials",)),
    "processes": ("步骤、流程", ("steps", "process")),
    "places": ("去处", ("instead", "where")),
    "phones": ("电话", ("phone",)),
}
# What confirms a statement.
GROUNDS = {
    "text": "读过原文",
    "source": "清单或报道",
    "inferred": "整理者归纳",
    "unchecked": "没有核对",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The statements of one kind, counted by what confirms them."""

    text: int = 0
    source: int = 0
    inferred: int = 0
    unchecked: int = 0

    @property
    def total(self) -> int:
        """All statements of the kind."""
        return self.text + self.source + self.inferred + self.unchecked

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one) + getattr(other, one) for one in GROUNDS))


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that an item states, and what confirms it."""

    entry: Entry
    kind: str
    field: str
    value: Any
    ground: str


def statements(repository: Repository, entries: Iterable[Entry], day: date) -> Iterator[Statement]:
    """Everything that certificates and services state, and what confirms it on that day."""
    policies, issued = repository.policies, repository.edition.issued_on
    for entry in entries:
        if entry.kind in ("certificate", "service"):
            yield from _of(entry, policies, day, issued)


def figures(repository: Repository, entries: Iterable[Entry], day: date) -> dict[str, Figures]:
    """The statements of certificates and services by kind, as far as confirmed on that day."""
    found = dict.fromkeys(STATEMENTS, Figures())
    for one in statements(repository, entries, day):
        found[one.kind] += Figures(**{one.ground: 1})
    return found


def table(found: Mapping[str, Figures]) -> list[tuple[str, ...]]:
    """The figures as a table with its head: a line for each kind that there is, and the total."""
    told = [(title, found[kind]) for kind, (title, _) in STATEMENTS.items() if found[kind].total]
    lines = [*told, ("合计", total(found))] if told else []
    return [("内容", "共", *GROUNDS.values())] * bool(told) + [
        (title, str(one.total), *(str(getattr(one, key)) for key in GROUNDS))
        for title, one in lines
    ]


def total(found: Mapping[str, Figures]) -> Figures:
    """The statements of all kinds together."""
    return sum(found.values(), Figures())


def _of(
    entry: Entry, policies: Mapping[str, Policy], day: date, issued: date
) -> Iterator[Statement]:
    item = entry.item
    read = read_in_a_text(item, entry.verdict)
    if read and moved(item, policies, day, issued):
        read = {}
    for kind, (_, fields) in STATEMENTS.items():
        for name in fields:
            value = getattr(item, name, None)
            for at, one in enumerate(value if isinstance(value, list) else [value] * bool(value)):
                ground = "text" if at in read.get(name, ()) else _ground(item, name)
                yield Statement(entry, kind, name, one, ground)


def _ground(item: Any, field: str) -> str:
    """What confirms a statement that was read in no text."""
    if item.provenance == "inferred" or field in item.inferred:
        return "inferred"
    return "source" if item.provenance == "published" and item.sources else "unchecked"
