"""The cells of a sheet of an Excel file, as its part is read tag by tag."""

from __future__ import annotations

import re
from collections.abc import Callable

from checklist_tool.exchange.grids import MOST_COLUMNS, Cell, Grid
from checklist_tool.exchange.numbers import Numbers
from checklist_tool.exchange.parts import PartRefused

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGES = 100_000  # cells that merged ones cover, at most


class CellTexts:
    """The text of a cell: all runs of it, but not how it is read, which input methods note."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open = False
        self._phonetic = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        """A tag begins."""
        if tag == "rPh":
            self._phonetic = True
        elif tag in ("t", "v"):
            self._open = not self._phonetic

    def end(self, tag: str) -> None:
        """A tag ends."""
        if tag == "rPh":
            self._phonetic = False
        elif tag in ("t", "v"):
            self._open = False

    def said(self, text: str) -> None:
        """Text between tags."""
        if self._open:
            self._parts.append(text)

    def taken(self) -> str:
        """The text collected since the last call."""
        text = "".join(self._parts)
        self._parts.clear()
        return unescaped(text)


class SheetReader:
    """The cells of a sheet, as their part is read."""

    def __init__(
        self, grid: Grid, numbers: Numbers, shared: list[str], count: Callable[[], None]
    ) -> None:
        self.grid = grid
        self.texts = CellTexts()
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
        """A tag begins."""
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
        elif tag == "mergeCell":
            self._merge(about.get("ref", ""))
        else:
            self.texts.start(tag, about)

    def end(self, tag: str) -> None:
        """A tag ends; at the end of a cell it is entered in the grid."""
        if tag != "c":
            self.texts.end(tag)
            return
        text = self.texts.taken()
        cell = self._cell(text)
        if not cell.text and not cell.trouble:
            return
        if self._column >= MOST_COLUMNS:
            raise PartRefused(f"表“{self.grid.title}”有 {MOST_COLUMNS} 列以上")
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
            raise PartRefused(f"表“{self.grid.title}”合并的格太多")
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
