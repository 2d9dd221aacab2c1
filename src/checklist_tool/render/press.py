"""What is made of a book in each format: files by name, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checklist_tool.render.book import Book
from checklist_tool.render.fonts import Fonts
from checklist_tool.repository import Repository

_REVISION = re.compile("修订号 ([^<\\s]+)")


@dataclass(frozen=True, slots=True)
class Look:
    """How a book is to look. Without `fonts` they are the shipped ones."""

    folders: tuple[Path, ...]
    fonts: Fonts | None = None
    paper: str = "a4"
    booklet: bool = False


def files(
    form: str, book: Book, repository: Repository, name: str, look: Look
) -> Iterator[tuple[str, bytes]]:
    """The files of a format, each with its name; only one is held at a time."""
    if form == "html":
        from checklist_tool.render import html

        yield f"{name}.html", html.page(book, repository, look.folders).encode()
        return
    if form == "docx":
        from checklist_tool.render import docx

        yield f"{name}.docx", docx.document(book, look.folders)
        return
    from checklist_tool.render import pdf

    volumes = pdf.documents(book, look.folders, look.fonts, look.paper)
    if look.booklet:
        from checklist_tool.render import finished

        volumes = ((volume, finished.booklet(data)) for volume, data in volumes)
    for volume, data in volumes:
        yield f"{name}{volume}{_end(form, look)}", data


def count(form: str, book: Book) -> int:
    """How many files that will be, nearly."""
    if form == "site":
        return 2 * sum(section.count for section in book.sections)
    if form != "pdf":
        return 1
    from checklist_tool.render import volumes

    cut = len(volumes.cut(book))
    return cut + 1 if cut > 1 else 1


def existing(form: str, name: str, look: Look, folder: Path) -> Iterator[Path]:
    """The file, or the first volume, that was made before."""
    if form == "site":
        return iter([folder / site_folder(name) / "index.html"])
    end = _end(form, look)
    return (path for path in (folder / f"{name}{end}", folder / f"{name}-1{end}") if path.is_file())


def site_folder(name: str) -> str:
    """The folder of the site: `site`, or of a part `certificates-site`."""
    return "site" if name == "all" else f"{name}-site"


def _end(form: str, look: Look) -> str:
    size = "-booklet" if look.booklet else "-a5" if look.paper == "a5" else ""
    return f"{size}.pdf" if form == "pdf" else f".{form}"


def revision(path: Path) -> str | None:
    """The revision of the lists that a file says it was made from, if it says so."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    if path.suffix == ".html":
        said = data.decode("utf-8", "replace")
    elif path.suffix == ".docx":
        from checklist_tool.render import docx

        said = docx.keywords(data)
    else:
        from checklist_tool.render import finished

        said = finished.keywords(data)
    found = _REVISION.search(said)
    return found[1] if found else None
