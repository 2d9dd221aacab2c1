"""What a book shows in columns: registers of short entries, and the materials of a service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checklist_tool.model.admission import STATES, state_of
from checklist_tool.model.base import Record, headings
from checklist_tool.model.edition import Count
from checklist_tool.model.service import FORMS, Material
from checklist_tool.render.admission import amount, span_of
from checklist_tool.render.blocks import PrintedSource, Row, Table
from checklist_tool.repository import Entry


def catalogue(entries: list[Entry]) -> Table:
    """Every request with its state, and when it took the last step that has a day."""
    head = ("事项", "申请部门", "层级", "状态", "最近一步")
    rows = []
    for entry in entries:
        item = entry.item
        days = [str(step.on) for step in item.steps if step.on]
        state = STATES[state_of(item.steps)]
        last = days[-1] if days else ""
        rows.append((entry.name, item.applicant or "", item.level or "", state, last))
    return _filled(head, rows)


def register(lines: Sequence[tuple[Entry, Sequence[Row], Sequence[PrintedSource]]]) -> Table:
    """The entries as lines of one table: each heading that any of them fills is a column."""
    found: list[dict[str, str]] = []
    for entry, rows, sources in lines:
        shown = {row.heading: "；".join(row.lines) for row in rows}
        found.append({_name(entry): entry.name} | shown | {"出处": _numbers(sources)})
    head = tuple(dict.fromkeys(heading for one in found for heading in one))
    return _filled(head, [tuple(one.get(heading, "") for heading in head) for one in found])


def counts(cited: Sequence[tuple[Count, Sequence[PrintedSource]]]) -> Table:
    """The numbers that sources give; which figure of a report one is, is nothing for a reader."""
    head = ("统计项", "数目", "地区", "时段", "说明", "出处")
    rows = [
        (one.measure, amount(one), one.area, span_of(one.span), one.note or "", _numbers(seen))
        for one, seen in cited
    ]
    return _filled(head, rows)


def materials(record: Record) -> dict[str, Table]:
    """The materials of a service by their heading, where several have forms or counts."""
    things: list[Material] = getattr(record, "materials", [])
    if len(things) < 2 or not any(thing.form or thing.count for thing in things):
        return {}
    titles = headings(Material)
    names = ("name", "form", "count", "note")
    rows = [tuple(_cell(thing, name) for name in names) for thing in things]
    head = tuple(titles[name] for name in names)
    return {headings(type(record))["materials"]: _filled(head, rows)}


def _numbers(sources: Sequence[PrintedSource]) -> str:
    return "".join(f"〔{source.number}〕" for source in sources)


def _name(entry: Entry) -> str:
    """The heading of what an entry is called."""
    titles = headings(type(entry.item))
    return titles.get("name") or titles.get("title") or "名称"


def _filled(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """The table without the columns that are empty throughout; without rows there is none."""
    kept = [at for at in range(len(head)) if any(row[at] for row in rows)]
    return tuple(tuple(row[at] for at in kept) for row in (head, *rows)) if rows else ()


def _cell(thing: Material, name: str) -> str:
    value: Any = getattr(thing, name) or ""
    if name == "form":
        return FORMS.get(value, "")
    return f"{value} 份" if name == "count" and value.isdigit() else value
