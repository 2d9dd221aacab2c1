"""Read an Excel file (.xlsx) cell by cell, and tell of each what may not be what was meant.

The readers that there are give a formula without a stored value as an empty cell and long numbers
rounded, do not say which rows are hidden or cells merged, and some abort the process on a sheet
that claims to be a million rows high. So the parts are read here, in one pass and bounded memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join, normpath

from checklist_tool.exchange import parts
from checklist_tool.exchange.grids import MOST_CELLS, MOST_SHEETS, Grid, TableFile
from checklist_tool.exchange.numbers import Numbers
from checklist_tool.exchange.parts import PartRefused, Parts
from checklist_tool.exchange.xlsx_cells import CellTexts, SheetReader

_TEXTS = 400_000_000  # characters of texts that cells share


def read(name: str, data: bytes) -> TableFile:
    """All sheets of the file; raises ChecklistError for what is no plain, bounded workbook."""
    return parts.read(name, data, "Excel 文件（.xlsx）", lambda found: _Book(name, found).tables())


class _Book:
    def __init__(self, name: str, found: Parts) -> None:
        self.name = name
        self.parts = found
        for part in found.names:
            low = part.lower()
            if low.endswith("vbaproject.bin") or "/macrosheets/" in low or "/activex/" in low:
                raise PartRefused("带有宏")
            if "/externallinks/" in low:
                raise PartRefused("引用了别的文件")
        if "xl/workbook.xml" not in found.names:
            raise PartRefused("里面没有 Excel 的工作簿（可能是别的程序的文件）")

    def tables(self) -> TableFile:
        sheets = self._sheets()
        numbers = self._numbers()
        shared = list(self._shared())
        return TableFile(self.name, [
            self._grid(title, part, hidden, numbers, shared) for title, part, hidden in sheets
        ])  # fmt: skip

    def _sheets(self) -> list[tuple[str, str, bool]]:
        found: list[tuple[str, str, bool]] = []
        targets: dict[str, str] = {}

        def relation(tag: str, about: dict[str, str]) -> None:
            if tag == "Relationship" and about.get("TargetMode") != "External":
                target = about.get("Target", "")
                absolute = target.lstrip("/") if target.startswith("/") else join("xl", target)
                targets[about.get("Id", "")] = normpath(absolute)

        def sheet(tag: str, about: dict[str, str]) -> None:
            if tag == "workbookPr":
                self.since_1904 = about.get("date1904") in ("1", "true")
            elif tag == "sheet":
                hidden = about.get("state", "visible") != "visible"
                found.append((about.get("name", ""), targets.get(about.get("id", ""), ""), hidden))

        self.since_1904 = False
        self.parts.parse("xl/_rels/workbook.xml.rels", relation)
        self.parts.parse("xl/workbook.xml", sheet)
        if len(found) > MOST_SHEETS:
            raise PartRefused(f"有 {len(found)} 张表，太多")
        return [one for one in found if one[1].startswith("xl/worksheets/")]

    def _numbers(self) -> Numbers:
        numbers = Numbers(self.since_1904)
        where: list[str] = []

        def start(tag: str, about: dict[str, str]) -> None:
            where.append(tag)
            if tag == "numFmt" and "numFmts" in where:
                numbers.formats[int(about.get("numFmtId", 0))] = about.get("formatCode", "")
            elif tag == "xf" and "cellXfs" in where:
                numbers.styles.append(int(about.get("numFmtId", 0)))

        if "xl/styles.xml" in self.parts.names:
            self.parts.parse("xl/styles.xml", start, lambda _: where.pop())
        return numbers

    def _shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" not in self.parts.names:
            return
        found: list[str] = []
        texts = CellTexts()
        size = 0

        def end(tag: str) -> None:
            nonlocal size
            texts.end(tag)
            if tag == "si":
                found.append(texts.taken())
                size += len(found[-1])
                if size > _TEXTS or len(found) > MOST_CELLS:
                    raise PartRefused("里面的文字太多")

        self.parts.parse("xl/sharedStrings.xml", texts.start, end, texts.said)
        yield from found

    def _grid(
        self, title: str, part: str, hidden: bool, numbers: Numbers, shared: list[str]
    ) -> Grid:
        reader = SheetReader(Grid(title, hidden=hidden), numbers, shared, self.parts.count)
        self.parts.parse(part, reader.start, reader.end, reader.texts.said)
        return reader.grid
