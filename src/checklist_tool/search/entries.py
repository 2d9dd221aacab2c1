"""What the index holds of each entry: its row, and the texts by which it is found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from checklist_tool.chinese.names import without_brackets
from checklist_tool.model.base import Record, columns
from checklist_tool.model.checked import changed_since, read_in_a_text
from checklist_tool.model.kinds import VERDICTS
from checklist_tool.model.policy import Policy
from checklist_tool.model.vocabulary import Words
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.dated import NOTICE
from checklist_tool.search.view import ViewRow, record, view

FOREVER = "9999-12-31"
as_json = json.JSONEncoder(ensure_ascii=False).encode


def changes(repository: Repository) -> dict[int, str]:
    """Of each certificate that had another verdict before: since when it has this one."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in repository.of("certificate"):
        by_name[entry.name].append(entry)
    found = {}
    for entries in by_name.values():
        entries.sort(key=lambda entry: entry.item.effective_from or date.min)
        for before, entry in pairwise(entries):
            if entry.item.effective_from and before.verdict != entry.verdict:
                since = entry.item.effective_from
                now, then = (VERDICTS.get(one.verdict or "", "") for one in (entry, before))
                found[id(entry)] = f"{since} 起{now}，此前{then}"
    return found


def row(
    number: int, entry: Entry, policies: Mapping[str, Policy], change: str | None
) -> tuple[object, ...]:
    """The entry as a row of the table `entry`; `change` is what `changes` has of it."""
    item = entry.item
    return (
        number, entry.id, entry.kind, entry.list, entry.name, entry.verdict,
        *span(item),
        as_json(source(entry)), as_json(record(item, "desk")),
        as_json(shown(entry, policies, change)),
        as_json(record(entry.words.item)) if entry.words else None,
        getattr(item, "editor_note", None),
    )  # fmt: skip


def shown(
    entry: Entry, policies: Mapping[str, Policy], change: str | None, notice: str = ""
) -> list[ViewRow]:
    """What the desk shows of an entry, the notice and the change of its verdict first."""
    # Once its basis has changed, what was read is no longer the text in force.
    read = {} if notice else read_in_a_text(entry.item, entry.verdict)
    changed = changed_since(entry.item, entry.verdict)
    rows = view(entry.item, policies, "desk", read, changed=changed)
    if change:
        rows.insert(0, ("答复变化", [change], False, ""))
    if notice:
        rows.insert(0, (NOTICE, [notice], False, ""))
    return rows


def source(entry: Entry) -> dict[str, Any]:
    """Where an entry stands and where it was seen, as an answer tells it."""
    place = entry.place()
    cited = next(iter(getattr(entry.item, "sources", ())), None)
    return {
        "path": place.path,
        "line": place.line,
        "provenance": getattr(entry.item, "provenance", None),
        "title": cited.title if cited else None,
        "url": cited.link or None if cited else None,
    }


def span(item: Record) -> tuple[str, str]:
    """The first and the last day on which an item holds, as ISO texts; open ends sort as such."""
    start, end = getattr(item, "effective_from", None), getattr(item, "effective_to", None)
    for_good = "" if getattr(item, "status", None) == "retired" else FOREVER
    return start.isoformat() if start else "", end.isoformat() if end else for_good


def further_names(entry: Entry) -> Sequence[str]:
    """The other names of an item: its aliases, and its name as it is said in short.

    That is without what it says in brackets, and without the residents whom it is for.
    """
    short, aliases = without_brackets(entry.name), entry.aliases
    further = dict.fromkeys((*aliases, short, short.removeprefix("居民")))
    return [name for name in further if name != entry.name]


def texts(entry: Entry) -> Iterator[tuple[str, float, str]]:
    """The searched texts of an item, with field and weight; an everyday name is an alias."""
    found = {"name": (entry.name,), "aliases": further_names(entry), "asks": entry.asks}
    shape: type[Record] = type(entry.item)
    for field, weight in weights(shape).items():
        for text in found[field]:
            yield field, weight, text


@cache
def weights(shape: type[Record]) -> dict[str, float]:
    """The weight of each field by which items of this shape are found."""
    every = (*columns(shape), *columns(Words))
    found = {name: column.searched for name, column in every if column.searched}
    del found["names"]  # as heavy as the aliases, with which they are searched
    return found
