"""Read our own form back: the entries of a file, and what each was when it was exported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checklist_tool.exchange import book, typed
from checklist_tool.exchange.grids import At, Cell, Grid, TableFault, TableFile, refused
from checklist_tool.exchange.json_file import FORM
from checklist_tool.exchange.units import Unit
from checklist_tool.model.base import ID_PATTERN
from checklist_tool.model.kinds import LIST_BY_NAME, Kind

_ID = re.compile(ID_PATTERN)
_DEEP = 20  # rows among which the head is looked for


@dataclass(slots=True)
class UnitSaid:
    """What the file says of one unit of an entry: a cell, or its rows; and where."""

    at: At
    cells: str | list[list[str]]


@dataclass(slots=True)
class Exported:
    """An entry as the file has it. `baseline` has the digests of what it was then."""

    list: str
    id: str
    at: At
    said: dict[str, UnitSaid] = field(default_factory=dict)
    baseline: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ExportReading:
    """All entries of a file of our own form, the lists it has, and what is wrong with it.

    `strays` are rows beside whose entry has no row on the sheet of a list: kind, id and place.
    """

    lists: list[str] = field(default_factory=list)
    entries: list[Exported] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)
    strays: list[tuple[str, str, At]] = field(default_factory=list)


def is_ours(tables: TableFile) -> bool:
    """Whether the file was written by `checklist export`, also when its hidden column is gone."""
    return any(_head_of(grid) is not None for grid in tables.grids)


def read(tables: TableFile, list_name: str | None = None) -> ExportReading:
    """The entries of a file that `is_ours`.

    A sheet that has lost its hidden column is of the list of its title, or else of `list_name`.
    """
    reading = ExportReading()
    by_title = {grid.title: grid for grid in tables.grids}
    for grid in tables.grids:
        if (found := _head_of(grid)) is not None:
            _read_list(reading, tables.name, grid, *found, list_name)
        elif grid.title in book.tables().values() and grid.cells:
            reading.faults.append(TableFault(At(tables.name, grid.title), "认不出这张表的表头",
                                        "列名不要改，列不要删；重新导出再填"))  # fmt: skip
    for kind in {
        book.kind_named(name).name: book.kind_named(name) for name in reading.lists
    }.values():
        for unit in book.units_of(kind):
            if unit.rows and (beside := by_title.get(book.rows_title(kind, unit)[:31])):
                _read_rows(reading, tables.name, beside, kind, unit)
    return reading


def read_json(name: str, data: bytes) -> ExportReading:
    """The entries of a JSON export; raises ChecklistError when it is none."""
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise refused(name, "不是 JSON", "用 checklist export 名.json 导出的文件") from None
    if not isinstance(held, dict) or held.get("format") != FORM:
        raise refused(name, f"不是 {FORM} 这种 JSON", "用 checklist export 名.json 导出的文件")
    reading = ExportReading()
    for part in _mappings(reading, At(name), "lists", held.get("lists")):
        list_name = str(part.get("name"))
        if list_name not in book.tables():
            reading.faults.append(TableFault(At(name, list_name), f"没有“{list_name}”这张清单",
                                        f"有：{'、'.join(book.tables())}"))  # fmt: skip
            continue
        reading.lists.append(list_name)
        _read_records(reading, name, list_name, part)
    return reading


def _read_records(
    reading: ExportReading, name: str, list_name: str, part: Mapping[str, Any]
) -> None:
    every = book.units_of(book.kind_named(list_name))
    held = part.get("baseline")
    listed = _mappings(reading, At(name, list_name), "items", part.get("items"))
    for number, item in enumerate(listed, 1):
        at = At(name, list_name, number)
        if wrong := [f"{key}：{why}" for key, why in typed.mistaken(every, item)]:
            reading.faults += [TableFault(at, said) for said in wrong]
            continue
        record = _texts(item)
        entry = Exported(list_name, str(record.get("id") or ""), at)
        before = held.get(entry.id) if isinstance(held, dict) else None
        entry.baseline = dict(before) if isinstance(before, dict) else {}
        for unit in every:
            said = unit.cells(record) if unit.rows else unit.text(record)
            entry.said[unit.key] = UnitSaid(At(name, list_name, number, heading=unit.heading), said)
        reading.entries.append(entry)


def _mappings(reading: ExportReading, at: At, key: str, value: Any) -> list[dict[str, Any]]:
    """The mappings of a list; anything else is a fault, so that nothing is passed over."""
    if not isinstance(value, list):
        reading.faults.append(TableFault(at, f"{key} 要写成列表 […]"))
        return []
    for number, one in enumerate(value, 1):
        if not isinstance(one, dict):
            said = f"{key} 的第 {number} 个要写成 {{…}}"
            reading.faults.append(TableFault(at, said, "用 checklist export 导出的文件改"))
    return [one for one in value if isinstance(one, dict)]


def _texts(value: Any) -> Any:
    """Values of a program as the files hold them: every scalar a text."""
    if isinstance(value, dict):
        return {str(key): _texts(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _head_of(grid: Grid) -> tuple[int, int] | None:
    """The row of the head and the column of the digests, -1 where that is gone.

    A sheet without digests is ours when most headings of a kind stand in a row, and the ids below.
    None for a sheet that is not ours.
    """
    for row, cells in list(grid.rows())[:_DEEP]:
        for column, cell in cells.items():
            if cell.text.startswith(book.BASELINE):
                return row, column
        headings = {cell.text.strip(): column for column, cell in cells.items()}
        if book.ID in headings and _are_ids(grid, row, headings[book.ID]):
            every = [{unit.heading for unit in book.main_units(book.kind_named(name))}
                     for name in book.tables()]  # fmt: skip
            if any(2 * len(wanted & headings.keys()) > len(wanted) for wanted in every):
                return row, -1
    return None


def _are_ids(grid: Grid, head: int, column: int) -> bool:
    texts = [cells[column].text.strip() for row, cells in grid.cells.items()
             if row > head and column in cells and cells[column].text.strip()]  # fmt: skip
    return bool(texts) and all(map(_ID.fullmatch, texts))


def _read_list(
    reading: ExportReading, file: str, grid: Grid, head: int, held_at: int, list_name: str | None
) -> None:
    keys = grid.cell(head, held_at).text.removeprefix(book.BASELINE).split()
    kept = {row: grid.cell(row, held_at).text.split() for row in grid.cells if row > head}
    names = {words[0] for words in kept.values() if words and words[0] in book.tables()}
    titled = [name for name, title in book.tables().items() if title == grid.title]
    titled = titled or ([list_name] if list_name else [])
    if len(names) > 1 or not (names or titled):
        reading.faults.append(TableFault(At(file, grid.title), "看不出是哪一张清单",
                                    "一张表只放一张清单的事项；重新导出再填"))  # fmt: skip
        return
    name = next(iter(names or titled))
    reading.lists.append(name)
    wanted = [
        unit for unit in book.main_units(book.kind_named(name)) if not keys or unit.key in keys
    ]  # a field may have come to the lists since
    columns, ids = _columns(reading, file, grid, head, held_at, wanted)
    if ids is None:
        return
    for row, cells in grid.rows():
        if row <= head or not any(one.text.strip() for at, one in cells.items() if at != held_at):
            continue
        entry = Exported(name, grid.cell(row, ids).text.strip(), At(file, grid.title, row))
        words = kept.get(row, [])
        entry.baseline = dict(zip(keys, words[1:], strict=False))
        for column, unit in columns.items():
            at = At(file, grid.title, row, column, unit.heading)
            cell = grid.cell(row, column)
            if cell.trouble:
                reading.faults.append(TableFault(at, cell.trouble))
            entry.said[unit.key] = UnitSaid(at, cell.text)
        reading.entries.append(entry)


def _columns(
    reading: ExportReading, file: str, grid: Grid, head: int, held_at: int, wanted: list[Unit]
) -> tuple[dict[int, Unit], int | None]:
    """The unit of each column, and the column of the ids.

    A heading that is none, a column that is gone, and one that says something without a heading
    are faults: what stands there would be lost without a word.
    """
    by_heading = {unit.heading: unit for unit in wanted}
    columns: dict[int, Unit] = {}
    for column, cell in grid.cells[head].items():
        heading = cell.text.strip()
        if column == held_at or not heading or heading.endswith("（只供看）"):
            continue
        unit = by_heading.get(heading)
        if unit is None or unit in columns.values():
            said = "没有这一列" if unit is None else "有两列叫这个"
            reading.faults.append(TableFault(At(file, grid.title, head, column, heading), said,
                                        f"列名不要改；有：{'、'.join(by_heading)}"))  # fmt: skip
            continue
        columns[column] = unit
    ids = next((column for column, unit in columns.items() if unit.key == "id"), None)
    missing = [unit.heading for unit in wanted if unit not in columns.values()]
    if missing:
        said = "、".join(missing[:10]) + ("…" if missing[10:] else "")
        reading.faults.append(TableFault(At(file, grid.title, head), f"少了列：{said}",
                                    "列不能删，列名不能去掉；重新导出再填"))  # fmt: skip
    for column, row in _unnamed(grid, head, held_at):
        place = At(file, grid.title, row, column)
        reading.faults.append(
            TableFault(place, "这一列没有列名，不知道是什么", "补上列名，或者清空这一列")
        )
    return columns, ids


def _unnamed(grid: Grid, head: int, held_at: int) -> Iterator[tuple[int, int]]:
    """Every column that says something below the head and has no heading, with its first row."""
    named = {column for column, cell in grid.cells[head].items() if cell.text.strip()} | {held_at}
    seen: set[int] = set()
    for row, cells in grid.rows():
        for column, cell in cells.items() if row > head else ():
            if cell.text.strip() and column not in named | seen:
                seen.add(column)
                yield column, row


def _read_rows(reading: ExportReading, file: str, grid: Grid, kind: Kind, unit: Unit) -> None:
    """Give each entry the rows that a sheet beside has of it, also those with none."""
    head = next((row for row, _ in grid.rows()), 1)
    known = Unit(("id",), book.ID)
    columns, ids = _columns(reading, file, grid, head, -1, [known, *unit.rows])
    given = {one.key: column for column, one in columns.items()}
    if ids is None or any(one.key not in given for one in unit.rows):
        return
    entries = {entry.id: entry for entry in reading.entries
               if book.kind_named(entry.list).name == kind.name and entry.id}  # fmt: skip
    for entry in entries.values():
        entry.said[unit.key] = UnitSaid(At(file, grid.title, heading=unit.heading), [])
    for row, cells in grid.rows():
        if row <= head or not any(cells[at].text.strip() for at in given.values() if at in cells):
            continue
        at = At(file, grid.title, row)
        wanted = entries.get(grid.cell(row, ids).text.strip())
        if wanted is None:
            stray = At(file, grid.title, row, ids, book.ID)
            reading.strays.append((kind.name, grid.cell(row, ids).text.strip(), stray))
            continue
        texts = []
        for one in unit.rows:
            cell: Cell = grid.cell(row, given[one.key])
            if cell.trouble:
                place = At(file, grid.title, row, given[one.key], one.heading)
                reading.faults.append(TableFault(place, cell.trouble))
            texts.append(cell.text)
        said = wanted.said[unit.key]
        assert isinstance(said.cells, list)
        if not said.cells:
            said.at = at
        said.cells.append(texts)


def title_of(name: str) -> str:
    """What a table is called."""
    return LIST_BY_NAME[name].title if name in LIST_BY_NAME else book.kind_named(name).title
