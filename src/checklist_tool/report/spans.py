"""Spans of days: what a date or a cited span has to do with the days that are asked for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from checklist_tool.model.base import first_day, last_day
from checklist_tool.model.edition import Span

Days = tuple[date, date]  # both included
ALWAYS: Days = (date.min, date.max)
NOT_YET = "这段时间还没有到"
_DAY = timedelta(days=1)


def bounds(span: Span) -> Days:
    """The first and last day of a span; with an end alone it is the state on that day."""
    end = last_day(span.end) if span.end else date.max
    start = span.start or span.end
    return first_day(start) if start else date.min, end


def overlap(span: Span, days: Days) -> str:
    """`within` the days, `beyond` them in part, or "" where span and days never meet."""
    start, end = bounds(span)
    if days[0] <= start and end <= days[1]:
        return "within"
    return "beyond" if start <= days[1] and days[0] <= end else ""


def holds(span: Span | None, days: Days) -> bool:
    """Whether the span holds all the days; one without an end goes on."""
    if span is None:
        return False
    start = first_day(span.start) if span.start else date.min
    return start <= days[0] and days[1] <= bounds(span)[1]


def entered(span: Span | None, today: date) -> Span | None:
    """The span over which cases are entered: nobody can have entered what comes after today."""
    if span is None or bounds(span)[1] <= today:
        return span
    return span.model_copy(update={"end": f"{today}"})


def place(when: str | None, days: Days) -> str:
    """`within` the days, `unknown` where a date may or may not be, or "" outside of them."""
    try:
        first, last = first_day(when or ""), last_day(when or "")
    except ValueError:  # not written, or not a date
        return "unknown"
    if days[0] <= first and last <= days[1]:
        return "within"
    return "unknown" if first <= days[1] and days[0] <= last else ""


def before(days: Days) -> Days:
    """The days just before, as long as these; whole months go before whole months."""
    start, end = days
    last = start - _DAY
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        year, month = divmod(start.year * 12 + start.month - 1 - months, 12)
        return date(year, month + 1, 1), last
    return last - (end - start), last
