"""The overview (看板): every task by state, department and committee, and what runs out soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from checklist_tool.admission.conditional import Awaited, awaited
from checklist_tool.admission.order import in_order, left_open, natural
from checklist_tool.admission.status import (
    Standing,
    as_it_stood,
    in_force,
    known_by,
    settings_of,
    standing,
)
from checklist_tool.model.admission import STATES
from checklist_tool.model.content import EVERY
from checklist_tool.model.intervention import STATES as INTERVENTION_STATES
from checklist_tool.repository import Repository

UNKNOWN_DEPARTMENT = "没有写明部门"
UNKNOWN_COMMITTEES = "没有写明居村"


@dataclass(frozen=True, slots=True)
class Overview:
    """All requests as they stood on a day, and the tasks handed down without admission.

    `expiring` runs out within `within` days of that day; `by_committee` holds what is in force;
    nothing happened to `left_open` for more than a year; `conditions` are those of approvals
    that are still to be fulfilled.
    """

    as_of: date
    within: int
    requests: tuple[Standing, ...]
    interventions: tuple[Standing, ...]
    in_force: tuple[Standing, ...]
    expiring: tuple[Standing, ...]
    overdue: tuple[Standing, ...]
    left_open: tuple[Standing, ...]
    by_state: dict[str, list[Standing]]
    by_department: dict[str, list[Standing]]
    by_committee: dict[str, list[Standing]]
    by_outcome: dict[str, list[Standing]]
    conditions: tuple[Awaited, ...]

    def as_json(self) -> dict[str, object]:
        """The stable form of `tasks board --json`: ids under each heading."""

        def ids(several: Iterable[Standing]) -> list[str]:
            return [one.entry.id for one in several]

        def grouped(groups: dict[str, list[Standing]]) -> dict[str, list[str]]:
            return {name: ids(several) for name, several in groups.items()}

        return {
            "as_of": self.as_of.isoformat(),
            "within": self.within,
            "requests": [one.as_json() | _due(one) for one in self.requests],
            "in_force": ids(self.in_force),
            "expiring": ids(self.expiring),
            "overdue": ids(self.overdue),
            "left_open": ids(self.left_open),
            "by_state": grouped(self.by_state),
            "by_department": grouped(self.by_department),
            "by_committee": grouped(self.by_committee),
            "interventions": grouped(self.by_outcome),
            "conditions": [one.as_json() for one in self.conditions],
        }


def overview(repository: Repository, as_of: date, within: int = 30) -> Overview:
    """The overview of a day; what runs out within so many days is told apart."""
    settings = settings_of(repository)

    def stood(kind: str) -> tuple[Standing, ...]:
        known = (entry for entry in repository.of(kind) if known_by(entry, as_of))
        stood = (standing(as_it_stood(entry, as_of), settings, as_of) for entry in known)
        return tuple(in_order(stood, as_of))

    requests, interventions = stood("request"), stood("intervention")
    running = tuple(one for one in requests if in_force(one, as_of))
    soon = as_of + timedelta(days=within)
    return Overview(
        as_of=as_of,
        within=within,
        requests=requests,
        interventions=interventions,
        in_force=running,
        expiring=tuple(one for one in running if _ends(one, as_of, soon)),
        overdue=tuple(one for one in requests if one.overdue),
        left_open=tuple(one for one in requests if left_open(one, as_of)),
        by_state=_by_state(requests, STATES),
        by_department=_by_department(requests),
        by_committee=by_committee(running),
        by_outcome=_by_state(interventions, INTERVENTION_STATES),
        conditions=tuple(awaited(requests, as_of)),
    )


def by_committee(standings: Iterable[Standing]) -> dict[str, list[Standing]]:
    """The tasks by the committees that carry them; one for all of them stands at each, and alone.

    What does not name its committees comes last.
    """
    standings = list(standings)
    carriers = {name for one in standings for name in one.item.carriers}
    named = sorted(carriers - {EVERY}, key=natural)
    found = {
        name: [one for one in standings if {name, EVERY} & {*one.item.carriers}]
        for name in named
    }  # fmt: skip
    for heading, several in (
        (EVERY, [one for one in standings if EVERY in one.item.carriers]),
        (UNKNOWN_COMMITTEES, [one for one in standings if not one.item.carriers]),
    ):
        if several:
            found[heading] = several
    return found


def _ends(one: Standing, first: date, last: date) -> bool:
    """Whether the task ends within these days."""
    end = one.item.period.end if one.item.period else None
    return end is not None and first <= end <= last


def _by_state(standings: Iterable[Standing], states: Iterable[str]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = {state: [] for state in states}
    for one in standings:
        groups[one.state].append(one)
    return {state: several for state, several in groups.items() if several}


def _by_department(standings: Iterable[Standing]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        groups[one.item.party or UNKNOWN_DEPARTMENT].append(one)
    return dict(sorted(groups.items(), key=lambda pair: (pair[0] == UNKNOWN_DEPARTMENT, pair[0])))


def _due(one: Standing) -> dict[str, object]:
    due = one.due
    return {"due": {"act": due.act, "on": due.day.isoformat()} if due else None}
