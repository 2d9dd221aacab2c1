"""The handbook and papers as Word files, from templates in Word form."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import Any

from checklist_tool.problems import ChecklistError
from checklist_tool.render import word_file
from checklist_tool.render.book import Book
from checklist_tool.render.filling import item_of, said
from checklist_tool.render.formats import Job
from checklist_tool.render.plain import Plain
from checklist_tool.render.sandbox import sandbox
from checklist_tool.render.templates import Templates, Where, found

_TEMPLATE = "handbook/handbook.docx"
# The columns of a table, in characters: all of them, those that are short together, and the
# space beside each.
_LINE, _SHORT, _MARGIN = 50, 16, 2
_NUMERALS = "零一二三四五六七八九十"


def files(job: Job) -> Iterator[tuple[str, bytes]]:
    """The one file of the handbook, with its name."""
    yield f"{job.name}.docx", document(job.book, job.look.folders)


def document(book: Book, where: Where) -> bytes:
    """The book as .docx; the same book gives the same bytes.

    Raises ChecklistError as `written` does.
    """
    return written(where, _TEMPLATE, book.issued_on, _values(book), f"修订号 {book.revision}")


def written(
    where: Where, name: str, day: str, values: dict[str, object], keywords: str = ""
) -> bytes:
    """A Word template with the values, dated on the day (ISO); the same gives the same bytes.

    Raises ChecklistError without the libraries for it, and for a template at fault.
    """
    try:
        import docxtpl  # noqa: F401
    except ImportError:
        raise ChecklistError(
            "没有装印 Word 文件用的组件", hint='pip install "checklist-tool[office]"'
        ) from None
    templates = Templates(where)
    path = str(found(templates.folders, name))
    return templates.run(name, _written, path, day, values, keywords, templates.foreign)


def _written(path: str, day: str, values: dict[str, Plain], keywords: str, foreign: bool) -> bytes:
    from docxtpl import DocxTemplate

    if foreign:
        word_file.check(path, Path(path).read_bytes())
    try:
        template = DocxTemplate(path)
        template.render(values, sandbox(autoescape=True))
        _share(template.docx.tables)
        properties = template.core_properties
        properties.created = properties.modified = datetime.fromisoformat(day)
        properties.last_modified_by = ""
        properties.keywords = keywords
        out = BytesIO()
        template.save(out)
    except Exception as error:  # whatever a template does; it is the one that can be put right
        near = " ".join("".join(getattr(error, "docx_context", ())).split())
        raise ChecklistError(
            f"模板有错：{path}{item_of(error)}：{said(error)}"
            + (f"（在“{near[:80]}”附近）" if near else ""),
            hint="在 Word 里改好这一处；没有改过的，恢复软件自带的模板",
        ) from error
    made = _dated(out.getvalue(), day)
    if foreign:
        word_file.check(path, made)
    return made


def keywords(data: bytes) -> str:
    """The keywords of the file; empty for what is no Word file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            found = re.search(r"<cp:keywords>([^<]*)<", parts.read("docProps/core.xml").decode())
    except (zipfile.BadZipFile, KeyError):
        return ""
    return found[1] if found else ""


def _share(tables: Iterable[Any]) -> None:
    """Columns as wide as what stands in them asks for, in tables that set no widths themselves."""
    for table in tables:
        grid = table._tbl.tblGrid.gridCol_lst
        if not table.autofit or len(grid) < 2:
            continue
        columns = list(zip(*(row.tc_lst for row in table._tbl.tr_lst), strict=True))
        asked = _widths([max(map(_length, cells)) for cells in columns])
        whole = sum(column.w for column in grid)
        for column, cells, width in zip(grid, columns, asked, strict=True):
            column.w = int(whole * width / sum(asked))
            for cell in cells:
                cell.width = column.w


def _widths(longest: list[float]) -> list[float]:
    """The short columns whole; the others share what is left, the longer the more."""
    short = [sum(one for one in longest if one <= length) <= _SHORT for length in longest]
    whole = [length + _MARGIN for length, fits in zip(longest, short, strict=True) if fits]
    roots = sum(sqrt(length) for length, fits in zip(longest, short, strict=True) if not fits)
    return [
        length + _MARGIN if fits else (_LINE - sum(whole)) * sqrt(length) / roots
        for length, fits in zip(longest, short, strict=True)
    ]


def _length(cell: Any) -> float:
    """How wide a text is, in Chinese characters."""
    text = "".join(cell.xpath("string(.)"))
    return sum(1 if char > "\u2e7f" else 0.6 for char in text)


def _values(book: Book) -> dict[str, Any]:
    """The book for the template, with what Word cannot count by itself."""
    order = {block.id: number for number, block in enumerate(book.blocks, 1)}
    places = {
        block.id: f"{section.title} {block.number}"
        for section in book.sections
        for block in section.blocks
    }
    sections = [
        _shown(section)
        | {
            "heading": f"{_numeral(section.number)}、{section.title}",
            "blocks": [
                _shown(block) | {"order": order[block.id], "anchor": f"i{order[block.id]}"}
                for block in section.blocks
            ],
        }
        for section in book.sections
    ]
    index = [
        {
            "letter": group.letter,
            "entries": [
                {
                    "text": entry.text,
                    "targets": [
                        {"anchor": f"i{order[target]}", "said": places[target]}
                        for target in entry.targets
                    ],
                }
                for entry in group.entries
            ],
        }
        for group in book.index
    ]
    return {"book": _shown(book) | {"date": book.date, "sections": sections}, "index": index}


def _shown(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _numeral(number: int) -> str:
    if number <= 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def _dated(data: bytes, day: str) -> bytes:
    """The same archive with every part of the day of issue, not of now."""
    year, month, date = map(int, day.split("-"))
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, (year, month, date, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return out.getvalue()
