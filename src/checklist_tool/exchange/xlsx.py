"""Read an Excel file (.xlsx) cell by cell, and tell of each what may not be what was meant.

The readers that there are give a formula without a stored value as an empty cell and long numbers
rounded, do not say which rows are hidden or cells merged, and some abort the process on a sheet
that claims to be a million rows high. So the parts are read here, in one pass and bounded memory.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from checklist_tool.exchange.grids import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    Cell,
    Grid,
    Tables,
    refused,
)
from checklist_tool.exchange.numbers import Numbers
from checklist_tool.problems import ChecklistError

_SIZE = 600_000_000  # bytes unpacked; 100,000 entries have a sixth of it
_TEXTS = 400_000_000  # characters of texts that cells share
_PARTS = 2_000
_CHUNK = 65_536
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGES = 100_000

Start = Callable[[str, dict[str, str]], None]


class _Stop(Exception):
    """What makes a part unreadable."""


def read(name: str, data: bytes) -> Tables:
    """All sheets of the file; raises ChecklistError for what is no plain, bounded workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _Book(name, archive).tables()
    except _Stop as stop:
        raise refused(name, str(stop), "在 Excel 或 WPS 里打开，只留要导入的表，另存为 xlsx") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError,
            ValueError, OverflowError, expat.ExpatError):  # fmt: skip
        raise refused(
            name, "不是完整的 Excel 文件（.xlsx），或者加了密码",
            "在 Excel 或 WPS 里打开，去掉密码，另存为 xlsx",
        ) from None


class _Book:
    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self.archive = archive
        self.size = 0
        self.cells = 0
        names = archive.namelist()
        if len(names) > _PARTS:
            raise _Stop(f"里面有 {len(names)} 个部件，太多")
        if len(set(names)) != len(names):
            raise _Stop("里面有重名的部件")
        for part in names:
            low = part.lower()
            if low.endswith("vbaproject.bin") or "/macrosheets/" in low or "/activex/" in low:
                raise _Stop("带有宏")
            if "/externallinks/" in low:
                raise _Stop("引用了别的文件")
        if "xl/workbook.xml" not in names:
            raise _Stop("里面没有 Excel 的工作簿（可能是别的程序的文件）")

    def tables(self) -> Tables:
        sheets = self._sheets()
        numbers = self._numbers()
        shared = list(self._shared())
        return Tables(self.name, [
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
                link = next((text for key, text in about.items()
                             if key == "id" or key.endswith((":id", "}id"))), "")  # fmt: skip
                hidden = about.get("state", "visible") != "visible"
                found.append((about.get("name", ""), targets.get(link, ""), hidden))

        self.since_1904 = False
        self._parse("xl/_rels/workbook.xml.rels", relation)
        self._parse("xl/workbook.xml", sheet)
        if len(found) > MOST_SHEETS:
            raise _Stop(f"有 {len(found)} 张表，太多")
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

        if "xl/styles.xml" in self.archive.namelist():
            self._parse("xl/styles.xml", start, lambda _: where.pop())
        return numbers

    def _shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return
        found: list[str] = []
        texts = _Texts()
        size = 0

        def end(tag: str) -> None:
            nonlocal size
            texts.end(tag)
            if tag == "si":
                found.append(texts.taken())
                size += len(found[-1])
                if size > _TEXTS or len(found) > MOST_CELLS:
                    raise _Stop("里面的文字太多")

        self._parse("xl/sharedStrings.xml", texts.start, end, texts.said)
        yield from found

    def _grid(
        self, title: str, part: str, hidden: bool, numbers: Numbers, shared: list[str]
    ) -> Grid:
        reader = _Sheet(Grid(title, hidden=hidden), numbers, shared, self._count)
        self._parse(part, reader.start, reader.end, reader.texts.said)
        return reader.grid

    def _count(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise _Stop(f"有 {MOST_CELLS} 个以上的格，太大")

    def _parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], object] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        """Read a part; tags without their namespace. A declared entity is refused."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True

        def declared(*_: object) -> None:
            raise _Stop("里面有自己定义的实体（DTD）")

        parser.StartDoctypeDeclHandler = declared
        parser.StartElementHandler = lambda tag, about: start(tag.rpartition("}")[2], about)
        if end:
            parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
        if said:
            parser.CharacterDataHandler = said
        with self.archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                self.size += len(chunk)
                if self.size > _SIZE:
                    raise _Stop(f"展开以后超过 {_SIZE // 1_000_000} MB，太大")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


class _Texts:
    """The text of a cell: all runs of it, but not how it is read, which input methods note."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open = False
        self._phonetic = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "rPh":
            self._phonetic = True
        elif tag in ("t", "v"):
            self._open = not self._phonetic

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self._phonetic = False
        elif tag in ("t", "v"):
            self._open = False

    def said(self, text: str) -> None:
        if self._open:
            self._parts.append(text)

    def taken(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return unescaped(text)


class _Sheet:
    """The cells of a sheet, as their part is read."""

    def __init__(
        self, grid: Grid, numbers: Numbers, shared: list[str], count: Callable[[], None]
    ) -> None:
        self.grid = grid
        self.texts = _Texts()
        self._numbers = numbers
        self._shared = shared
        self._count = count
        self._row = self._column = -1
        self._kind = ""
        self._style = 0
        self._formula = False
        self._merges = 0
        self._row = 0

    def start(self, tag: str, about: dict[str, str]) -> None:
        if tag == "row":
            self._row = int(about.get("r") or self._row + 1)
            self._column = -1
            if about.get("hidden") in ("1", "true"):
                self.grid.hidden_rows.add(self._row)
        elif tag == "c":
            if place := _CELL.fullmatch(about.get("r", "")):
                self._column, self._row = _column(place[1]), int(place[2])
            else:
                self._column += 1
            self._kind = about.get("t", "n")
            self._style = int(about.get("s") or 0)
            self._formula = False
            self.texts.taken()
        elif tag == "f":
            self._formula = True
        elif tag == "col" and about.get("hidden") in ("1", "true"):
            last = min(int(about.get("max", 0)), MOST_COLUMNS)
            self.grid.hidden_columns |= set(range(int(about.get("min", 1)) - 1, last))
        elif tag == "mergeCell":
            self._merge(about.get("ref", ""))
        else:
            self.texts.start(tag, about)

    def end(self, tag: str) -> None:
        if tag != "c":
            self.texts.end(tag)
            return
        text = self.texts.taken()
        cell = self._cell(text)
        if not cell.text and not cell.trouble:
            return
        if self._column >= MOST_COLUMNS:
            raise _Stop(f"表“{self.grid.title}”有 {MOST_COLUMNS} 列以上")
        self._count()
        self.grid.cells.setdefault(self._row, {})[self._column] = cell

    def _cell(self, text: str) -> Cell:
        if self._formula and not text:
            return Cell("", "是公式，文件里没有存结果：在 Excel 里打开，存一次再导入")
        if self._kind == "s":
            at = int(text) if text else -1
            found = self._shared[at] if 0 <= at < len(self._shared) else ""
            return Cell(_lines(found))
        if self._kind in ("str", "inlineStr"):
            return Cell(_lines(text))
        if self._kind == "b":
            return Cell("是" if text == "1" else "否")
        if self._kind == "e":
            return Cell(text, f"是错误值 {text}")
        if self._kind == "d":
            return Cell(text.removesuffix("T00:00:00"))
        return self._numbers.cell(text, self._style) if text else Cell("")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = _CELL.fullmatch(first), _CELL.fullmatch(last)
        if not one or not other:
            return
        top, left = int(one[2]), _column(one[1])
        bottom, right = min(int(other[2]), top + _MERGES), min(_column(other[1]), MOST_COLUMNS)
        self._merges += max(0, bottom - top + 1) * max(0, right - left + 1)
        if self._merges > _MERGES:
            raise _Stop(f"表“{self.grid.title}”合并的格太多")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.grid.covered[row, column] = (top, left)


def unescaped(text: str) -> str:
    """A text with the characters that Excel writes as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _column(name: str) -> int:
    found = 0
    for letter in name:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1
