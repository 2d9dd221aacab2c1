"""Read an Excel file (.xlsx) cell by cell, and tell of each what may not be what was meant.

The readers that there are give a formula without a stored value as an empty cell and long numbers
rounded, do not say which rows are hidden or cells merged, and some abort the process on a sheet
that claims to be a million rows high. So the parts are read here, in one pass and bounded memory.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from checklist_tool.exchange.grids import (
    MOST_CELLS,
    MOST_SHEETS,
    Grid,
    Tables,
    refused,
)
from checklist_tool.exchange.numbers import Numbers
from checklist_tool.exchange.xlsx_cells import Refused, SheetReader, Texts

_SIZE = 600_000_000  # bytes unpacked; 100,000 entries have a sixth of it
_PLAIN = 20_000_000  # bytes that may be unpacked of any file
_RATIO = 60  # times its own size that a larger one may have; real ones have a tenth to a third
_TEXTS = 400_000_000  # characters of texts that cells share
_PARTS = 2_000
_CHUNK = 65_536

Start = Callable[[str, dict[str, str]], None]


def read(name: str, data: bytes) -> Tables:
    """All sheets of the file; raises ChecklistError for what is no plain, bounded workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _Book(name, archive, len(data)).tables()
    except Refused as stop:
        raise refused(
            name, str(stop), "在 Excel 或 WPS 里打开，只留要导入的表，另存为 xlsx"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError,
            ValueError, OverflowError, expat.ExpatError):  # fmt: skip
        raise refused(
            name,
            "不是完整的 Excel 文件（.xlsx），或者加了密码",
            "在 Excel 或 WPS 里打开，去掉密码，另存为 xlsx",
        ) from None


class _Book:
    def __init__(self, name: str, archive: zipfile.ZipFile, packed: int) -> None:
        self.name = name
        self.packed = packed
        self.archive = archive
        self.size = 0
        self.cells = 0
        names = archive.namelist()
        if len(names) > _PARTS:
            raise Refused(f"里面有 {len(names)} 个部件，太多")
        if len(set(names)) != len(names):
            raise Refused("里面有重名的部件")
        for part in names:
            low = part.lower()
            if low.endswith("vbaproject.bin") or "/macrosheets/" in low or "/activex/" in low:
                raise Refused("带有宏")
            if "/externallinks/" in low:
                raise Refused("引用了别的文件")
        if "xl/workbook.xml" not in names:
            raise Refused("里面没有 Excel 的工作簿（可能是别的程序的文件）")

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
            raise Refused(f"有 {len(found)} 张表，太多")
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
        texts = Texts()
        size = 0

        def end(tag: str) -> None:
            nonlocal size
            texts.end(tag)
            if tag == "si":
                found.append(texts.taken())
                size += len(found[-1])
                if size > _TEXTS or len(found) > MOST_CELLS:
                    raise Refused("里面的文字太多")

        self._parse("xl/sharedStrings.xml", texts.start, end, texts.said)
        yield from found

    def _grid(
        self, title: str, part: str, hidden: bool, numbers: Numbers, shared: list[str]
    ) -> Grid:
        reader = SheetReader(Grid(title, hidden=hidden), numbers, shared, self._count)
        self._parse(part, reader.start, reader.end, reader.texts.said)
        return reader.grid

    def _count(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Refused(f"有 {MOST_CELLS} 个以上的格，太大")

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
            raise Refused("里面有自己定义的实体（DTD）")

        parser.StartDoctypeDeclHandler = declared
        parser.StartElementHandler = lambda tag, about: start(tag.rpartition("}")[2], about)
        if end:
            parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
        if said:
            parser.CharacterDataHandler = said
        with self.archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                self.size += len(chunk)
                if self.size > min(_SIZE, max(_PLAIN, _RATIO * self.packed)):
                    raise Refused(f"展开以后有 {self.size // 1_000_000} MB 以上，太大")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
