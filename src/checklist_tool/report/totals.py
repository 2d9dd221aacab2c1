"""The measures of a ledger over a span: computed from its entries, and cited beside them.

A measure without entries is not known, and is None with its reason; it is nought only where the
ledger says that every case of the span is entered. Cited counts keep their own span, and are
never added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from checklist_tool.model.edition import CitedCount
from checklist_tool.model.ledger import REFERENCES, TIMES, Ledger, LedgerEntry, Measure
from checklist_tool.model.scalars import NUMBER_PATTERN
from checklist_tool.report.grouping import (
    NOT_GIVEN,
    Grouping,
    Value,
    committee_called,
    percent,
)
from checklist_tool.report.spans import ALWAYS, NOT_YET, Days, entered, holds, overlap, place
from checklist_tool.repository import Entry, Repository
from checklist_tool.values import plain_number

_NOT_DATED = "没有写日期，或者写得不对"


@dataclass(frozen=True, slots=True)
class Total:
    """A measure of a ledger over a span.

    `groups` has for each grouping the value of every group. `undated` are entries of which
    nobody can tell whether they fall into the span. `cited` are the counts of the span,
    `beyond` those whose own span reaches out of it.
    """

    ledger: str
    title: str
    measure: Measure
    unit: str
    value: Value
    groups: tuple[Grouping, ...]
    undated: tuple[str, ...]
    cited: tuple[CitedCount, ...]
    beyond: tuple[CitedCount, ...]

    def as_json(self) -> dict[str, object]:
        """The stable form."""
        return {
            "ledger": self.ledger,
            "measure": self.measure.key,
            "heading": self.measure.heading,
            "unit": self.unit,
            **self.value.as_json(),
            "by": {one.heading: one.as_json() for one in self.groups},
            "undated": list(self.undated),
            "cited": [count_as_json(one) for one in self.cited],
            "beyond": [count_as_json(one) for one in self.beyond],
        }


def count_as_json(count: CitedCount) -> dict[str, object]:
    """A cited count in its stable form."""
    source = count.sources[0] if count.sources else None
    return {
        "id": count.id, "value": plain_number(count.value), "unit": count.unit,
        "at_least": count.at_least, "said": count.said,
        "from": count.span.start, "to": count.span.end, "stated": count.span.stated,
        "source": {"title": source.title, "url": source.url} if source else None,
    }  # fmt: skip


def totals(
    repository: Repository, name: str, ledger: Ledger, entries: Sequence[Entry],
    days: Days = ALWAYS, today: date = date.max,
) -> list[Total]:  # fmt: skip
    """Every measure of a ledger over the days, both included, from these of its entries.

    Of days that are all after today nothing is known.
    """
    ahead = days[0] > today
    within, undated = placed(ledger, entries, days)
    so_far = days if ahead else (days[0], min(days[1], today))
    known = holds(entered(ledger.complete, today), so_far)
    found = [
        _total(repository, name, ledger, measure, within, undated, days, known=known)
        for measure in ledger.measures
    ]
    if within or not ahead:
        return found
    return [replace(one, value=Value(None, why=NOT_YET)) for one in found]


def _total(
    repository: Repository, name: str, ledger: Ledger, measure: Measure,
    within: Sequence[Entry], undated: Sequence[Entry], days: Days, *, known: bool,
) -> Total:  # fmt: skip
    groups = tuple(
        Grouping(
            _heading(ledger, by), _grouped(repository, ledger, measure, within, by),
            over_time=by in TIMES, parts=measure.kind in ("count", "sum"),
        )
        for by in measure.by
        if within
    )  # fmt: skip
    counts = [one for one in ledger.counts if one.measure == measure.key]
    return Total(
        name, ledger.title, measure, unit_of(ledger, measure),
        _value(measure, within, ledger, known=known), groups,
        tuple(entry.id for entry in undated),
        tuple(one for one in counts if overlap(one.span, days) == "within"),
        tuple(one for one in counts if overlap(one.span, days) == "beyond"),
    )  # fmt: skip


def unit_of(ledger: Ledger, measure: Measure) -> str:
    """In what a measure is counted."""
    field = ledger.field(measure.of) if measure.of else None
    own = {"count": "条", "share": "%", "newest": ""}.get(measure.kind, "")
    return measure.unit or (field.unit if field and measure.kind == "sum" else None) or own


def _value(measure: Measure, entries: Sequence[Entry], ledger: Ledger, *, known: bool) -> Value:
    if not entries:
        if known and measure.kind in ("count", "sum"):
            return Value(Decimal(0))
        return Value(None, why="没有逐条记录")
    of, out_of = measure.of or "", measure.out_of or ""
    ids = tuple(entry.id for entry in entries)
    if measure.kind == "count":
        return Value(Decimal(len(ids)), ids)
    types = {(field.key, field.type) for field in ledger.fields}
    summed = {(key, "number") for key in (of, out_of) if key and (out_of or measure.kind == "sum")}
    if not summed <= types or (measure.kind == "newest" and (of, "date") not in types):
        return Value(None, why="统计项和栏目对不上，先运行 checklist validate")
    needed = [of, *filter(None, [out_of])]
    used = [entry for entry in entries if all(_fits(ledger, key, entry) for key in needed)]
    used_ids = tuple(entry.id for entry in used)
    without = tuple(one for one in ids if one not in used_ids)
    if not used:
        field = ledger.field(of)
        why = f"各条都没有写{field.heading if field else of}，或者写得不对"
        return Value(None, (), without, why)
    if measure.kind == "newest":
        return Value(max(_values(entry)[of] for entry in used), used_ids, without)
    if measure.kind == "sum":
        return Value(_sum(used, of), used_ids, without)
    part: Decimal | int = sum(_values(entry)[of] == measure.equal for entry in used)
    whole: Decimal | int = len(used)
    if out_of:
        part, whole = _sum(used, of), _sum(used, out_of)
    if not whole:
        return Value(None, used_ids, without, "分母是 0")
    return Value(percent(Decimal(part), Decimal(whole)), used_ids, without)


def _fits(ledger: Ledger, key: str, entry: Entry) -> bool:
    """Whether an entry has a value for the field that can be counted."""
    value = _values(entry).get(key)
    field = ledger.field(key)
    if value is None or field is None:
        return False
    return field.type != "number" or bool(re.fullmatch(NUMBER_PATTERN, value, re.ASCII))


def _sum(entries: Sequence[Entry], key: str) -> Decimal:
    return sum((Decimal(_values(entry)[key]) for entry in entries), Decimal(0))


def _grouped(
    repository: Repository, ledger: Ledger, measure: Measure, entries: Sequence[Entry], by: str
) -> tuple[tuple[str, Value], ...]:
    """The value of each group: years in their order, others the largest first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(_group(repository, ledger, entry, by), []).append(entry)
    values = {name: _value(measure, group, ledger, known=False) for name, group in found.items()}

    def order(name: str) -> tuple[bool, Decimal, str]:
        value = values[name].value
        size = value if isinstance(value, Decimal) and by not in TIMES else Decimal(0)
        return name in (NOT_GIVEN, _NOT_DATED), -size, name

    return tuple((name, values[name]) for name in sorted(values, key=order))


def _group(repository: Repository, ledger: Ledger, entry: Entry, by: str) -> str:
    values = _values(entry)
    if by in TIMES:
        when = values.get(ledger.dated_by or "", "")
        is_date = place(when, ALWAYS) != "unknown"
        return when[: TIMES[by].length] if is_date else _NOT_DATED
    return shown(repository, ledger, by, values[by]) if by in values else NOT_GIVEN


def shown(repository: Repository, ledger: Ledger, key: str, value: str) -> str:
    """A value as people read it: a reference by name, a number with its unit."""
    field = ledger.field(key)
    if field is None:
        return value
    if field.type == "number":
        return f"{value}{field.unit or ''}"
    if field.type == "committee":
        return committee_called(repository, value)
    if field.type in ("item", "policy", "request"):
        meant = repository.of(*REFERENCES[field.type])
        return next((one.name for one in meant if one.id == value), value)
    return value


def _heading(ledger: Ledger, by: str) -> str:
    field = ledger.field(by)
    return TIMES[by].heading if by in TIMES else field.heading if field else by


def placed(ledger: Ledger, entries: Sequence[Entry], days: Days) -> tuple[list[Entry], list[Entry]]:
    """The entries of the days, and those of which nobody can tell."""
    if days == ALWAYS:
        return list(entries), []
    where = {id(one): place(_values(one).get(ledger.dated_by or ""), days) for one in entries}
    return (
        [one for one in entries if where[id(one)] == "within"],
        [one for one in entries if where[id(one)] == "unknown"],
    )


def _values(entry: Entry) -> dict[str, str]:
    return cast(LedgerEntry, entry.item).values
