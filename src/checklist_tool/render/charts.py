"""Bars for the groups of a figure, each beside its number, its share and its rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklist_tool.render.blocks import Bar, Chart
from checklist_tool.report.figures import UNKNOWN, Figure
from checklist_tool.report.grouping import Ranked

_FEWEST = 2  # groups that are worth a picture
_LONGEST = 16  # characters of the longest bar, where bars are made of characters


def charts(figure: Figure) -> tuple[Chart, ...]:
    """A chart for each grouping of a figure that has several groups."""
    unit = figure.parts[0].unit if figure.parts else ""
    return tuple(
        Chart(f"按{one.heading}", unit, _bars(one.ranked))
        for one in figure.groups
        if len(one.values) >= _FEWEST
    )


def lines(chart: Chart) -> list[str]:
    """The chart in characters, a line a bar."""
    found = []
    for bar in chart.bars:
        drawn = "█" * round(bar.length * _LONGEST / 100) if bar.length else ""
        about = "，".join(filter(None, (bar.share, f"第 {bar.rank}" if bar.rank else "")))
        number = bar.said + (f"（{about}）" if about else "")
        found.append(f"{chart.title}：{bar.label} {drawn}{' ' if drawn else ''}{number}")
    return found


def _bars(ranked: Sequence[Ranked]) -> tuple[Bar, ...]:
    numbers = [one.value.value for one in ranked if isinstance(one.value.value, Decimal)]
    longest = max(numbers, default=Decimal(0))
    return tuple(
        Bar(
            one.name, UNKNOWN if one.value.value is None else f"{one.value.value}",
            _length(one.value.value, longest),
            "" if one.share is None else f"{one.share}%", f"{one.rank or ''}",
        )
        for one in ranked
    )  # fmt: skip


def _length(value: Decimal | str | None, longest: Decimal) -> int:
    """How long a bar is, in hundredths of the longest; what is not nought can be seen."""
    if not isinstance(value, Decimal) or value <= 0:
        return 0
    return max(1, round(value * 100 / longest))
