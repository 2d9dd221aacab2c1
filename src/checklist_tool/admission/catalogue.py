"""The published catalogue of a year (年度目录): which tasks committees carry, and by what leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from checklist_tool.admission.alterations import alterations
from checklist_tool.admission.alterations import told as told_changes
from checklist_tool.admission.conditional import followed
from checklist_tool.admission.order import natural
from checklist_tool.admission.status import as_it_stood
from checklist_tool.model.admission import ENDED, Request, Step
from checklist_tool.model.base import last_day
from checklist_tool.model.content import told
from checklist_tool.model.policy import Policy, cited
from checklist_tool.model.procedure import in_effect
from checklist_tool.repository import Entry, Repository

HEADINGS = {
    "number": "序号", "id": "编号", "title": "事项", "applicant": "申请部门", "level": "层级",
    "task": "任务内容", "basis": "依据", "workload": "任务量", "start": "开始", "end": "结束",
    "targets": "适用范围", "committees": "承担的居村", "support": "支持保障",
    "burdens": "新增负担", "conditions": "附带条件", "altered": "后来的变更",
    "approved_on": "联审通过", "published_on": "发布", "uploaded_on": "上传平台",
    "ended_on": "实际结束", "ended_because": "结束理由",
}  # fmt: skip


def catalogue(repository: Repository, year: int) -> list[Entry]:
    """The requests that were published by the end of the year and not over before it began.

    Each is as it stood when the year ended, so the catalogue of a year that is over stays.
    """
    found = []
    for entry in (as_it_stood(one, date(year, 12, 31)) for one in repository.of("request")):
        published = any(step.act == "publish" for step in entry.item.steps)
        ended = _ended(entry.item)
        if published and (ended is None or ended.year >= year):
            found.append(entry)
    return sorted(found, key=lambda entry: (_first(entry.item, "publish") or "", natural(entry.id)))


def row(number: int, entry: Entry, policies: Mapping[str, Policy]) -> dict[str, Any]:
    """One task of the catalogue, by the keys of HEADINGS; what it does not say is None."""
    item = entry.item
    period, ending = item.period, _ending(item)
    return {
        "number": number,
        "id": entry.id,
        "title": item.title,
        "applicant": item.applicant,
        "level": item.level,
        "task": item.task,
        "basis": [cited(basis, policies) for basis in item.basis],
        "workload": item.workload,
        "start": period.start.isoformat() if period and period.start else None,
        "end": period.end.isoformat() if period and period.end else None,
        "targets": item.targets,
        "committees": list(item.committees),
        "support": told(item.support) if item.support else {},
        "burdens": told(item.burdens) if item.burdens else {},
        "conditions": followed(item, policies),
        "altered": told_changes(alterations(item), policies),
        "approved_on": _first(item, "review", "approved"),
        "published_on": _first(item, "publish"),
        "uploaded_on": _first(item, "upload"),
        "ended_on": ending.on if ending else None,
        "ended_because": ending.reason if ending else None,
    }


def text(value: Any) -> str:
    """A value of a row as one text."""
    if isinstance(value, dict):
        return "；".join(f"{heading}：{said}" for heading, said in value.items())
    if isinstance(value, list):
        return "；".join(map(str, value))
    return "" if value is None else str(value)


def days_of(request: Request, act: str, outcome: str | None = None) -> list[str | None]:
    """When the request took this step, each time, as exact as is known."""
    return [
        step.on for _, step in in_effect(request.steps)
        if step.act == act and (outcome is None or step.outcome == outcome)
    ]  # fmt: skip


def _first(request: Request, act: str, outcome: str | None = None) -> str | None:
    """When it first did: what comes later is a change of it."""
    return next(iter(days_of(request, act, outcome)), None)


def _ending(request: Request) -> Step | None:
    """The step by which the task is over, if it was taken."""
    taken = in_effect(request.steps)
    return taken[-1][1] if taken and request.state in ENDED else None


def _ended(request: Request) -> date | None:
    """When the task was over, or will be; None when it has no end."""
    if (ending := _ending(request)) and ending.on:
        return last_day(ending.on)
    return request.period.end if request.period else None
