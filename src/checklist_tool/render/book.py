"""The handbook before it has a look: its sections, its items, its index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklist_tool.lookup.view import view
from checklist_tool.model import LISTS
from checklist_tool.model.base import Cited, Record, headings
from checklist_tool.model.certificate import CERTIFICATE_LISTS
from checklist_tool.model.edition import OffList
from checklist_tool.model.service import SERVICE_LISTS
from checklist_tool.problems import ChecklistError
from checklist_tool.render.index import Group, index
from checklist_tool.render.parts import MARKED, Block, Row, Section, Source, Verdict
from checklist_tool.repository import Entry, Repository

PARTS = {
    "all": ("", tuple(LISTS)),
    "certificates": ("证明清单", tuple(CERTIFICATE_LISTS)),
    "services": ("服务清单", tuple(SERVICE_LISTS)),
}
OFF_LIST = "_off_list"  # no id and no list begins with an underscore


@dataclass(frozen=True, slots=True)
class Book:
    """All that is printed. `part` is empty when the book holds every list."""

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
    legend: tuple[Verdict, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    index: tuple[Group, ...]

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


def compose(repository: Repository, what: str, revision: str) -> Book:
    """The handbook of `what`: all, certificates, services, or one list by its name.

    Only a book of all certificate lists says what holds off the lists. Raises
    ChecklistError for any other `what`.
    """
    part, names = _chosen(what)
    edition = repository.edition
    seen: dict[Cited, Source] = {}
    origin = _sources(edition.sources, seen)
    sections = [_section(repository, name, seen) for name in names]
    if set(names) >= set(CERTIFICATE_LISTS):
        sections.insert(len(CERTIFICATE_LISTS), _off_list(repository, edition.off_list))
    blocks = [block for section in sections for block in section.blocks]
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
        statement=_statement(blocks, origin),
        legend=tuple(verdict for verdict in MARKED.values() if verdict in used),
        sections=tuple(sections),
        sources=tuple(seen.values()),
        index=index((text, block.id) for block in blocks for text in (block.name, *block.aliases)),
    )


def _chosen(what: str) -> tuple[str, tuple[str, ...]]:
    if what in LISTS:
        return LISTS[what], (what,)
    if what not in PARTS:
        known = "、".join((*PARTS, *LISTS))
        raise ChecklistError(f"没有“{what}”这一册", hint=f"可以写：{known}")
    return PARTS[what]


def _section(repository: Repository, name: str, seen: dict[Cited, Source]) -> Section:
    lists = repository.lists
    found = next((lists[path] for path in lists if path.endswith(f"/{name}.yaml")), None)
    title = getattr(found, "title", LISTS[name])
    about = getattr(found, "about", None) or ""
    verdict = MARKED.get(getattr(found, "verdict", None) or "")
    blocks = tuple(_block(repository, entry, seen) for entry in repository.on(name))
    return Section(name, title, about, len(blocks), verdict, blocks)


def _off_list(repository: Repository, rule: OffList) -> Section:
    rows = tuple(_rows(repository, rule))
    return Section(OFF_LIST, "清单外的证明", "", 0, MARKED["not_listed"], (), rows)


def _block(repository: Repository, entry: Entry, seen: dict[Cited, Source]) -> Block:
    item = entry.item
    sources = headings(type(item))["sources"]  # shown apart, with links
    place = entry.place()
    return Block(
        id=entry.id,
        name=entry.name,
        aliases=tuple(item.aliases),
        list=entry.list,
        verdict=MARKED.get(entry.verdict or ""),
        rows=tuple(row for row in _rows(repository, item) if row.heading != sources),
        sources=_sources(item.sources, seen),
        inferred=item.provenance == "inferred",
        place=f"{place.path}:{place.line}",
    )


def _rows(repository: Repository, record: Record) -> Iterator[Row]:
    for heading, lines, numbered, remark in view(record, repository.policies):
        yield Row(heading, tuple(lines), numbered, remark)


def _sources(cited: list[Cited], seen: dict[Cited, Source]) -> tuple[Source, ...]:
    for one in cited:
        published = "，".join(filter(None, (one.publisher, one.published_on)))
        seen.setdefault(one, Source(len(seen) + 1, one.title, published, one.url or ""))
    return tuple(seen[one] for one in cited)


def _statement(blocks: list[Block], origin: tuple[Source, ...]) -> str:
    cited = {source for block in blocks for source in block.sources}
    inferred = sum(block.inferred for block in blocks)
    said = f"本册收录 {len(blocks)} 项，引用出处 {len(cited)} 处，逐项注明。"
    if inferred:
        said += f"其中 {inferred} 项未见于公开清单，由整理者归纳，标有“推定”。"
    for source in origin:
        published = f"（{source.published}）" if source.published else ""
        said += f"清单的由来见《{source.title}》{published}。"
    return said
