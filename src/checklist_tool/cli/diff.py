"""`checklist diff`: what changed in meaning between two versions of the lists."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from checklist_tool.cli import choices, show
from checklist_tool.cli.options import JsonOption, RootOption, apart, items_beginning, root_of


class ChangesFormat(StrEnum):
    """The forms in which changes are told."""

    text = "text"
    json = "json"
    markdown = "markdown"


def diff(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV [REV]]",
            help="提交号、分支或标签：不写比 HEAD 和工作区，写一个比它和工作区，写两个比它们",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        ChangesFormat | None,
        typer.Option("--format", help="输出的形式；markdown 可贴进评审意见", show_default="text"),
    ] = None,
    as_json: JsonOption = False,
    list_name: Annotated[
        str | None, choices.LIST.option("--list", "只看一张清单，如 negative 或 负面清单")
    ] = None,
    item: Annotated[
        str | None,
        typer.Option("--item", help="只看一项：编号或名称", autocompletion=items_beginning),
    ] = None,
    root: RootOption = None,
) -> int:
    """说清两个版本之间清单的意思变了什么：新增、移动、停用、改名，一处一处列出。

    只是写法不同（空格、引号、注释）不算变化。没有变化退出码是 0，有变化是 1，比不了是 2。

    例：

    checklist diff

    checklist diff HEAD~1 --list negative

    checklist diff main...HEAD --format markdown
    """
    from checklist_tool.usecases.comparing import compared

    if as_json and form is not ChangesFormat.json:
        apart(("--json", True), ("--format", form))
        form = ChangesFormat.json
    found = compared(root_of(root), revisions or [], list_name, item)
    if form is ChangesFormat.json:
        show.as_json(found.as_json())
    elif form is ChangesFormat.markdown:
        show.text(found.markdown())
    else:
        from checklist_tool.cli import told_changes

        policies = found.before.policies, found.after.policies
        told_changes.changes(found.changes, found.title(), *policies)
        if not found.changes:
            only = "只有写法不同（空格、引号、注释），意思没有变化"
            show.remark(only if found.formatting else "没有变化")
    return 1 if found.changes else 0
