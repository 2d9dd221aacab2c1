"""The figures that an edition publishes: those of the span that it names."""

from __future__ import annotations

from datetime import date

from checklist_tool.model.kinds import DESK
from checklist_tool.report import OnLists, summarise
from checklist_tool.report.figures import Figure
from checklist_tool.report.spans import Days
from checklist_tool.repository import Repository


def published(repository: Repository) -> tuple[Days, list[Figure]] | None:
    """The days that the edition names and their figures; None when it names none."""
    span = repository.edition.reported
    if span is None:
        return None
    days = (span.start, span.end)
    return days, summarise(
        repository, *days, on_lists(repository, span.end), today=repository.edition.issued_on
    )


def on_lists(repository: Repository, day: date) -> OnLists | None:
    """The ids of what stood on each list on a day; None for a day before the lists were issued."""
    if day < repository.edition.issued_on:
        return None
    found: dict[str, list[str]] = {}
    for entry in repository.of(*DESK):
        start = getattr(entry.item, "effective_from", None) or date.min
        end = getattr(entry.item, "effective_to", None) or date.max
        retired = getattr(entry.item, "status", None) == "retired" and end == date.max
        if start <= day <= end and not retired:
            found.setdefault(entry.list, []).append(entry.id)
    return found
