"""Handbooks and slips as PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checklist_tool.problems import ChecklistError
from checklist_tool.render import fonts, pdf_compact, typesetter, volumes
from checklist_tool.render.book import Book
from checklist_tool.render.filling import filled, origin, shortened
from checklist_tool.render.fonts import Fonts
from checklist_tool.render.formats import Job
from checklist_tool.render.plain import Plain
from checklist_tool.render.templates import Templates, Where
from checklist_tool.render.typesetter import Pages

PAPERS = ("a4", "a5")
_TEMPLATE = "handbook/handbook.typ"


def files(job: Job) -> Iterator[tuple[str, bytes]]:
    """The book or its volumes, each with its name, laid out as a booklet if wanted."""
    look = job.look
    made = documents(job.book, look.folders, look.fonts, look.paper)
    if look.booklet:
        from checklist_tool.render import pdf_files

        made = ((volume, pdf_files.booklet(data)) for volume, data in made)
    for volume, data in made:
        yield f"{job.name}{volume}{look.size}.pdf", data


def count(book: Book) -> int:
    """How many files the book makes: its volumes, and the index of several."""
    cut = len(volumes.cut(book))
    return cut + 1 if cut > 1 else 1


def keywords(data: bytes) -> str:
    """What the file says of itself."""
    from checklist_tool.render import pdf_files

    return pdf_files.keywords(data)


def document(book: Book, where: Where, chosen: Fonts | None = None, paper: str = "a4") -> bytes:
    """The book in one file, as PDF/A-2a and PDF/UA-1; the same book gives the same bytes.

    Raises ChecklistError for a character that no font has, for a template that cannot be
    set, and for anything that Typst warns of.
    """
    return _document(book, where, chosen, paper)


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
    from checklist_tool.render import pdf_files

    places: dict[str, tuple[int, str]] = {}
    known = {block.id for block in book.blocks}
    for volume in cut:
        data = _document(volume, where, chosen, paper, apart=True)
        found = pdf_files.pages(data)
        places |= {name: (volume.volume, found[name]) for name in found.keys() & known}
        yield f"-{volume.volume}", data
    yield "-index", _document(volumes.index(book, places), where, chosen, paper, apart=True)


def typeset(
    where: Where, template: str, day: str, chosen: Fonts | None = None, **values: object
) -> bytes:
    """The template with the values, set as PDF/A-2a and PDF/UA-1 and dated on the day (ISO).

    Raises ChecklistError for a template that cannot be set, and for anything that Typst warns of.
    """
    return _typeset(where, template, day, chosen or fonts.shipped(), values)


def _document(
    book: Book, where: Where, chosen: Fonts | None, paper: str, *, apart: bool = False
) -> bytes:
    chosen = chosen or fonts.shipped()
    values = {"book": book, "paper": paper}
    try:
        made = _typeset(where, _TEMPLATE, book.issued_on, chosen, values, apart=apart)
    except ChecklistError as error:
        if typesetter.NO_GLYPH in error.message:  # looked for only now: it takes a while
            named = ((f"{block.name}（{block.id}）", block) for block in book.blocks)
            fonts.check(book, named, chosen)
        raise
    return pdf_compact.packed(made)


def _typeset(
    where: Where, template: str, day: str, chosen: Fonts, values: dict[str, object],
    *, apart: bool = False,
) -> bytes:  # fmt: skip
    """With `apart`, Typst has a process of its own; a template of somebody else's always has."""
    templates = Templates(where)
    given = values | chosen.names()
    folders = [str(folder) for folder in templates.folders]
    return templates.run(
        template, _set, folders, template, day, chosen.folders, given,
        apart and not templates.foreign,
    )  # fmt: skip


def _set(
    folders: list[str], template: str, day: str, faces: list[str], values: dict[str, Plain],
    apart: bool,
) -> bytes:  # fmt: skip
    where = tuple(map(Path, folders))
    source = filled(where, {}, template, values)
    root = next(str(folder) for folder in where if folder.is_dir())
    made, said, line = _pages(source, root, faces, day, apart)
    if not said:
        return made
    at = origin(where, template, line, values) if line else template
    if said.startswith(typesetter.NO_PACKAGE):
        raise ChecklistError(f"{at}：模板要用 Typst 的包，软件不从网上取", hint='去掉 #import "@…"')
    raise ChecklistError(
        f"没有排成 PDF：{at}：{shortened(said)}",
        hint="改好模板的这一处；没有改过的，恢复软件自带的模板",
    )


def _pages(source: str, root: str, faces: list[str], day: str, apart: bool) -> Pages:
    if not apart:
        return typesetter.typeset(source, root, faces, day)
    from checklist_tool.render.apart import Apart

    with Apart(typesetter.typeset) as there:
        return there("Typst", source, root, faces, day)
