"""A large book in volumes: what stands in which, and one index of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checklist_tool.render.blocks import Block, Section
from checklist_tool.render.book import Book

LIMIT = 1000  # items; setting them takes about a gigabyte of memory, and more than twice for twice


def cut(book: Book, limit: int = LIMIT) -> list[Book]:
    """The book itself, or its volumes of nearly the same size, none with an index.

    A list may go on in the next volume. Each volume has the sources that it cites.
    """
    total = sum(1 for _ in book.blocks)
    if total <= limit:
        return [book]
    count = -(-total // limit)
    shares = [total * at // count - total * (at - 1) // count for at in range(1, count + 1)]
    dealt = _dealt(book.sections, shares)
    return [_volume(book, sections, number, count) for number, sections in enumerate(dealt, 1)]


def index(book: Book, pages: Mapping[str, tuple[int, str]]) -> Book:
    """The volume that has the index of all; `pages` gives volume and page of each item."""
    found = tuple((id_, f"{volume}-{page}") for id_, (volume, page) in pages.items())
    count = max(volume for volume, _ in pages.values())
    return replace(
        book, sections=(), sources=(), legend=(), statement="", volumes=count, pages=found,
        part=f"{book.part} 索引".strip(),
    )  # fmt: skip


def _dealt(sections: tuple[Section, ...], shares: list[int]) -> Iterator[list[Section]]:
    """The sections of each volume, with so many blocks in it; one without blocks stays in place."""
    left = list(sections)
    for number, share in enumerate(shares, 1):
        volume: list[Section] = []
        room = share
        while left and (room > 0 or number == len(shares) or not left[0].blocks):
            section = left.pop(0)
            if len(section.blocks) > room:
                rest = section.blocks[room:]
                left.insert(0, replace(section, blocks=rest, continued=True))
                section = replace(section, blocks=section.blocks[:room])
            room -= len(section.blocks)
            volume.append(section)
        yield volume


def _volume(book: Book, sections: list[Section], number: int, count: int) -> Book:
    blocks = [block for section in sections for block in section.blocks]
    verdicts = {section.verdict for section in sections} | {block.verdict for block in blocks}
    parts: list[Section | Block] = [*sections, *blocks]
    cited = {source.number for part in parts for source in part.sources}
    return replace(
        book,
        sections=tuple(sections),
        legend=tuple(verdict for verdict in book.legend if verdict in verdicts),
        sources=tuple(source for source in book.sources if source.number in cited),
        index=(),
        volume=number,
        volumes=count,
    )
