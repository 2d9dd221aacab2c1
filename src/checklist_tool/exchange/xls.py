"""Read an older Excel file (.xls), and the tables of WPS (.et), which are the same inside."""

from __future__ import annotations

import io
from typing import Any

from checklist_tool.exchange.grids import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    Cell,
    Grid,
    TableFile,
    refused,
)
from checklist_tool.exchange.numbers import Numbers
from checklist_tool.problems import ChecklistError

_SIZE = 50_000_000
_COVERED = 100_000  # cells that merged ones cover, at most
_SAVE = "在 Excel 或 WPS 里打开，去掉密码和宏，另存为 .xlsx"


def read(name: str, data: bytes) -> TableFile:
    """All sheets of the file; raises ChecklistError for what cannot be read, or without xlrd."""
    try:
        import xlrd
    except ImportError:
        raise ChecklistError(
            f"{name} 是旧格式（.xls、.et）的表格，没有装读它的组件 xlrd",
            hint=f"{_SAVE}；或者 pip install 'checklist-tool[office]'",
        ) from None
    if len(data) > _SIZE:
        raise refused(name, f"有 {len(data) // 1_000_000} MB，太大", "分成几个文件")
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        if book.nsheets > MOST_SHEETS:
            raise refused(name, f"有 {book.nsheets} 张表，太多", "只留要导入的表")
        return TableFile(name, [_grid(name, book, sheet) for sheet in book.sheets()])
    except ChecklistError:
        raise
    except Exception:  # a damaged file ends the reader in whatever way
        raise refused(name, "不是完整的旧格式表格（.xls、.et），或者加了密码", _SAVE) from None


def _grid(name: str, book: Any, sheet: Any) -> Grid:
    if sheet.ncols > MOST_COLUMNS or sheet.nrows * sheet.ncols > MOST_CELLS:
        raise refused(name, f"的表“{sheet.name}”太大", "只留要导入的行和列")
    grid = Grid(sheet.name, hidden=sheet.visibility != 0)
    numbers = Numbers(
        since_1904=book.datemode == 1,
        formats={key: one.format_str for key, one in book.format_map.items()},
        styles=[one.format_key for one in book.xf_list],
    )
    for row in range(sheet.nrows):
        found = {}
        for column in range(sheet.row_len(row)):
            cell = _cell(sheet.cell(row, column), numbers)
            if cell.text or cell.trouble:
                found[column] = cell
        if found:
            grid.cells[row + 1] = found
    grid.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    covered = 0
    for top, bottom, left, right in sheet.merged_cells:
        covered += (bottom - top) * (right - left)
        if covered > _COVERED:
            raise refused(name, f"的表“{sheet.name}”合并的格太多", "取消合并")
        for row in range(top, bottom):
            for column in range(left, right):
                if (row, column) != (top, left):
                    grid.covered[row + 1, column] = (top + 1, left)
    return grid


def _cell(cell: Any, numbers: Numbers) -> Cell:
    kind, value = cell.ctype, cell.value
    if kind == 1:
        return Cell(value.replace("\r\n", "\n").replace("\r", "\n"))
    if kind in (2, 3):
        return numbers.cell(repr(value), cell.xf_index)
    if kind == 4:
        return Cell("是" if value else "否")
    if kind == 5:
        import xlrd

        text = xlrd.error_text_from_code.get(value, "#?")
        return Cell(text, f"是错误值 {text}")
    return Cell("")
