"""What a figure is made of, by month, department or committee, with ranks and shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checklist_tool.report.spans import Days
from checklist_tool.repository import Repository
from checklist_tool.values import plain_number

NOT_GIVEN = "没有写"
_MOST_MONTHS = 24  # a longer span is shown by year


@dataclass(frozen=True, slots=True)
class Value:
    """What some entries amount to: a number, or the newest day as it is written; None with why.

    `of` are the ids of the entries behind it, `without` those that lack the field it needs.
    """

    value: Decimal | str | None
    of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    why: str = ""

    def as_json(self) -> dict[str, object]:
        """The stable form."""
        value = plain_number(self.value) if isinstance(self.value, Decimal) else self.value
        return {
            "value": value, "why": self.why or None,
            "entries": list(self.of), "without": list(self.without),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranked:
    """A group with its value, its rank, and its share in per cent; None where there is none."""

    name: str
    value: Value
    rank: int | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """The values of the groups of one kind, in their order.

    Groups `over_time` have no rank. Only those that are `parts` of a whole have shares: an entry
    may belong to several committees, and shares of shares say nothing.
    """

    heading: str
    values: tuple[tuple[str, Value], ...]
    over_time: bool = False
    parts: bool = True

    @property
    def ranked(self) -> list[Ranked]:
        """Each group with its rank and its share; equals have the same rank."""
        numbers = [one.value for _, one in self.values if isinstance(one.value, Decimal)]
        whole = sum(numbers, Decimal(0))
        found = []
        for name, value in self.values:
            rank, share = None, None
            if isinstance(value.value, Decimal):
                own = value.value
                rank = None if self.over_time else 1 + sum(other > own for other in numbers)
                share = percent(own, whole) if whole and self.parts else None
            found.append(Ranked(name, value, rank, share))
        return found

    def as_json(self) -> list[dict[str, object]]:
        """The stable form."""
        return [
            {
                "group": one.name,
                **one.value.as_json(),
                "rank": one.rank,
                "share": None if one.share is None else plain_number(one.share),
            }
            for one in self.ranked
        ]


@dataclass(frozen=True, slots=True)
class CountedEvent:
    """An entry that a figure counts: when, for whom or by whom, and at which committees."""

    id: str
    when: str | None
    department: str | None
    committees: tuple[str, ...]


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """The share in per cent with one place, halves rounded up."""
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def by_everything(
    events: Sequence[CountedEvent], days: Days, *, complete: bool
) -> tuple[Grouping, ...]:
    """The events over time, by department and by committee.

    Where every case is entered, a month without any has none; elsewhere that is not known.
    """
    if not events:
        return ()
    several = any(len(one.committees) > 1 for one in events)
    return (
        over_time(events, days, complete=complete),
        Grouping("部门", _largest_first((one.id, [one.department or NOT_GIVEN]) for one in events)),
        Grouping(
            "居村",
            _largest_first((one.id, one.committees or [NOT_GIVEN]) for one in events),
            parts=not several,
        ),
    )


def over_time(events: Sequence[CountedEvent], days: Days, *, complete: bool) -> Grouping:
    """How many events each month has, or each year of a long span; those between too."""
    months = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month + 1
    length = 7 if months <= _MOST_MONTHS else 4
    found: dict[str, list[str]] = {}
    rough: dict[str, list[str]] = {}
    for one in events:
        when = one.when or ""
        exact = len(when) >= length
        (found if exact else rough).setdefault(when[:length], []).append(one.id)
    none = Value(Decimal(0)) if complete else Value(None, why="没有记录")
    values = [
        (name, _counted(found[name]) if name in found else none) for name in _between([*found])
    ]
    values += [(f"{name}年（没有写到月）", _counted(ids)) for name, ids in sorted(rough.items())]
    return Grouping("月" if length == 7 else "年", tuple(values), over_time=True)


def committee_called(repository: Repository, name: str) -> str:
    """A committee by the full name that the register gives it; as it is where it has none."""
    registered = (one.item for one in repository.of("committee"))
    return next((one.full_name for one in registered if name in one.names), name)


def _between(names: Sequence[str]) -> Iterator[str]:
    """Every month or year from the first to the last of these."""
    if not names:
        return
    first, last = min(names), max(names)
    if len(first) == 4:
        yield from map(str, range(int(first), int(last) + 1))
        return
    start, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    for number in range(start, end + 1):
        year, month = divmod(number, 12)
        yield f"{year:04}-{month + 1:02}"


def _largest_first(found: Iterable[tuple[str, Sequence[str]]]) -> tuple[tuple[str, Value], ...]:
    groups: dict[str, list[str]] = {}
    for id_, names in found:
        for name in names:
            groups.setdefault(name, []).append(id_)
    order = sorted(groups, key=lambda name: (name == NOT_GIVEN, -len(groups[name]), name))
    return tuple((name, _counted(groups[name])) for name in order)


def _counted(ids: Sequence[str]) -> Value:
    return Value(Decimal(len(ids)), tuple(ids))
