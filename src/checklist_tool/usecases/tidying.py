"""Bring the files of the lists into their canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checklist_tool import editing
from checklist_tool.editing import Tidied
from checklist_tool.editing.mend import Mend
from checklist_tool.files import below

__all__ = ["Mend"]  # what doors are given


def tidy(root: Path, wanted: Sequence[str], *, dry_run: bool = False, fix: bool = False) -> Tidied:
    """The files below these paths, or all, in their canonical form; with `fix`, slips are mended.

    Writes them unless dry_run.
    """
    return editing.tidy(
        root, lambda path: not wanted or below(path, wanted), dry_run=dry_run, fix=fix
    )


def as_json(done: Tidied, *, mends: bool) -> dict[str, Any]:
    """The stable form, with what was mended or without."""
    told: dict[str, Any] = {
        "changed": sorted(done.change.after), "left": [error.message for error in done.left],
    }  # fmt: skip
    return told | ({"mended": [mend.as_json() for mend in done.mends]} if mends else {})
