"""`checklist report`: the figures of a period, each with its entries or its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, apart, day_of, root_of, today
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.papers import PaperFormat
from checklist_tool.outputs import put_down

if TYPE_CHECKING:
    from checklist_tool.usecases.report import Figure


_NAMED = 5  # entries named in a line


def report(
    start: Annotated[
        str | None,
        typer.Option("--from", help="从哪一天，如 2024-01-01", show_default="今年 1 月 1 日"),
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", help="到哪一天，含当天", show_default="今天")
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", help="只要这一部分，如 严格准入；可写几次", show_default=False),
    ] = None,
    committee: Annotated[
        str | None, typer.Option("--committee", help="只数这个居村的", show_default=False)
    ] = None,
    grouped: Annotated[
        bool, typer.Option("--grouped", help="也列出按月、按部门、按居村分的数")
    ] = False,
    form: Annotated[
        list[PaperFormat] | None,
        typer.Option("--format", help="印成 pdf、html 或 docx；可写几次", show_default=False),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="放到哪个文件夹")] = Path("build"),
    outline: Annotated[
        Path | None,
        typer.Option("--outline", help="照自己写的提纲填上数字，如 提纲.md", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """一段时间的数字：清单、挂牌、准入，和每本台账的统计项，每个写明由来。

    不知道的写“—”和原因，不写 0；引用的数字照来源的写法和时段，时段不同的不相加。

    例：

    checklist report --from 2024-01-01 --to 2024-08-15

    checklist report --from 2024-01-01 --to 2024-08-15 --section 严格准入 --json

    checklist report --from 2024-01-01 --to 2024-08-15 --format html

    checklist report --committee 红光村 --grouped
    """
    from checklist_tool.usecases import report as reports
    from checklist_tool.usecases.tasks import lists

    apart(("--json", as_json), ("--format", form), ("--outline", outline))
    folder = root_of(root)
    last = day_of(end)
    first = date(last.year, 1, 1) if start is None else day_of(start)
    found = reports.made(folder, first, last, committee, today()).named(section or ())
    common.remark(lists.left_out(found.lists))
    if as_json:
        show.as_json(found.as_json())
    elif outline:
        show.text(reports.outline(found, outline))
    elif form:
        for one in dict.fromkeys(form):
            made = reports.file(found, one, folder, today())
            show.line(put_down(out, f"report-{first}-{last}.{one}", made))
    else:
        show.table(
            ("部分", "统计项", "数", "上期", "时段", "由来"),
            [row for figure in found.figures for row in _rows(figure, grouped=grouped)],
        )
        for figure in found.figures:
            _remarks(figure)
    if last > today():
        show.remark(f"{last} 还没有到，数字到今天为止")
    return 0


def _rows(figure: Figure, *, grouped: bool) -> list[tuple[str, ...]]:
    from checklist_tool.usecases.report import UNKNOWN, cited, made_of

    before = "" if figure.before is None else f"{figure.before}，{figure.compared}"
    rows: list[tuple[str, ...]] = []
    for part in (*figure.parts, *map(cited, figure.beyond)):
        start, end = part.days
        days = f"{end}" if start in (end, date.min) else f"{start} 至 {end}"
        made = made_of(part, most=_NAMED)
        if part not in figure.parts:
            made += "；时段超出所问的这段时间"
        rows.append((figure.section, figure.heading, part.said, before, days, made))
    rows = rows or [(figure.section, figure.heading, UNKNOWN, "", "", figure.why)]
    for by in figure.groups if grouped else ():
        for one in by.ranked:
            number = UNKNOWN if one.value.value is None else f"{one.value.value}"
            share = "" if one.share is None else f"占 {one.share}%"
            rank = "" if one.rank is None else f"第 {one.rank}"
            about = "，".join(filter(None, (share, rank, one.value.why)))
            rows.append((figure.section, f"　按{by.heading}：{one.name}", number, "", "", about))
    return rows


def _remarks(figure: Figure) -> None:
    if len(figure.parts) > 1:
        show.remark(f"{figure.heading}：各数的时段或来历不同，不相加")
    for part in figure.parts:
        if part.cited and len(part.entries) > part.cited.value:
            show.remark(
                f"{figure.heading}：引用的是 {part.cited.value}，记录有 {len(part.entries)} 件，"
                "两者对不上，请核对"
            )
    if figure.without:
        show.remark(
            f"{figure.heading}：{'、'.join(figure.without)} 没有写这一栏，或者写得不对，没有计入"
        )
    if figure.undated:
        show.remark(
            f"{figure.heading}：{'、'.join(figure.undated)} 没有写日期或写得不细，"
            "说不上在不在这段时间里，没有计入"
        )
