"""What a file of tables says: sheets of cells with their places, and what makes one doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checklist_tool.problems import ChecklistError
from checklist_tool.shown import in_line

# What is read at most: more is no list that somebody keeps.
MOST_CELLS = 4_000_000
MOST_COLUMNS = 512
MOST_SHEETS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell. `trouble` says why it may not be what was meant, in Chinese."""

    text: str
    trouble: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class At:
    """A place in a file of tables: file, sheet, row, and the column by its heading."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int = -1
    heading: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"表“{self.sheet}”")
        if self.row:
            parts.append(f"第 {self.row} 行")
        if self.column >= 0:
            named = f"“{self.heading}”" if self.heading else ""
            parts.append(f"{letters(self.column)} 列{named}")
        return in_line(" ".join(parts))

    def as_json(self) -> dict[str, str | int | None]:
        """The place as plain data; rows count from 1, columns are letters as in Excel."""
        return {
            "file": self.file,
            "sheet": self.sheet or None,
            "row": self.row or None,
            "column": letters(self.column) if self.column >= 0 else None,
            "heading": self.heading or None,
        }


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong in a file of tables, where, and what to do."""

    at: At
    message: str
    hint: str = ""

    def as_json(self) -> dict[str, object]:
        """The fault as plain data."""
        return {**self.at.as_json(), "message": self.message, "hint": self.hint}


@dataclass(slots=True)
class Grid:
    """A sheet: its cells that say something, by row from 1 and column from 0.

    `covered` has, for the cells that a merged one covers, the first cell of the merge.
    """

    title: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, or an empty one."""
        return self.cells.get(row, {}).get(column, EMPTY)

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Every row that says something, with its number."""
        for number in sorted(self.cells):
            if any(cell.text.strip() or cell.trouble for cell in self.cells[number].values()):
                yield number, self.cells[number]


@dataclass(slots=True)
class TableFile:
    """A file of tables: its name, its sheets, and the encoding in which it was read, if any."""

    name: str
    grids: list[Grid]
    encoding: str = ""


def letters(column: int) -> str:
    """The name of a column as Excel writes it: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def refused(name: str, why: str, hint: str) -> ChecklistError:
    """That a file is not read, and why."""
    return ChecklistError(f"{name} {why}，没有读", hint=hint)
