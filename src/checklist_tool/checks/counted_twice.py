"""CK269 and CK270: what a ledger counts is counted once, and has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from checklist_tool.checks.ledgers import entries
from checklist_tool.checks.rule import rule
from checklist_tool.model.base import first_day
from checklist_tool.model.ledger import LedgerEntry
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository


@rule(
    "CK269",
    "同一件事在台账里只记一条",
    "记了两条的，统计时就多数一次。",
    "是同一件事的，删掉一条；不是的，在内容里写出哪里不同。",
)
def an_entry_is_entered_once(repository: Repository, today: date) -> Iterator[Problem]:
    """No two entries of a ledger have the same name and the same values."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry, _ in entries(repository):
        values = cast(LedgerEntry, entry.item).values
        key = (entry.source.path, entry.name, *sorted(values.items()))
        first = seen.setdefault(key, entry)
        if first is not entry:
            yield entry.problem(
                "CK269", ["name"], f"“{entry.name}”和 {first.id}（{first.place()}）内容一样",
                "是同一件事的，删掉一条；不是的，在内容里写出哪里不同",
            )  # fmt: skip


@rule(
    "CK270",
    "台账按哪一天算的，那一天已经到了",
    "还没有到的事不能算已经做了；多半是年份写错了。",
    "核对日期；打算做的，做了再记。",
)
def an_entry_has_happened(repository: Repository, today: date) -> Iterator[Problem]:
    """The day by which an entry is counted is not still to come."""
    for entry, ledger in entries(repository):
        when = cast(LedgerEntry, entry.item).values.get(ledger.dated_by or "")
        try:
            is_ahead = when is not None and first_day(when) > today
        except ValueError:  # no date: CK261 tells of it
            continue
        if is_ahead:
            yield entry.problem(
                "CK270", ["values", ledger.dated_by or ""], f"“{entry.name}”的日期 {when} 还没有到",
                "核对日期；打算做的，做了再记",
            )  # fmt: skip
