"""`checklist export` and `import`: the lists as tables, and what comes back from them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import foreign, show
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.foreign import ListOption, MapOption
from checklist_tool.cli.options import JsonOption, RootOption, apart, own_root, root_of, today
from checklist_tool.problems import ChecklistError, reason

if TYPE_CHECKING:
    from checklist_tool.usecases.exchange import Plan, PlanRow, Prefer, TableFault

_NAMED = 10  # of the items that the file does not have; --json has them all
_PREFER = Choice("没有“{}”这一边", {"file": "文件", "lists": "清单"})


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="写成 .xlsx、.ods、.csv 或 .json")],
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]…",
            help="all、certificates、services、tasks，或一张清单如 negative 或 负面清单；可写几张",
            show_default=False,
        ),
    ] = None,
    root: RootOption = None,
) -> int:
    """把清单导出成 Excel、ods、csv 或 JSON，改好以后可以用 checklist import 导回来。

    Excel 一张清单一张表，替代方式、材料、流程、出处各有一张表，用编号对应；csv 一次一张清单。

    例：

    checklist export 清单.xlsx

    checklist export 负面.csv negative
    """
    from checklist_tool.usecases import exchange

    try:
        count, unread = exchange.export(root_of(root), file, what or [])
    except OSError as error:
        raise ChecklistError(
            f"写不了 {file}（{reason(error)}）",
            hint="在 Excel 里开着的先关掉，或者换一个文件夹",
        ) from None
    show.line(str(file))
    show.remark(f"导出了 {count} 项")
    for path in unread:
        show.remark(f"{path} 里有读不了的内容，没有导出；运行 checklist validate 看说明")
    return 0


def import_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="导出以后改过的文件，或者别处来的表")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="不再问，没有问题就写入")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会怎样改，不写入")] = False,
    prefer: Annotated[
        str | None,
        _PREFER.option(
            "--prefer", "两边都改过的，以哪一边为准：file（文件）、lists（清单）；不写就逐个问"
        ),
    ] = None,
    list_name: ListOption = None,
    mapped: MapOption = None,
    decide: Annotated[
        list[str] | None,
        typer.Option(
            "--decide",
            metavar="名称=编号",
            help="拿不准的是哪一项：写编号、new（新的）或 skip（不导入）",
            show_default=False,
        ),
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="键=值",
            help="新增的各项自己没有写的键都写成这样，如 出处、理由",
            show_default=False,
        ),
    ] = None,
    fill: Annotated[
        bool,
        typer.Option("--fill", help="新增的同名证明，照示范清单补上又称、问法、理由、替代方式"),
    ] = False,
    accept_answers: Annotated[
        bool, typer.Option("--accept-answers", help="固定问答的答复因此变了的，连同固定问答一起改")
    ] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """把表格里的改动导回清单：先列出改了哪些，同意了才写入；有一处不对就都不写。

    没有改的格一个字不动，注释也在。导出以后别人在清单里改过的不会被盖掉：
    两边都改了同一格的，问以哪一边为准。别处来的表（xlsx、xls、et、ods，各种编码的 csv，
    Word 文件里的表）按列名和名称对上清单里的事项；拿不准的逐个问。

    例：

    checklist import 清单.xlsx

    checklist import 清单.xlsx --yes --prefer file

    checklist import 外区清单.csv --list 负面清单 --map 事由=reason --dry-run
    """
    from checklist_tool.usecases import exchange, items

    apart(("--yes", yes), ("--dry-run", dry_run))
    folder = own_root(root, dry_run=dry_run)
    side: Prefer | None = "file" if prefer == "file" else "lists" if prefer == "lists" else None
    decisions = _decisions(decide or [])
    order = exchange.order(
        folder, file, today(), prefer=side, list_name=list_name, mapped=tuple(mapped or ()),
        decisions=decisions, given=tuple(items.assignments(sets or [])), fill=fill,
        progress=foreign.progress,
    )  # fmt: skip
    plan = order.plan()
    asking = sys.stdin.isatty() and sys.stdout.isatty() and not (yes or dry_run or as_json)
    if not as_json:
        _show(plan)
    if plan.faults:
        return _refused(plan, plan.faults, as_json=as_json)
    if asking and any(row.act == "doubtful" for row in plan.rows):
        order = replace(order, decisions={**decisions, **_asked(plan)})
        plan = order.plan()
        _show(plan)
    rows = _decided(plan, asking=asking)
    if rows is None:
        if as_json:
            show.as_json({**plan.as_json(), "written": False})
        show.remark(
            "有要先定的，没有写入：在终端里运行会逐个问；两边都改过的写 --prefer，"
            "拿不准的写 --decide 名称=编号"
        )
        return 1
    if not any(row.edits for row in rows):
        if as_json:
            show.as_json({**plan.as_json(), "written": False})
        show.remark("内容本来就是这样，没有变化")
        return 0
    if asking and not _agreed():
        raise typer.Abort
    writing = yes or asking
    change, faults = order.carry_out(plan, rows, dry_run=not writing, accept_answers=accept_answers)
    if faults:
        if any(fault.message.startswith("CK601") for fault in faults):
            show.remark("答复就该变的，加 --accept-answers，固定问答会一起改")
        return _refused(plan, faults, as_json=as_json)
    if as_json:
        show.as_json({**plan.as_json(), "written": change.written})
    for problem in change.warnings:
        show.remark(f"{problem.place}: {problem.code} {problem.message}")
    done = f"{'改了' if change.written else '会改'} {len(change.after)} 个文件"
    show.remark(done if writing or dry_run else f"{done}；没有写入，同意的加 --yes")
    return 0 if writing or dry_run else 1


def _decided(plan: Plan, *, asking: bool) -> Sequence[PlanRow] | None:
    """The rows that are to be written; None when somebody has to decide and nobody is asked."""
    if not plan.open:
        return list(plan.written)
    if not asking:
        return None
    from checklist_tool.cli import ask
    from checklist_tool.usecases.exchange import taken

    chosen: dict[tuple[str, tuple[str, ...]], Prefer] = {}
    for row in plan.open:
        for edit in row.edits:
            if edit.clash:
                show.line(f"{row.id}“{row.name}”的{edit.heading}两边都改了（{edit.at}）")
                show.line(f"  清单里：{edit.before}")
                show.line(f"  文件里：{edit.after}")
                of_file = ask.confirmed("用文件里的吗（y 用文件里的，别的留清单里的）")
                chosen[row.id, edit.path] = "file" if of_file else "lists"
    return [row for row in taken(plan, chosen) if row.act not in ("same", "missing")]


def _decisions(typed: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for one in typed:
        name, sign, decision = one.rpartition("=")
        if not (sign and name.strip() and decision.strip()):
            raise ChecklistError(
                f"--decide 后面的“{one}”不对", hint="写成 名称=编号、名称=new 或 名称=skip"
            )
        pairs[name.strip()] = decision.strip()
    return pairs


def _asked(plan: Plan) -> dict[str, str]:
    """What somebody says of each doubtful row."""
    from checklist_tool.cli import prompts

    chosen = {}
    for row in plan.rows:
        if row.act != "doubtful":
            continue
        show.line(f"“{row.name}”（{row.at}）是哪一项？")
        for number, one in enumerate(row.candidates, 1):
            show.line(f"  {number}. {one.name}（{one.id}，{one.on}）")
        while True:
            typed = prompts.line("写号码；n 是新的一项；空着不导入：").strip()
            if typed.isdecimal() and 1 <= int(typed) <= len(row.candidates):
                chosen[row.name] = row.candidates[int(typed) - 1].id
            elif typed in ("n", ""):
                chosen[row.name] = "new" if typed else "skip"
            else:
                continue
            break
    return chosen


def _agreed() -> bool:
    from checklist_tool.cli import ask

    return ask.confirmed()


def _show(plan: Plan) -> None:
    """The rows that are other than in the lists, and how many there are of each kind."""
    from checklist_tool.usecases.exchange import ACTS, title_of

    for row in plan.rows:
        if row.act in ("same", "missing"):
            continue
        where = f"（{row.at}）" if row.at else ""
        show.line(
            f"{ACTS[row.act]}  {title_of(row.list)}  {row.id or '（新编号）'}  {row.name}{where}"
        )
        for one in row.candidates:
            show.line(f"    可能是：{one.id}  {one.name}（{one.on}）")
        if row.remark:
            show.line(f"    {row.remark}")
        if row.act == "new" and len(row.edits) > 1:
            show.line(f"    有：{'、'.join(edit.heading for edit in row.edits)}")
        for edit in row.edits if row.act not in ("new", "doubtful") else ():
            was = f"{_short(edit.before)} → " if edit.before else ""
            show.line(f"    {edit.heading}：{was}{_short(edit.after) or '（空）'}")
    if plan.head:
        read = "、".join(f"{column}→{key}" for column, key in plan.head.items())
        show.remark(f"列这样读：{read}；不对的用 --map 改")
    counted = [f"{ACTS[act]} {plan.counts[act]}" for act in ACTS if plan.counts[act]]
    show.remark(f"{plan.file}：{'，'.join(counted) or '没有事项'}")
    missing = [f"{row.name}（{row.id}）" for row in plan.rows if row.act == "missing"]
    if missing:
        named = "、".join(missing[:_NAMED]) + ("……" if len(missing) > _NAMED else "")
        show.remark(
            f"文件里没有的 {len(missing)} 项不会从清单里删掉：{named}；停用用 checklist retire"
        )
    for remark in plan.remarks:
        show.remark(remark)


def _refused(plan: Plan, faults: Sequence[TableFault], *, as_json: bool) -> int:
    if as_json:
        told = [fault.as_json() for fault in faults]
        show.as_json({**plan.as_json(), "faults": told, "written": False})
    else:
        foreign.tell(faults)
    show.remark(f"有 {len(faults)} 处不对，什么都没有写入")
    return 1


def _short(text: str) -> str:
    one = " / ".join(text.split("\n"))
    return one if len(one) <= 80 else f"{one[:77]}…"
