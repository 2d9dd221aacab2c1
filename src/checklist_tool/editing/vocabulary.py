"""How an edit of an item changes its words (查找用语): which keys are theirs, and their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checklist_tool.editing import assign, source
from checklist_tool.editing.assign import Assignment
from checklist_tool.editing.layout import Layout, layout
from checklist_tool.editing.locate import TITLES, Located, words_of
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import VOCABULARY
from checklist_tool.model.vocabulary import Words
from checklist_tool.repository import Decided, Repository

LAYOUT = layout(Words)
KEYS = tuple(key for key in LAYOUT.keys if key != "id")


def parted(
    assignments: Sequence[Assignment], path: str, own: Layout
) -> tuple[list[Assignment], list[Assignment]]:
    """The assignments to a record of this file, and those to its words where it may have any."""
    of_words = [
        one
        for one in (assignments if may_have(path) else ())
        if one.key(own) not in own.keys and one.key(LAYOUT) in KEYS
    ]
    return [one for one in assignments if one not in of_words], of_words


def may_have(path: str) -> bool:
    """Whether the items of this file may have words."""
    kind = kind_of(path)
    return kind is not None and bool(kind.word)


def edited(
    repository: Repository,
    spot: Located,
    record: Mapping[str, Any],
    assignments: Sequence[Assignment],
    *,
    replace: bool = True,
) -> Decided:
    """The vocabulary when the item at the spot becomes this record, its words changed so."""
    files, there = Files(repository), words_at(repository, spot)
    if assignments or (there and record.get("id") != spot.id):
        words = assign.edited(there.record if there else {}, assignments, LAYOUT, replace=replace)
        files.put(spot.path, {**words, "id": record.get("id")}, there)
    return files.decided


def added(
    repository: Repository, path: str, item: Mapping[str, Any], assignments: Sequence[Assignment]
) -> Decided:
    """The vocabulary with the words of a new item of the list at this path."""
    files = Files(repository)
    files.put(path, assign.edited({"id": item.get("id")}, assignments, LAYOUT))
    return files.decided


def moved(
    repository: Repository,
    spot: Located,
    target: str,
    assignments: Sequence[Assignment],
    *,
    past: str | None = None,
) -> Decided:
    """The vocabulary when the item at the spot goes to the list at the target.

    With `past`, what stays behind under that id keeps the words it had.
    """
    files, there = Files(repository), words_at(repository, spot)
    words = there.record if there else {"id": spot.id}
    if there:
        files.put(spot.path, {**words, "id": past} if past else {}, there)
    files.put(target, assign.edited(words, assignments, LAYOUT))
    return files.decided


def words_at(repository: Repository, spot: Located) -> Located | None:
    """What the vocabulary has for a record; None where that is nothing."""
    return words_of(repository, spot.id) if spot.loc and may_have(spot.path) else None


class Files:
    """The files of the vocabulary; `decided` has those that change, as they will be."""

    def __init__(self, repository: Repository) -> None:
        self.decided: Decided = {}
        self._repository = repository

    def put(self, path: str, words: Mapping[str, Any], instead_of: Located | None = None) -> None:
        """Let an item of the list at this path have these words, in place of those it had.

        Without any word there is no entry.
        """
        filled = any(words.get(key) for key in KEYS)
        if instead_of is not None:
            items = self._items(instead_of.path)
            number = items.index(instead_of.record)
            items[number : number + 1] = [dict(words)] if filled else []
        elif filled:
            name = path.rpartition("/")[2].removesuffix(".yaml")
            self._items(VOCABULARY.path(name), TITLES[name]).append(dict(words))

    def _items(self, path: str, title: str = "") -> list[Any]:
        if path not in self.decided:
            data: dict[str, Any] = {"title": f"{title}{VOCABULARY.title}"}
            if path in self._repository.sources or path in self._repository.unread:
                data = source(self._repository, path).data
            self.decided[path] = {**data, "items": [*(data.get("items") or [])]}
        items: list[Any] = self.decided[path]["items"]
        return items
