"""The site as a printed form."""

from __future__ import annotations

from collections.abc import Iterator

from checklist_tool.render import site
from checklist_tool.render.book import Book
from checklist_tool.render.formats import FORMS, Job
from checklist_tool.render.site.past import past


def files(job: Job) -> Iterator[tuple[str, bytes]]:
    """The files of the site by their path below the output folder, one at a time.

    Raises ChecklistError before the first of them when `since` names no state to compare with.
    """
    changes = past(job.root, job.repository, job.since)
    folder = FORMS["site"].folder(job.name)
    pages = site.files(job.book, job.repository, job.look.folders, changes, job.look.is_served)
    return ((f"{folder}/{path}", text.encode()) for path, text in pages)


def count(book: Book) -> int:
    """How many files that will be, nearly."""
    return 2 * sum(section.count for section in book.sections)
