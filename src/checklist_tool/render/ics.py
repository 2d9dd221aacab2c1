"""A calendar file (RFC 5545): days on which something is due, and meetings.

An own writer of a page: the library for it weighs more than this whole tool, and all that is
written here are events of a whole day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from checklist_tool.shown import visible

_WIDTH = 75  # octets of a line; RFC 5545, 3.1
_PRODUCT = "-//checklist-tool//admission//ZH"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that happens on a day; `uid` stays the same when the event moves."""

    uid: str
    day: date
    summary: str
    description: str = ""
    remind: int = 0  # days before; 0: no reminder


def calendar(events: Iterable[CalendarEvent], name: str, today: date) -> bytes:
    """The events as a calendar file, sorted by day; the same events give the same bytes."""
    stamp = datetime.combine(today, time(), UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}",
    ]  # fmt: skip
    for event in sorted(events, key=lambda event: (event.day, event.uid)):
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _event(event: CalendarEvent, stamp: str) -> Iterable[str]:
    yield from (
        "BEGIN:VEVENT",
        f"UID:{event.uid}@checklist",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_written(event.day)}",
        f"SUMMARY:{_escaped(event.summary)}",
    )
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    if event.remind:
        yield from (
            "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.summary)}",
            f"TRIGGER:-P{event.remind}D", "END:VALARM",
        )  # fmt: skip
    yield "END:VEVENT"


def _written(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, "\\" + char)
    return "\\n".join(visible(text).split("\n"))


def _folded(line: str) -> str:
    """The line with its end, in lines of at most 75 octets; no character is cut in two."""
    parts, room = [""], _WIDTH
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append(" ")
            room = _WIDTH - 1
        parts[-1] += char
        room -= size
    return "\r\n".join(parts) + "\r\n"
