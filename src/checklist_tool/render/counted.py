"""What is counted and meant for everybody: public ledgers, and the figures of an edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from checklist_tool.model.base import Cited
from checklist_tool.model.edition import CitedCount
from checklist_tool.model.ledger import Ledger, LedgerEntry
from checklist_tool.render.blocks import PrintedSource, Section, Table
from checklist_tool.render.days import written
from checklist_tool.render.shown_figures import shown
from checklist_tool.report.published import published
from checklist_tool.report.totals import shown as in_words
from checklist_tool.repository import Entry, Repository

SourcesOf = Callable[[list[Cited]], Sequence[PrintedSource]]


@dataclass(frozen=True, slots=True)
class PublicLedger:
    """A ledger that everybody may read: its entries, and the counts that are cited for it."""

    name: str
    ledger: Ledger
    entries: tuple[Entry, ...]
    repository: Repository

    @property
    def table(self) -> Table:
        """The entries, with the fields that any of them fills; empty without entries."""
        used = [
            field
            for field in self.ledger.fields
            if any(field.key in _values(one) for one in self.entries)
        ]
        if not self.entries:
            return ()
        head = ("名称", *(field.heading for field in used))
        return head, *(
            (one.name, *(self._cell(one, field.key) for field in used)) for one in self.entries
        )

    def heading(self, count: CitedCount) -> str:
        """What a count counts."""
        measures = {one.key: one.heading for one in self.ledger.measures}
        return measures.get(count.measure, count.measure)

    def _cell(self, entry: Entry, key: str) -> str:
        value = _values(entry).get(key)
        return in_words(self.repository, self.ledger, key, value) if value else ""


def ledgers(repository: Repository) -> list[PublicLedger]:
    """Every public ledger, in the order of the files."""
    return [
        PublicLedger(
            path.rpartition("/")[2].removesuffix(".yaml"), record,
            tuple(one for one in repository.of("ledger") if one.source.path == path), repository,
        )
        for path, record in repository.lists.items()
        if isinstance(record, Ledger) and record.public
    ]  # fmt: skip


def ledger_section(repository: Repository, sources: SourcesOf) -> Section | None:
    """The public ledgers as a section of a book, entries and cited counts; None without any."""
    rows = []
    seen: dict[PrintedSource, None] = {}

    def numbers(cited: list[Cited]) -> str:
        found = sources(cited)
        seen.update(dict.fromkeys(found))
        return "".join(f"〔{one.number}〕" for one in found)

    for one in ledgers(repository):
        head, *lines = one.table or ((),)
        for entry, (name, *cells) in zip(one.entries, lines, strict=True):
            said = (f"{title} {cell}" for title, cell in zip(head[1:], cells, strict=True) if cell)
            cited = cast(LedgerEntry, entry.item).sources
            rows.append((one.ledger.title, name, "；".join(said), numbers(cited)))
        for count in one.ledger.counts:
            said_of = f"{count.said}（{count.area}，{count.span.said}）"
            rows.append((one.ledger.title, one.heading(count), said_of, numbers(count.sources)))
    if not rows:
        return None
    about = "公开的台账：逐条的记录，和来源只给出数目的；引用的照来源的写法和时段，不相加。"
    table = (("台账", "条目", "内容", "出处"), *rows)
    return Section(
        "ledgers", "台账", about, len(rows), None, (), table=table, sources=tuple(seen)
    )  # fmt: skip


def figure_section(repository: Repository, sources: SourcesOf) -> Section | None:
    """The figures that the edition publishes as a section of a book; None when it names none."""
    found = published(repository)
    if found is None:
        return None
    days, figures = found
    rows = []
    seen: dict[PrintedSource, None] = {}
    names = {entry.id: entry.name for entry in repository.entries}
    several = zip(figures, shown(figures, names, {}), strict=True)
    for figure, as_shown in several:
        for part, one in zip(figure.shown, as_shown.parts, strict=False):
            cited = sources(part.cited.sources) if part.cited else ()
            seen.update(dict.fromkeys(cited))
            of = "、".join(link.text for link in one.links)
            behind = "，".join(filter(None, (one.how, one.span))) + (f"：{of}" if of else "")
            numbers = "".join(f"〔{source.number}〕" for source in cited)
            rows.append((figure.section, figure.heading, part.said, behind, numbers))
    about = f"{written(days[0])}至{written(days[1])}。引用的数字照来源的写法和时段，不相加。"
    if lacking := "、".join(figure.heading for figure in figures if not figure.shown):
        about += f"不知道的：{lacking}。不知道不是没有。"
    table = (("部分", "统计项", "数", "由来", "出处"), *rows)
    return Section(
        "figures", "工作数据", about, len(rows), None, (), table=table, sources=tuple(seen)
    )  # fmt: skip


def _values(entry: Entry) -> dict[str, str]:
    return cast(LedgerEntry, entry.item).values
