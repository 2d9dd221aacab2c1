"""A table of one's own columns as a file, and what the rows of a filled one say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checklist_tool.exchange import formats, marks
from checklist_tool.exchange.book import Heading, Workbook, Worksheet
from checklist_tool.exchange.grids import Grid, letters
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository

FORMS = ("xlsx", "csv")


def written(
    lists: Repository, title: str, headings: Sequence[Heading], rows: Sequence[list[str]], form: str
) -> bytes:
    """One sheet in one of FORMS; raises ChecklistError for another."""
    if form not in FORMS:
        raise ChecklistError(f"不会写 .{form} 表格", hint=f"用 {'、'.join(FORMS)}")
    return _written(lists, [Worksheet(title, title, tuple(headings), list(rows))], form)


def workbook(lists: Repository, several: Sequence[Worksheet]) -> bytes:
    """Several sheets as an Excel file."""
    return _written(lists, several, "xlsx")


def rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row below the head with its number: what stands under each heading, where it does.

    The head is the first row that has all the needed headings. Raises ChecklistError when there
    is none, or a cell may not be what was meant.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise ChecklistError(f"读不了 {path}", hint="检查路径") from None
    tables = formats.read(path.name, data)
    for grid in tables.grids:
        found = _head(grid, needed)
        if found:
            yield from _below(grid, *found)
            return
    raise ChecklistError(
        f"{path.name} 里没有一张表有这几列：{'、'.join(needed)}", hint="先导出一张，填好再读回来"
    )


def _written(lists: Repository, several: Sequence[Worksheet], form: str) -> bytes:
    edition = lists.edition
    return formats.written(Workbook(edition.title, edition.edition, "", [*several], {}), form)


def _head(grid: Grid, needed: Sequence[str]) -> tuple[int, Mapping[int, str]] | None:
    for number, cells in grid.rows():
        names = {column: cell.text.strip() for column, cell in cells.items()}
        if set(needed) <= set(names.values()):
            return number, names
    return None


def _below(grid: Grid, head: int, names: Mapping[int, str]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in grid.rows():
        if number <= head:
            continue
        for column, cell in cells.items():
            if cell.trouble and column in names:
                raise in_row(number, ChecklistError(f"“{names[column]}”{cell.trouble}"))
            if cell.text.strip() and not names.get(column):
                unnamed = f"{letters(column)} 列没有列名，不知道“{cell.text.strip()}”是什么"
                raise in_row(number, ChecklistError(unnamed, hint="补上列名，或者清空这一列"))
        said = {
            names[column]: cell.text.strip()
            for column, cell in cells.items()
            if names.get(column) and cell.text.strip()
        }
        for name, text in said.items():
            if marks.is_total(text):
                raise in_row(number, ChecklistError(f"“{text}”像是合计", hint="删掉这一行"))
            if marks.is_ditto(text):
                said_so = f"“{name}”写的是“{text}”"
                raise in_row(number, ChecklistError(said_so, hint="照上面的写出来"))
        if said:
            yield number, said


def in_row(number: int, error: ChecklistError) -> ChecklistError:
    """The error with the row of the table in which it is."""
    return ChecklistError(f"表格第 {number} 行：{error.message}", error.hint, error.problems)
