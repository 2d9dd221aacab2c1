"""Handbooks and slips as PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from checklist_tool.problems import ChecklistError
from checklist_tool.render import fonts, pack, typesetter, volumes
from checklist_tool.render.book import Book
from checklist_tool.render.fonts import Fonts
from checklist_tool.render.templates import Where, fill, folders_of, origin
from checklist_tool.render.typesetter import Pages

PAPERS = ("a4", "a5")
_TEMPLATE = "handbook/handbook.typ"


def document(book: Book, where: Where, chosen: Fonts | None = None, paper: str = "a4") -> bytes:
    """The book in one file, as PDF/A-2a and PDF/UA-1; the same book gives the same bytes.

    Raises ChecklistError for a character that no font has, for a template that cannot be
    set, and for anything that Typst warns of.
    """
    return _document(book, where, chosen, paper, typesetter.typeset)


def documents(
    book: Book,
    where: Where,
    chosen: Fonts | None = None,
    paper: str = "a4",
    limit: int = volumes.LIMIT,
) -> Iterator[tuple[str, bytes]]:
    """The book, one file or one a volume and one for the index of all, each with its suffix.

    Only one volume is held at a time. Each is set in a process of its own, since Typst keeps
    what it worked out, and ten volumes would take six times the memory of one.
    """
    cut = volumes.cut(book, limit)
    if len(cut) == 1:
        yield "", document(book, where, chosen, paper)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from checklist_tool.render import finished

    places: dict[str, tuple[int, str]] = {}
    known = {block.id for block in book.blocks}
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:

        def apart(*job: Any) -> Pages:
            return processes.submit(typesetter.typeset, *job).result()

        for volume in cut:
            data = _document(volume, where, chosen, paper, apart)
            found = finished.pages(data)
            places |= {name: (volume.volume, found[name]) for name in found.keys() & known}
            yield f"-{volume.volume}", data
        yield "-index", _document(volumes.index(book, places), where, chosen, paper, apart)


def typeset(
    where: Where, template: str, day: str, chosen: Fonts | None = None, **values: Any
) -> bytes:
    """The template with the values, set as PDF/A-2a and PDF/UA-1 and dated on the day (ISO).

    Raises ChecklistError for a template that cannot be set, and for anything that Typst warns of.
    """
    return _typeset(where, template, day, chosen or fonts.shipped(), typesetter.typeset, values)


def _document(
    book: Book, where: Where, chosen: Fonts | None, paper: str, how: Callable[..., Pages]
) -> bytes:
    chosen = chosen or fonts.shipped()
    values = {"book": book, "paper": paper}
    try:
        made = _typeset(where, _TEMPLATE, book.issued_on, chosen, how, values)
    except ChecklistError as error:
        if typesetter.NO_GLYPH in error.message:  # looked for only now: it takes a while
            named = ((f"{block.name}（{block.id}）", block) for block in book.blocks)
            fonts.check(book, named, chosen)
        raise
    return pack.packed(made)


def _typeset(
    where: Where, template: str, day: str, chosen: Fonts, how: Callable[..., Pages],
    values: dict[str, Any],
) -> bytes:  # fmt: skip
    values |= chosen.names()
    source = fill(where, template, **values)
    # Data cannot hold the sign: literals escape it. So this is the template's own wish.
    if "@preview/" in source:
        raise ChecklistError(
            f"模板 {template} 要从网上取 Typst 包", hint='去掉 #import "@preview/…"'
        )
    root = next(folder for folder in folders_of(where) if folder.is_dir())
    made, said, line = how(source, str(root), chosen.folders, day)
    if said:
        at = origin(where, template, line, **values) if line else template
        raise ChecklistError(
            f"没有排成 PDF：{at}：{said}", hint="改好模板的这一处；没有改过的，恢复软件自带的模板"
        )
    return made
