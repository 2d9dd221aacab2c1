"""What is published of tasks: the catalogue of a year, the days that matter, papers as files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.admission.dates import Appointment, appointments
from checklist_tool.admission.overview import overview
from checklist_tool.render import catalogue as catalogues
from checklist_tool.render import formats, ics
from checklist_tool.render.paper import Paper
from checklist_tool.repository import Repository

__all__ = ["Paper"]  # what doors are given


def printed(made: Paper, form: str, root: Path) -> bytes:
    """The paper in one of the forms of formats.PAPER."""
    return formats.made(formats.PAPER, form, made, root)


def catalogue(lists: Repository, year: int) -> dict[str, Any]:
    """The tasks of the year, in the stable form of `tasks catalogue --json`."""
    return catalogues.data(lists, year)


def catalogue_file(lists: Repository, year: int, form: str, today: date, root: Path) -> bytes:
    """The catalogue of the year in one of the forms of formats.CATALOGUE."""
    return formats.made(formats.CATALOGUE, form, lists, year, today, root)


def days(lists: Repository, today: date) -> list[Appointment]:
    """What is due or runs out, and the meetings, by day."""
    return appointments(lists, overview(lists, today))


def as_json(days: list[Appointment]) -> list[dict[str, str]]:
    """The stable form of `tasks calendar --json`."""
    return [
        {"id": one.uid, "on": one.day.isoformat(), "summary": one.summary, "about": one.about}
        for one in days
    ]


def calendar(lists: Repository, days: list[Appointment], today: date, remind: int) -> bytes:
    """The days as a calendar file that reminds so many days before; never with 0."""
    events = [ics.CalendarEvent(one.uid, one.day, one.summary, one.about, remind) for one in days]
    name = f"{lists.edition.jurisdiction}居村组织事务准入"
    return ics.calendar(events, name, today)
