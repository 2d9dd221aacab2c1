"""What an approval asks for before publication (附带条件), and whether it was fulfilled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from checklist_tool.model.admission import Condition, Request, Step
from checklist_tool.model.base import headings
from checklist_tool.model.content import FIELDS, Content, in_words
from checklist_tool.model.policy import Policy
from checklist_tool.model.procedure import Bodies, Objection, Procedure, in_effect

_TOLD = 5  # conditions named in one message


def open_conditions(record: Any) -> list[tuple[int, Condition]]:
    """What the last approval asks for and is not fulfilled yet, each with its number from 1.

    A condition that changes a field holds at once, so nobody has to fulfil it. Only a request
    has conditions.
    """
    asked: dict[int, Condition] = {}
    for _, step in in_effect(record.steps) if isinstance(record, Request) else ():
        asked = _after(asked, step)
    return list(asked.items())


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
    asked: dict[int, Condition] = {}
    for index, step in in_effect(record.steps):
        if step.conditions and (step.act, step.outcome) != ("review", "approved"):
            yield Objection(
                index, "conditions", f"“{record.title}”的{procedure.called(step)}不能附带条件",
                "条件只写在联审通过的那一步；要补正以后再议的，用 return",
            )  # fmt: skip
        if step.act == "publish" and asked:
            yield Objection(
                index, "act", f"“{record.title}”的条件还没有落实，不能发布：{_first(asked)}",
                f"先记下落实：checklist tasks fulfil {record.id} --condition {next(iter(asked))}",
            )  # fmt: skip
        elif step.act == "fulfil" and step.condition not in asked:
            what = f"第 {step.condition} 个条件" if step.condition else "哪个条件"
            yield Objection(
                index, "condition", f"“{record.title}”没有要落实的{what}",
                f"要落实的有：{_first(asked)}" if asked
                else "联审没有附带要落实的条件，不用记这一步",
            )  # fmt: skip
        asked = _after(asked, step)


def _after(asked: dict[int, Condition], step: Step) -> dict[int, Condition]:
    """What is still to be fulfilled after a step, by number."""
    if step.act in ("submit", "amend", "review"):
        return {
            number: condition
            for number, condition in enumerate(step.conditions, 1)
            if condition.changes is None
        }
    if step.act == "fulfil" and step.condition in asked:
        del asked[step.condition]
    return asked


def _first(asked: Mapping[int, Condition]) -> str:
    """The first of the conditions in words; a file may have any number of them."""
    first = list(islice(asked.items(), _TOLD))
    more = f"等 {len(asked)} 个" if len(asked) > _TOLD else ""
    return "、".join(f"第 {number} 个“{condition.text}”" for number, condition in first) + more
