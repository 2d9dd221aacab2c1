"""Which fields of an entry differ: records key by key, lists element by element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from checklist_tool.model.base import Record, headings
from checklist_tool.model.policy import Basis
from checklist_tool.repository import Entry

_PAIRS = 10_000  # elements each of which is compared with each; of more, what is like is not sought
LONG = 4_000_000  # characters of two texts, multiplied: beyond, they are not matched piece by piece


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that differs; None on the side that has none.

    A list is told element by element; it is a value as a whole only where its order differs.
    A basis is told whole, since an article says nothing without its policy.
    """

    path: tuple[str | int, ...]  # as in the data: ("instead", 0, "who"); places of the later state
    heading: str
    before: Any
    after: Any

    @property
    def reordered(self) -> bool:
        """Whether the elements are the same, and only their order differs."""
        return isinstance(self.before, list)

    def as_json(self) -> dict[str, Any]:
        """The field as JSON takes it."""
        return {
            "path": list(self.path), "heading": self.heading,
            "before": plain(self.before), "after": plain(self.after),
        }  # fmt: skip


def differing_fields(before: Entry, after: Entry) -> Iterator[FieldChange]:
    """The fields in which two states of an entry differ, the list and the verdict among them."""
    if before.list != after.list:
        yield FieldChange(("list",), "清单" if after.loc else "年份", before.list, after.list)
    if not hasattr(after.item, "id") and not after.loc and before.id != after.id:
        yield FieldChange(("id",), "编号", before.id, after.id)
    if before.verdict != after.verdict:  # its own, or its list's
        yield FieldChange(("verdict",), "答复", before.verdict, after.verdict)
    for field in _differing((), "", before.item, after.item):
        if field.path != ("verdict",) or before.verdict == after.verdict:
            yield field


def _differing(
    path: tuple[str | int, ...], heading: str, before: Any, after: Any
) -> Iterator[FieldChange]:
    if before == after:
        return
    if isinstance(before, list):
        yield from _elements(path, heading, before, after)
    elif isinstance(before, Record) and isinstance(after, Record) and not isinstance(before, Basis):
        for name, title in headings(type(before)).items():
            below = f"{heading} · {title}" if heading else title
            was, now = getattr(before, name), getattr(after, name)
            yield from _differing((*path, name), below, was, now)
    else:
        yield FieldChange(path, heading, before, after)


def _elements(
    path: tuple[str | int, ...], heading: str, before: list[Any], after: list[Any]
) -> Iterator[FieldChange]:
    """Which elements are others, came and went; and whether the others stand in another order."""
    gone, rest = dict(enumerate(before)), dict(enumerate(after))
    order = {}
    if len(gone) == len(rest):
        order = {index: index for index in gone if gone[index] == rest[index]}
        for index in order:
            del gone[index], rest[index]
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, other in reversed(rest.items()):
        waiting[repr(other)].append(place)
    for index, one in list(gone.items()):
        if alike := waiting[repr(one)]:
            order[index] = alike.pop()
            del gone[index], rest[order[index]]
    few = len(gone) * len(rest) <= _PAIRS
    for index, one in list(gone.items()) if few else ():
        replaced = len(gone) == len(rest) == 1 and index in rest
        found = index if replaced else _likest(one, rest)
        if found is None:
            continue
        order[index] = found
        del gone[index]
        other = rest.pop(found)
        if _likeness(one, other) and not isinstance(one, str | Basis):
            nested = f"{heading} 第 {found + 1} 项"
            yield from _differing((*path, found), nested, one, other)
        else:
            yield FieldChange((*path, found), heading, one, other)
    for index, one in gone.items():
        yield FieldChange((*path, index), heading, one, None)
    for place, other in rest.items():
        yield FieldChange((*path, place), heading, None, other)
    places = [order[index] for index in sorted(order)]
    if places != sorted(places):
        yield FieldChange(path, f"{heading}的次序", before, after)


def _likest(one: Any, others: dict[int, Any]) -> int | None:
    """The place of the element that `one` has become, or None when none is like it."""
    likeness = {place: _likeness(one, other) for place, other in others.items()}
    near = [place for place in likeness if likeness[place] >= 0.5]
    return max(near, key=likeness.__getitem__, default=None)


def _likeness(one: Any, other: Any) -> float:
    if isinstance(one, Record):
        names = [
            name for name in type(one).model_fields if getattr(one, name) or getattr(other, name)
        ]
        same = [name for name in names if getattr(one, name) == getattr(other, name)]
        return len(same) / len(names)
    was, now = str(one), str(other)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return matcher.quick_ratio() if len(was) * len(now) > LONG else matcher.ratio()


def plain(value: Any) -> Any:
    """A value of a record as JSON takes it."""
    if isinstance(value, Record):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value
