"""Conditions of approvals as they read on paper, and those that are still to be fulfilled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checklist_tool.admission.status import Standing
from checklist_tool.model.admission import Condition, Request, Step
from checklist_tool.model.conditions import in_one_line, open_conditions
from checklist_tool.model.policy import Policy
from checklist_tool.model.procedure import in_effect


@dataclass(frozen=True, slots=True)
class Awaited:
    """A condition that is still to be fulfilled, by its number from 1."""

    standing: Standing
    number: int
    condition: Condition
    overdue: bool

    def as_json(self) -> dict[str, object]:
        """The stable form of `tasks board --json`."""
        due = self.condition.due
        return {
            "id": self.standing.entry.id,
            "condition": self.number,
            "text": self.condition.text,
            "due": due.isoformat() if due else None,
            "overdue": self.overdue,
        }


def awaited(standings: Iterable[Standing], day: date) -> Iterator[Awaited]:
    """What approvals ask for and is not fulfilled on a day."""
    for one in standings:
        if one.state in ("approved", "amended"):
            for number, condition in open_conditions(one.item):
                due = condition.due
                yield Awaited(one, number, condition, due is not None and due < day)


def told(step: Step, policies: Mapping[str, Policy]) -> list[str]:
    """The conditions of an approval, each in one line."""
    return [in_one_line(condition, policies) for condition in step.conditions]


def followed(request: Request, policies: Mapping[str, Policy]) -> list[str]:
    """The conditions of every approval of a request, with when each was fulfilled."""
    found: list[str] = []
    begins = 0
    for _, step in in_effect(request.steps):
        if step.conditions:
            begins = len(found)
            found += told(step, policies)
        elif step.act == "fulfil" and step.condition and begins + step.condition <= len(found):
            found[begins + step.condition - 1] += f"，{f'{step.on} ' if step.on else '已'}落实"
    return found
