"""The committee that somebody means, by all that it is called."""

from __future__ import annotations

from collections.abc import Iterator

from checklist_tool.model.content import EVERY
from checklist_tool.model.ledger import Ledger
from checklist_tool.problems import unknown
from checklist_tool.repository import Repository

_MOST = 10  # committees that are named
_NONE = "先在 data/committees.yaml 里写上各个居村"


def names_of(repository: Repository, wanted: str) -> set[str]:
    """All that a committee is called by, from its id, its name, or its town and name.

    Raises ChecklistError for a committee that no register, task, board or ledger names.
    """
    registered = [one.item for one in repository.of("committee")]
    found = {name for one in registered if wanted in one.names for name in one.names}
    if found:
        return found
    mentioned = {*_mentioned(repository)} - {EVERY}
    if wanted in mentioned:
        return {wanted}
    names = [name for one in registered for name in one.names]
    others = sorted(mentioned.difference(names))
    listed = [*(one.full_name for one in registered), *others]
    more = "等" if len(listed) > _MOST else ""
    hint = f"有：{'、'.join(listed[:_MOST])}{more}" if listed else _NONE
    raise unknown("没有叫“{}”的居村", wanted, [*names, *others], hint)


def also_called(repository: Repository, wanted: str) -> set[str]:
    """All that a committee is called by; what was asked for alone where it is not registered."""
    registered = (one.item for one in repository.of("committee"))
    return {wanted, *(name for one in registered if wanted in one.names for name in one.names)}


def _mentioned(repository: Repository) -> Iterator[str]:
    for entry in repository.of("request", "intervention"):
        yield from entry.item.carriers
    for entry in repository.of("board"):
        yield entry.item.committee
    for path, ledger in repository.lists.items():
        if isinstance(ledger, Ledger):
            keys = [field.key for field in ledger.fields if field.type == "committee"]
            for entry in repository.of("ledger"):
                if entry.source.path == path:
                    yield from (entry.item.values[key] for key in keys if key in entry.item.values)
