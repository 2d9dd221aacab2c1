"""`checklist tasks report-unadmitted|verify|stop|…`: tasks handed down without admission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption, day_of, own_root, today
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.common import TaskArgument
from checklist_tool.cli.tasks.steps import ByOption, NoteOption, OnOption, ReasonOption
from checklist_tool.cli.tasks.writing import DryRunOption, take, told, write

if TYPE_CHECKING:
    from checklist_tool.admission.steps import Files
    from checklist_tool.repository import Repository


def _ways() -> Mapping[str, str]:
    from checklist_tool.model.intervention import WAYS

    return WAYS


_WAY = Choice("没有“{}”这种规范办法", _ways)


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
    wanted: Annotated[
        str | None, typer.Option("--id", help="编号", show_default="按事项的拼音")
    ] = None,
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
    folder, day = own_root(root, dry_run=dry_run), day_of(on)
    fields = {
        "title": title, "handed_down_by": department, "manner": manner,
        "committees": committee, "channel": channel,
    }  # fmt: skip

    def decide(repository: Repository) -> Files:
        from checklist_tool.admission import steps

        return steps.reported(repository, fields, day, by, today(), wanted, note)

    return told(folder, write(folder, decide, dry_run=dry_run), as_json=as_json)


def verify(
    task: TaskArgument,
    unfounded: Annotated[
        bool, typer.Option("--unfounded", help="核实下来不属违规下派；要写理由")
    ] = False,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """核实：是不是没有准入就下派。

    例：

    checklist tasks verify weixin-dati

    checklist tasks verify weixin-dati --unfounded --reason 已经准入，见目录
    """
    return take(
        root, task, "verify", on, by, kind="intervention",
        outcome="unfounded" if unfounded else None, reason=reason, note=note,
        dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


def stop(
    task: TaskArgument,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """叫停，要写理由。

    例：

    checklist tasks stop weixin-dati --reason 没有经过准入，也没有依据
    """
    return take(
        root, task, "stop", on, by, kind="intervention",
        reason=reason, note=note, dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


def regularise(
    task: TaskArgument,
    way: Annotated[
        str,
        _WAY.option(
            "--way", "admit（补办准入）、own（改由部门自办）、merge（并入已有任务），写英文或中文"
        ),
    ],
    request: Annotated[
        str | None,
        typer.Option(
            "--request", help="哪一件准入申请；补办的不写，就同时起草一件", show_default=False
        ),
    ] = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """规范：补办准入、改由部门自办，或者并入已有任务。

    例：

    checklist tasks regularise shouji-daka --way admit

    checklist tasks regularise shouji-daka --way merge --request dujulaoren-zoufang
    """
    folder, day = own_root(root, dry_run=dry_run), day_of(on)

    def decide(repository: Repository) -> Files:
        from checklist_tool.admission import steps

        return steps.regularised(
            common.found(repository, task, "intervention"), repository, today(),
            on=day, way=way, by=by, request=request, note=note,
        )  # fmt: skip

    return told(folder, write(folder, decide, dry_run=dry_run), as_json=as_json)


def file(
    task: TaskArgument,
    to: Annotated[str | None, typer.Option("--to", help="向谁报备", show_default=False)] = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """报备：整改好了，报给主管部门。

    例：

    checklist tasks file weixin-dati --to 区委社会工作部
    """
    return take(
        root, task, "file", on, by, kind="intervention",
        to=to, note=note, dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


def look_back(
    task: TaskArgument,
    held: Annotated[
        bool | None,
        typer.Option("--held/--relapsed", help="没有反弹，还是反弹了；反弹要写理由"),
    ] = None,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """回头看：有没有反弹；反弹的重新叫停或规范。

    例：

    checklist tasks look-back weixin-dati --held

    checklist tasks look-back weixin-dati --relapsed --reason 群里又布置了
    """
    from checklist_tool.problems import ChecklistError

    if held is None:
        raise ChecklistError(
            "没有写回头看的结果", hint="写 --held（没有反弹）或 --relapsed（反弹）"
        )
    return take(
        root, task, "look_back", on, by, kind="intervention",
        outcome="held" if held else "relapsed", reason=reason, note=note,
        dry_run=dry_run, as_json=as_json,
    )  # fmt: skip
