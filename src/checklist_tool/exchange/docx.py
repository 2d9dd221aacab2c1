"""Read the tables of a Word file (.docx): each is a sheet, called by the paragraph before it."""

from __future__ import annotations

from checklist_tool.exchange import parts
from checklist_tool.exchange.grids import MOST_COLUMNS, MOST_SHEETS, Cell, Grid, TableFile
from checklist_tool.exchange.parts import PartRefused, Parts

# What older programs show in place of what is read, and what was moved elsewhere.
_NOT_SHOWN = ("Fallback", "moveFrom")
_TITLE = 60  # characters of a paragraph that is a title


def read(name: str, data: bytes) -> TableFile:
    """All tables of the file; raises ChecklistError for one that has none, or is no plain file.

    Deleted text is left out. A table within a cell is part of the cell's text.
    """
    return parts.read(name, data, "Word 文件（.docx）", lambda found: _tables(name, found))


def _tables(name: str, found: Parts) -> TableFile:
    if any(part.lower().endswith("vbaproject.bin") for part in found.names):
        raise PartRefused("带有宏")
    reader = _Reader(found)
    found.parse("word/document.xml", reader.start, reader.end, reader.said)
    if not reader.grids:
        raise PartRefused("里面没有表格")
    return TableFile(name, reader.grids)


class _Reader:
    """The cells of every table, as the file is read tag by tag."""

    def __init__(self, found: Parts) -> None:
        self.grids: list[Grid] = []
        self._parts = found
        self._depth = 0  # of tables within each other
        self._title = ""
        self._texts: list[str] = []
        self._open = False  # within a text that is shown
        self._fallback = 0
        self._row = self._column = 0
        self._wide = 1
        self._goes_on = False
        self._begun: dict[int, int] = {}  # the row in which the merged cell of a column began

    def start(self, tag: str, about: dict[str, str]) -> None:
        if tag in _NOT_SHOWN:
            self._fallback += 1
        elif tag == "tbl":
            self._depth += 1
            if self._depth == 1:
                self._begin_table()
        elif self._depth <= 1 and tag == "tr":
            self._row += 1
            self._column = 0
        elif self._depth <= 1 and tag == "tc":
            self._texts, self._wide, self._goes_on = [], 1, False
        elif self._depth == 1 and tag in ("gridSpan", "gridBefore"):
            wide = min(max(0, int(about.get("val") or 1)), MOST_COLUMNS)
            if tag == "gridBefore":
                self._column = wide
            else:
                self._wide = max(1, wide)
        elif self._depth == 1 and tag == "vMerge":
            self._goes_on = about.get("val", "continue") != "restart"
        elif tag == "t":
            self._open = not self._fallback
        elif tag in ("br", "cr") and not self._fallback:
            self._texts.append("\n")
        elif tag == "tab" and not about and not self._fallback:
            self._texts.append("\t")

    def said(self, text: str) -> None:
        if self._open:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        if tag in _NOT_SHOWN:
            self._fallback -= 1
        elif tag == "t":
            self._open = False
        elif tag == "p":
            self._texts.append("\n")
            if not self._depth:
                self._end_paragraph()
        elif tag == "tc" and self._depth == 1:
            self._end_cell()
        elif tag == "tbl":
            self._depth -= 1
            if not self._depth:
                self._title, self._texts = "", []

    def _begin_table(self) -> None:
        if len(self.grids) == MOST_SHEETS:
            raise PartRefused(f"有 {MOST_SHEETS} 张以上的表，太多")
        self.grids.append(Grid(self._title or f"第 {len(self.grids) + 1} 张表"))
        self._row, self._begun = 0, {}

    def _end_paragraph(self) -> None:
        text = "".join(self._texts).strip()
        self._texts = []
        if text:
            self._title = text if len(text) <= _TITLE else ""

    def _end_cell(self) -> None:
        grid = self.grids[-1]
        text = "".join(self._texts).strip("\n")
        at = self._column
        self._column += self._wide
        if self._column > MOST_COLUMNS:
            raise PartRefused(f"表“{grid.title}”有 {MOST_COLUMNS} 列以上")
        above = self._begun.get(at)
        first = (above, at) if self._goes_on and above is not None else (self._row, at)
        if first == (self._row, at):
            self._begun[at] = self._row
            if text:
                self._parts.count()
                grid.cells.setdefault(self._row, {})[at] = Cell(text)
        for column in range(at, self._column):
            if (self._row, column) != first:
                self._parts.count()
                grid.covered[self._row, column] = first
