"""`checklist report`: the period's figures, each with what stands behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, root_of, today
from checklist_tool.cli.tasks import common


def report(
    start: Annotated[
        str | None,
        typer.Option("--from", help="从哪一天，如 2024-01-01", show_default="今年 1 月 1 日"),
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", help="到哪一天，含当天", show_default="今天")
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """一段时间的准入数字：收到、受理、不予受理、联审、发布、违规下派的处置。

    每个数字写明背后是哪几件，或者引自哪里；时段不同的数字不相加。

    例：

    checklist report --from 2024-01-01 --to 2024-08-15

    checklist report --from 2024-01-01 --to 2024-08-15 --json
    """
    from checklist_tool.usecases import figures
    from checklist_tool.usecases.tasks import lists

    last, first = day_of(end), day_of(start) if start is not None else None
    found = figures.of_period(common.loaded(root_of(root), *lists.CITED), first, last)
    if as_json:
        show.as_json(found.as_json())
        return 0
    show.table(figures.HEADINGS, found.rows())
    for remark in found.remarks(today()):
        show.remark(remark)
    return 0
