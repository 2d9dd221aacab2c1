"""The entries of a ledger as a table, and what the rows of a filled one make of them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from checklist_tool.chinese import ids
from checklist_tool.editing import Change, source
from checklist_tool.exchange.book import Heading
from checklist_tool.model.ledger import Ledger, LedgerEntry
from checklist_tool.model.meant import when_meant
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Repository
from checklist_tool.usecases import sheets
from checklist_tool.usecases.ledgers import Selection, book, path_of

_OWN = {"编号": "id", "名称": "name", "记录单位": "recorded_by", "记录日期": "recorded_on",
        "说明": "note"}  # fmt: skip


def table(whole: Selection, form: str) -> bytes:
    """These entries of a ledger as a table to fill in: a column a field, values as they stand."""
    columns: list[tuple[str, str]] = [
        *list(_OWN.items())[:2],
        *((field.heading, f"values.{field.key}") for field in whole.ledger.fields),
        *list(_OWN.items())[2:],
    ]
    choices = {field.heading: field.choices for field in whole.ledger.fields}
    headings = [
        Heading(name, words={one: one for one in choices.get(name, [])}, locked=path == "id")
        for name, path in columns
    ]
    rows = []
    for one in whole.entries:
        item = cast(LedgerEntry, one.item)
        rows.append([
            item.values.get(path.removeprefix("values."), "")
            if path.startswith("values.") else str(getattr(item, path) or "")
            for _, path in columns
        ])  # fmt: skip
    return sheets.written(whole.lists, whole.ledger.title, headings, rows, form)


def read_back(wanted: str, path: Path, rows: dict[str, int] | None = None) -> Decide:
    """Every row of a filled table: those with an id change their entry, the others are new.

    An empty cell leaves what is there; `rows` gets the number of the row of each entry.
    Raises ChecklistError naming the row that is at fault.
    """

    def decide(repository: Repository) -> Decided:
        whole = book(repository, wanted)
        there = source(repository, path_of(repository, wanted))
        data = cast(dict[str, Any], there.data)
        items = copy.deepcopy(data.get("items") or [])
        places = {one.get("id"): at for at, one in enumerate(items) if isinstance(one, dict)}
        taken = {one.id for one in repository.entries}
        for number, row in sheets.rows(path, ("名称",)):
            item: dict[str, Any] = {}
            if row.get("编号") in places:
                item = items[places[row["编号"]]]
            elif "编号" in row:
                said = f"《{whole.ledger.title}》里没有编号是“{row['编号']}”的一条"
                raise sheets.in_row(number, ChecklistError(said, hint="新的一条编号空着"))
            else:
                items.append(item)
                item["id"] = ids.proposed(row.get("名称", ""), taken, otherwise="tiaomu")
                taken.add(item["id"])
            _fill(whole.ledger, item, row, number)
            if rows is not None:
                rows[str(item["id"])] = number
        return {there.path: {**data, "items": items}}

    return decide


def in_rows(change: Change, rows: Mapping[str, int]) -> Change:
    """The change with what refuses it told with the row of the table in which it is."""
    refused = [
        replace(one, message=f"表格第 {rows[one.item]} 行：{one.message}")
        if one.item in rows else one
        for one in change.refused
    ]  # fmt: skip
    return replace(change, refused=refused)


def _fill(ledger: Ledger, item: dict[str, Any], row: dict[str, str], number: int) -> None:
    """Put what a row says into an entry; raises ChecklistError for a column that is none."""
    for heading, text in row.items():
        field = None if heading in _OWN else ledger.field(heading)
        if heading in _OWN:
            item[_OWN[heading]] = text
        elif field:
            value = when_meant(text) or text if field.type == "date" else text
            item.setdefault("values", {})[field.key] = value
        else:
            known = "、".join((*_OWN, *(one.heading for one in ledger.fields)))
            said = f"没有“{heading}”这一栏"
            raise sheets.in_row(number, ChecklistError(said, hint=f"可以有的列：{known}"))
