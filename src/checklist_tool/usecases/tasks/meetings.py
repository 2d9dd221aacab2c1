"""A joint review: its agenda, the form of its outcomes, and its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.admission import meeting
from checklist_tool.editing.in_place import fresh
from checklist_tool.problems import ChecklistError
from checklist_tool.render import meeting as papers
from checklist_tool.render.paper import Paper
from checklist_tool.repository import Decided, Repository
from checklist_tool.usecases.tasks.conditions import conditions
from checklist_tool.usecases.tasks.steps import Taken, write

_HOW_TO = """\
# 联审结果表：每件的 outcome 填 通过、不通过 或 退回补正；不通过、退回的再填 reason。
# 有条件通过的，加 conditions，一个条件一行，前面写 - ，如：
#   - 频次由每周改为每月；workload=每月一次
#   - 发布前印好走访表；due=2026-03-20
# 退回补正的，可以加 asks：要补正什么，一点一行，前面写 - 。
# 这次没有议的，整件删掉；它仍然等待联审。
# convened_by 是召集单位，present 是到会单位（一个一行，前面写 - ）。
# 填完运行：checklist tasks minutes {day} --from 这个文件
"""
_NONE_WAITS = "没有等待联审的申请", "先受理：checklist tasks accept 编号"


def plan(root: Path, on: date, today: date, title: str | None, convened_by: str | None) -> Taken:
    """Put the meeting and what is on its table on file."""
    return write(
        root, lambda lists: meeting.planned(lists, on, today, title, convened_by), today
    )  # fmt: skip


def agenda(lists: Repository, on: date, today: date) -> tuple[Paper, list[str]]:
    """The agenda of a day and the ids on it; ChecklistError when no request waits."""
    requests = meeting.on_the_table(lists, on, today)
    if not requests:
        raise ChecklistError(*_NONE_WAITS)
    known = meeting.on_file(lists, on)
    paper = papers.agenda(lists, requests, on, today, known.item if known else None)
    return paper, [entry.id for entry in requests]


def record(
    root: Path, on: date, filled: Mapping[str, Any], today: date, *, dry_run: bool = False
) -> Taken:
    """Put the outcomes of a meeting on file, with a step of each request."""

    def decide(lists: Repository) -> Decided:
        return meeting.recorded(lists, on, _understood(lists, filled), today)

    return write(root, decide, today, dry_run=dry_run)


def minutes(lists: Repository, on: date) -> tuple[Paper, dict[str, str]] | None:
    """The minutes of a day and each request's outcome; None before the outcomes are on file."""
    known = meeting.on_file(lists, on)
    if known is None or not any(one.outcome for one in known.item.matters):
        return None
    outcomes = {one.request: one.outcome for one in known.item.matters}
    return papers.minutes(lists, known.item, on), outcomes


def form(lists: Repository, on: date, today: date) -> str:
    """The text of the form that is filled in after the meeting; ChecklistError when none waits."""
    blank = meeting.form(lists, on, today)
    if not blank["matters"]:
        raise ChecklistError(*_NONE_WAITS)
    return _HOW_TO.format(day=on) + fresh(blank)


def _understood(lists: Repository, filled: Mapping[str, Any]) -> Mapping[str, Any]:
    """The form with its conditions as the files hold them, each of which is one line there."""
    requests = {entry.id: entry.source.data for entry in lists.of("request")}
    matters = filled.get("matters")
    if not isinstance(matters, list):
        return filled
    return {**filled, "matters": [_with_conditions(one, requests) for one in matters]}


def _with_conditions(matter: Any, requests: Mapping[str, Any]) -> Any:
    typed = matter.get("conditions") if isinstance(matter, dict) else None
    if not typed:
        return matter
    if not isinstance(typed, list) or not all(isinstance(one, str) for one in typed):
        raise ChecklistError(
            f"“{matter.get('title') or matter.get('request')}”的 conditions 写得不对",
            hint="一个条件一行，前面写 - ，如：- 频次由每周改为每月；workload=每月一次",
        )
    return {**matter, "conditions": conditions(typed, requests.get(matter.get("request"), {}))}
