"""`checklist tasks new|report-unadmitted`: a request is drafted, a task is reported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, own_root, today
from checklist_tool.cli.steps import DryRunOption, IdOption, NoteOption, OnOption
from checklist_tool.cli.tasks import fields
from checklist_tool.cli.tasks.common import ByOption, TaskArgument
from checklist_tool.cli.tasks.fields import SetOption
from checklist_tool.cli.tasks.taking import said
from checklist_tool.problems import ChecklistError


def new(
    sets: SetOption = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE|ID",
            help="从 YAML 文件里读各项，或者照抄以前一件申请（写它的编号；时限和意见要另写）",
            show_default=False,
        ),
    ] = None,
    wanted: IdOption = None,
    on: OnOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """起草一件准入申请。什么都不写就在终端里一项一项问；草稿可以不全，提交时才要写齐。

    例：

    checklist tasks new

    checklist tasks new --set title=独居老人每周走访 --set applicant=某某局

    checklist tasks new --from 申请.yaml --id dujulaoren-zoufang

    checklist tasks new --from nongcun-renju-huanjing --set applicant=某某局
    """
    from checklist_tool.usecases.tasks import steps

    folder, day = own_root(root, dry_run=dry_run), day_of(on)
    file = Path(source) if source else None
    if source and file and not file.suffix and not file.exists():
        given = fields.given(sets, None)(steps.earlier(folder, source))
    else:
        given = fields.given(sets, file)({})
    if not sets and source is None:
        if not sys.stdin.isatty():
            raise ChecklistError(
                "没有写申请的内容", hint="用 --set title=… --set applicant=…，或者 --from 文件"
            )
        given = fields.asked()
    taken = steps.draft(folder, given, today(), on=day, wanted=wanted, dry_run=dry_run)
    code = said(taken, as_json=as_json)
    if not dry_run and not as_json and (lacking := steps.lacking(given)):
        show.remark(f"提交前还要写：{'、'.join(lacking)}")
    return code


def renew(
    task: TaskArgument,
    sets: SetOption = None,
    wanted: IdOption = None,
    on: OnOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """续办：到期以前照原来定的起草一件新的申请，写要变的几项和新的时限，再走一遍准入。

    议程上会写明与上一期有什么不同。已经到期的，用 new --from 编号 另起一件。

    例：

    checklist tasks renew dujulaoren-zoufang --set period.start=2027-01-01
    --set period.end=2027-12-31 --set opinions=街镇没有意见
    """
    from checklist_tool.usecases.tasks import steps

    folder, day = own_root(root, dry_run=dry_run), day_of(on)
    taken = steps.renew(
        folder, task, fields.given(sets, None), today(), on=day, wanted=wanted, dry_run=dry_run
    )
    return said(taken, as_json=as_json)


def report_unadmitted(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="下派了什么事")],
    department: Annotated[
        str | None, typer.Option("--department", help="哪个部门下派的", show_default=False)
    ] = None,
    manner: Annotated[
        str | None,
        typer.Option("--manner", help="怎么下派的：文件、微信群、系统、口头", show_default=False),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(
            "--channel", help="怎么发现的：居村反映、巡查、12345、平台", show_default=False
        ),
    ] = None,
    committee: Annotated[
        list[str] | None,
        typer.Option("--committee", help="涉及哪个居村；可写几次", show_default=False),
    ] = None,
    wanted: IdOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """登记一件没有经过准入就下派的事（发现）。

    例：

    checklist tasks report-unadmitted 微信群里每天答题 --department 某某局 --manner 微信群
    """
    from checklist_tool.usecases.tasks import steps

    folder, day = own_root(root, dry_run=dry_run), day_of(on)
    given = {
        "title": title, "handed_down_by": department, "manner": manner,
        "committees": committee, "channel": channel,
    }  # fmt: skip
    taken = steps.report(
        folder, given, today(), on=day, by=by, wanted=wanted, note=note, dry_run=dry_run
    )
    return said(taken, as_json=as_json)
