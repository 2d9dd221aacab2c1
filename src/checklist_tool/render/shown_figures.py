"""A figure as a page shows it: its numbers, and what each is made of, which leads on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from checklist_tool.model.base import headings
from checklist_tool.model.kinds import KIND_BY_NAME
from checklist_tool.model.ledger import Ledger, LedgerEntry
from checklist_tool.render.admission import told
from checklist_tool.render.blocks import Chart, PrintedSource, Row, sources_of
from checklist_tool.render.charts import charts
from checklist_tool.report.figures import UNKNOWN, Figure, FigurePart, cited
from checklist_tool.report.spans import ALWAYS
from checklist_tool.report.totals import shown as in_words
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.view import view

# The kinds whose entries a figure may count.
_COUNTED = (
    "certificate", "service", "signpost", "board", "ledger", "request", "intervention",
)  # fmt: skip
_KINDS = {"counted": "逐条数出", "cited": "引用", "computed": "算出"}


@dataclass(frozen=True, slots=True)
class Link:
    """What a number is made of; `to` is its address, empty where it has no page."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A number of a figure: for which days, how it is known, its entries and its sources.

    A part is `beyond` when its span reaches out of the days that were asked for.
    """

    said: str
    span: str
    how: str
    area: str
    links: tuple[Link, ...]
    sources: tuple[PrintedSource, ...]
    beyond: bool


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure by its name; `why` tells why it is not known, `undated` and `without` what was not
    counted."""

    name: str
    section: str
    heading: str
    said: str
    before: str
    compared: str
    why: str
    parts: tuple[ShownPart, ...]
    charts: tuple[Chart, ...]
    undated: tuple[Link, ...]
    without: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry behind a number, with all that it says."""

    id: str
    name: str
    kind: str
    rows: tuple[Row, ...]


def shown(
    figures: Sequence[Figure], names: Mapping[str, str], addresses: Mapping[str, str]
) -> list[ShownFigure]:
    """The figures for a page; names and addresses are those of the entries, by id."""
    known = {**names, **{figure.name: figure.heading for figure in figures}}

    def links(ids: Sequence[str]) -> tuple[Link, ...]:
        return tuple(Link(known.get(one, one), addresses.get(one, "")) for one in ids)

    def part(one: FigurePart, *, beyond: bool) -> ShownPart:
        count = one.cited
        return ShownPart(
            one.said, _span(one), _KINDS[one.kind], count.area if count else "",
            links(one.entries), tuple(sources_of(count.sources)) if count else (), beyond,
        )  # fmt: skip

    return [
        ShownFigure(
            one.name, one.section, one.heading, one.said,
            UNKNOWN if one.before is None else f"{one.before}", one.compared, one.why,
            (
                *(part(each, beyond=False) for each in one.parts),
                *(part(cited(each), beyond=True) for each in one.beyond),
            ),
            charts(one), links(one.undated), links(one.without),
        )
        for one in figures
    ]  # fmt: skip


def entries_behind(repository: Repository, figures: Sequence[Figure]) -> list[ShownEntry]:
    """Every entry that a figure counts or could not count, in the order of the files."""
    wanted = {id_ for figure in figures for id_ in (*figure.undated, *figure.without)}
    wanted |= {id_ for figure in figures for part in figure.parts for id_ in part.entries}
    requests = {entry.id: entry.name for entry in repository.of("request")}
    found = []
    for entry in repository.of(*_COUNTED):
        if entry.id in wanted:
            kind = KIND_BY_NAME[entry.kind].title
            found.append(ShownEntry(entry.id, entry.name, kind, _rows(repository, entry, requests)))
    return found


def _rows(repository: Repository, entry: Entry, requests: Mapping[str, str]) -> tuple[Row, ...]:
    better = dict(told(entry.item, requests))
    rows = [
        better.get(heading, Row(heading, tuple(lines), numbered, remark))
        for heading, lines, numbered, remark in view(entry.item, repository.policies)
    ]
    ledger = repository.lists.get(entry.source.path)
    if isinstance(ledger, Ledger):
        values = cast(LedgerEntry, entry.item).values
        inside = [
            Row(field.heading, (in_words(repository, ledger, field.key, value),), False, "")
            for field in ledger.fields
            if (value := values.get(field.key))
        ]
        plain = headings(LedgerEntry)["values"]
        rows = [*inside, *(row for row in rows if row.heading != plain)]
    return tuple(rows)


def _span(part: FigurePart) -> str:
    if part.cited:
        days, stated = part.cited.span.days, part.cited.span.stated
        return f"{stated}（{days}）" if stated and days else part.cited.span.said
    start, end = part.days
    if start in (end, ALWAYS[0]):
        return f"{end}"
    return f"{start} 至 {end}"
