"""The handbook before it has a look: its sections, its items, its index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from checklist_tool.admission.status import decided
from checklist_tool.checks import truth
from checklist_tool.model.admission import STATES, state_of
from checklist_tool.model.base import Cited, Reader, Record, headings
from checklist_tool.model.checked import Read, changed_since, read_in_a_text
from checklist_tool.model.edition import Edition
from checklist_tool.model.kinds import DESK, KIND_BY_NAME, LIST_BY_NAME, LISTS, lists_of
from checklist_tool.problems import ChecklistError
from checklist_tool.render.admission import told
from checklist_tool.render.blocks import (
    MARKED,
    Block,
    MarkedVerdict,
    PrintedSource,
    Row,
    Section,
    Table,
)
from checklist_tool.render.counted import figure_section, ledger_section
from checklist_tool.render.index import Letter, index
from checklist_tool.render.statement import confirmed, statement
from checklist_tool.render.tables import catalogue, counts, materials, register
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.dated import NOTICE, Dated
from checklist_tool.search.view import view

# The parts of the admission book: title, kind, and whether it is a table of short entries.
TASKS = {
    "catalogue": ("准入事项目录", "request", True),
    **{
        KIND_BY_NAME[name].book: (KIND_BY_NAME[name].book_title, name, KIND_BY_NAME[name].items)
        for name in ("request", "joint_review", "intervention", "allowed_board", "board", "count")
    },
}
_SECTIONS = {"ledgers": ledger_section, "figures": figure_section}
_COUNTED = ("allowed_boards", *_SECTIONS)  # which boards may hang, and what is counted
PARTS = {
    "all": ("", (*LISTS, *_COUNTED)),
    **{
        KIND_BY_NAME[name].book: (KIND_BY_NAME[name].book_title, tuple(lists_of(name)))
        for name in DESK
    },
    "tasks": ("准入清单与目录", tuple(TASKS)),
    "counted": ("牌子、台账和数字", _COUNTED),
}
# What each book that can be printed is called in Chinese, which may be typed as well.
TITLES = {
    **{name: title or "全部" for name, (title, _) in PARTS.items()},
    **LISTS,
    **{name: title for name, (title, *_) in TASKS.items()},
}
OFF_LIST = "_off_list"  # no id and no list begins with an underscore


@dataclass(frozen=True, slots=True)
class Book:
    """All that is printed. `part` is empty when the book holds every list.

    A large book is cut into volumes; `volume` is 0 when there is only one. The volume that
    holds the index of all has no sections, and `pages` by item id: where each one stands.
    """

    title: str
    part: str
    edition: str
    jurisdiction: str
    issued_on: str  # ISO
    issued_by: str
    address: str
    revision: str
    notice: str
    statement: str
    legend: tuple[MarkedVerdict, ...]
    sections: tuple[Section, ...]
    sources: tuple[PrintedSource, ...]
    index: tuple[Letter, ...]
    confirmed: Table = ()  # what its statements rest on, by kind
    dispute: tuple[Row, ...] = ()
    places: tuple[str, ...] = ()
    volume: int = 0
    volumes: int = 0
    pages: tuple[tuple[str, str], ...] = ()

    @property
    def date(self) -> str:
        """The day of issue as it is written in Chinese."""
        year, month, day = map(int, self.issued_on.split("-"))
        return f"{year}年{month}月{day}日"

    @property
    def blocks(self) -> Iterator[Block]:
        """Every item, in the order of the book."""
        return (block for section in self.sections for block in section.blocks)

    @property
    def off_list(self) -> Section | None:
        """What holds for a certificate on no list; None unless all certificate lists are in."""
        return next((one for one in self.sections if one.name == OFF_LIST), None)

    @property
    def at(self) -> dict[str, str]:
        """Volume and page of each item, of a book that is an index of others."""
        return dict(self.pages)


def compose(
    repository: Repository,
    what: str,
    revision: str,
    day: date | None = None,
    reader: Reader = "everyone",
) -> Book:
    """The handbook of `what`: all, certificates, services, or one list by its name.

    Only a book of all certificate lists says what holds off the lists. An item whose basis
    changed by that day (by its issue without one) says so. What is not for the reader is left
    out. Raises ChecklistError for any other `what`.
    """
    part, names = _chosen(what)
    edition = repository.edition
    at_hand = _AtHand(repository, day or edition.issued_on, reader)
    origin = at_hand.sources(edition.sources)
    sections = [section for name in names for section in _sections(at_hand, name)]
    if set(names) >= set(lists_of("certificate")):
        sections.insert(len(lists_of("certificate")), _off_list(at_hand, edition))
    # A register that is still empty is no page of a book; asked for alone, it says so.
    sections = [one for one in sections if one.count or one.name not in TASKS or len(names) == 1]
    sections = [replace(section, number=number) for number, section in enumerate(sections, 1)]
    blocks = [block for section in sections for block in section.blocks]
    listed = [entry for name in names for entry in repository.on(name)]
    figures = truth.figures(repository, listed, at_hand.day)
    used = {section.verdict for section in sections} | {block.verdict for block in blocks}
    return Book(
        title=edition.title,
        part=part,
        edition=edition.edition,
        jurisdiction=edition.jurisdiction,
        issued_on=edition.issued_on.isoformat(),
        issued_by=edition.issued_by or "",
        address=edition.address or "",
        revision=revision,
        notice=edition.notice or "",
        statement=statement(sections, origin) + confirmed(figures),
        confirmed=tuple(truth.table(figures)),
        legend=tuple(verdict for verdict in MARKED.values() if verdict in used),
        sections=tuple(sections),
        sources=tuple(at_hand.seen.values()),
        dispute=_dispute(at_hand, edition),
        places=tuple(entry.item.told for entry in repository.of("place") if entry.item.told),
        index=index((text, block.id) for block in blocks for text in (block.name, *block.aliases)),
    )


def _chosen(what: str) -> tuple[str, tuple[str, ...]]:
    if what in LISTS:
        return LISTS[what], (what,)
    if what in TASKS:
        return TASKS[what][0], (what,)
    if what not in PARTS:
        known = "、".join((*PARTS, *LISTS, *TASKS))
        raise ChecklistError(f"没有“{what}”这一册", hint=f"可以写：{known}")
    return PARTS[what]


class _AtHand:
    """The lists while a book is composed, and the sources cited so far, by their numbers."""

    def __init__(self, repository: Repository, day: date, reader: Reader) -> None:
        self.repository = repository
        self.day = day
        self.reader = reader
        self.dated = Dated(repository)
        self.policies = self.dated.register(day)
        self.requests = {entry.id: entry.name for entry in repository.of("request")}
        self.seen: dict[tuple[str, str, str], PrintedSource] = {}

    def sources(self, cited: list[Cited]) -> tuple[PrintedSource, ...]:
        return tuple(dict.fromkeys(self._source(one) for one in cited))

    def _source(self, one: Cited) -> PrintedSource:
        published = "，".join(filter(None, (one.publisher, one.published_on)))
        printed = (one.title, published, one.link)
        return self.seen.setdefault(printed, PrintedSource(len(self.seen) + 1, *printed))


def _sections(at_hand: _AtHand, name: str) -> Iterator[Section]:
    """The sections that a name stands for."""
    if name in _SECTIONS:
        if found := _SECTIONS[name](at_hand.repository, at_hand.sources):
            yield found
    else:
        yield _task(at_hand, name) if name in TASKS else _section(at_hand, name)


def _section(at_hand: _AtHand, name: str) -> Section:
    found = at_hand.repository.lists.get(LIST_BY_NAME[name].path)
    title = getattr(found, "title", LISTS[name])
    about = getattr(found, "about", None) or ""
    verdict = MARKED.get(getattr(found, "verdict", None) or "")
    entries = enumerate(at_hand.repository.on(name), 1)
    blocks = tuple(_block(at_hand, entry, number) for number, entry in entries)
    return Section(name, title, about, len(blocks), verdict, blocks)


def _off_list(at_hand: _AtHand, edition: Edition) -> Section:
    rows = (*_rows(at_hand, edition.off_list), *_dispute(at_hand, edition))
    return Section(OFF_LIST, "清单外的证明", "", 0, MARKED["not_listed"], (), rows)


def _dispute(at_hand: _AtHand, edition: Edition) -> tuple[Row, ...]:
    return tuple(_rows(at_hand, edition.dispute)) if edition.dispute else ()


def _task(at_hand: _AtHand, name: str) -> Section:
    title, kind, tabular = TASKS[name]
    entries = [decided(entry) for entry in at_hand.repository.of(kind)]
    lists = at_hand.repository.lists
    about = next(
        (getattr(lists[entry.source.path], "about", None) or "" for entry in entries
         if entry.source.path in lists), "",
    )  # fmt: skip
    if not tabular:
        blocks = tuple(_block(at_hand, entry, at) for at, entry in enumerate(entries, 1))
        return Section(name, title, about, len(entries), None, blocks)
    if name == "catalogue":
        return Section(name, title, about, len(entries), None, (), table=catalogue(entries))
    cited = [at_hand.sources(entry.item.sources) for entry in entries]
    if kind == "count":
        table = counts(
            [(entry.item, sources) for entry, sources in zip(entries, cited, strict=True)]
        )
    else:
        shown = [list(_shown(at_hand, entry)) for entry in entries]
        table = register(list(zip(entries, shown, cited, strict=True)))
    sources = tuple(dict.fromkeys(source for some in cited for source in some))
    return Section(name, title, about, len(entries), None, (), table=table, sources=sources)


def _block(at_hand: _AtHand, entry: Entry, number: int) -> Block:
    item = entry.item
    place = entry.place()
    notice = at_hand.dated.notice(entry, at_hand.day)
    read = {} if notice else read_in_a_text(item, entry.verdict)
    rows = tuple(_shown(at_hand, entry, read))
    if notice:
        rows = (Row(NOTICE, (f"{notice}。",), False, ""), *rows)
    if entry.kind == "request":
        rows = (Row("状态", (STATES[state_of(item.steps)],), False, ""), *rows)
    return Block(
        id=entry.id,
        name=entry.name,
        aliases=tuple(getattr(item, "aliases", ())),
        list=entry.list,
        verdict=MARKED.get(entry.verdict or ""),
        rows=rows,
        sources=at_hand.sources(item.sources),
        inferred=getattr(item, "provenance", None) == "inferred",
        place=f"{place.path}:{place.line}",
        number=number,
    )


def _shown(at_hand: _AtHand, entry: Entry, read: Read | None = None) -> Iterator[Row]:
    """The rows of an entry but its sources, which are shown apart, with links."""
    sources = headings(type(entry.item))["sources"]
    better = dict(told(entry.item, at_hand.requests))
    changed = changed_since(entry.item, entry.verdict)
    for row in _rows(at_hand, entry.item, read, changed=changed):
        if row.heading != sources:
            yield better.get(row.heading, row)


def _rows(
    at_hand: _AtHand, record: Record, read: Read | None = None, *, changed: bool = False
) -> Iterator[Row]:
    tables = materials(record)
    rows = view(record, at_hand.policies, at_hand.reader, read, changed=changed)
    for heading, lines, numbered, remark in rows:
        yield Row(heading, tuple(lines), numbered, remark, tables.get(heading, ()))
