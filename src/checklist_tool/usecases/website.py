"""The website of the lists in memory, as a server gives it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from checklist_tool.usecases import looks
from checklist_tool.usecases.printing import PrintOrder


def pages(root: Path, today: date) -> dict[str, bytes]:
    """Every file of the website by its path, from the lists as they stand.

    Raises ChecklistError for lists with a fault.
    """
    look = replace(looks.chosen(root), is_served=True)
    order = PrintOrder(root, "all", ["site"], root, look)
    return {path.partition("/")[2]: data for path, data in order.made(today)}
