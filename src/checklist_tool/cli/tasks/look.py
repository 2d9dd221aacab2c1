"""`checklist tasks list|show|check`: what there is, one in full, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption, root_of, today
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.common import TaskArgument

if TYPE_CHECKING:
    from checklist_tool.admission.status import Standing
    from checklist_tool.repository import Entry, Repository


def _states() -> Mapping[str, str]:
    from checklist_tool.model.admission import STATES

    return STATES


_STATE = Choice("没有“{}”这种状态", _states)


def list_tasks(
    state: Annotated[
        list[str] | None,
        _STATE.option("--state", "只列这些状态，如 published 或 已发布；可写几次"),
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", help="只列这个部门的", show_default=False)
    ] = None,
    committee: Annotated[
        str | None, typer.Option("--committee", help="只列这个居村承担的", show_default=False)
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列超过期限的")] = False,
    unadmitted: Annotated[
        bool, typer.Option("--unadmitted", help="列违规下派处置，不列准入申请")
    ] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出准入申请：状态、从哪天起、下一步、有没有超期。

    例：

    checklist tasks list

    checklist tasks list --state 已提交 --state 已受理 --json

    checklist tasks list --department 区农业农村委 --overdue
    """
    from checklist_tool.admission.status import standings
    from checklist_tool.model.admission import EVERY

    repository = common.loaded(root_of(root), *common.TASKS)
    kind = "intervention" if unadmitted else "request"
    wanted = set(state or ())
    rows = [
        one
        for one in standings(repository, today(), kind)
        if (not wanted or one.state in wanted)
        and department in (None, one.item.party)
        and (committee is None or {committee, EVERY} & {*one.item.carriers})
        and (one.overdue or not overdue)
    ]
    if as_json:
        show.as_json([one.as_json() for one in rows])
    else:
        _table(rows, unadmitted=unadmitted)
        if said := common.unknown_years([one.due for one in rows if one.due]):
            show.remark(said)
    return 0 if rows else 1


def _table(rows: list[Standing], *, unadmitted: bool) -> None:
    from checklist_tool.model.procedures import PROCEDURES

    acts = PROCEDURES["intervention" if unadmitted else "request"][0].acts
    show.table(
        ("编号", "事项", "部门", "状态", "从", "期限", "下一步"),
        [
            (
                one.entry.id, one.item.title, one.item.party or "—", one.word, one.since or "—",
                common.told(one.due) + ("（超期）" if one.overdue else "") or "—",
                "、".join(acts[act] for act in one.next) or "—",
            )
            for one in rows
        ],
    )  # fmt: skip
    show.remark(f"共 {len(rows)} 件，超期 {sum(one.overdue for one in rows)} 件")


def show_task(task: TaskArgument, as_json: JsonOption = False, root: RootOption = None) -> int:
    """显示一件申请或处置：写了什么，走到哪一步，期限，下一步可以做什么。

    例：

    checklist tasks show nongcun-renju-huanjing
    """
    from checklist_tool.admission.status import settings_of, standing
    from checklist_tool.lookup.view import record, view
    from checklist_tool.model.procedures import PROCEDURES

    repository = common.loaded(root_of(root), *common.CITED)
    entry = common.found(repository, task)
    one = standing(entry, settings_of(repository), today())
    place = entry.place()
    related = _related(repository, entry)
    if as_json:
        due = {"act": one.due.act, "on": one.due.day.isoformat()} if one.due else None
        show.as_json(
            one.as_json()
            | {"due": due, "path": place.path, "related": related, "item": record(entry.item)}
        )
        return 0
    acts = PROCEDURES[entry.kind][0].acts
    head = [("编号", [entry.id], False, ""), ("状态", [one.word], False, "")]
    if one.due:
        head.append(("期限", [common.told(one.due)], False, "已超期" if one.overdue else ""))
    possible = "、".join(f"{act}（{acts[act]}）" for act in one.next)
    head.append(("下一步", [possible or "已经办结，没有下一步"], False, ""))
    if related:
        head.append(("相关", related, False, ""))
    tail = ("位置", [f"{place.path}:{place.line}"], False, "")
    show.rows(one.item.title, [*head, *view(entry.item, repository.policies), tail])
    if one.due and (said := common.unknown_years([one.due])):
        show.remark(said)
    return 0


def _related(repository: Repository, entry: Entry) -> list[str]:
    """The ids of requests that an intervention led to, or of interventions that led here."""
    if entry.kind == "intervention":
        return [step.request for step in entry.item.steps if step.request]
    return [
        other.id
        for other in repository.of("intervention")
        if any(step.request == entry.id for step in other.item.steps)
    ]


def check(task: TaskArgument, as_json: JsonOption = False, root: RootOption = None) -> int:
    """联审前看一件申请：缺什么，和哪件像，是不是部门自己的职责，有没有支持，牌子、证明、任务数。

    提示是给会上讨论的问题，不是结论。有提示时退出码是 1。

    例：

    checklist tasks check nongcun-renju-huanjing
    """
    from checklist_tool.admission.findings import Findings
    from checklist_tool.model.base import headings
    from checklist_tool.model.requirements import ASKED, missing

    repository = common.loaded(root_of(root))
    entry = common.found(repository, task, "request")
    lacking = [name for name in ASKED if missing(entry.item, name)]
    findings = Findings(repository, today()).about(entry.id)
    if as_json:
        show.as_json(
            {
                "id": entry.id, "title": entry.name, "missing": lacking,
                "findings": [found.as_json() for found in findings],
            }
        )  # fmt: skip
        return 1 if lacking or findings else 0
    titles = headings(type(entry.item))
    if lacking:
        inferred = any(step.act == "submit" and step.inferred for step in entry.item.steps)
        who = "来源没有写" if inferred else "没有写"
        show.line(f"{who}：{'、'.join(f'{titles[name]}（{name}）' for name in lacking)}")
    for number, found in enumerate(findings, 1):
        show.line(f"{number}. {found.text}")
        if found.ground:
            show.line(f"   依据：{found.ground}")
    show.remark(
        f"“{entry.name}”：缺 {len(lacking)} 样，提示 {len(findings)} 条；请会上判断，软件不下结论"
    )
    return 1 if lacking or findings else 0
