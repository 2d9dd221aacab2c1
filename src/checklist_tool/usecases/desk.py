"""What the desk asks: a question, what is on the lists, one item in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checklist_tool.model.kinds import DESK, LIST_BY_NAME, LISTS
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.search import answer, broken, days, shown_items, store
from checklist_tool.search.answer import Answer
from checklist_tool.search.shown_items import IndexedItem, cells
from checklist_tool.search.store import Index

if TYPE_CHECKING:
    from checklist_tool.search.explained import Reasoning

__all__ = [
    "Answer", "Broken", "Index", "IndexedItem", "Scope", "ask", "cells", "explained", "is_current",
    "items", "named", "names", "opened", "outside",
]  # fmt: skip


class Broken(ChecklistError):
    """What was asked for stands on the lists, but has a fault."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items may answer: all of the desk, those of a kind or those on a list.

    Raises ChecklistError for a list that has no items of the kind.
    """

    kind: str | None = None
    list_name: str | None = None

    def __post_init__(self) -> None:
        if self.kind and self.list_name and LIST_BY_NAME[self.list_name].kind != self.kind:
            raise ChecklistError(
                f"{LISTS[self.list_name]}上没有这一种事项：--kind {self.kind} "
                f"--list {self.list_name}",
                hint="只写 --list",
            )

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.kind or self.list_name)


def opened(root: Path, building: Callable[[], object] = lambda: None) -> Index:
    """The index of the lists below the root, built anew when they have moved on or it is damaged.

    `building` is called before that, since it may take a moment.
    """
    folder = str(root)
    index = store.fresh(folder, whole=True)
    if index is None:
        from checklist_tool.search import build

        building()
        index = store.Index(build.build(folder))
    return index


def is_current(index: Index) -> bool:
    """Whether the lists are as they were when the index was opened."""
    return store.is_current(index)


def ask(index: Index, words: str, day: date, scope: Scope = Scope(), limit: int = 3) -> Answer:
    """The answer to a question on a day, from the items within the scope."""
    return answer.ask(index, words, day.isoformat(), scope.kind, scope.list_name, limit)


def told_of_day(index: Index, day: date, today: date) -> str:
    """What to say of another day than today by which is answered; "" for today."""
    if day == today:
        return ""
    began = days.began(index)
    if day.isoformat() >= began:
        return f"按 {day} 有效的清单"
    return (
        f"按 {day} 问的，那一天还没有清单：事项最早从 {began} 起；没有写起用日期的事项，照现在的写"
    )


def explained(
    index: Index, words: str, day: date, scope: Scope = Scope(), limit: int = 3
) -> Reasoning:
    """Why each item is in the answer to a question or not, for those who write the lists."""
    from checklist_tool.search.explained import explained

    return explained(index, words, day.isoformat(), scope.kind, scope.list_name, limit)


def outside(found: Answer, scope: Scope) -> str:
    """What to say of an item outside of the scope that answers better; empty when none does."""
    if not scope.is_narrow:
        return ""
    whole = answer.ask(found.index, found.query, found.as_of)
    if whole.score <= found.score:
        return ""
    _, _, on, name, *_ = whole.offered[0][1]
    less = "只有相近的" if found.offered else f"没有“{found.query}”"
    return f"在要找的范围里{less}；{LISTS[on]}上有“{name}”"


def items(index: Index, scope: Scope, day: date, *, every: bool = False) -> list[IndexedItem]:
    """The items within the scope list by list, as they are told on a day.

    Those in force on that day, or every one.
    """
    kinds: Sequence[str] = [scope.kind] if scope.kind else tuple(DESK)
    return shown_items.items(index, kinds, scope.list_name, day.isoformat(), every=every)


def named(index: Index, wanted: str, day: date, for_editors: bool = False) -> list[IndexedItem]:
    """The entries of any kind with this id or name as they are told on a day.

    If wanted with what the editors noted. Raises ChecklistError when there are none, Broken
    when it is because of a fault.
    """
    found = shown_items.named(index, wanted, day.isoformat(), for_editors)
    if not found:
        if left_out := broken.called(index, wanted):
            said = "；".join(f"{one.message}（{one.place}）" for one in left_out)
            raise Broken(said, broken.WAY_OUT)
        raise unknown("没有编号或名称是“{}”的事项", wanted, index.names())
    return found


def names(root: Path, *kinds: str) -> list[str]:
    """Every id and name, or those of these kinds; none without an index, and none is built."""
    index = store.fresh(str(root), whole=True)
    return index.names(*kinds) if index else []
