"""Whether a task handed down without admission is part of one that was admitted (并入)."""

from __future__ import annotations

from collections.abc import Mapping

from checklist_tool.model.admission import REQUESTS, RUNNING, Request
from checklist_tool.model.base import first_day
from checklist_tool.model.content import EVERY
from checklist_tool.model.intervention import Intervention
from checklist_tool.model.procedure import in_effect
from checklist_tool.model.versions import as_decided

_ADMITTED = ("approved", *RUNNING)


def not_covered(
    found: Intervention, request: Request, on: str | None, ids: Mapping[str, str]
) -> str | None:
    """Why a task cannot be merged into a request on a day; None when it can.

    The request must have been approved by then and not be over, and each committee of the task
    must be one that carries it. `ids` are those of the committees by each of their names.
    """
    request = as_decided(request)
    day = first_day(on) if on else None
    taken = [
        step for _, step in in_effect(request.steps)
        if day is None or step.on is None or first_day(step.on) <= day
    ]  # fmt: skip
    state = REQUESTS.state_of(taken)
    if state not in _ADMITTED:
        return f"“{request.title}”那时是“{REQUESTS.states[state]}”，没有通过准入，不能并入"
    end = request.period.end if request.period else None
    if day and end and end < day:
        return f"“{request.title}”到 {end} 为止，{on} 已经不能并入"
    carriers = {ids.get(name, name) for name in request.carriers}
    outside = [name for name in found.committees if ids.get(name, name) not in carriers]
    if outside and EVERY not in carriers:
        return f"“{request.title}”不由{'、'.join(outside)}承担，不能并入"
    return None
