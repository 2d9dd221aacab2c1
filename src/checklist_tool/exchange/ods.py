"""Read the sheets of an OpenDocument file (.ods), as LibreOffice and WPS save them."""

from __future__ import annotations

import re
from decimal import Decimal

from checklist_tool.exchange import parts
from checklist_tool.exchange.grids import MOST_COLUMNS, MOST_SHEETS, Cell, Grid, TableFile
from checklist_tool.exchange.numbers import percent, shown
from checklist_tool.exchange.parts import PartRefused, Parts

_ERROR = re.compile(r"#[A-Z/0?!]+[!?A]|Err:\d+")
_REPEATED = 1_000  # times that a row that says something may be
_SPACES = 16  # that one tag may stand for
_COVERED = 100_000  # cells that merged ones cover, at most
_HIDDEN = ("collapse", "filter")


def read(name: str, data: bytes) -> TableFile:
    """All sheets of the file; raises ChecklistError for what is no plain, bounded spreadsheet."""
    return parts.read(name, data, "OpenDocument 表格（.ods）", lambda found: _tables(name, found))


def _tables(name: str, found: Parts) -> TableFile:
    if any(part.startswith(("Basic/", "Scripts/")) for part in found.names):
        raise PartRefused("带有宏")
    reader = _Reader(found)
    found.parse("content.xml", reader.start, reader.end, reader.said)
    return TableFile(name, reader.grids)


class _Reader:
    """The cells of every sheet, as the file is read tag by tag.

    A cell or row that is written once for many is entered as often as it says something; the
    million empty ones with which a sheet ends take no room.
    """

    def __init__(self, found: Parts) -> None:
        self.grids: list[Grid] = []
        self._parts = found
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = 1
        self._column = 0
        self._row_hidden = False
        self._rows = 1  # that the row being read stands for
        self._found: dict[int, Cell] = {}
        self._spans: list[tuple[int, int, int]] = []  # column, rows, columns of merged cells
        self._covered = 0
        self._about: dict[str, str] = {}
        self._texts: list[str] = []
        self._in_cell = False
        self._aside = 0  # how deep in a note or a ruby, which is no text of the cell
        self._paragraph = 0

    def start(self, tag: str, about: dict[str, str]) -> None:
        if tag == "style":
            self._style = about.get("name", "")
        elif tag == "table-properties" and about.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            if len(self.grids) == MOST_SHEETS:
                raise PartRefused(f"有 {MOST_SHEETS} 张以上的表，太多")
            hidden = about.get("style-name") in self._hidden_styles
            self.grids.append(Grid(about.get("name", ""), hidden=hidden))
            self._row = 1
        elif tag == "table-row" and self.grids:
            self._column, self._found, self._spans = 0, {}, []
            self._rows = _number(about, "number-rows-repeated")
            self._row_hidden = about.get("visibility") in _HIDDEN
        elif tag in ("table-cell", "covered-table-cell"):
            self._about, self._texts = about, []
            self._in_cell, self._paragraph = True, 0
        elif self._in_cell:
            self._text_tag(tag, about)

    def _text_tag(self, tag: str, about: dict[str, str]) -> None:
        if tag in ("annotation", "ruby-text"):
            self._aside += 1
        elif self._aside:
            return
        elif tag == "p":
            if self._paragraph:
                self._texts.append("\n")
            self._paragraph += 1
        elif tag == "s":
            self._texts.append(" " * min(_number(about, "c"), _SPACES))
        elif tag == "tab":
            self._texts.append("\t")
        elif tag == "line-break":
            self._texts.append("\n")

    def said(self, text: str) -> None:
        if self._in_cell and not self._aside and self._paragraph:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        if self._in_cell and tag in ("annotation", "ruby-text"):
            self._aside -= 1
        elif tag in ("table-cell", "covered-table-cell") and self.grids:
            self._cell(tag)
        elif tag == "table-row" and self.grids:
            self._end_of_row()

    def _cell(self, tag: str) -> None:
        self._in_cell = False
        count = _number(self._about, "number-columns-repeated")
        cell = self._read()
        if tag == "table-cell" and (cell.text or cell.trouble):
            if self._column + count > MOST_COLUMNS:
                raise PartRefused(f"表“{self.grids[-1].title}”有 {MOST_COLUMNS} 列以上")
            self._found |= dict.fromkeys(range(self._column, self._column + count), cell)
        high, wide = (_number(self._about, f"number-{way}-spanned") for way in ("rows", "columns"))
        if high * wide > 1 and self._column < MOST_COLUMNS:
            self._spans.append((self._column, high, min(wide, MOST_COLUMNS)))
        self._column += count

    def _end_of_row(self) -> None:
        grid = self.grids[-1]
        if self._found:
            if self._rows > _REPEATED:
                raise PartRefused(f"表“{grid.title}”有一行重复了 {self._rows} 次")
            self._parts.count(len(self._found) * self._rows)
            for row in range(self._row, self._row + self._rows):
                grid.cells[row] = self._found
                if self._row_hidden:
                    grid.hidden_rows.add(row)
        for left, high, wide in self._spans:
            self._covered += high * wide
            if self._covered > _COVERED:
                raise PartRefused(f"表“{grid.title}”合并的格太多")
            for row in range(self._row, self._row + high):
                for column in range(left, left + wide):
                    if (row, column) != (self._row, left):
                        grid.covered[row, column] = (self._row, left)
        self._row += self._rows

    def _read(self) -> Cell:
        text = "".join(self._texts)
        kind = self._about.get("value-type", "")
        if "formula" in self._about:
            if not kind and not text:
                return Cell("", "是公式，文件里没有存结果：在 LibreOffice 里打开，存一次再导入")
            if _ERROR.fullmatch(text):
                return Cell(text, f"是错误值 {text}")
        if kind == "date":
            day, _, time = self._about.get("date-value", "").partition("T")
            return Cell(day) if time in ("", "00:00:00") else Cell(day, "是时间，不是日期")
        if kind == "time":
            return Cell(text, "是时间，不是日期")
        if kind == "boolean":
            return Cell("是" if self._about.get("boolean-value") == "true" else "否")
        if kind in ("float", "currency", "percentage"):
            cell = shown(self._about.get("value", ""))
            if kind == "percentage" and not cell.trouble:
                return Cell(percent(Decimal(cell.text)))
            # A format of zeros shows them in front, and they are what was meant.
            led = text.isdecimal() and text.startswith("0") and text.lstrip("0") == cell.text
            return Cell(text) if led else cell
        return Cell(text)


def _number(about: dict[str, str], name: str) -> int:
    found = int(about.get(name) or 1)
    if found < 1:
        raise ValueError(name)
    return found
