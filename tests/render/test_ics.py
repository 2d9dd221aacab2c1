"""The calendar file is one that calendars read."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from checklist_tool.render.ics import CalendarEvent, calendar
from checklist_tool.shown import unseen

TODAY = date(2026, 11, 23)
SEEN = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")).filter(lambda c: not unseen(c))
TEXT = st.text(SEEN, min_size=1, max_size=80)


@given(
    st.lists(
        st.builds(CalendarEvent, st.uuids().map(str), st.dates(), TEXT, TEXT, st.integers(0, 9))
    )
)
def test_another_reader_finds_the_same_events(events: list[CalendarEvent]):
    written = calendar(events, "准入", TODAY)

    read = Calendar.from_ical(written)
    found = {
        (str(one["uid"]), one.decoded("dtstart"), str(one["summary"]), str(one["description"]))
        for one in read.walk("VEVENT")
    }
    assert found == {
        (f"{one.uid}@checklist", one.day, one.summary, one.description) for one in events
    }


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_no_line_is_longer_than_75_octets_and_none_is_cut_in_a_character(texts: list[str]):
    written = calendar(
        [CalendarEvent("a", TODAY, text, "，".join(texts)) for text in texts], "准入", TODAY
    )

    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() for line in lines[:-1])


def test_what_cannot_be_seen_is_a_sign():
    written = calendar([CalendarEvent("a", TODAY, "甲\u202e乙\x1b")], "准入", TODAY).decode()

    assert "SUMMARY:甲<U+202E>乙<U+001B>" in written


def test_several_lines_and_marks_are_escaped():
    written = calendar(
        [CalendarEvent("a", TODAY, "甲;乙,丙\\丁", "一\n二")], "准入", TODAY
    ).decode()

    assert "SUMMARY:甲\\;乙\\,丙\\\\丁" in written
    assert "DESCRIPTION:一\\n二" in written


def test_the_same_events_give_the_same_bytes_whatever_their_order():
    events = [
        CalendarEvent("b", TODAY, "乙"),
        CalendarEvent("a", TODAY, "甲"),
        CalendarEvent("c", date(2026, 1, 1), "丙"),
    ]

    assert calendar(events, "准入", TODAY) == calendar(events[::-1], "准入", TODAY)


def test_a_reminder_comes_so_many_days_before():
    written = calendar([CalendarEvent("a", TODAY, "甲", remind=3)], "准入", TODAY).decode()

    assert "TRIGGER:-P3D" in written
    assert "VALARM" not in calendar([CalendarEvent("a", TODAY, "甲")], "准入", TODAY).decode()
