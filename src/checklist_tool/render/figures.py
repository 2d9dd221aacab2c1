"""The figures of a period as a paper, with a note on what each is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from checklist_tool.render.blocks import Row
from checklist_tool.render.days import written
from checklist_tool.render.paper import Paper, Sheet
from checklist_tool.report.figures import UNKNOWN, Figure, behind, cited, made_of
from checklist_tool.report.spans import Days
from checklist_tool.report.totals import Value
from checklist_tool.repository import Repository

_FOOT = (
    "“—”是不知道，不是没有。引用的数字照来源的写法和时段，时段不同的不相加。"
    "每个数由什么组成，见后面各注。"
)
_BAR = 20  # characters of the longest bar


def paper(repository: Repository, figures: Sequence[Figure], days: Days, today: date) -> Paper:
    """The report as a paper: a table of every figure, and notes by section."""
    edition = repository.edition
    numbers = {figure.name: number for number, figure in enumerate(figures, 1)}
    names = {entry.id: entry.name for entry in repository.entries}
    sections = dict.fromkeys(figure.section for figure in figures)
    sheets = tuple(
        Sheet(
            heading=section,
            badge="",
            rows=tuple(
                _note(numbers[figure.name], figure, names)
                for figure in figures
                if figure.section == section
            ),
        )
        for section in sections
    )
    return Paper(
        title="为居村组织减负增能工作数据",
        jurisdiction=edition.jurisdiction,
        day=today,
        lead=(("时段", f"{written(days[0])}至{written(days[1])}"), ("清单版本", edition.edition)),
        headings=("注", "部分", "统计项", "数", "上期"),
        widths=(2, 6, 10, 8, 4),
        table=tuple(
            (
                str(numbers[figure.name]), figure.section, figure.heading,
                figure.said,
                UNKNOWN if figure.before is None else f"{figure.before}",
            )
            for figure in figures
        ),
        empty="没有统计项。",
        sheets=sheets,
        foot=_FOOT,
    )  # fmt: skip


def values(figures: Sequence[Figure], days: Days) -> dict[str, Any]:
    """What an outline is given: each figure by its name, and the days."""
    return {
        "figures": {
            figure.name: {
                "said": figure.said,
                "heading": figure.heading,
                "why": figure.why,
                "behind": behind(figure),
                "before": UNKNOWN if figure.before is None else f"{figure.before}",
            }
            for figure in figures
        },
        "start": written(days[0]),
        "end": written(days[1]),
    }


def _note(number: int, figure: Figure, names: Mapping[str, str]) -> Row:
    lines = [f"{part.said}：{made_of(part, names)}" for part in figure.parts]
    lines = lines or [f"{UNKNOWN}：{figure.why}"]
    for heading, groups in figure.groups:
        lines += [f"按{heading}：{line}" for line in _bars(groups)]
    if figure.undated:
        lines.append(f"没有写日期或写得不细、没有计入：{'、'.join(figure.undated)}")
    for count in figure.beyond:
        part = cited(count)
        lines.append(f"{part.said}（时段超出这段时间）：{made_of(part, names)}")
    return Row(f"{number} {figure.heading}", tuple(lines), False, "")


def _bars(groups: Sequence[tuple[str, Value]]) -> list[str]:
    """A bar for each group, which needs no colour, with its number."""
    numbers = [float(value.value) for _, value in groups if not isinstance(value.value, str | None)]
    longest = max(numbers, default=0)
    found = []
    for name, value in groups:
        number = value.value
        bar = ""
        if longest and number is not None and not isinstance(number, str):
            bar = "█" * max(1, round(float(number) / longest * _BAR)) + " "
        found.append(f"{name} {bar}{UNKNOWN if number is None else number}")
    return found
