"""What is done with one ledger: its entries listed, shown, added, changed, and its totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.changing import Options, carry_out
from checklist_tool.cli.edit import DryRunOption, SetOption, UnsetOption
from checklist_tool.cli.options import JsonOption, RootOption, apart, day_of, root_of, today
from checklist_tool.outputs import put_down
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.usecases.items import Assignment
    from checklist_tool.usecases.ledgers import Selection, Total, Value

StartOption = Annotated[
    str | None, typer.Option("--from", help="从哪一天，如 2024-01-01", show_default="不限")
]
ToOption = Annotated[str | None, typer.Option("--to", help="到哪一天，含当天", show_default="不限")]
CommitteeOption = Annotated[
    str | None, typer.Option("--committee", help="只看这个居村的", show_default=False)
]
EntryArgument = Annotated[str, typer.Argument(metavar="ID", help="这一条的编号或名称")]


def list_entries(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="只列含有这些字的")
    ] = None,
    start: StartOption = None,
    end: ToOption = None,
    committee: CommitteeOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="写成表格，如 台账.xlsx、台账.csv", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出一本台账的条目，和引用的数字；或者写成表格，填好了用 add --table 读回来。

    例：

    checklist ledger hearings list --committee 红光村

    checklist ledger hearings list --out build/庭审.xlsx
    """
    from checklist_tool.usecases import ledgers

    apart(("--out", out), ("--json", as_json))
    book = _chosen(_book(context, root), start, end, committee, words or ())
    if out:
        from checklist_tool.usecases import ledger_tables

        data = ledger_tables.table(book, out.suffix.removeprefix("."))
        show.line(put_down(out.parent, out.name, data))
        return 0
    if as_json:
        show.as_json(book.as_json())
        return 0 if book.entries or book.ledger.counts else 1
    if book.entries:
        show.table(book.headings, [book.row(entry) for entry in book.entries])
    else:
        show.remark(f"《{book.ledger.title}》没有这样的条目")
    for count in book.ledger.counts:
        heading = next(
            (one.heading for one in book.ledger.measures if one.key == count.measure), count.measure
        )
        show.remark(f"引用的数字：{heading} {ledgers.cited(count)}")
    return 0 if book.entries else 1


def show_entry(
    context: typer.Context,
    wanted: EntryArgument,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """一条的全部内容。

    例：

    checklist ledger hearings show dongmen-tingshen
    """
    from checklist_tool.usecases import ledgers

    book = _book(context, root)
    entry = ledgers.entry(book, wanted)
    if as_json:
        show.as_json(ledgers.entry_as_json(entry))
    else:
        show.rows(f"{entry.name}　{book.ledger.title}", book.rows(entry))
        show.line(f"  {entry.place()}")
    return 0


def add_entry(
    context: typer.Context,
    sets: SetOption = None,
    table: Annotated[
        Path | None,
        typer.Option("--table", help="填好的表格（xlsx、csv），各行一起记", show_default=False),
    ] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """在台账末尾加一条；键写栏目的键或栏目名，不写编号的按名称拼音起一个。

    --table 读回填好的表格：有编号的改那一条，没有的是新的；有一行不对就都不写。

    例：

    checklist ledger hearings add --set name=红光村第二次庭审 --set 日期=2024-09-03
    --set 居村=红光村 --set 记录单位=金山区人民法院
    """
    from checklist_tool.usecases import ledgers

    apart(("--set", sets), ("--table", table))
    if table:
        from checklist_tool.usecases import ledger_tables

        path, name = table, _name(context)
        rows: dict[str, int] = {}
        return carry_out(
            root, lambda _: ledger_tables.read_back(name, path, rows), [],
            Options(dry_run, False, as_json),
            located=lambda change: ledger_tables.in_rows(change, rows),
        )  # fmt: skip
    typed = _assignments(sets, None)
    if not typed:
        raise ChecklistError("没有写这一条有什么内容", hint="用 --set name=名称 --set 栏目=内容 …")
    name = _name(context)
    options = Options(dry_run, False, as_json)
    return carry_out(root, lambda said: ledgers.added(name, said), typed, options)


def edit_entry(
    context: typer.Context,
    wanted: EntryArgument,
    sets: SetOption = None,
    unsets: UnsetOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """改台账里的一条。

    例：

    checklist ledger hearings edit hongguang-tingshen --set 旁听的人=居民代表
    """
    from checklist_tool.usecases import ledgers

    typed = _assignments(sets, unsets)
    if not typed:
        raise ChecklistError("没有写改什么", hint="用 --set 栏目=内容，或者 --unset 栏目")
    name = _name(context)
    options = Options(dry_run, False, as_json)
    return carry_out(root, lambda said: ledgers.edited(name, wanted, said), typed, options)


def show_totals(
    context: typer.Context,
    start: StartOption = None,
    end: ToOption = None,
    committee: CommitteeOption = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """各个统计项：从条目算出来的，和来源里引用的；两样分开写，不相加。

    例：

    checklist ledger training totals

    checklist ledger hearings totals --from 2024-07-01 --to 2024-07-31 --json
    """
    from checklist_tool.cli.tasks import common
    from checklist_tool.usecases import ledgers
    from checklist_tool.usecases.tasks import lists

    days = ledgers.days_of(_day(start), _day(end))
    book = _chosen(_book(context, root), None, None, committee, ())
    found = ledgers.totals(book, days, today())
    common.remark(lists.left_out(book.lists))
    if as_json:
        show.as_json({
            "ledger": book.name, "title": book.ledger.title, "from": start, "to": end,
            "committee": committee, "totals": [one.as_json() for one in found],
        })  # fmt: skip
        return 0
    show.table(
        ("统计项", "数", "由来"), [row for total in found for row in _rows(total, committee)]
    )
    for total in found:
        if total.undated:
            show.remark(
                f"{total.measure.heading}：{'、'.join(total.undated)} 没有写日期或写得不细，"
                "说不上在不在这段时间里，没有计入"
            )
    if days[0] <= today() < days[1] != date.max:
        show.remark(f"{days[1]} 还没有到，数字到今天为止")
    return 0


def _rows(total: Total, committee: str | None) -> list[tuple[str, str, str]]:
    from checklist_tool.usecases import ledgers

    heading = total.measure.heading
    cited = () if committee else (*total.cited, *total.beyond)
    rows = []
    if total.value.value is not None or not cited:
        rows.append((heading, _number(total.value, total.unit), _behind(total.value)))
    for by in total.groups:
        rows += [
            (f"　{by.heading}：{name}", _number(value, total.unit), _behind(value))
            for name, value in by.values
        ]
    for one in cited:
        remark = "；时段超出所问的这段时间" if one in total.beyond else ""
        rows.append((heading, one.said, f"引用 {ledgers.cited(one)}{remark}"))
    return rows


def _number(value: Value, unit: str) -> str:
    return "—" if value.value is None else f"{value.value}{unit}"


def _behind(value: Value) -> str:
    if value.value is None:
        return value.why
    without = "、".join(value.without)
    lacking = f"；{without} 没有写这一栏，或者写得不对，没有计入" if without else ""
    return "、".join(value.of) + lacking if value.of else "逐条记全，这段时间没有"


def _name(context: typer.Context) -> str:
    if context.obj is None:
        raise ChecklistError("没有写是哪本台账", hint="写成 checklist ledger 名称 命令")
    return str(context.obj)


def _book(context: typer.Context, root: Path | None) -> Selection:
    from checklist_tool.usecases import ledgers

    name = _name(context)
    return ledgers.book(ledgers.read(root_of(root)), name)


def _chosen(
    book: Selection,
    start: str | None,
    end: str | None,
    committee: str | None,
    words: list[str] | tuple[()],
) -> Selection:
    from checklist_tool.usecases import ledgers

    return ledgers.chosen(book, ledgers.days_of(_day(start), _day(end)), committee, words)


def _day(typed: str | None) -> date | None:
    return day_of(typed) if typed else None


def _assignments(sets: list[str] | None, unsets: list[str] | None) -> list[Assignment]:
    from checklist_tool.usecases.items import assignments

    return assignments(sets or (), unsets or ())
