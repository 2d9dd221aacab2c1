"""`checklist log`: what happened to one item, commit by commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    items_beginning,
    root_of,
    say_building,
)
from checklist_tool.shown import in_line

if TYPE_CHECKING:
    from checklist_tool.usecases.history import Event


def log(
    item: Annotated[
        str, typer.Argument(help="编号或名称；已经删去的也可以", autocompletion=items_beginning)
    ],
    limit: Annotated[
        int | None, typer.Option("-n", "--limit", min=1, help="最多列出几次", show_default="全部")
    ] = None,
    author: Annotated[bool, typer.Option("--author", help="也列出是谁提交的")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """一项的历次变化，新的在前；移到别的清单、改过名称和编号的也跟下去。

    从 git 的历史里一次提交一次提交地找；只是写法不同的提交不列。

    例：

    checklist log qinshu-guanxi

    checklist log 居住情况证明 -n 5 --json
    """
    from checklist_tool.usecases import history

    folder, told = root_of(root), []
    for event in history.of_item(folder, item, limit, say_building):
        told.append(history.as_json(event, author=author))
        if not as_json:
            _show(event, author, first=len(told) == 1)
    if as_json:
        show.as_json(told)
    if history.has_more(folder):
        show.remark("data/ 里还有没提交的改动，这里没有列出：运行 checklist diff 查看")
    if not told:
        show.remark(f"“{item}”还没有提交过")
    return 0 if told else 1


def _show(event: Event, author: bool, *, first: bool) -> None:
    from checklist_tool.cli import told_changes

    commit = event.commit
    head = show.style(commit.short, show.YELLOW)
    merge = "（合并）" if len(commit.parents) > 1 else ""
    by = f"  {in_line(commit.author)}" if author else ""
    said = f"{head}  {commit.day}{by}  {merge}{in_line(commit.subject)}"
    show.line(said if first else f"\n{said}")
    if commit.cut:
        show.line("  这里是浅克隆的尽头，更早的历史看不到；要看先运行 git fetch --unshallow")
        show.line("  当时已经有：")
    for change in event.changes:
        told_changes.one(change, event.before, event.after)
    for fault in event.faults:
        show.line(f"  这一次提交以后读不了：{fault.place}: {fault.code} {fault.message}")
