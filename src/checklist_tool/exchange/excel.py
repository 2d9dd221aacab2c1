"""A book as an Excel file (.xlsx): text cells, drop-downs, locked ids, and how to fill it in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from checklist_tool.exchange.book import Heading, Workbook, Worksheet
from checklist_tool.exchange.guidance import about, filling_in, width
from checklist_tool.problems import ChecklistError

_LONGEST = 32_767  # characters of a cell of Excel
_MOST = 1_048_575  # rows below the head
_LISTED = 255  # characters of a drop-down
_SPARE = 200  # rows below the last that have drop-downs too


def written(book: Workbook) -> bytes:
    """The file; raises ChecklistError for what Excel cannot hold, or without its library."""
    try:
        import xlsxwriter
    except ImportError:
        raise ChecklistError(
            "没有装写 Excel 文件的组件 xlsxwriter",
            hint="pip install 'checklist-tool[office]'，或者导出 csv、json",
        ) from None
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as file:
        _Writer(file).write(book)
    return buffer.getvalue()


class _Writer:
    def __init__(self, file: Any) -> None:
        text = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1,
                "border_color": "#CCCCCC"}  # fmt: skip
        grey = {"bg_color": "#EEEEEE"}
        self.file = file
        self.cell = file.add_format({**text, "locked": False})
        self.quoted = file.add_format({**text, "locked": False, "quote_prefix": True})
        self.locked = file.add_format({**text, **grey})
        self.head = file.add_format({**text, "bold": True, "bg_color": "#DCE6F1"})

    def write(self, book: Workbook) -> None:
        for sheet in (*book.sheets, filling_in(book), about(book)):
            self._sheet(sheet)

    def _sheet(self, sheet: Worksheet) -> None:
        if len(sheet.rows) > _MOST:
            raise ChecklistError(f"“{sheet.title}”有 {len(sheet.rows)} 行，Excel 放不下",
                                 hint="导出 json")  # fmt: skip
        grid = self.file.add_worksheet(sheet.title[:31])
        if sheet.hidden:
            grid.hide()
        last = len(sheet.rows)
        for column, heading in enumerate(sheet.headings):
            default = self.locked if heading.locked and heading.text != "编号" else self.cell
            grid.set_column(column, column, width(sheet, column), default,
                            {"hidden": 1} if heading.hidden else {})  # fmt: skip
            grid.write_string(0, column, heading.text, self.head)
            if heading.says:
                grid.write_comment(0, column, heading.says, {"x_scale": 2})
            self._choices(grid, column, heading, last)
        for at, row in enumerate(sheet.rows, 1):
            for column, text in enumerate(row):
                if len(text) > _LONGEST:
                    raise ChecklistError(
                        f"{row[0]} 的“{sheet.headings[column].text}”有 {len(text)} 个字，"
                        f"Excel 一格只放得下 {_LONGEST} 个", hint="导出 json",
                    )  # fmt: skip
                look = self.locked if sheet.headings[column].locked else self.cell
                if text[:1] in ("=", "+", "-", "@", "\t", "'") and look is self.cell:
                    look = self.quoted
                if text or look is self.locked:
                    grid.write_string(at, column, text, look)
        grid.freeze_panes(1, min(2, len(sheet.headings)))
        grid.autofilter(0, 0, max(1, last), len(sheet.headings) - 1)
        grid.protect("", {"sort": True, "autofilter": True, "insert_rows": True,
                          "delete_rows": True, "format_columns": True, "format_rows": True,
                          "format_cells": True})  # fmt: skip
        grid.set_landscape()
        grid.fit_to_pages(1, 0)
        grid.repeat_rows(0)

    def _choices(self, grid: Any, column: int, heading: Heading, last: int) -> None:
        words = [word for value, word in heading.words.items() if value]
        if not words or sum(map(len, words)) + len(words) > _LISTED:
            return
        grid.data_validation(1, column, last + _SPARE, column, {
            "validate": "list", "source": words, "ignore_blank": True,
            "error_title": "只能选一个", "error_message": f"从下拉里选：{'、'.join(words)}"[:250],
        })  # fmt: skip
