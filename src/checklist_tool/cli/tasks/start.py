"""`checklist tasks new`: a request is drafted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, own_root
from checklist_tool.cli.tasks import fields
from checklist_tool.cli.tasks.fields import FromOption, SetOption
from checklist_tool.cli.tasks.steps import OnOption
from checklist_tool.cli.tasks.writing import DryRunOption, told, write
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.admission.steps import Files
    from checklist_tool.repository import Repository


def new(
    sets: SetOption = None,
    source: FromOption = None,
    wanted: Annotated[
        str | None,
        typer.Option("--id", help="编号，如 dujulaoren-zoufang", show_default="按事项的拼音"),
    ] = None,
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
    """
    folder, day = own_root(root, dry_run=dry_run), day_of(on)
    given = fields.given(sets, source)({})
    if not sets and source is None:
        if not sys.stdin.isatty():
            raise ChecklistError(
                "没有写申请的内容", hint="用 --set title=… --set applicant=…，或者 --from 文件"
            )
        given = fields.asked()
    for name, heading in (("title", "事项"), ("applicant", "申请部门")):
        if not given.get(name):
            raise ChecklistError(f"没有写{heading}（{name}）", hint=f"加上 --set {name}=…")

    def decide(repository: Repository) -> Files:
        from checklist_tool.admission import steps

        return steps.draft(repository, given, day, wanted)

    code = told(folder, write(folder, decide, dry_run=dry_run), as_json=as_json)
    if not dry_run and not as_json:
        _missing(given)
    return code


def _missing(given: dict[str, Any]) -> None:
    from checklist_tool.model.admission import Request
    from checklist_tool.model.base import headings
    from checklist_tool.model.requirements import ASKED

    titles = headings(Request)
    lacking = [f"{titles[name]}（{name}）" for name in ASKED if not given.get(name)]
    if lacking:
        show.remark(f"提交前还要写：{'、'.join(lacking)}")
