"""`checklist tasks list|show|check`: what there is, one in full, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption, root_of, today
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.common import TaskArgument


def _states() -> Mapping[str, str]:
    from checklist_tool.usecases.tasks.looking import states

    return states()


_STATE = Choice("没有“{}”这种状态", _states)


def list_tasks(
    state: Annotated[
        list[str] | None,
        _STATE.option(
            "--state",
            "只列这些状态，如 published 或 已发布；执行中 是已经开始、还没有结束的；可写几次",
        ),
    ] = None,
    department: Annotated[
        str | None,
        typer.Option(
            "--department", help="只列这个部门的，可以只写名称的一部分", show_default=False
        ),
    ] = None,
    committee: Annotated[
        str | None,
        typer.Option(
            "--committee", help="只列这个居村承担的，可以只写名称的一部分", show_default=False
        ),
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
    from checklist_tool.usecases.tasks import lists, looking

    repository = common.loaded(root_of(root), *lists.TASKS)
    rows = looking.listed(
        repository, today(), "intervention" if unadmitted else "request",
        set(state or ()), department, committee, overdue=overdue,
    )  # fmt: skip
    if as_json:
        show.as_json([one.as_json() for one in rows])
    else:
        show.table(
            ("编号", "事项", "部门", "状态", "从", "期限", "下一步"), [*map(looking.row, rows)]
        )
        show.remark(f"共 {len(rows)} 件，超期 {sum(one.overdue for one in rows)} 件")
        common.remark(lists.unknown_years(rows))
    return 0 if rows else 1


def show_task(task: TaskArgument, as_json: JsonOption = False, root: RootOption = None) -> int:
    """显示一件申请或处置：写了什么，走到哪一步，期限，下一步可以做什么。

    例：

    checklist tasks show nongcun-renju-huanjing
    """
    from checklist_tool.usecases.tasks import lists, looking

    found = looking.detail(common.loaded(root_of(root), *lists.CITED), task, today())
    if as_json:
        show.as_json(found.as_json())
        return 0
    show.rows(found.standing.item.title, found.rows)
    common.remark(lists.unknown_years([found.standing]))
    return 0


def check(task: TaskArgument, as_json: JsonOption = False, root: RootOption = None) -> int:
    """联审前看一件申请：缺什么，和哪件像，是不是部门自己的职责，有没有支持，牌子、证明、任务数。

    提示是给会上讨论的问题，不是结论。有提示时退出码是 1。

    例：

    checklist tasks check nongcun-renju-huanjing
    """
    from checklist_tool.usecases.tasks import checking

    found = checking.checked(common.loaded(root_of(root)), task, today())
    if as_json:
        show.as_json(found.as_json())
        return 1 if found.lacking or found.findings else 0
    if found.lacking:
        who = "来源没有写" if found.inferred else "没有写"
        said = "、".join(f"{title}（{name}）" for name, title in found.lacking.items())
        show.line(f"{who}：{said}")
    for number, one in enumerate(found.findings, 1):
        show.line(f"{number}. {one.text}")
        if one.ground:
            show.line(f"   依据：{one.ground}")
    show.remark(
        f"“{found.title}”：缺 {len(found.lacking)} 样，提示 {len(found.findings)} 条；"
        "请会上判断，软件不下结论"
    )
    return 1 if found.lacking or found.findings else 0
