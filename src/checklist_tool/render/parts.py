"""What a book is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the desk may do, as a word, and as a mark that needs no colour."""

    key: str
    word: str
    mark: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was seen; numbered through the book. `url` is empty for a print."""

    number: int
    title: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One heading of an item, its lines, and a remark ("" mostly)."""

    heading: str
    lines: tuple[str, ...]
    numbered: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Block:
    """One item as it is printed. `inferred`: the item itself is the compilers' reading."""

    id: str
    name: str
    aliases: tuple[str, ...]
    list: str
    verdict: Verdict | None
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    inferred: bool
    place: str


@dataclass(frozen=True, slots=True)
class Section:
    """One list with its items; the page on certificates off the lists has rows instead."""

    name: str
    title: str
    about: str
    count: int
    verdict: Verdict | None
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...] = ()
