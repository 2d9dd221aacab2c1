"""The pages of what is counted: public ledgers, which boards may hang, and the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checklist_tool.model.signboard import SPOTS
from checklist_tool.render import counted
from checklist_tool.render.blocks import PrintedSource, Table, sources_of
from checklist_tool.render.days import written
from checklist_tool.render.shown_figures import shown
from checklist_tool.render.site.frame import Frame
from checklist_tool.repository import Entry


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that a source gives for a measure, as the source has it."""

    heading: str
    said: str
    area: str
    span: str
    sources: Sequence[PrintedSource]


@dataclass(frozen=True, slots=True)
class ShownLedger:
    """A ledger as it is shown: its entries as a table by their ids, and the cited numbers."""

    name: str
    title: str
    about: str
    table: Table
    ids: tuple[str, ...]
    counts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """A board that may hang, where, and for which area the rule holds."""

    name: str
    spot: str
    scope: str
    sources: Sequence[PrintedSource]


def ledgers(frame: Frame) -> tuple[str, str]:
    """The page of the public ledgers and of the rules for boards."""
    lists = frame.repository.lists
    boards = list(frame.repository.of("allowed_board"))
    about = next((getattr(lists[one.source.path], "about", None) or "" for one in boards), "")
    return frame.page(
        "ledgers.html",
        ledgers=[_ledger(one) for one in counted.ledgers(frame.repository)],
        boards=[_allowed(entry) for entry in boards],
        about_boards=about,
    )


def _ledger(one: counted.PublicLedger) -> ShownLedger:
    return ShownLedger(
        one.name, one.ledger.title, one.ledger.about or "", one.table,
        tuple(entry.id for entry in one.entries),
        tuple(
            Counted(
                one.heading(count), count.said, count.area, count.span.said,
                sources_of(count.sources),
            )
            for count in one.ledger.counts
        ),
    )  # fmt: skip


def figures(frame: Frame) -> Iterator[tuple[str, str]]:
    """The page of the figures that the edition publishes; none when it names no span."""
    if frame.figures is None:
        return
    days, found = frame.figures
    addresses = {figure.name: f"#{figure.name}" for figure in found}
    addresses |= {block.id: f"items/{block.id}.html" for _, block, _ in frame.items}
    for entry in frame.repository.of("request", "intervention"):
        addresses[entry.id] = f"admission.html#{entry.id}"
    for ledger in counted.ledgers(frame.repository):
        addresses |= {entry.id: f"ledgers.html#{entry.id}" for entry in ledger.entries}
    names = {entry.id: entry.name for entry in frame.repository.entries}
    several = shown(found, names, addresses)
    sections = dict.fromkeys(one.section for one in several)
    yield frame.page(
        "figures.html",
        start=written(days[0]),
        end=written(days[1]),
        sections=[(name, [one for one in several if one.section == name]) for name in sections],
    )


def _allowed(entry: Entry) -> Allowed:
    item = entry.item
    return Allowed(
        item.name, SPOTS.get(item.spot or "", "都可以"), item.scope, sources_of(item.sources)
    )
