"""What happened to one item, commit by commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from checklist_tool.changes.history import Event, Follower
from checklist_tool.files import WorkingTree
from checklist_tool.git_history import History
from checklist_tool.problems import unknown
from checklist_tool.usecases import desk

__all__ = ["Event"]  # what doors are given


def of_item(
    root: Path, item: str, limit: int | None = None, building: Callable[[], object] = lambda: None
) -> Iterator[Event]:
    """The commits that changed the item with this id or name, the latest first.

    They come one by one, since a history is long. Raises ChecklistError when there is no such
    item, today or in any commit.
    """
    with History(root) as history:
        index = desk.opened(root, building)
        known = {(row[1], row[0]) for row in index.named(item)}
        nothing = True
        for event in islice(Follower(history, item, known).events(), limit):
            nothing = False
            yield event
        if nothing and not known:
            raise unknown("现在和历史里都没有编号或名称是“{}”的事项", item, index.names())


def has_more(root: Path) -> bool:
    """Whether there are changes that no commit has yet."""
    return WorkingTree(root).revision().endswith("+")


def as_json(event: Event, *, author: bool) -> dict[str, Any]:
    """The stable form, with the name of whoever made the commit or without."""
    commit = event.commit
    return {
        "commit": commit.id,
        "date": commit.day,
        "subject": commit.subject,
        **({"author": commit.author} if author else {}),
        "merge": len(commit.parents) > 1,
        "earlier_missing": commit.cut,
        "changes": [change.as_json() for change in event.changes],
        "faults": [fault.as_json() for fault in event.faults],
    }
