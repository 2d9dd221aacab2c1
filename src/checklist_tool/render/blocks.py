"""What a book is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checklist_tool.model.base import Cited
from checklist_tool.model.kinds import VERDICTS


@dataclass(frozen=True, slots=True)
class MarkedVerdict:
    """What the desk may do, as a word, and as a mark that needs no colour."""

    key: str
    word: str
    mark: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """Where a statement was seen; numbered through the book. `url` is empty for a print."""

    number: int
    title: str
    published: str
    url: str


def sources_of(cited: Sequence[Cited]) -> list[PrintedSource]:
    """Where something was seen, as pages link to it."""
    return [
        PrintedSource(
            number, one.title, "，".join(filter(None, (one.publisher, one.published_on))),
            one.link,
        )
        for number, one in enumerate(cited, 1)
    ]  # fmt: skip


Table = tuple[tuple[str, ...], ...]  # the first line is the head


@dataclass(frozen=True, slots=True)
class Bar:
    """One group of a chart: its bar in hundredths of the longest; share and rank may be empty."""

    label: str
    said: str
    length: int
    share: str
    rank: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that are read without colour, each with its number in the unit."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One heading of an item, its lines, and a remark ("" mostly).

    `table` says the same as the lines where they have columns; it is empty mostly. `ticked`: each
    line is a thing to bring, with a box before it. `charts` show the numbers of a report.
    """

    heading: str
    lines: tuple[str, ...]
    numbered: bool
    remark: str
    table: Table = ()
    ticked: bool = False
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One item as it is printed. `inferred`: the item itself is the compilers' reading.

    `number` counts within its list.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    list: str
    verdict: MarkedVerdict | None
    rows: tuple[Row, ...]
    sources: tuple[PrintedSource, ...]
    inferred: bool
    place: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """One list with its items; the page on certificates off the lists has rows instead.

    A register of short entries is a table; `sources` are those that the table cites.
    `number` counts within the book; `count` is all items of the list, which may go on in
    another volume. `continued`: it began in the volume before.
    """

    name: str
    title: str
    about: str
    count: int
    verdict: MarkedVerdict | None
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...] = ()
    table: Table = ()
    sources: tuple[PrintedSource, ...] = ()
    number: int = 1
    continued: bool = False


_MARKS = {
    "issue": ("✓", "居（村）民委员会可以开具，照“条件”和“步骤”办。"),
    "refuse": ("×", "居（村）民委员会不开具；“替代方式”写明到哪里办、带什么。"),
    "conditional": ("△", "先看“条件”：符合的照“步骤”开具，不符合的照“替代方式”办。"),
    "elsewhere": ("→", "不是居（村）民委员会办的事；“请找”写明归哪个单位。"),
    "not_listed": ("◇", "几张清单上都没有的证明，见“清单外的证明”。"),
}
MARKED = {key: MarkedVerdict(key, word, *_MARKS[key]) for key, word in VERDICTS.items()}
