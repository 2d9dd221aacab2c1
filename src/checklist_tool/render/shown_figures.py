"""A figure as a page shows it: its numbers, and what each is made of, which leads on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklist_tool.render.blocks import Source, sources_of
from checklist_tool.report.figures import Figure, Part, cited
from checklist_tool.report.spans import ALWAYS
from checklist_tool.repository import Repository

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
    sources: tuple[Source, ...]
    beyond: bool


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure by its name; `why` tells why it is not known, `undated` what was not counted."""

    name: str
    section: str
    heading: str
    said: str
    why: str
    parts: tuple[ShownPart, ...]
    undated: tuple[Link, ...]


def shown(
    repository: Repository, figures: Sequence[Figure], addresses: Mapping[str, str]
) -> list[ShownFigure]:
    """The figures for a page; `addresses` are those of the entries and figures, by id."""
    names = {entry.id: entry.name for entry in repository.entries}
    names |= {figure.name: figure.heading for figure in figures}

    def links(ids: Sequence[str]) -> tuple[Link, ...]:
        return tuple(Link(names.get(one, one), addresses.get(one, "")) for one in ids)

    def part(one: Part, *, beyond: bool) -> ShownPart:
        count = one.cited
        return ShownPart(
            one.said, _span(one), _KINDS[one.kind], count.area if count else "",
            links(one.entries), tuple(sources_of(count.sources)) if count else (), beyond,
        )  # fmt: skip

    return [
        ShownFigure(
            one.name, one.section, one.heading, one.said, one.why,
            (
                *(part(each, beyond=False) for each in one.parts),
                *(part(cited(each), beyond=True) for each in one.beyond),
            ),
            links(one.undated),
        )
        for one in figures
    ]  # fmt: skip


def _span(part: Part) -> str:
    if part.cited:
        days, stated = part.cited.span.days, part.cited.span.stated
        return f"{stated}（{days}）" if stated and days else part.cited.span.said
    start, end = part.days
    if start in (end, ALWAYS[0]):
        return f"{end}"
    return f"{start} 至 {end}"
