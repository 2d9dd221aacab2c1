"""The page of what is counted: ledgers meant for the public, and which boards may hang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from checklist_tool.model.ledger import Ledger, LedgerEntry
from checklist_tool.model.signboard import SPOTS
from checklist_tool.render.blocks import Source
from checklist_tool.render.site.frame import Frame, sources
from checklist_tool.report.totals import shown
from checklist_tool.repository import Entry


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that a source gives for a measure, as the source has it."""

    heading: str
    said: str
    area: str
    span: str
    sources: Sequence[Source]


@dataclass(frozen=True, slots=True)
class Public:
    """A ledger as it is shown: its entries as a table, and the numbers that are cited."""

    name: str
    title: str
    about: str
    entry: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """A board that may hang, where, and for which area the rule holds."""

    name: str
    spot: str
    scope: str
    sources: Sequence[Source]


def ledgers(frame: Frame) -> tuple[str, str]:
    """The page of the public ledgers and of the rules for boards."""
    lists = frame.repository.lists
    found = [
        _ledger(frame, path, record)
        for path, record in lists.items()
        if isinstance(record, Ledger) and record.public
    ]
    boards = list(frame.repository.of("allowed_board"))
    about = next((getattr(lists[one.source.path], "about", None) or "" for one in boards), "")
    return frame.page(
        "ledgers.html",
        ledgers=found,
        boards=[_allowed(entry) for entry in boards],
        about_boards=about,
    )


def _ledger(frame: Frame, path: str, ledger: Ledger) -> Public:
    entries = [one for one in frame.repository.of("ledger") if one.source.path == path]
    used = [
        field
        for field in ledger.fields
        if any(field.key in cast(LedgerEntry, one.item).values for one in entries)
    ]
    measures = {one.key: one.heading for one in ledger.measures}
    return Public(
        name=path.rpartition("/")[2].removesuffix(".yaml"),
        title=ledger.title,
        about=ledger.about or "",
        entry=ledger.entry,
        head=("名称", *(field.heading for field in used)),
        rows=tuple(
            (one.name, *(_cell(frame, ledger, one, field.key) for field in used))
            for one in entries
        ),
        counts=tuple(
            Counted(
                measures.get(one.measure, one.measure), one.said, one.area, one.span.said,
                sources(one.sources),
            )
            for one in ledger.counts
        ),
    )  # fmt: skip


def _cell(frame: Frame, ledger: Ledger, entry: Entry, key: str) -> str:
    value = cast(LedgerEntry, entry.item).values.get(key)
    return shown(frame.repository, ledger, key, value) if value else ""


def _allowed(entry: Entry) -> Allowed:
    item = entry.item
    return Allowed(
        item.name, SPOTS.get(item.spot or "", "都可以"), item.scope, sources(item.sources)
    )
