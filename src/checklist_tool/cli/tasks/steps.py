"""`checklist tasks submit|accept|decline|…`: a request takes its next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption
from checklist_tool.cli.tasks.common import TaskArgument
from checklist_tool.cli.tasks.fields import FromOption, SetOption, given
from checklist_tool.cli.tasks.writing import DryRunOption, hint_at_findings, take

OnOption = Annotated[
    str | None, typer.Option("--on", help="哪一天，如 2024-02-26", show_default="今天")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        help="由谁：单位名称，或 applicant（申请部门）、office（受理单位）、"
        "joint_review（联审会议）、publisher（发布单位）、department（下派部门）",
        show_default="该由谁就是谁",
    ),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="理由", show_default=False)]
NoteOption = Annotated[str | None, typer.Option("--note", help="另外要说明的", show_default=False)]


def _outcomes() -> Mapping[str, str]:
    from checklist_tool.model.admission import OUTCOMES

    return OUTCOMES


_OUTCOME = Choice("联审没有“{}”这种结果", _outcomes)


def submit(
    task: TaskArgument,
    sets: SetOption = None,
    source: FromOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """提交申请（草稿或退回的）；写不齐的不收，会说缺什么。可以同时用 --set 补齐。

    例：

    checklist tasks submit dujulaoren-zoufang

    checklist tasks submit dujulaoren-zoufang --set workload=每月两次 --on 2026-03-02
    """
    code = take(
        root, task, "submit", on, by,
        fill=given(sets, source), note=note, dry_run=dry_run, as_json=as_json,
    )  # fmt: skip
    if not dry_run and not as_json:
        hint_at_findings(root, task)
    return code


def accept(
    task: TaskArgument,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """受理一件已提交的申请。

    例：

    checklist tasks accept dujulaoren-zoufang --by 区委社会工作部
    """
    return take(root, task, "accept", on, by, note=note, dry_run=dry_run, as_json=as_json)


def decline(
    task: TaskArgument,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """不予受理，要写理由。

    例：

    checklist tasks decline weixin-dati --reason 属于部门自己的宣传工作
    """
    return take(
        root, task, "decline", on, by, reason=reason, note=note, dry_run=dry_run, as_json=as_json
    )


def review(
    task: TaskArgument,
    outcome: Annotated[
        str | None,
        _OUTCOME.option(
            "--outcome",
            "approved（通过）、rejected（不通过）、returned（退回补正），写英文或中文；"
            "不写就是提上会、还没有结果",
        ),
    ] = None,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """联审一件已受理的申请；不通过和退回的要写理由。一次会议的各件，用 tasks minutes 一起记。

    例：

    checklist tasks review dujulaoren-zoufang --outcome 通过 --on 2026-03-10
    """
    return take(
        root, task, "review", on, by,
        outcome=outcome, reason=reason, note=note,
        dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


def send_back(
    task: TaskArgument,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """联审退回补正，要写理由；补好以后再 submit。

    例：

    checklist tasks return dujulaoren-zoufang --reason 没有写经费从哪里来
    """
    return take(
        root, task, "review", on, by,
        outcome="returned", reason=reason, note=note, dry_run=dry_run, as_json=as_json,
    )  # fmt: skip


def publish(
    task: TaskArgument,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """发布一件通过的任务，让居村知道。

    例：

    checklist tasks publish dujulaoren-zoufang --on 2026-03-12
    """
    return take(root, task, "publish", on, by, note=note, dry_run=dry_run, as_json=as_json)


def upload(
    task: TaskArgument,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """记下已经上传平台；从此是执行中。

    例：

    checklist tasks upload dujulaoren-zoufang
    """
    return take(root, task, "upload", on, by, note=note, dry_run=dry_run, as_json=as_json)


def withdraw(
    task: TaskArgument,
    reason: ReasonOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """退出：撤回申请，或者提前结束任务；要写理由。

    例：

    checklist tasks withdraw dujulaoren-zoufang --reason 群众不认可 --by joint_review
    """
    return take(
        root, task, "withdraw", on, by, reason=reason, note=note, dry_run=dry_run, as_json=as_json
    )


def expire(
    task: TaskArgument,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """记下任务到期；没有到结束日期的不能记。

    例：

    checklist tasks expire dujulaoren-zoufang
    """
    return take(root, task, "expire", on, by, note=note, dry_run=dry_run, as_json=as_json)
