"""The parts of a packed file (.xlsx, .ods, .docx), read one by one in bounded memory."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar
from xml.parsers import expat

from checklist_tool.exchange.grids import MOST_CELLS, refused

_SIZE = 600_000_000  # bytes unpacked; 100,000 entries have a sixth of it
_PLAIN = 20_000_000  # bytes that may be unpacked of any file
_RATIO = 60  # times its own size that a larger one may have; real ones have a tenth to a third
_PARTS = 2_000
_TAGS = 20_000_000  # of one part; 100,000 rows of twenty columns have six million
_CHUNK = 65_536
_SAVED = {"Excel": "xlsx", "Word": "docx"}

Start = Callable[[str, dict[str, str]], Any]
Made = TypeVar("Made")


class PartRefused(Exception):
    """What makes a file unreadable, in Chinese."""


def read(name: str, data: bytes, what: str, made: Callable[[Parts], Made]) -> Made:
    """What is made of the parts of a file; raises ChecklistError for one that is not read.

    `what` says what kind of file it should be, in Chinese, with its ending.
    """
    program = "Word" if name.lower().endswith(".docx") else "Excel"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return made(Parts(archive, len(data)))
    except PartRefused as stop:
        hint = f"在 {program} 或 WPS 里打开，只留要导入的表，另存为 {_SAVED[program]}"
        raise refused(name, str(stop), hint) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError,
            ValueError, ArithmeticError, expat.ExpatError):  # fmt: skip
        hint = f"在 {program} 或 WPS 里打开，去掉密码，另存为 {_SAVED[program]}"
        raise refused(name, f"不是完整的 {what}，或者加了密码", hint) from None


class Parts:
    """The parts of an opened file, and how many cells were counted in them."""

    def __init__(self, archive: zipfile.ZipFile, packed: int) -> None:
        self._archive = archive
        self._packed = packed
        self._size = 0
        self._cells = 0
        self.names = archive.namelist()
        if len(self.names) > _PARTS:
            raise PartRefused(f"里面有 {len(self.names)} 个部件，太多")
        if len(set(self.names)) != len(self.names):
            raise PartRefused("里面有重名的部件")

    def count(self, cells: int = 1) -> None:
        """Count cells that are kept; more than a list has are refused."""
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise PartRefused(f"有 {MOST_CELLS} 个以上的格，太大")

    def parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], object] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        """Read a part; tags and attributes come without their namespace.

        A declared entity is refused, as is more than the bounds of a file allow.
        """
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        tags = 0

        def declared(*_: object) -> None:
            raise PartRefused("里面有自己定义的实体（DTD）")

        def began(tag: str, about: dict[str, str]) -> None:
            nonlocal tags
            tags += 1
            if tags > _TAGS:
                raise PartRefused("太大")
            start(_plain(tag), {_plain(key): value for key, value in about.items()})

        parser.StartDoctypeDeclHandler = declared
        parser.StartElementHandler = began
        if end:
            parser.EndElementHandler = lambda tag: end(_plain(tag))
        if said:
            parser.CharacterDataHandler = said
        with self._archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                self._size += len(chunk)
                if self._size > min(_SIZE, max(_PLAIN, _RATIO * self._packed)):
                    raise PartRefused(f"展开以后有 {self._size // 1_000_000} MB 以上，太大")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
