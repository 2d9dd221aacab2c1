"""In which order tasks are listed: m2 before m10, and what has been open for long at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from checklist_tool.admission.status import Standing
from checklist_tool.model.admission import OPEN
from checklist_tool.model.base import last_day

_LONG = timedelta(days=365)


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key by which numbers in names count as numbers."""
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)
    )


def in_order(standings: Iterable[Standing], today: date) -> list[Standing]:
    """Tasks in the order of their files, those that are left open for long after all others."""
    return sorted(
        standings,
        key=lambda one: (
            left_open(one, today),
            natural(one.entry.source.path.removesuffix(".yaml")),
        ),
    )


def left_open(one: Standing, today: date) -> bool:
    """Whether a request is not settled, and nothing happened to it for more than a year."""
    return (
        one.entry.kind == "request"
        and one.state in OPEN
        and one.since is not None
        and last_day(one.since) < today - _LONG
    )
