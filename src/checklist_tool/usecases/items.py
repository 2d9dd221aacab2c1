"""Add, edit, move and retire items: what is decided, and what becomes of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from checklist_tool import editing
from checklist_tool.editing import Change, items
from checklist_tool.editing.assign import Assignment, ListLosesMost, assignments, basis
from checklist_tool.editing.items import add, correct, edit, movable, path_of, retire
from checklist_tool.editing.locate import TITLES, Located, find
from checklist_tool.files import WorkingTree
from checklist_tool.problems import ChecklistError
from checklist_tool.reading import Once
from checklist_tool.repository import Decide, Repository, load

__all__ = [
    "TITLES", "Assignment", "Change", "Decide", "ListLosesMost", "Once", "Located", "add",
    "assignments", "change", "correct", "edit", "find", "lists", "movable", "move", "path_of",
    "refusal", "retire",
]  # fmt: skip


def lists(root: Path, reader: Once | None = None) -> Repository:
    """All that can be read below the root."""
    return load(WorkingTree(root), reader)[0]


def change(
    root: Path, decide: Decide, today: date, *,
    dry_run: bool = False, accept_answers: bool = False, reader: Once | None = None,
) -> Change:  # fmt: skip
    """Write what was decided unless dry_run, all of it or nothing.

    What it would break is in `refused`, and nothing is written then; with `accept_answers`
    the pinned answers that it changes are changed too. What the reader has read before is not
    read again. Raises ChecklistError when it cannot be decided or written.
    """
    return editing.change(
        root, decide, today, dry_run=dry_run, accept_answers=accept_answers, reader=reader
    )


def refusal(change: Change) -> ChecklistError:
    """Why a change is not written: every error that it would bring in."""
    return ChecklistError(
        f"这样写会带来 {len(change.refused)} 个错误，没有写入",
        hint=change.refused[0].hint, problems=change.refused,
    )  # fmt: skip


def move(
    wanted: str, list_name: str, *, on: date, reason: str, grounds: Sequence[str],
    assignments: Sequence[Assignment] = (),
) -> Decide:  # fmt: skip
    """Put a certificate on another list from a day on.

    A ground is the id of a policy, with a space and the article where there is one.
    """
    return items.move(
        wanted, list_name, on=on, reason=reason, basis=[basis(one) for one in grounds],
        assignments=assignments,
    )  # fmt: skip
