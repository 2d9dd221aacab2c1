"""The days on which a certificate is answered as its item says."""

from __future__ import annotations

from datetime import date

from checklist_tool.repository import Entry


def first_day(entry: Entry) -> date:
    """The first day of an item, or the first there is."""
    return entry.item.effective_from or date.min


def last_day(entry: Entry) -> date:
    """The last day of an item, or the last there is."""
    return entry.item.effective_to or date.max


def share_a_day(earlier: Entry, later: Entry) -> bool:
    """Whether the one that begins earlier still holds when the other begins."""
    return first_day(later) <= last_day(earlier)
