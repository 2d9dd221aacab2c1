"""What the commands about tasks share: their options, and the lists with a remark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import tasks_beginning

if TYPE_CHECKING:
    from checklist_tool.usecases.tasks.lists import Repository

TaskArgument = Annotated[
    str, typer.Argument(metavar="ID", help="申请或处置的编号、名称", autocompletion=tasks_beginning)
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


def loaded(root: Path, *below: str) -> Repository:
    """All that can be read below the root, or below these folders; what cannot is named."""
    from checklist_tool.usecases.tasks import lists

    repository = lists.read(root, *below)
    remark(lists.left_out(repository))
    return repository


def remark(said: str | None) -> None:
    """Say it, if there is something to say."""
    if said:
        show.remark(said)
