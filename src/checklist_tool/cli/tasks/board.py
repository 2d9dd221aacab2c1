"""`checklist tasks board`: who carries what, what is due, what runs out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, root_of
from checklist_tool.cli.tasks import common

if TYPE_CHECKING:
    from checklist_tool.usecases.tasks.looking import Overview, Standing

_ROWS = 20  # tasks named under a heading of the summary


def board(
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="看哪一天的，如 2024-07-31", show_default="今天"),
    ] = None,
    within: Annotated[
        int, typer.Option("--within", min=0, max=3650, help="几天内到期的单独列出")
    ] = 30,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """看板：按状态、部门、居村看任务，现在执行着哪些，哪些超期，哪些快到期。

    例：

    checklist tasks board

    checklist tasks board --as-of 2024-07-31 --within 60 --json
    """
    from checklist_tool.usecases.tasks import lists, looking

    repository = common.loaded(root_of(root), *lists.TASKS)
    found = looking.overview(repository, day_of(as_of), within)
    if as_json:
        show.as_json(found.as_json())
    elif sys.stdout.isatty():
        _draw(found)
    else:
        for heading, name, tasks in looking.groups(found):
            show.line(f"{heading}\t{name}\t{len(tasks)}\t{_named(tasks)}")
    common.remark(lists.unknown_years(found.requests))
    return 0


def _named(tasks: Sequence[Standing]) -> str:
    more = f"…等 {len(tasks)} 件" if len(tasks) > _ROWS else ""
    return "；".join(one.item.title for one in tasks[:_ROWS]) + more


def _draw(found: Overview) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from checklist_tool.usecases.tasks.looking import groups

    grid = Table(title=f"准入看板 {found.as_of}", header_style="bold", show_lines=False)
    for heading, justify in (("看", "left"), ("", "left"), ("件", "right"), ("事项", "left")):
        grid.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    before = ""
    for heading, name, tasks in groups(found):
        if heading != before and before:
            grid.add_section()
        style = "bold red" if name == "超过期限" and tasks else ""
        shown = "" if heading == before else heading
        cells = [Text(text, style) for text in (shown, name, str(len(tasks)), _named(tasks))]
        grid.add_row(*cells)
        before = heading
    Console().print(grid)
