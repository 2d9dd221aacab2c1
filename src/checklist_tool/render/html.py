"""The handbook as one file for the browser."""

from __future__ import annotations

from collections.abc import Iterator

from checklist_tool.model.kinds import DESK
from checklist_tool.render.blocks import MARKED
from checklist_tool.render.book import Book
from checklist_tool.render.formats import Job
from checklist_tool.render.templates import Where, fill
from checklist_tool.repository import Repository
from checklist_tool.search import page_data


def files(job: Job) -> Iterator[tuple[str, bytes]]:
    """The one file of the handbook, with its name."""
    yield f"{job.name}.html", page(job.book, job.repository, job.look.folders).encode()


def page(book: Book, repository: Repository, where: Where) -> str:
    """The whole handbook as HTML5: it asks for nothing from outside and works from file://."""
    lists = {section.name for section in book.sections}
    entries = [one for one in repository.of(*DESK) if one.list in lists]
    used = {block.verdict for block in book.blocks}
    return fill(
        where,
        "handbook/handbook.html",
        book=book,
        verdicts=[verdict for verdict in MARKED.values() if verdict in used],
        search=page_data.data(entries),
    )
