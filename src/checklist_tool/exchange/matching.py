"""Which entries of the lists the rows of a foreign table mean, and what that makes of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from checklist_tool.chinese.names import folded, without_brackets
from checklist_tool.exchange import book, marks
from checklist_tool.exchange.foreign import Foreign, Named
from checklist_tool.exchange.grids import TableFault
from checklist_tool.exchange.head import COMPOSED
from checklist_tool.exchange.plan import Candidate, Edit, Plan, PlanAct, PlanRow
from checklist_tool.exchange.units import Unit
from checklist_tool.model.kinds import DESK
from checklist_tool.repository import Entry, Repository
from checklist_tool.search import answer, build
from checklist_tool.search.store import Index

Complete = Callable[[Named], Mapping[str, Any]]
Progress = Callable[[int, int], object]  # is given how many rows are matched, and of how many
Found = tuple[str, str]
SKIP, NEW = "skip", "new"


def planned(
    repository: Repository,
    foreign: Foreign,
    file: str,
    today: str,
    decisions: Mapping[str, str],
    complete: Complete,
    searches: Searches,
    progress: Progress | None = None,
) -> Plan:
    """What the table makes of the lists.

    An entry of the same name on the same list is that entry. One that fits by an alias, by the
    search, or on another list is doubtful: a person says which it is, by `decisions` (a name, and
    an id, `new` or `skip`). `complete` gives a new entry what it does not say itself.
    """
    plan = Plan(file, faults=list(foreign.faults), remarks=list(foreign.remarks),
                head=dict(foreign.columns))  # fmt: skip
    known = _Known(repository, today, searches.of(repository))
    decisions = {marks.name(name): decision for name, decision in decisions.items()}
    used: set[str] = set()
    for number, named in enumerate(foreign.entries):
        if progress:
            progress(number, len(foreign.entries))
        row = known.row(named, decisions.get(named.name), complete)
        if row.id and row.id in used:
            plan.faults.append(
                TableFault(named.at, f"{row.id} 已经对上了前面的一行", "改用 new 或者 skip")
            )
        used.add(row.id)
        plan.rows.append(row)
    names = {named.name for named in foreign.entries}
    for name in sorted(set(decisions) - names):
        plan.remarks.append(f"--decide 里的“{name}”不在文件里")
    for name in foreign.lists:
        gone = [entry for entry in book.entries(repository, name) if entry.id not in used]
        plan.rows += [PlanRow("missing", name, entry.id, entry.name) for entry in gone]
    return plan


class Searches:
    """What the search of the desk finds for a name, asked once for each state of the lists."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._index: Index | None = None
        self._repository = Repository()
        self._found: dict[tuple[str, str, str], tuple[list[Found], list[Found]]] = {}

    def of(self, repository: Repository) -> Searches:
        """The searches in these lists; what was found in other lists is forgotten."""
        texts = {path: source.text for path, source in repository.sources.items()}
        if texts != self._texts:
            self._texts, self._repository = texts, repository
            self._index = None
            self._found.clear()
        return self

    def found(self, name: str, kind: str, today: str) -> tuple[list[Found], list[Found]]:
        """The ids of what a name surely means, and of what is near, each with what was found."""
        key = (name, kind, today)
        if key not in self._found:
            if self._index is None:
                self._index = Index(build.in_memory(self._repository))
            said = answer.ask(self._index, name, today, kind)
            sure, near = (
                [(str(row[0]), match.matched_on[2]) for match, row in rows[:3]]
                for rows in (said.matches, said.near)
            )
            self._found[key] = sure, near
        return self._found[key]


class _Known:
    def __init__(self, repository: Repository, today: str, searches: Searches) -> None:
        self.today = today
        self.searches = searches
        self.entries = {
            entry.id: (name, entry)
            for name in book.tables()
            for entry in book.entries(repository, name)
            if entry.kind in DESK
        }
        self.names: dict[str, list[str]] = {}
        self.likely: dict[str, list[tuple[str, str]]] = {}
        for item_id, (_, entry) in self.entries.items():
            self.names.setdefault(folded(entry.name), []).append(item_id)
            bare = folded(without_brackets(entry.name))
            self.likely.setdefault(bare, []).append((item_id, "名称，括号里的不算"))
            for alias in entry.aliases:
                self.likely.setdefault(folded(alias), []).append((item_id, f"又称“{alias}”"))

    def row(self, named: Named, decision: str | None, complete: Complete) -> PlanRow:
        if decision == SKIP:
            return PlanRow("same", named.list, "", named.name, named.at, remark="跳过")
        if decision and decision != NEW:
            return self._decided(named, decision)
        same = [one for one in self.names.get(folded(named.name), ())
                if self.entries[one][0] == named.list]  # fmt: skip
        purpose = named.values.get("purpose")
        if len(same) > 1 and purpose:
            same = [one for one in same if self.entries[one][1].item.purpose == purpose]
        if len(same) == 1 and decision != NEW:
            return self._compared(named, same[0])
        if decision != NEW and (candidates := self._candidates(named)):
            return PlanRow("doubtful", named.list, "", named.name, named.at, _edits(named),
                       tuple(candidates), named.remark)  # fmt: skip
        there = copy.deepcopy(dict(complete(named)))
        given = replace(named, values={**there, **named.values})
        near = self._searched(named, sure=False)
        remark = f"相近的有：{'、'.join(f'{one.name}（{one.id}）' for one in near)}" if near else ""
        return PlanRow("new", named.list, "", named.name, named.at, _edits(given),
                   remark="；".join(filter(None, (named.remark, remark))))  # fmt: skip

    def _decided(self, named: Named, item_id: str) -> PlanRow:
        name, entry = self.entries.get(item_id, (None, None))
        if entry is None or name != named.list:
            why = "清单里没有" if entry is None else "在另一张清单上，移过来用 checklist move："
            return PlanRow("doubtful", named.list, "", named.name, named.at, _edits(named),
                       tuple(self._candidates(named)), f"{why} {item_id}")  # fmt: skip
        return self._compared(named, item_id)

    def _compared(self, named: Named, item_id: str) -> PlanRow:
        """The row of an entry that is known: what the table says otherwise.

        Routes, materials and bases are taken only where there are none: those that are there say
        more than a cell can.
        """
        entry: Entry = self.entries[item_id][1]
        record = book.whole(entry)
        edits = []
        for edit in _edits(named, renaming=folded(named.name) != folded(entry.name)):
            unit = _unit(entry.kind, edit)
            before = unit.text(record) if not unit.rows else ""
            there = record.get(edit.path[0])
            if there and (unit.rows or unit.form in ("basis", "lines") or unit.key == "note"):
                continue
            if book.plain(before) != book.plain(edit.after):
                edits.append(replace(edit, before=before))
        act: PlanAct = "changed" if edits else "same"
        if any(edit.path == ("name",) for edit in edits):
            act = "renamed"
        return PlanRow(
            act, named.list, item_id, entry.name, named.at, tuple(edits), remark=named.remark
        )

    def _candidates(self, named: Named) -> list[Candidate]:
        found: dict[str, str] = {}
        for item_id in self.names.get(folded(named.name), ()):
            on = self.entries[item_id][0]
            found[item_id] = "同名" if on == named.list else f"同名，在{book.tables()[on]}上"
        for key in (folded(named.name), folded(without_brackets(named.name))):
            for item_id, on in self.likely.get(key, ()):
                found.setdefault(item_id, on)
        kind = book.kind_named(named.list).name
        given = [self._candidate(item_id, on) for item_id, on in found.items()
                 if self.entries[item_id][1].kind == kind]  # fmt: skip
        return given or self._searched(named, sure=True)

    def _candidate(self, item_id: str, on: str) -> Candidate:
        name, entry = self.entries[item_id]
        return Candidate(item_id, entry.name, name, on)

    def _searched(self, named: Named, *, sure: bool) -> list[Candidate]:
        """What the search of the desk finds: where it is sure, or else what is near."""
        if not self.entries:
            return []
        kind = book.kind_named(named.list).name
        matches, near = self.searches.found(named.name, kind, self.today)
        return [self._candidate(item_id, f"查到“{text}”") for item_id, text in
                (matches if sure else near) if item_id in self.entries]  # fmt: skip


def _edits(named: Named, *, renaming: bool = True) -> tuple[Edit, ...]:
    """What an entry says, field by field."""
    found = []
    values = {**({"name": named.name} if renaming else {}), **named.values}
    for unit in book.units_of(book.kind_named(named.list)):
        if unit.path[0] not in values or (len(unit.path) > 1 and unit.text(values) == ""):
            continue
        value = values[unit.path[0]] if len(unit.path) == 1 else unit.value(unit.text(values))
        shown = unit.text(values) if not unit.rows else _joined(unit, values)
        found.append(Edit(unit.path, unit.heading, "", shown, value,
                          named.places.get(unit.key, named.at)))  # fmt: skip
    return tuple(found)


def _joined(unit: Unit, values: Mapping[str, Any]) -> str:
    return "\n".join("；".join(filter(None, row)) for row in unit.cells(values))


def _unit(kind: str, edit: Edit) -> Unit:
    from checklist_tool.model.kinds import KIND_BY_NAME

    return next(unit for unit in book.units_of(KIND_BY_NAME[kind]) if unit.path == edit.path)


def offered(lists: Repository, to: Repository, named: Named) -> dict[str, Any]:
    """What other lists know of a certificate or service of exactly this name.

    Verdict, reason and routes go along only where the list there says the same as the one here;
    bases only where the policy is registered here too.
    """
    there = next((entry for entry in lists.of(*DESK)
                  if folded(entry.name) == folded(named.name)), None)  # fmt: skip
    if there is None or there.kind != book.kind_named(named.list).name:
        return {}
    record = book.whole(there)
    alike = there.list == named.list
    keys = ("aliases", "asked_by", *book.WORDS, *(_CONTENT if alike else ()))
    found = {key: record[key] for key in keys if record.get(key)}
    bases = [one for one in record.get("basis", ()) if one.get("policy") in to.policies]
    if bases and alike:
        found["basis"] = bases
    return found


_CONTENT = ("reason", "conditions", "exceptions", "steps", "audience", "where", "time_limit", "fee",
            "phone", "sources", "provenance", "inferred", *COMPOSED)  # fmt: skip
