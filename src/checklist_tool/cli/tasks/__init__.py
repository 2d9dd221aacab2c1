"""`checklist tasks`: tasks on their way to the committees, and those handed down without."""

from __future__ import annotations

import typer

from checklist_tool.cli.steps import StepGroup


class _Commands(StepGroup):
    places = {
        "list": "look:list_tasks",
        "show": "look:show_task",
        "check": "look:check",
        "board": "board:board",
        "new": "start:new",
        "renew": "start:renew",
        "agenda": "meeting:agenda",
        "minutes": "meeting:minutes",
        "catalogue": "publishing:catalogue",
        "calendar": "publishing:calendar",
        "report-unadmitted": "start:report_unadmitted",
    }
    steps_after = {"request": "new", "intervention": "report-unadmitted"}


app = typer.Typer(
    name="tasks",
    cls=_Commands,
    help="居村组织事务准入：申请、受理、联审、发布、上传平台、到期或退出；违规下派的处置。",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
