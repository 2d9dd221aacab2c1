"""The figures of a period as a paper or a page, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool.render import charts
from checklist_tool.render.blocks import Row
from checklist_tool.render.days import written
from checklist_tool.render.paper import Paper, Sheet
from checklist_tool.render.shown_figures import entries_behind, shown
from checklist_tool.render.templates import Where, fill
from checklist_tool.report.figures import UNKNOWN, Figure, behind, cited, made_of
from checklist_tool.report.spans import Days, before
from checklist_tool.repository import Repository

_TITLE = "为居村组织减负增能工作数据"
_FOOT = (
    "“—”是不知道，不是没有。引用的数字照来源的写法和时段，时段不同的不相加；"
    "上期是同样长的前一段，只和逐条数出来的比。"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is printed: the figures of the days, of one committee if named.

    `names` are those of the entries behind the figures, by id.
    """

    repository: Repository
    figures: Sequence[Figure]
    days: Days
    names: Mapping[str, str]
    committee: str | None = None

    @property
    def lead(self) -> tuple[tuple[str, str], ...]:
        """For whom and for which days the figures are."""
        earlier = before(self.days)
        return (
            *([("居村", self.committee)] if self.committee else []),
            ("时段", f"{written(self.days[0])}至{written(self.days[1])}"),
            ("上期", f"{written(earlier[0])}至{written(earlier[1])}"),
            ("清单版本", self.repository.edition.edition),
        )

    @property
    def sections(self) -> list[str]:
        """The sections, in the order of the figures."""
        return list(dict.fromkeys(figure.section for figure in self.figures))


def paper(told: Told, today: date, *, drawn: bool = True) -> Paper:
    """The report as a paper: a table of every figure, and notes by section.

    Charts are `drawn`, or made of characters.
    """
    numbers = {figure.name: number for number, figure in enumerate(told.figures, 1)}
    sheets = tuple(
        Sheet(
            heading=section,
            badge="",
            rows=tuple(
                _note(numbers[figure.name], figure, told.names, drawn=drawn)
                for figure in told.figures
                if figure.section == section
            ),
        )
        for section in told.sections
    )
    return Paper(
        title=_TITLE,
        jurisdiction=told.repository.edition.jurisdiction,
        day=today,
        lead=told.lead,
        headings=("注", "部分", "统计项", "数", "上期", "增减"),
        widths=(3, 6, 10, 9, 4, 6),
        table=tuple(
            (
                str(numbers[figure.name]), figure.section, figure.heading,
                figure.said, _before(figure), figure.compared,
            )
            for figure in told.figures
        ),
        empty="没有统计项。",
        sheets=sheets,
        foot=f"{_FOOT}每个数由什么组成，见后面各注。",
    )  # fmt: skip


def page(told: Told, today: date, where: Where) -> str:
    """The report as one HTML file: a number leads to what it is made of, that to its entries."""
    entries = entries_behind(told.repository, told.figures)
    addresses = {one.id: f"#entry-{one.id}" for one in entries}
    addresses |= {figure.name: f"#{figure.name}" for figure in told.figures}
    several = shown(told.figures, told.names, addresses)
    head = Paper(
        _TITLE, told.repository.edition.jurisdiction, today, told.lead, (), (), (), "", foot=_FOOT
    )
    return fill(
        where, "report/figures.html", paper=head, entries=entries,
        sections=[
            (name, [one for one in several if one.section == name]) for name in told.sections
        ],
    )  # fmt: skip


def values(told: Told) -> dict[str, Any]:
    """What an outline is given: each figure by its name, and the days."""
    return {
        "figures": {
            figure.name: {
                "said": figure.said,
                "heading": figure.heading,
                "why": figure.why,
                "behind": behind(figure, told.names),
                "before": _before(figure),
                "compared": figure.compared,
            }
            for figure in told.figures
        },
        "start": written(told.days[0]),
        "end": written(told.days[1]),
    }


def _before(figure: Figure) -> str:
    return UNKNOWN if figure.before is None else f"{figure.before}"


def _note(number: int, figure: Figure, names: Mapping[str, str], *, drawn: bool) -> Row:
    lines = [f"{part.said}：{made_of(part, names)}" for part in figure.parts]
    lines = lines or [f"{UNKNOWN}：{figure.why}"]
    pictures = charts.charts(figure)
    if not drawn:
        lines += [line for chart in pictures for line in charts.lines(chart)]
    for why, ids in (
        ("没有写这一栏或写得不对", figure.without), ("没有写日期或写得不细", figure.undated),
    ):  # fmt: skip
        if ids:
            lines.append(f"{why}、没有计入：{'、'.join(names.get(one, one) for one in ids)}")
    for count in figure.beyond:
        part = cited(count)
        lines.append(f"{part.said}（时段超出这段时间）：{made_of(part, names)}")
    return Row(
        f"{number} {figure.heading}", tuple(lines), False, "", charts=pictures if drawn else ()
    )
