"""The published catalogue of a year (年度目录): which tasks committees carry, and by what leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from checklist_tool.model.admission import Request
from checklist_tool.model.base import first_day, last_day
from checklist_tool.model.policy import Policy
from checklist_tool.model.requirements import told
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.view import cited

HEADINGS = {
    "number": "序号", "id": "编号", "title": "事项", "applicant": "申请部门", "level": "层级",
    "task": "任务内容", "basis": "依据", "workload": "任务量", "start": "开始", "end": "结束",
    "targets": "适用范围", "committees": "承担的居村", "support": "支持保障",
    "burdens": "新增负担", "approved_on": "联审通过", "published_on": "发布",
    "uploaded_on": "上传平台",
}  # fmt: skip


def catalogue(repository: Repository, year: int) -> list[Entry]:
    """The requests that were published by the end of the year and not over before it began."""
    found = []
    for entry in repository.of("request"):
        published = day_of(entry.item, "publish")
        ended = _ended(entry.item)
        steps = [step.act for step in entry.item.steps]
        if (
            "publish" in steps
            and (published is None or first_day(published).year <= year)
            and (ended is None or ended.year >= year)
        ):
            found.append(entry)
    return sorted(found, key=lambda entry: (day_of(entry.item, "publish") or "", entry.id))


def row(number: int, entry: Entry, policies: Mapping[str, Policy]) -> dict[str, Any]:
    """One task of the catalogue, by the keys of HEADINGS; what it does not say is None."""
    item = entry.item
    period = item.period
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
        "approved_on": day_of(item, "review", "approved"),
        "published_on": day_of(item, "publish"),
        "uploaded_on": day_of(item, "upload"),
    }


def text(value: Any) -> str:
    """A value of a row as one text."""
    if isinstance(value, dict):
        return "；".join(f"{heading}：{said}" for heading, said in value.items())
    if isinstance(value, list):
        return "；".join(map(str, value))
    return "" if value is None else str(value)


def day_of(request: Request, act: str, outcome: str | None = None) -> str | None:
    """When the request last took this step, as exact as is known."""
    days = [
        step.on for step in request.steps
        if step.act == act and (outcome is None or step.outcome == outcome)
    ]  # fmt: skip
    return days[-1] if days else None


def _ended(request: Request) -> date | None:
    """When the task was over, or will be; None when it has no end."""
    for act in ("withdraw", "expire"):
        if day := day_of(request, act):
            return last_day(day)
    return request.period.end if request.period else None
