"""`checklist report`: the period's figures, each with what stands behind it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, root_of, today
from checklist_tool.cli.tasks import common

if TYPE_CHECKING:
    from checklist_tool.report import Figure, Part


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
    from checklist_tool.report import summarise
    from checklist_tool.usecases.tasks import lists

    last = day_of(end)
    first = date(last.year, 1, 1) if start is None else day_of(start)
    repository = common.loaded(root_of(root), *lists.CITED)
    figures = summarise(repository, first, last)
    if as_json:
        show.as_json(
            {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "figures": {figure.name: figure.as_json() for figure in figures},
            }
        )
        return 0
    show.table(
        ("统计项", "数", "时段", "由来"),
        [_row(figure, part, first, last) for figure in figures for part in figure.parts],
    )
    for figure in figures:
        _remarks(figure)
    if last > today():
        show.remark(f"{last} 还没有到，数字到今天为止")
    return 0


def _row(figure: Figure, part: Part, first: date, last: date) -> tuple[str, str, str, str]:
    number = f"{part.value} {part.unit}" + ("以上" if part.cited and part.cited.at_least else "")
    span = str(part.start) if part.start == part.end else f"{part.start} 至 {part.end}"
    behind = "、".join(part.entries)
    if part.cited is None:
        return figure.heading, number, span, behind or "没有记录"
    stated = f"“{part.cited.span.stated}”" if part.cited.span.stated else ""
    source = f"《{part.cited.sources[0].title}》" if part.cited.sources else ""
    origin = f"引用 {part.cited.id}：{source}{stated}"
    return figure.heading, number, span, origin + (f"；其中有记录的：{behind}" if behind else "")


def _remarks(figure: Figure) -> None:
    if len(figure.parts) > 1:
        show.remark(f"{figure.heading}：各数的时段不同，不相加")
    for part in figure.parts:
        if part.cited and len(part.entries) > part.cited.value:
            show.remark(
                f"{figure.heading}：引用的是 {part.cited.value}，记录有 {len(part.entries)} 件，"
                "两者对不上，请核对"
            )
    if figure.undated:
        show.remark(
            f"{figure.heading}：{'、'.join(figure.undated)} 没有写日期或写得不细，"
            "说不上在不在这段时间里，没有计入"
        )
    for count in figure.left_out:
        show.remark(f"{figure.heading}：引用的数字 {count.id} 的时段超出了这段时间，没有用")
