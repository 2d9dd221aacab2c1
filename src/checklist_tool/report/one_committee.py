"""The lists as far as they are about one committee."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import cast

from checklist_tool.model.admission import JointReview
from checklist_tool.model.content import EVERY
from checklist_tool.model.ledger import Ledger, LedgerEntry
from checklist_tool.repository import Entry, Repository


def of_committee(repository: Repository, names: Collection[str]) -> Repository:
    """The tasks, boards and ledger entries of the committee that these names mean.

    A task for every committee is one of each. What a source counts for a whole district is not
    about one committee, and is left out.
    """
    requests = {
        entry.id for entry in repository.of("request") if {*names, EVERY} & {*entry.item.carriers}
    }
    entries = [
        _reduced(entry, requests) if entry.kind == "joint_review" else entry
        for entry in repository.entries
        if _about(entry, repository, requests, names)
    ]
    lists = {
        path: one.model_copy(update={"counts": []}) if isinstance(one, Ledger) else one
        for path, one in repository.lists.items()
    }
    return replace(repository, entries=entries, lists=lists)


def _reduced(entry: Entry, requests: Collection[str]) -> Entry:
    """A meeting with those of its matters that are about these requests."""
    meeting: JointReview = entry.item
    matters = [one for one in meeting.matters if one.request in requests]
    return replace(entry, item=meeting.model_copy(update={"matters": matters}))


def _about(
    entry: Entry, repository: Repository, requests: Collection[str], names: Collection[str]
) -> bool:
    match entry.kind:
        case "request":
            return entry.id in requests
        case "intervention":
            return bool({*names} & {*entry.item.carriers})
        case "board":
            return entry.item.committee in names
        case "count":
            return False
        case "ledger":
            ledger = cast(Ledger, repository.lists[entry.source.path])
            keys = [field.key for field in ledger.fields if field.type == "committee"]
            values = cast(LedgerEntry, entry.item).values
            return any(values.get(key) in names for key in keys)
    return True
