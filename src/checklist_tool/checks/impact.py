"""What rests on a policy, and what would be at fault if it were repealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checklist_tool.checks import faults
from checklist_tool.model.base import Cited, Record
from checklist_tool.model.policy import Basis, Policy, plain_name
from checklist_tool.problems import Place, Problem
from checklist_tool.repository import Entry, Repository


@dataclass(frozen=True, slots=True)
class Use:
    """Where an entry names a policy: as its basis, or (no basis) somewhere in its texts."""

    entry: Entry
    loc: Sequence[str | int]
    basis: Basis | None = None

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.entry.place(*self.loc)


def called(repository: Repository, wanted: str) -> Entry | None:
    """The policy with this id, title or document number; the form of brackets does not count."""
    plain = plain_name(wanted)
    for entry in repository.of("policy"):
        if entry.id == wanted or plain in map(plain_name, entry.item.names[1:]):
            return entry
    return None


def uses(repository: Repository, policy: Policy) -> list[Use]:
    """Everything that rests on the policy, in the order of the files."""
    return [
        Use(entry, loc, basis)
        for entry in repository.entries
        for loc, basis in entry.bases()
        if basis.policy == policy.id
    ]


def mentions(repository: Repository, policy: Policy) -> list[Use]:
    """Where texts name the policy by its title in 《》 or its number; sources do not count."""
    wanted = [f"《{policy.title}》", *policy.names[2:]]
    return [
        Use(entry, loc)
        for entry in repository.entries
        if entry.item is not policy
        for loc, text in _texts(entry.item, ())
        if any(name in text for name in wanted)
    ]


def if_repealed(repository: Repository, policy: Policy, day: date, today: date) -> list[Problem]:
    """What `validate` would say more on that day, or today if it is past."""
    changed = Policy.model_construct(**dict(policy) | {"repealed_on": day.isoformat()})
    return _if_changed(repository, policy, changed, day, today)


def if_amended(repository: Repository, policy: Policy, day: date, today: date) -> list[Problem]:
    """What `validate` would say more once the policy is amended on that day."""
    now = policy.history[-1:]
    text: dict[str, Any] = {
        "amended_on": day.isoformat(),
        "in_force_on": None,
        "read_on": None,
        "renumbered": [],
    }
    changed = Policy.model_construct(**dict(policy) | text | {"versions": [*policy.versions, *now]})
    return _if_changed(repository, policy, changed, day, today)


def _if_changed(
    repository: Repository, policy: Policy, changed: Policy, day: date, today: date
) -> list[Problem]:
    entries = [
        replace(entry, item=changed) if entry.item is policy else entry
        for entry in repository.entries
    ]
    then = max(day, today)
    known = set(faults(replace(repository, entries=[*repository.entries]), then))
    return sorted(set(faults(replace(repository, entries=entries), then)) - known)


def _texts(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[Sequence[str | int], str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _texts(one, (*loc, index))
    elif isinstance(value, Record) and not isinstance(value, Cited):
        for name, one in vars(value).items():
            yield from _texts(one, (*loc, name))
