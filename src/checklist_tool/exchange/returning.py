"""Read an export back: compared with the lists now, and as they were when it was exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from checklist_tool.exchange import book
from checklist_tool.exchange.exported import Exported, ExportReading, UnitSaid, title_of
from checklist_tool.exchange.grids import At, TableFault
from checklist_tool.exchange.plan import Edit, Plan, PlanRow
from checklist_tool.exchange.units import Unit
from checklist_tool.model.kinds import Kind
from checklist_tool.repository import Entry, Repository

Prefer = Literal["file", "lists"]


def planned(
    repository: Repository, reading: ExportReading, file: str, prefer: Prefer | None
) -> Plan:
    """What the file changes. A unit that is what it was when it was exported changes nothing.

    One that was changed on both sides is a conflict, unless `prefer` says which side holds.
    """
    plan = Plan(file, faults=list(reading.faults))
    here = {(book.kind_named(name).name, entry.id): (name, entry)
            for name in book.tables() for entry in book.entries(repository, name)}  # fmt: skip
    seen: Counter[tuple[str, str]] = Counter()
    for exported in reading.entries:
        kind = book.kind_named(exported.list)
        key = (kind.name, exported.id)
        seen[key] += 1
        if exported.id and seen[key] > 1:
            plan.faults.append(TableFault(exported.at, f"编号 {exported.id} 在文件里有两行",
                                     "复制出来的新的一项，把编号清空"))  # fmt: skip
            continue
        list_name, entry = here.get(key, (exported.list, None))
        if entry is None:
            _new(plan, kind, exported)
        elif list_name != exported.list and kind.items:
            plan.faults.append(TableFault(exported.at,
                f"{exported.id} 在{title_of(list_name)}上，文件里写在{title_of(exported.list)}",
                "换清单用 checklist move；在文件里把这一行放回原来的表"))  # fmt: skip
        else:
            plan.rows.append(_row(plan, kind, exported, entry, prefer))
    for kind_name, item_id, at in reading.strays:
        if (kind_name, item_id) not in here:
            hint = "写清单表里的编号；新的一项要用到这张表的，先自己起一个编号"
            plan.faults.append(TableFault(at, f"“{item_id}”这个编号在清单的表里没有", hint))
    for (kind_name, item_id), (name, entry) in here.items():
        if name in reading.lists and not seen[kind_name, item_id]:
            plan.rows.append(PlanRow("missing", name, item_id, entry.name))
    if reading.entries and not any(entry.baseline for entry in reading.entries):
        plan.remarks.append(
            "文件里没有导出时的内容，看不出别人同时改过什么；凡是不同的都算文件改的"
        )
    return plan


def _new(plan: Plan, kind: Kind, exported: Exported) -> None:
    if exported.baseline:
        gone = f"{exported.id} 导出以后已经从清单里去掉了，或者编号被改过"
        hint = "编号改回原样；真要再加一项，把整行复制到别处、清空编号"
        plan.faults.append(TableFault(exported.at, gone, hint))
        return
    if not kind.items:
        plan.faults.append(TableFault(exported.at, f"{kind.title}不能从表格里新增",
                                 "用 checklist tasks new"))  # fmt: skip
        return
    edits = []
    for unit in book.units_of(kind):
        said = exported.said.get(unit.key)
        if said and said.cells and unit.key != "id":
            edits.append(
                Edit(unit.path, unit.heading, "", _shown(said), _value(unit, said), said.at)
            )
    name = next((edit.after for edit in edits if edit.path in (("name",), ("title",))), "")
    plan.rows.append(PlanRow("new", exported.list, exported.id, name, exported.at, tuple(edits)))


def _row(
    plan: Plan, kind: Kind, exported: Exported, entry: Entry, prefer: Prefer | None
) -> PlanRow:
    record = book.whole(entry)
    edits: list[Edit] = []
    for unit in book.units_of(kind):
        said = exported.said.get(unit.key)
        if said is None or unit.key == "id":
            continue
        edit = _edit(unit, said, record, exported.baseline.get(unit.key), prefer)
        if edit is None:
            continue
        if unit.key == "steps" and not kind.items:
            hint = "步骤只往后加：用 checklist tasks 的命令走下一步"
            plan.faults.append(TableFault(said.at, f"{entry.id} 的步骤在文件里被改过", hint))
        elif why := damaged(edit.before, edit.after):
            told = f"{entry.id} 原来是“{edit.before}”，现在是“{edit.after}”：{why}"
            plan.faults.append(TableFault(said.at, told, "改回原样；真要改的，用 checklist edit"))
        else:
            edits.append(edit)
    act: Any = "same"
    if any(edit.clash for edit in edits):
        act = "conflict"
    elif edits:
        act = (
            "renamed" if any(edit.path in (("name",), ("title",)) for edit in edits) else "changed"
        )
    return PlanRow(act, exported.list, entry.id, entry.name, exported.at, tuple(edits))


def _edit(
    unit: Unit, said: UnitSaid, record: dict[str, Any], before: str | None, prefer: Prefer | None
) -> Edit | None:
    now = unit.cells(record) if unit.rows else unit.text(record)
    there = book.digest_of(said.cells)
    value = _value(unit, said)
    if there in (book.digest_of(now), before) or _same(unit, value, record):
        return None
    clash = before is not None and before != book.digest_of(now)
    if clash and prefer == "lists":
        return None
    shown = _shown(UnitSaid(At(""), now))
    return Edit(unit.path, unit.heading, shown, _shown(said), value, said.at, clash and not prefer)


def _same(unit: Unit, value: Any, record: Any) -> bool:
    """Whether a cell that looks otherwise says the same: 2024/2/26 for 2024-02-26."""
    for key in unit.path:
        record = record.get(key) if isinstance(record, dict) else None
    return bool(value == (record or None))


def _value(unit: Unit, said: UnitSaid) -> Any:
    """What the file says, without the blanks around a text that somebody has typed."""
    if isinstance(said.cells, list):
        return unit.listed([[cell.strip() for cell in row] for row in said.cells])
    return unit.value(book.plain(said.cells).strip())


def _shown(said: UnitSaid) -> str:
    if isinstance(said.cells, str):
        return said.cells
    return "\n".join("；".join(filter(None, row)) for row in said.cells)


def damaged(before: str, after: str) -> str:
    """Why a text looks as if a program had changed it by itself; empty when it does not."""
    if before == after or not before or not after:
        return ""
    old, new = _numbers(before), _numbers(after)
    if old and old == new:
        return "像是 Excel 把文字当数字改了写法（去掉了前面的 0，或者改成科学计数）"
    if "E+" in after.upper() and len(before) > 11 and before.isdigit():
        return "像是 Excel 把长的数字改成了科学计数"
    return ""


def _numbers(text: str) -> list[Decimal]:
    found = []
    for line in text.split("\n"):
        try:
            found.append(Decimal(line.strip()))
        except InvalidOperation:
            return []
    return found


def taken(plan: Plan, chosen: dict[tuple[str, tuple[str, ...]], Prefer]) -> Iterator[PlanRow]:
    """The rows of a plan with each conflict decided as somebody chose, by id and path."""
    from dataclasses import replace

    for row in plan.rows:
        if row.act != "conflict":
            yield row
            continue
        edits = [replace(edit, clash=False) for edit in row.edits
                 if not edit.clash or chosen.get((row.id, edit.path)) == "file"]  # fmt: skip
        yield replace(row, act="changed" if edits else "same", edits=tuple(edits))
