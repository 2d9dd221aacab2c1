"""The procedures there are, each with what must hold of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from checklist_tool.model import procedure as steps
from checklist_tool.model.admission import REQUESTS, early
from checklist_tool.model.conditions import unmet
from checklist_tool.model.intervention import INTERVENTIONS
from checklist_tool.model.procedure import Bodies, Objection, Procedure, Rule
from checklist_tool.model.requirements import incomplete
from checklist_tool.model.returns import unanswered
from checklist_tool.model.signboard import BOARDS
from checklist_tool.model.versions import unfixed

_EVERY: dict[str, Rule] = {
    "CK401": steps.out_of_order,
    "CK402": steps.misdated,
    "CK403": steps.unreasoned,
    "CK407": steps.by_the_wrong_role,
}
# By kind of file: the procedure, and by code what is asked of every step, by `validate` and
# before a step is taken alike.
PROCEDURES: dict[str, tuple[Procedure, dict[str, Rule]]] = {
    "request": (
        REQUESTS,
        {
            **_EVERY, "CK281": unfixed, "CK282": unmet, "CK283": unanswered,
            "CK285": steps.wrongly_taken_back,
            "CK406": incomplete, "CK408": early,
        },
    ),
    "intervention": (INTERVENTIONS, {**_EVERY, "CK285": steps.wrongly_taken_back}),
    "board": (BOARDS, _EVERY),
}  # fmt: skip


def objections(kind: str, record: Any, today: date, bodies: Bodies) -> Iterator[Objection]:
    """What speaks against the steps of a record, by rule and then by step."""
    procedure, rules = PROCEDURES[kind]
    for rule in rules.values():
        yield from rule(procedure, record, today, bodies)
