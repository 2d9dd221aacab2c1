"""The lists as a site: a page an item, the search, and the same as JSON; for any static host.

Every address is relative, so that the pages open from a folder as they do from a server.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from checklist_tool.render.book import Book
from checklist_tool.render.site import items, ledgers, registers
from checklist_tool.render.site.frame import Frame
from checklist_tool.render.site.past import Past
from checklist_tool.render.templates import Where
from checklist_tool.repository import Repository

_FEED = uuid.UUID("5d1f0a3e-6d5b-5d5c-9a67-2f6b8f7f8a51")  # what the ids in the feed come from
_ASSETS = {
    "search.js": ("web/search.js",),
    "finder.js": ("web/finder.js",),
    "index.js": ("site/index.js",),
    "page.js": ("web/page.js",),
    "site.js": ("site/site.js",),
    "site.css": ("web/base.css", "site/site.css"),
}


def files(
    book: Book, repository: Repository, where: Where, past: Past, is_served: bool = False
) -> Iterator[tuple[str, str]]:
    """Every file of the site: its path below the site's folder, and its text.

    With `is_served` the pages lead to slips, and tell when they no longer show the lists as they
    stand. Sitemap and the addresses for other sites are there only when the edition has an address.
    """
    frame = Frame(book, repository, where, is_served)
    pages = []
    for path, text in _pages(frame, past):
        if path.endswith(".html"):
            pages.append("" if path == "index.html" else path)
        yield path, text
    yield "404.html", frame.filled("404.html")
    yield "feed.xml", frame.filled("feed.xml", **_feed(book, past))
    yield "robots.txt", frame.filled("robots.txt")
    if frame.base:
        yield "sitemap.xml", frame.filled("sitemap.xml", pages=pages)
    if is_served:
        yield "assets/served.js", frame.filled("served.js")
    for name, templates in _ASSETS.items():
        yield f"assets/{name}", "".join(frame.templates.fill(template) for template in templates)
    yield "assets/data.js", items.search(frame)


def _pages(frame: Frame, past: Past) -> Iterator[tuple[str, str]]:
    yield from items.pages(frame)
    yield from registers.policies(frame)
    yield registers.admission(frame)
    yield ledgers.ledgers(frame)
    yield from ledgers.figures(frame)
    yield frame.page("changes.html", changes=past)


def _feed(book: Book, past: Past) -> dict[str, Any]:
    """The changes, when the feed was made, its id, that of the edition, of each change by key."""
    keys = [change.key for group in past.groups for change in group.changes]
    return {
        "changes": past,
        "updated": f"{book.issued_on}T00:00:00+08:00",
        "id": _feed_id(book),
        "edition_id": _feed_id(book, book.edition),
        "change_ids": {key: _feed_id(book, book.edition, key) for key in keys},
    }


def _feed_id(book: Book, *about: str) -> str:
    """An id that is the same for the same thing of the same edition, wherever the site lies."""
    return f"urn:uuid:{uuid.uuid5(_FEED, '/'.join((book.jurisdiction, book.title, *about)))}"
