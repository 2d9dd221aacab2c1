"""Tables as csv: written so that Excel and WPS open them right, read in whatever they save."""

from __future__ import annotations

import codecs
import csv
from io import StringIO

from checklist_tool.exchange.book import Workbook
from checklist_tool.exchange.encodings import encoding_of
from checklist_tool.exchange.grids import (
    MOST_CELLS,
    MOST_COLUMNS,
    Cell,
    Grid,
    TableFile,
    refused,
)
from checklist_tool.problems import ChecklistError

# What Excel would run when a cell begins with it; behind a quote it stays text.
_RUN = ("=", "+", "-", "@", "\t", "'")
_SIZE = 300_000_000


def written(book: Workbook) -> bytes:
    """One list as csv, in UTF-8 with its mark; raises ChecklistError for several.

    What has rows of its own (routes, materials, sources) is not in it.
    """
    main = [sheet for sheet in book.sheets if not sheet.unit]
    if len(main) != 1:
        raise ChecklistError(
            f"csv 一个文件只放得下一张清单，现在有 {len(main)} 张",
            hint="写明一张，如 checklist export negative.csv negative；要全部的，导出 xlsx 或 json",
        )
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([heading.text for heading in main[0].headings])
    table.writerows([_safe(text) for text in row] for row in main[0].rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RUN) else text


def _as_meant(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_RUN) else text


def read(name: str, data: bytes) -> TableFile:
    """The table of a csv file, in whatever encoding it is; raises ChecklistError.

    Without a mark it is read as UTF-8 where all of it is that, else as GB18030. Bytes of another
    encoding may make Chinese characters there too: only a heading that is known shows it is right.
    """
    if len(data) > _SIZE:
        raise refused(name, f"有 {len(data) // 1_000_000} MB，太大", "分成几个文件")
    text, encoding = _decoded(name, data)
    if "\0" in text:
        raise refused(name, "不是文字表格（里面有空字符）", "在 Excel 里另存为 xlsx 或 CSV UTF-8")
    grid = Grid(name.rpartition(".")[0] or name)
    cells = 0
    before = csv.field_size_limit(1_000_000)
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        line = 0
        for line, row in enumerate(rows, 1):
            if len(row) > MOST_COLUMNS and any(text for text in row[MOST_COLUMNS:]):
                raise refused(name, f"第 {line} 行有 {len(row)} 列，太宽", "只留要导入的列")
            found = {
                column: Cell(_as_meant(one.replace("\r\n", "\n").replace("\r", "\n")))
                for column, one in enumerate(row)
                if one
            }
            cells += len(found)
            if cells > MOST_CELLS:
                raise refused(name, "太大", "分成几个文件")
            if found:
                grid.cells[line] = found
    except csv.Error as error:
        raise refused(
            name,
            f"从第 {line + 1} 行起引号不成对，或者一格太长（{error}）",
            "在 Excel 里打开，另存为 xlsx",
        ) from None
    finally:
        csv.field_size_limit(before)
    return TableFile(name, [grid], encoding)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    encoding = encoding_of(data)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise refused(
            name,
            f"的第 {data.count(bytes([10]), 0, error.start) + 1} 行不是 {encoding.upper()} 编码",
            "在 Excel 里打开，另存为“CSV UTF-8”或 xlsx",
        ) from None


def _delimiter(text: str) -> str:
    """What stands between the cells: what most of the first lines have most of."""
    head = text[:20_000].splitlines()[:20]
    return max(",\t;", key=lambda sign: sum(line.count(sign) for line in head))
