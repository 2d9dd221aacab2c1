"""Ledgers: which there are, their entries and totals, and new or changed entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from checklist_tool.checks.ledgers import entries as entries_of
from checklist_tool.checks.ledgers import ledgers as ledgers_of
from checklist_tool.editing import source
from checklist_tool.editing.assign import Assignment
from checklist_tool.editing.items import edit, proposed_id
from checklist_tool.editing.layout import layout_of
from checklist_tool.editing.locate import find
from checklist_tool.files import WorkingTree
from checklist_tool.model.base import headings
from checklist_tool.model.edition import CitedCount
from checklist_tool.model.ledger import Ledger, LedgerEntry
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.report import totals as report
from checklist_tool.report.grouping import Value
from checklist_tool.report.spans import ALWAYS, Days
from checklist_tool.report.totals import Total
from checklist_tool.repository import Decide, Decided, Entry, Repository, load
from checklist_tool.search.view import ViewRow, view
from checklist_tool.usecases.committees import names_of

__all__ = ["Total", "Value"]  # what doors are given

_FOLDER = "data/ledgers/"


@dataclass(frozen=True, slots=True)
class Selection:
    """A ledger with those of its entries that were asked for."""

    name: str
    ledger: Ledger
    entries: list[Entry]
    lists: Repository

    @property
    def headings(self) -> list[str]:
        """What stands above a table of the entries."""
        return ["编号", "名称", *(field.heading for field in self.ledger.fields)]

    def row(self, entry: Entry) -> list[str]:
        """An entry as a row of such a table."""
        values = cast(LedgerEntry, entry.item).values
        cells = [
            report.shown(self.lists, self.ledger, field.key, values[field.key])
            if field.key in values else ""
            for field in self.ledger.fields
        ]  # fmt: skip
        return [entry.id, entry.name, *cells]

    def rows(self, entry: Entry) -> list[ViewRow]:
        """Everything an entry says, heading by heading."""
        values = cast(LedgerEntry, entry.item).values
        inside = [
            (field.heading, [report.shown(self.lists, self.ledger, field.key, value)], False, "")
            for field in self.ledger.fields
            if (value := values.get(field.key))
        ]
        heading = headings(LedgerEntry)["values"]
        return [
            *inside,
            *(row for row in view(entry.item, self.lists.policies) if row[0] != heading),
        ]

    def as_json(self) -> dict[str, Any]:
        """The ledger in its stable form."""
        ledger = self.ledger
        return {
            "ledger": self.name,
            "title": ledger.title,
            "entry": ledger.entry,
            "fields": [one.model_dump(mode="json", exclude_defaults=True) for one in ledger.fields],
            "entries": [entry_as_json(entry) for entry in self.entries],
            "counts": [report.count_as_json(one) for one in ledger.counts],
        }


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """An entry in its stable form, with where it stands."""
    return {
        **entry.item.model_dump(mode="json", exclude_defaults=True),
        "place": str(entry.place()),
    }


def read(root: Path) -> Repository:
    """All that can be read below the root."""
    return load(WorkingTree(root))[0]


def every(repository: Repository) -> list[Selection]:
    """Every ledger, in the order of the files."""
    return [
        Selection(_name(file.path), ledger, _entries(repository, file.path), repository)
        for file, ledger in ledgers_of(repository)
    ]


def book(repository: Repository, wanted: str) -> Selection:
    """The ledger with this name or title; raises ChecklistError when there is none."""
    books = every(repository)
    found = next((one for one in books if wanted in (one.name, one.ledger.title)), None)
    if found:
        return found
    path = f"{_FOLDER}{wanted}.yaml"
    if path in repository.unread:
        raise ChecklistError(f"{path} 读不了", hint="先运行 checklist validate，按提示改好")
    names = [name for one in books for name in (one.name, one.ledger.title)]
    listed = "、".join(f"{one.name}（{one.ledger.title}）" for one in books)
    otherwise = f"台账有：{listed}" if listed else f"还没有台账；在 {_FOLDER} 里写一个文件就有了"
    raise unknown("没有叫“{}”的台账", wanted, names, otherwise)


def chosen(
    whole: Selection, days: Days = ALWAYS, committee: str | None = None, words: Sequence[str] = ()
) -> Selection:
    """The ledger with the entries of these days, of this committee, that say all these words."""
    found = whole.entries
    if days != ALWAYS:
        found, _ = report.placed(whole.ledger, found, days)
    if committee:
        names = names_of(whole.lists, committee)
        keys = [field.key for field in whole.ledger.fields if field.type == "committee"]
        if not keys:
            raise ChecklistError(f"《{whole.ledger.title}》没有居村这一栏", hint="去掉 --committee")
        found = [
            entry for entry in found
            if any(cast(LedgerEntry, entry.item).values.get(key) in names for key in keys)
        ]  # fmt: skip
    for word in words:
        found = [entry for entry in found if any(word in cell for cell in whole.row(entry))]
    return Selection(whole.name, whole.ledger, found, whole.lists)


def entry(whole: Selection, wanted: str) -> Entry:
    """The entry of a ledger with this id or name; raises ChecklistError when there is none."""
    found = [one for one in whole.entries if wanted in (one.id, one.name)]
    if len(found) == 1:
        return found[0]
    if found:
        shown = "、".join(one.id for one in found)
        raise ChecklistError(f"不止一条叫“{wanted}”：{shown}", hint="写编号")
    names = [text for one in whole.entries for text in (one.id, one.name)]
    raise unknown(
        f"《{whole.ledger.title}》里没有编号或名称是“{{}}”的一条", wanted, names,
        f"用 checklist ledger {whole.name} list 看有哪些",
    )  # fmt: skip


def totals(whole: Selection, days: Days = ALWAYS, today: date = date.max) -> list[Total]:
    """Every measure of a ledger, from these of its entries; of days after today none is known."""
    return report.totals(whole.lists, whole.name, whole.ledger, whole.entries, days, today)


def cited(count: CitedCount) -> str:
    """A cited count in words: the number as the source has it, where it says so, and its span."""
    source = f"《{count.sources[0].title}》" if count.sources else ""
    stated = f"“{count.span.stated}”" if count.span.stated else ""
    return f"{count.id}：{count.said}，{source}{stated}（{count.span.days}）"


def days_of(start: date | None, end: date | None) -> Days:
    """The days from one to the other; raises ChecklistError when they are swapped."""
    days = (start or date.min, end or date.max)
    if days[0] > days[1]:
        raise ChecklistError(f"开始 {start} 在结束 {end} 之后", hint="把 --from 和 --to 对调")
    return days


def added(wanted: str, assignments: Sequence[Assignment]) -> Decide:
    """Put a new entry at the end of a ledger; its id comes from its name when none is given."""

    def decide(repository: Repository) -> Decided:
        there = source(repository, path_of(repository, wanted))
        whole = book(repository, wanted)
        layout = layout_of(there.path).of("items").of(0)
        item: dict[str, Any] = {}
        for one in _inside(whole.ledger, assignments):
            one.apply(item, layout)
        if not item.get("id"):
            item = {"id": proposed_id(str(item.get("name") or ""), repository), **item}
        data = cast(dict[str, Any], there.data)
        return {there.path: {**data, "items": [*(data.get("items") or []), item]}}

    return decide


def edited(wanted: str, which: str, assignments: Sequence[Assignment]) -> Decide:
    """Change fields of one entry of a ledger."""

    def decide(repository: Repository) -> Decided:
        whole = book(repository, wanted)
        path = path_of(repository, wanted)
        named = {one.id: one for one in whole.entries if which in (one.id, one.name)}
        spot = find(repository, next(iter(named)) if len(named) == 1 else which)
        if spot.path != path:
            raise ChecklistError(f"《{whole.ledger.title}》里没有“{which}”", hint="写这一条的编号")
        return edit(spot.id, _inside(whole.ledger, assignments))(repository)

    return decide


def _inside(ledger: Ledger, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The assignments with the keys and headings of the ledger's fields as what they mean."""
    own = LedgerEntry.model_fields
    found = []
    for one in assignments:
        field = None if one.path in own else ledger.field(one.path)
        path = f"values.{field.key}" if field else one.path
        found.append(Assignment(path, one.value, one.append))
    return found


def _entries(repository: Repository, path: str) -> list[Entry]:
    return [one for one, _ in entries_of(repository) if one.source.path == path]


def _name(path: str) -> str:
    return path.removeprefix(_FOLDER).removesuffix(".yaml")


def path_of(repository: Repository, wanted: str) -> str:
    """The file of a ledger; raises ChecklistError when there is none."""
    return f"{_FOLDER}{book(repository, wanted).name}.yaml"
