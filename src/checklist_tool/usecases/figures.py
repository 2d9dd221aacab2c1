"""The figures of a period, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool.report import Figure, Part, summarise
from checklist_tool.repository import Repository

HEADINGS = ("统计项", "数", "时段", "由来")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures from one day to another, both included."""

    first: date
    last: date
    each: list[Figure]

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "figures": {figure.name: figure.as_json() for figure in self.each},
        }

    def rows(self) -> list[tuple[str, str, str, str]]:
        """A row under HEADINGS for each part of a figure."""
        return [_row(figure, part) for figure in self.each for part in figure.parts]

    def remarks(self, today: date) -> Iterator[str]:
        """What to know of the figures beside what the rows say."""
        for figure in self.each:
            yield from _remarks(figure)
        if self.last > today:
            yield f"{self.last} 还没有到，数字到今天为止"


def of_period(lists: Repository, first: date | None, last: date) -> Figures:
    """The figures up to a day, from another one or the first of that year."""
    start = first or date(last.year, 1, 1)
    return Figures(start, last, list(summarise(lists, start, last)))


def _row(figure: Figure, part: Part) -> tuple[str, str, str, str]:
    number = f"{part.value} {part.unit}" + ("以上" if part.cited and part.cited.at_least else "")
    span = str(part.start) if part.start == part.end else f"{part.start} 至 {part.end}"
    behind = "、".join(part.entries)
    if part.cited is None:
        return figure.heading, number, span, behind or "没有记录"
    stated = f"“{part.cited.span.stated}”" if part.cited.span.stated else ""
    source = f"《{part.cited.sources[0].title}》" if part.cited.sources else ""
    origin = f"引用 {part.cited.id}：{source}{stated}"
    return figure.heading, number, span, origin + (f"；其中有记录的：{behind}" if behind else "")


def _remarks(figure: Figure) -> Iterator[str]:
    if len(figure.parts) > 1:
        yield f"{figure.heading}：各数的时段不同，不相加"
    for part in figure.parts:
        if part.cited and len(part.entries) > part.cited.value:
            yield (
                f"{figure.heading}：引用的是 {part.cited.value}，记录有 {len(part.entries)} 件，"
                "两者对不上，请核对"
            )
    if figure.undated:
        yield (
            f"{figure.heading}：{'、'.join(figure.undated)} 没有写日期或写得不细，"
            "说不上在不在这段时间里，没有计入"
        )
    for count in figure.left_out:
        yield f"{figure.heading}：引用的数字 {count.id} 的时段超出了这段时间，没有用"
