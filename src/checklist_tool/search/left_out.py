"""Which items of the desk's lists are left out of an index, by what their files say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from checklist_tool.chinese.names import folded, without_brackets
from checklist_tool.files import Tree
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import DESK
from checklist_tool.repository import Repository

# An item of a file that cannot be read: its id, as it is written first, and all lines deeper.
_ITEM = re.compile(r"^( *)- id:(.*)\n((?:\1  .*\n|[ \t]*\n)*)", re.MULTILINE)


def left_out(repository: Repository, tree: Tree) -> list[list[str]]:
    """Of each item: id, name, path and line, then all that it is called as the search folds it."""
    return [
        [id, name, path, str(line), *dict.fromkeys(filter(None, map(folded, called)))]
        for id, name, path, line, called in (
            *_unfit(repository), *_unreadable(repository, tree),
        )
    ]  # fmt: skip


_Item = tuple[str, str, str, int, Sequence[str]]


def _unfit(repository: Repository) -> Iterator[_Item]:
    """The items of files that could be read which fit no model."""
    entered = {(one.source.path, one.loc) for one in repository.of(*DESK)}
    for path, source in repository.sources.items():
        kind = kind_of(path)
        if kind is None or kind.name not in DESK or not isinstance(source.data, dict):
            continue
        items = source.data.get("items")
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and (path, ("items", number)) not in entered:
                aliases = item.get("aliases")
                others = aliases if isinstance(aliases, list) else [aliases]
                line = source.place(("items", number)).line
                yield _item(repository, item.get("id"), item.get("name"), path, line, others)


def _unreadable(repository: Repository, tree: Tree) -> Iterator[_Item]:
    """The items of files that could not be read, by their lines."""
    for path, ids in repository.unread.items():
        kind = kind_of(path)
        if ids or kind is None or kind.name not in DESK or path in repository.sources:
            continue
        text = ""
        with suppress(OSError):
            text = tree.read(path).decode("utf-8", "replace") + "\n"
        line, counted = 1, 0
        for found in _ITEM.finditer(text):
            line, counted = line + text.count("\n", counted, found.start()), found.start()
            indent, id, body = found.groups()
            name = re.search(rf"^{indent}  name:(.*)$", body, re.MULTILINE)
            others = re.search(rf"^{indent}  aliases: *\[(.*)\]", body, re.MULTILINE)
            aliases = re.split("[,，]", others[1]) if others else []
            yield _item(
                repository, _plain(id), _plain(name[1]) if name else "", path, line,
                [_plain(one) for one in aliases],
            )  # fmt: skip


def _item(
    repository: Repository, id: Any, name: Any, path: str, line: int, others: Sequence[Any]
) -> _Item:
    id, name = (one if isinstance(one, str) else "" for one in (id, name))
    words = repository.vocabulary.get(id)
    called = [id, name, without_brackets(name), *(one for one in others if isinstance(one, str))]
    return id, name, path, line, [*called, *(words.item.names if words else ())]


def _plain(value: str) -> str:
    return value.partition(" #")[0].strip().strip("\"'")
