"""How a record is filled in: its fields, whether a value fits, and which one was at fault."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checklist_tool import yaml_source
from checklist_tool.checks.impact import called
from checklist_tool.checks.losses import odd_entry
from checklist_tool.editing import Change, vocabulary
from checklist_tool.editing.assign import Assignment
from checklist_tool.editing.layout import Layout, layout_of
from checklist_tool.editing.locate import TITLES, Located, find, holding, in_file
from checklist_tool.editing.written import flow
from checklist_tool.model.base import Column, Record, columns
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import Fault, fit
from checklist_tool.model.kinds import VOCABULARY
from checklist_tool.model.meant import day_meant
from checklist_tool.model.nearest import record_in
from checklist_tool.model.vocabulary import Words
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository
from checklist_tool.values import value_of

__all__ = [
    "TITLES", "Assignment", "Fault", "FormField", "Located", "RecordForm", "Repository", "at_fault",
    "changed", "day_meant", "forms", "last_changed", "new_item", "policies", "policy_id",
    "registered",
]  # fmt: skip

_PLACE = re.compile(r"([^\s（，：“”]+\.yaml):(\d+):\d+")


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The fields of a record; the policies that it may cite are those of the lists."""

    lists: Repository
    shape: type[Record]
    layout: Layout

    def fields(self) -> list[FormField]:
        """The fields in the order of the model."""
        return [FormField(self, name, column) for name, column in columns(self.shape)]

    def field(self, called: str) -> FormField | None:
        """The field of this key or Chinese heading."""
        name = self.layout.headings.get(called, called)
        return next((field for field in self.fields() if field.name == name), None)

    def apply(self, assignments: Sequence[Assignment], record: dict[str, Any]) -> None:
        """Change a record; raises ChecklistError where that makes no sense."""
        for one in assignments:
            one.apply(record, self.layout)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form."""

    form: RecordForm
    name: str
    column: Column

    @property
    def is_required(self) -> bool:
        """Whether the record must have it."""
        return self.form.shape.model_fields[self.name].is_required()

    @property
    def is_list(self) -> bool:
        """Whether it has several entries."""
        return self._layout.element is not None

    @property
    def inside(self) -> RecordForm | None:
        """The form of the record that it is, or that each of its entries is."""
        part = record_in(self.form.shape.model_fields[self.name].annotation)
        layout = self._layout.of(0) if self.is_list else self._layout
        return RecordForm(self.form.lists, part, layout) if part is not None else None

    @property
    def words(self) -> Mapping[str, str]:
        """The values that may be chosen, each with what it means in Chinese."""
        return policies(self.form.lists) if self.name == "policy" else dict(self.column.words)

    @property
    def about(self) -> str:
        """What to write, and which values there are."""
        says = "、".join(f"{value} {word}" for value, word in self.column.words.items())
        return "；".join(filter(None, (self.column.says, says)))

    def typed(self, value: Any) -> str:
        """The value, or an entry of it, as it would be typed; empty for none."""
        layout = self._layout.of(0) if self.is_list else self._layout
        return value if isinstance(value, str) else "" if value is None else flow(value, layout)

    def shown(self, entry: Any) -> str:
        """An entry in one line: its texts, or as it would be written in brackets."""
        texts = list(entry.values()) if isinstance(entry, dict) else [entry]
        whole = all(isinstance(text, str) for text in texts)
        return "  ".join(texts) if whole else flow(entry, self._layout.of(0))

    def read(self, typed: str) -> str:
        """The value that was typed, also where it was called by its Chinese word."""
        if self.name == "policy":
            return policy_id(self.form.lists, typed)
        return value_of(self.column.words, typed) or typed

    def fault(self, value: str) -> Fault | None:
        """What is wrong with a value, or with an entry of a list."""
        name = self.name
        if name == "policy" and (fault := registered(self.form.lists, value)):
            return fault
        if (self.is_list or name == "name") and (odd := odd_entry(name, value)):
            return Fault((), "", odd.message, odd.hint, meant=odd.meant)
        faults = fit(self.form.shape, {name: [value] if self.is_list else value})[1]
        return next((one for one in faults if one.loc[:1] == (name,)), None)

    @property
    def _layout(self) -> Layout:
        return self.form.layout.of(self.name)


def new_item(lists: Repository, path: str) -> tuple[list[RecordForm], str | None]:
    """The forms of a new item of this file: the record and its words; and the list's verdict."""
    there = lists.sources.get(path)
    verdict = there.data.get("verdict") if there is not None else None
    return [form for form, _ in _forms(lists, path, ("items", 0), {}, {})], verdict


def forms(
    lists: Repository, spot: Located, words: dict[str, Any] | None = None
) -> list[tuple[RecordForm, dict[str, Any]]]:
    """The forms of a record that is there, each with a copy of what it holds: it and its words."""
    held = vocabulary.words_at(lists, spot) if spot.loc else None
    held_words = words or (held.record if held else {})
    return _forms(lists, spot.path, spot.loc, spot.record, held_words)


def policies(lists: Repository) -> dict[str, str]:
    """The id of each policy, with its title."""
    return {key: policy.title for key, policy in lists.policies.items()}


def registered(lists: Repository, policy: str) -> Fault | None:
    """What is wrong with the id of a policy that the register does not have."""
    if policy in lists.policies or not lists.policies:
        return None
    return Fault((), "", f"政策依据库里没有“{policy}”", "写编号、文号或标题，按 Tab 选")


def policy_id(lists: Repository, typed: str) -> str:
    """The id of a policy that was called by its id, number or title; else what was typed."""
    entry = called(lists, typed)
    return entry.id if entry else typed


def at_fault(lists: Repository, change: Change) -> tuple[dict[str, Any], FormField] | None:
    """The first field for which a change is refused, after a copy of its record."""
    spots = changed(change)
    for problem in change.refused:
        if found := _field_at_fault(spots, problem):
            spot, name = found
            [(form, record), *_] = _forms(lists, spot.path, spot.loc, spot.record, {})
            field = form.field(name)
            return (record, field) if field else None
    return None


def changed(change: Change) -> list[Located]:
    """The records as they would be that are not so yet."""
    found: list[Located] = []
    for path, raw in change.after.items():
        before = change.before.get(path)
        there = [spot.record for spot in _records(path, before)]
        found += [spot for spot in _records(path, raw) if spot.record not in there]
    return found


def last_changed(lists: Repository, change: Change) -> tuple[Located, dict[str, Any] | None] | None:
    """The record that a change made last, with its words where these were changed too."""
    spots = changed(change)
    words = [spot for spot in spots if kind_of(spot.path) is VOCABULARY]
    others = [spot for spot in spots if spot not in words]
    if not spots:
        return None
    spot = others[-1] if others else find(lists, spots[-1].id)
    return spot, next((one.record for one in words if one.id == spot.id), None)


def _forms(
    lists: Repository, path: str, loc: Sequence[str | int], record: Any, words: Any
) -> list[tuple[RecordForm, dict[str, Any]]]:
    kind = kind_of(path)
    if kind is None:
        return []
    shape, layout = kind.shape, layout_of(path)
    if loc:
        shape = record_in(shape.model_fields["items"].annotation) or shape
        layout = layout.of("items").of(0)
    found = [(RecordForm(lists, shape, layout), copy.deepcopy(record))]
    if loc and vocabulary.may_have(path):
        found.append((RecordForm(lists, Words, vocabulary.LAYOUT), copy.deepcopy(words)))
    return found


def _records(path: str, raw: bytes | None) -> list[Located]:
    source = yaml_source.read(path, raw)[0] if raw else None
    return list(in_file(source)) if source else []


def _field_at_fault(changed: Sequence[Located], problem: Problem) -> tuple[Located, str] | None:
    """The changed record and its key to which a problem belongs.

    It may stand at the record that this one clashes with, and names the place of this one then.
    """
    places = [(problem.place.path, problem.place.line)]
    places += [(path, int(line)) for path, line in _PLACE.findall(problem.message)]
    for path, line in places:
        for spot in changed:
            if spot.path == path and holding(spot.source, line) == spot:
                return (spot, name) if (name := _key(spot, problem, line)) else None
    return None


def _key(spot: Located, problem: Problem, line: int) -> str | None:
    """The key of a record that stands on this line, or that the problem of the whole names."""
    if problem.place != spot.source.place(spot.loc):
        above = [
            key for key in spot.record if spot.source.place((*spot.loc, key), key=True).line <= line
        ]
        if above and above[-1] in spot.layout.keys:
            return above[-1]
    named = re.findall("[a-z_]+", f"{problem.hint} {problem.message}")
    return next((name for name in named if name in spot.layout.keys), None)
