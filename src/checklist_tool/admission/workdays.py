"""Working days (工作日): public holidays and the days that are made up for.

The State Council announces a year's holidays towards the end of the year before. Of a year
that chinese_calendar does not know yet only the weekends count, and whoever asks is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was counted to; `unknown` are the years whose holidays were not known."""

    day: date
    unknown: tuple[int, ...] = ()


def after(start: date, count: int) -> Reckoned:
    """The day so many working days after a day, which itself does not count.

    It is the last of all days where a step was written down for so late by mistake.
    """
    day, unknown = start, set[int]()
    while count > 0 and day < date.max:
        day += timedelta(days=1)
        works = _known(day)
        if works is None:
            unknown.add(day.year)
            works = day.weekday() < 5
        count -= works
    return Reckoned(day, tuple(sorted(unknown)))


def _known(day: date) -> bool | None:
    """Whether it is a working day; None when the holidays of its year are not known."""
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None
