"""Handbooks and slips as PDF, set by Typst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from checklist_tool.problems import ChecklistError
from checklist_tool.render import fonts, pack, volumes
from checklist_tool.render.book import Book
from checklist_tool.render.fonts import Fonts
from checklist_tool.render.templates import Where, fill, folders_of, origin

PAPERS = ("a4", "a5")
_STANDARDS = ["a-2a", "ua-1"]  # archival and accessible; Typst checks both while it writes
_TEMPLATE = "handbook/handbook.typ"
_LINE = re.compile(r"__typst_py_bytes__\.typ:(\d+):\d+")


def document(book: Book, where: Where, chosen: Fonts | None = None, paper: str = "a4") -> bytes:
    """The book in one file, as PDF/A-2a and PDF/UA-1; the same book gives the same bytes.

    Raises ChecklistError for a character that no font has, for a template that cannot be
    set, and for anything that Typst warns of.
    """
    chosen = chosen or fonts.shipped()
    fonts.check(book, ((f"{block.name}（{block.id}）", block) for block in book.blocks), chosen)
    return pack.packed(typeset(where, _TEMPLATE, book.issued_on, chosen, book=book, paper=paper))


def documents(
    book: Book,
    where: Where,
    chosen: Fonts | None = None,
    paper: str = "a4",
    limit: int = volumes.LIMIT,
) -> Iterator[tuple[str, bytes]]:
    """The book, one file or one a volume and one for the index of all, each with its suffix.

    Only one volume is held at a time.
    """
    cut = volumes.cut(book, limit)
    if len(cut) == 1:
        yield "", document(book, where, chosen, paper)
        return
    places: dict[str, tuple[int, str]] = {}
    known = {block.id for block in book.blocks}
    for volume in cut:
        data = document(volume, where, chosen, paper)
        found = pack.pages(data)
        places |= {name: (volume.volume, found[name]) for name in found.keys() & known}
        yield f"-{volume.volume}", data
    yield "-index", document(volumes.index(book, places), where, chosen, paper)


def typeset(
    where: Where, template: str, day: str, chosen: Fonts | None = None, **values: Any
) -> bytes:
    """The template with the values, set as PDF/A-2a and PDF/UA-1 and dated on the day (ISO).

    Raises ChecklistError for a template that cannot be set, and for anything that Typst warns of.
    """
    import typst

    chosen = chosen or fonts.shipped()
    values |= chosen.names()
    source = fill(where, template, **values)
    # Data cannot hold the sign: literals escape it. So this is the template's own wish.
    if "@preview/" in source:
        raise ChecklistError(
            f"模板 {template} 要从网上取 Typst 包", hint='去掉 #import "@preview/…"'
        )
    # The stubs want source and folders to be of one type.
    compiled: Any = typst.compile_with_warnings
    try:
        result, warnings = compiled(
            source.encode(),
            root=str(next(folder for folder in folders_of(where) if folder.is_dir())),
            font_paths=chosen.folders,
            ignore_system_fonts=True,
            pdf_standards=_STANDARDS,
            timestamp=int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()),
        )
    except typst.TypstError as error:
        line = _LINE.search(getattr(error, "diagnostic", "") or "")
        at = origin(where, template, int(line[1]), **values) if line else template
        raise _failed(at, str(error)) from error
    if warnings:
        raise _failed(template, "；".join(str(warning) for warning in warnings))
    return bytes(result)


def _failed(at: str, said: str) -> ChecklistError:
    return ChecklistError(
        f"没有排成 PDF：{at}：{said}", hint="改好模板的这一处；没有改过的，恢复软件自带的模板"
    )
