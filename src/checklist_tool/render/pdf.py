"""Handbooks and slips as PDF, set by Typst."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checklist_tool.problems import ChecklistError
from checklist_tool.render import fonts
from checklist_tool.render.book import Book
from checklist_tool.render.templates import fill, folders_of

_STANDARDS = ["a-2a", "ua-1"]  # archival and accessible; Typst checks both while it writes
_TEMPLATE = "handbook/handbook.typ"


def document(book: Book, root: Path | str) -> bytes:
    """The book as PDF/A-2a and PDF/UA-1; the same book gives the same bytes.

    Raises ChecklistError for a character that no font has, for a template that cannot be
    set, and for anything that Typst warns of.
    """
    fonts.check(book, ((f"{block.name}（{block.id}）", block) for block in book.blocks))
    return typeset(root, _TEMPLATE, book.issued_on, book=book)


def typeset(root: Path | str, template: str, day: str, **values: Any) -> bytes:
    """The template with the values, set as PDF/A-2a and PDF/UA-1 and dated on the day (ISO).

    Raises ChecklistError for a template that cannot be set, and for anything that Typst warns of.
    """
    import typst

    files = fonts.paths()
    source = fill(root, template, **values, body=fonts.BODY, headings=fonts.HEADINGS)
    # Data cannot hold the sign: literals escape it. So this is the template's own wish.
    if "@preview/" in source:
        raise ChecklistError(
            f"模板 templates/{template} 要从网上取 Typst 包", hint='去掉 #import "@preview/…"'
        )
    # The stubs want source and folders to be of one type.
    compiled: Any = typst.compile_with_warnings
    try:
        result, warnings = compiled(
            source.encode(),
            root=str(next(folder for folder in folders_of(root) if folder.is_dir())),
            font_paths=sorted({str(path.parent) for path in files}),
            ignore_system_fonts=True,
            pdf_standards=_STANDARDS,
            timestamp=int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()),
        )
    except typst.TypstError as error:
        raise _failed(template, str(error)) from error
    if warnings:
        raise _failed(template, "；".join(str(warning) for warning in warnings))
    return bytes(result)


def _failed(template: str, said: str) -> ChecklistError:
    return ChecklistError(
        f"没有排成 PDF：{said}", hint=f"检查模板 templates/{template}，或恢复软件自带的模板"
    )
