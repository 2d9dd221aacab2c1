"""What the desk asks: a question, what is on the lists, one item in full."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist_tool.model.kinds import DESK, LIST_BY_NAME, LISTS, VERDICTS
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.search import answer, days, store
from checklist_tool.search.answer import Answer
from checklist_tool.search.store import Index

if TYPE_CHECKING:
    from checklist_tool.search.explained import Explanation


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


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the index has it."""

    id: str
    kind: str
    list: str
    name: str
    verdict: str | None
    source: str  # JSON, like the two that follow
    record: str
    view: str
    words: str | None = None  # JSON too: what only the search needs of it
    editor_note: str | None = None
    notice: str = ""  # where a basis changed since it was checked

    def head(self) -> dict[str, Any]:
        """The stable form of one of several items."""
        notice = {"notice": self.notice} if self.notice else {}
        return {
            "id": self.id, "kind": self.kind, "list": self.list, "name": self.name,
            "verdict": self.verdict, **notice,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The stable form with the whole record, its place, and the words by which it is found."""
        vocabulary = {"vocabulary": json.loads(self.words)} if self.words else {}
        noted = {"editor_note": self.editor_note} if self.editor_note else {}
        item = json.loads(self.record) | noted
        return self.head() | self._place() | {"item": item} | vocabulary

    def rows(self) -> Sequence[tuple[str, Sequence[str], bool, str]]:
        """What the desk is told of the record: heading, texts, whether numbered, and a remark."""
        record = json.loads(self.words or "{}") | json.loads(self.record)
        place = self._place()
        head = [("编号", [self.id], False, "")]
        if self.list in LISTS:
            head.append(("清单", [LISTS[self.list]], False, ""))
        for name, title in (("aliases", "又称"), ("names", "日常叫法"), ("asks", "常见问法")):
            if several := record.get(name):
                head.append((title, ["；".join(several)], False, ""))
        rows = [(row[0], row[1], row[2], row[3]) for row in json.loads(self.view)]
        if self.editor_note:
            rows.append(("编者记", [self.editor_note], False, ""))
        return [*head, *rows, ("位置", [f"{place['path']}:{place['line']}"], False, "")]

    def title(self) -> str:
        """The name, after the verdict where there is one."""
        return f"【{VERDICTS[self.verdict]}】{self.name}" if self.verdict else self.name

    def _place(self) -> dict[str, Any]:
        source = json.loads(self.source)
        return {"path": source["path"], "line": source["line"]}


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
) -> Explanation:
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


def items(index: Index, scope: Scope, day: date, *, every: bool = False) -> list[Item]:
    """The items within the scope list by list, as they are told on a day.

    Those in force on that day, or every one.
    """
    kinds: Sequence[str] = [scope.kind] if scope.kind else tuple(DESK)
    rows = index.items(kinds, None if every else day.isoformat())
    found = _told(
        (Item(*row) for row in rows if scope.list_name in (None, row[2])),
        days.told_otherwise(index, day.isoformat()),
    )
    order = list(LISTS)
    return sorted(found, key=lambda item: order.index(item.list))


def named(index: Index, wanted: str, day: date, for_editors: bool = False) -> list[Item]:
    """The entries of any kind with this id or name as they are told on a day.

    If wanted with what the editors noted. Raises ChecklistError when there are none.
    """
    found = []
    rows = index.named(wanted)
    otherwise = days.told_otherwise(index, day.isoformat(), rows[0][0] if len(rows) == 1 else "")
    for one in _told((Item(*row) for row in rows), otherwise):
        words, note = index.beside(one.id)
        words = words if one.kind in DESK else None
        found.append(replace(one, words=words, editor_note=note if for_editors else None))
    if not found:
        raise unknown("没有编号或名称是“{}”的事项", wanted, index.names())
    return found


def _told(several: Iterable[Item], otherwise: Mapping[str, tuple[str, str]]) -> list[Item]:
    return [
        replace(one, view=otherwise[one.id][0], notice=otherwise[one.id][1])
        if one.id in otherwise and one.kind in DESK
        else one
        for one in several
    ]


def names(root: Path, *kinds: str) -> list[str]:
    """Every id and name, or those of these kinds; none without an index, and none is built."""
    index = store.fresh(str(root), whole=True)
    return index.names(*kinds) if index else []
