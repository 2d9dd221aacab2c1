"""A book as an Excel file (.xlsx): text cells, drop-downs, locked ids, and how to fill it in."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from checklist_tool.exchange.book import Book, Heading, Sheet
from checklist_tool.problems import ChecklistError

ABOUT = "填写说明"
_INFO = "版本信息"
_LONGEST = 32_767  # characters of a cell of Excel
_MOST = 1_048_575  # rows below the head
_LISTED = 255  # characters of a drop-down
_SPARE = 200  # rows below the last that have drop-downs too
_GENERAL = (
    "灰色的列只供看，不要改；编号定了就不再改，新的一项编号可以空着，导入时按名称的拼音起一个。",
    "一格里有几个值的，每个一行（Alt+Enter 换行）；一个值自己有几行的，后面的行前面空两格。",
    "替代方式、材料、流程、出处等在单独的表里，用编号对应；一项有几条就写几行，先后就是顺序。",
    "所有的格都是文字：0571 不会变成 571，以 = 开头的也不会当公式算。",
    "删掉一行不会删掉清单里的那一项；停用用 checklist retire，换清单用 checklist move。",
    "改好以后运行 checklist import 文件名.xlsx：先列出改了哪些，同意了才写入。",
)


def written(book: Book) -> bytes:
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
        self.plain = file.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})

    def write(self, book: Book) -> None:
        for sheet in book.sheets:
            self._sheet(sheet)
        self._about(book)
        info = self.file.add_worksheet(_INFO)
        for at, row in enumerate((("标题", book.title), ("版本", book.edition),
                                  ("修订", book.revision), ("格式", "checklist/1"))):  # fmt: skip
            for column, text in enumerate(row):
                info.write_string(at, column, text, self.plain)
        info.hide()

    def _sheet(self, sheet: Sheet) -> None:
        if len(sheet.rows) > _MOST:
            raise ChecklistError(f"“{sheet.title}”有 {len(sheet.rows)} 行，Excel 放不下",
                                 hint="导出 json")  # fmt: skip
        grid = self.file.add_worksheet(sheet.title[:31])
        last = len(sheet.rows)
        for column, heading in enumerate(sheet.headings):
            default = self.locked if heading.locked and heading.text != "编号" else self.cell
            grid.set_column(column, column, _wide(sheet, column), default,
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

    def _about(self, book: Book) -> None:
        grid = self.file.add_worksheet(ABOUT)
        grid.set_column(0, 0, 24)
        grid.set_column(1, 1, 22)
        grid.set_column(2, 2, 70)
        grid.write_string(0, 0, f"{book.title} {book.edition}", self.head)
        at = 1
        for text in _GENERAL:
            grid.merge_range(at, 0, at, 2, "", self.plain)
            grid.write_string(at, 0, text, self.plain)
            at += 1
        at += 1
        for column, text in enumerate(("表", "列", "写什么")):
            grid.write_string(at, column, text, self.head)
        for sheet in book.sheets:
            for heading in sheet.headings:
                if heading.hidden:
                    continue
                at += 1
                words = "、".join(word for value, word in heading.words.items() if value)
                says = "；".join(filter(None, (heading.says, words and f"只能写：{words}")))
                for column, text in enumerate((sheet.title, heading.text, says)):
                    grid.write_string(at, column, text, self.plain)


def _wide(sheet: Sheet, column: int) -> float:
    """The width of a column, by its head and its first rows."""
    texts = [sheet.headings[column].text, *(row[column] for row in sheet.rows[:200])]
    longest = max(map(_width, (line for text in texts for line in text.split("\n"))))
    return min(48, max(8, longest + 3))


def _width(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
