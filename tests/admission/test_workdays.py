"""Working days: holidays and make-up days of the years that are known, weekends of the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.admission.workdays import Reckoned, after


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        ("2024-07-24", 0, "2024-07-24"),
        ("2024-07-24", 1, "2024-07-25"),
        ("2024-07-26", 1, "2024-07-29"),  # over a weekend
        ("2024-02-08", 1, "2024-02-09"),  # New Year's Eve was a working day in 2024
        ("2024-02-09", 1, "2024-02-18"),  # the Spring Festival; that Sunday is made up for
        ("2024-09-30", 5, "2024-10-12"),  # the National Day; so is that Saturday
        ("2026-02-13", 1, "2026-02-14"),
    ],
)
def test_holidays_do_not_count_and_make_up_days_do(start, count, day):
    assert after(date.fromisoformat(start), count) == Reckoned(date.fromisoformat(day))


def test_of_a_year_that_is_not_known_only_weekends_are_left_out_and_it_is_said():
    # No holidays are announced so far ahead: 2999-01-01 is a Tuesday.
    assert after(date(2999, 1, 1), 5) == Reckoned(date(2999, 1, 8), (2999,))


def test_no_day_is_after_the_last_one():
    assert after(date(9999, 12, 30), 5) == Reckoned(date.max, (9999,))


DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_days_are_counted_one_after_the_other(start: date, first: int, second: int):
    assert after(after(start, first).day, second).day == after(start, first + second).day


@given(DAYS, st.integers(1, 60))
def test_more_working_days_never_end_earlier(start: date, count: int):
    assert after(start, count).day >= after(start, count - 1).day + timedelta(days=1)
