"""What an approval asks for before publication (附带条件), and whether it was fulfilled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from checklist_tool.model.admission import Condition, Request, Step
from checklist_tool.model.base import headings
from checklist_tool.model.content import FIELDS, Content, in_words
from checklist_tool.model.policy import Policy
from checklist_tool.model.procedure import Bodies, Objection, Procedure, in_effect


def open_conditions(record: Any) -> list[tuple[int, Condition]]:
    """What the last approval asks for and is not fulfilled yet, each with its number from 1.

    A condition that changes a field holds at once, so nobody has to fulfil it. Only a request
    has conditions.
    """
    return _open(record.steps) if isinstance(record, Request) else []


def in_one_line(condition: Condition, policies: Mapping[str, Policy]) -> str:
    """A condition as it is read: what was said, what becomes other, by when."""
    titles, changes = headings(Content), condition.changes
    said = [
        f"{titles[name]}改为“{in_words(getattr(changes, name), policies)}”"
        for name in FIELDS
        if changes and name in changes.model_fields_set
    ]
    if condition.due:
        said.append(f"{condition.due} 前做到")
    return condition.text + (f"（{'；'.join(said)}）" if said else "")


def unmet(procedure: Procedure, record: Any, today: date, bodies: Bodies) -> Iterator[Objection]:
    """Publications before every condition is fulfilled, and conditions where there can be none."""
    for index, step in in_effect(record.steps):
        if step.conditions and (step.act, step.outcome) != ("review", "approved"):
            yield Objection(
                index, "conditions", f"“{record.title}”的{procedure.called(step)}不能附带条件",
                "条件只写在联审通过的那一步；要补正以后再议的，用 return",
            )  # fmt: skip
        still = _open([one for at, one in in_effect(record.steps) if at < index])
        told = "、".join(f"第 {number} 个“{condition.text}”" for number, condition in still)
        if step.act == "publish" and still:
            yield Objection(
                index, "act", f"“{record.title}”的条件还没有落实，不能发布：{told}",
                f"先记下落实：checklist tasks fulfil {record.id} --condition {still[0][0]}",
            )  # fmt: skip
        elif step.act == "fulfil" and step.condition not in dict(still):
            what = f"第 {step.condition} 个条件" if step.condition else "哪个条件"
            yield Objection(
                index, "condition", f"“{record.title}”没有要落实的{what}",
                f"要落实的有：{told}" if told else "联审没有附带要落实的条件，不用记这一步",
            )  # fmt: skip


def _open(steps: Sequence[Step]) -> list[tuple[int, Condition]]:
    asked: dict[int, Condition] = {}
    for _, step in in_effect(steps):
        if step.act in ("submit", "amend", "review"):
            asked = {
                number: condition
                for number, condition in enumerate(step.conditions, 1)
                if condition.changes is None
            }
        elif step.act == "fulfil" and step.condition is not None:
            asked.pop(step.condition, None)
    return list(asked.items())
