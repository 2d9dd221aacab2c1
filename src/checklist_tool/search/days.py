"""What the index says of days: when the lists began, and what is told otherwise on a day."""

from __future__ import annotations

import json
from collections.abc import Mapping

from checklist_tool.model.kinds import DESK
from checklist_tool.search.store import Index


def began(index: Index) -> str:
    """The first day (ISO) that an item holds from, or the issue where none says when.

    "" where an item has ended before, of which nobody knows when it began.
    """
    first, ended = index.connection.execute(
        "SELECT min(nullif(start, '')), min(end) FILTER (WHERE start = '' AND end > '')"
        f" FROM entry WHERE kind IN ({', '.join('?' * len(DESK))})",
        tuple(DESK),
    ).fetchone()
    began = str(first or json.loads(index.meta("edition"))["issued_on"])
    return "" if ended and ended < began else began


def told_otherwise(index: Index, day: str, wanted: str = "") -> Mapping[str, tuple[str, str]]:
    """Of the items that are told otherwise on some days: view (JSON) and notice on this day, by id.

    With an id those of this item alone. A notice is "" unless a basis changed.
    """
    found = index.connection.execute(
        "SELECT id, dated.view, notice, max(dated.start) FROM dated JOIN entry ON n = entry"
        " WHERE dated.start <= ? AND ? IN ('', id) GROUP BY id",
        (day, wanted),
    )
    return {id: (view, notice) for id, view, notice, _ in found}
