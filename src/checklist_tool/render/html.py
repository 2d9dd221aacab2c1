"""The handbook as one file for the browser."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from checklist_tool.lookup.words import plain
from checklist_tool.render.book import Book
from checklist_tool.render.templates import fill


def page(book: Book, root: Path | str) -> str:
    """The whole handbook as HTML5: it asks for nothing from outside and works from file://."""
    return fill(root, "handbook/handbook.html", book=book, keys=_keys(book))


def _keys(book: Book) -> dict[str, list[list[str]]]:
    """By what each item is found: plain text and syllables of its name and aliases."""
    keys: dict[str, list[list[str]]] = defaultdict(list)
    for group in book.index:
        for entry in group.entries:
            for target in entry.targets:
                keys[target].append([plain(entry.text), " ".join(entry.syllables)])
    return dict(keys)
