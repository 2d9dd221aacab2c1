"""The texts of the files that an edit changes: the one place where data becomes text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checklist_tool.editing import carry
from checklist_tool.editing.in_place import fresh, spliced
from checklist_tool.editing.layout import layout_of
from checklist_tool.model.files import kind_of
from checklist_tool.repository import Decided, Repository
from checklist_tool.yaml_source import Source


def composed(repository: Repository, decided: Decided) -> dict[str, str]:
    """The decided files as texts, LF between lines.

    Where a file is there, only what differs is written anew. An item that goes from one list to
    another is carried as it is written, with its comments.
    """
    moves = list(_moves(repository, decided))
    return {path: _text(repository, path, data, moves) for path, data in decided.items()}


class _Move(NamedTuple):
    """An item of a list that is put on another list of its kind."""

    source: Source
    number: int
    target: str


def _text(repository: Repository, path: str, data: Mapping[str, Any], moves: list[_Move]) -> str:
    layout, now = layout_of(path), repository.sources.get(path)
    if now is None:
        return fresh(data, layout)
    text = now.text
    for source, number, target in moves:
        if target == path and (rows := carry.excerpt(source.text, number)):
            text = carry.added(text, rows, _items(source.data)[number])
        elif source is now and _items(data) == _but(_items(now.data), number):
            text = carry.without(text, number)
    return spliced(text, data, layout, held=now.data if text is now.text else None)


def _moves(repository: Repository, decided: Decided) -> Iterator[_Move]:
    """The items that are new on a list and stood on another one that changes too."""
    sources = {path: repository.sources[path] for path in decided if path in repository.sources}
    places = {path: _places(source.data) for path, source in sources.items()}
    for target, data in decided.items():
        new = [one for one in _places(data) if one not in places.get(target, ())]
        for path, source in sources.items() if new else ():
            if path != target and kind_of(path) == kind_of(target):
                there = places[path]
                yield from (_Move(source, there[one], target) for one in new if one in there)


def _places(data: Any) -> dict[str, int]:
    """Where each item with an id stands in its list."""
    numbered = enumerate(_items(data))
    named = ((item.get("id"), number) for number, item in numbered if isinstance(item, Mapping))
    return {name: number for name, number in named if isinstance(name, str)}


def _items(data: Any) -> list[Any]:
    found = data.get("items") if isinstance(data, Mapping) else None
    return found if isinstance(found, list) else []


def _but(items: list[Any], number: int) -> list[Any]:
    return [*items[:number], *items[number + 1 :]]
