"""The figures of a period, each with what stands behind it: entries, or a count that is cited.

A source may give a number without its cases; such a count is shown as cited, with its own
span. Figures of different spans are never added, and no cases are made up to fill a count.
What is not known has no number, but a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from checklist_tool.model.base import first_day, last_day
from checklist_tool.model.edition import CitedCount
from checklist_tool.model.figures import CITED, COMPILED, HEADINGS
from checklist_tool.model.kinds import LIST_BY_NAME, LISTS
from checklist_tool.model.ledger import Ledger
from checklist_tool.model.signboard import BoardRegister
from checklist_tool.problems import ChecklistError
from checklist_tool.report import admitted, boards, totals
from checklist_tool.report.figures import (
    NOT_OF_PERIOD,
    Figure,
    FigureKind,
    FigurePart,
    cited,
    compared,
    of_counts,
)
from checklist_tool.report.one_committee import of_committee
from checklist_tool.report.spans import NOT_YET, Days, before, entered
from checklist_tool.repository import Repository

_SECTIONS = {"certificate": "精减证明", "service": "功能服务清单"}
_COUNTED = {name: title for name, title in LISTS.items() if LIST_BY_NAME[name].kind in _SECTIONS}
NAMES = (*_COUNTED, *HEADINGS)  # the figures beside those of the ledgers

OnLists = Mapping[str, Sequence[str]]  # the ids that stood on each list on the last day


def summarise(
    repository: Repository, start: date, end: date, on_lists: OnLists | None = None,
    committee: Collection[str] | None = None, today: date = date.max,
) -> list[Figure]:  # fmt: skip
    """The figures from `start` to `end`, both included, with those of the span before beside them.

    With the names of a committee only what is recorded of it; no list is of one committee.
    Nobody can have entered what comes after `today`.
    Without `on_lists` nobody knows what stood on the lists at the end. Raises ChecklistError
    when the days are swapped.
    """
    if start > end:
        raise ChecklistError(f"开始 {start} 在结束 {end} 之后", hint="把 --from 和 --to 对调")
    days = (start, end)
    repository = _entered_until(repository, today)
    if committee is not None:
        own = of_committee(repository, committee)
        found = compared(_recorded(own, days), _recorded(own, before(days)))
    else:
        earlier = _of_period(repository, before(days))
        found = [
            *_of_lists(repository, days, on_lists),
            *compared(_of_period(repository, days), earlier),
        ]
    if start <= today:
        return found
    return [one if one.shown else replace(one, why=NOT_YET) for one in found]


def _entered_until(repository: Repository, today: date) -> Repository:
    """The lists, where what is entered completely is so up to today."""
    if today == date.max:
        return repository
    lists = {
        path: one.model_copy(update={"complete": entered(one.complete, today)})
        if isinstance(one, Ledger | BoardRegister) else one
        for path, one in repository.lists.items()
    }  # fmt: skip
    entries = []
    for entry in repository.entries:
        if entry.kind == "edition":
            own = entry.item.admission
            own = own.model_copy(update={"complete": entered(own.complete, today)})
            entries.append(replace(entry, item=entry.item.model_copy(update={"admission": own})))
        else:
            entries.append(entry)
    return replace(repository, lists=lists, entries=entries)


def _of_period(repository: Repository, days: Days) -> list[Figure]:
    """The figures of what happened within the days."""
    reduced = [
        _counted_or_cited(repository, name, heading, boards.SECTION, days, None, "没有引用的数字")
        for name, heading in CITED.items()
    ]
    return [*reduced, *_recorded(repository, days)]


def _recorded(repository: Repository, days: Days) -> list[Figure]:
    """The figures that may be counted from what is recorded case by case."""
    return [
        *boards.figures(repository, days),
        *admitted.figures(repository, days),
        *_of_ledgers(repository, days),
    ]


def _of_lists(repository: Repository, days: Days, on_lists: OnLists | None) -> list[Figure]:
    """How many items stood on each list on the last day."""
    issued = repository.edition.issued_on
    why = f"清单是 {issued} 发布的，不知道 {days[1]} 有哪些" if on_lists is None else ""
    found = []
    for name, title in _COUNTED.items():
        ids = None if on_lists is None else tuple(on_lists.get(name, ()))
        kind = LIST_BY_NAME[name].kind
        heading = f"{title}的事项"
        found.append(_counted_or_cited(repository, name, heading, _SECTIONS[kind], days, ids, why))
    return [*found, *_compiled(repository, days)]


def _compiled(repository: Repository, days: Days) -> Iterator[Figure]:
    """How many services had been through each of the five steps by the last day."""
    section = _SECTIONS["service"]
    known = [one for one in repository.of("service") if one.item.compiled]
    for step, word in COMPILED.items():
        dated = {one.id: getattr(one.item.compiled, step) for one in known}
        ids = tuple(id for id, when in dated.items() if when and last_day(when) <= days[1])
        undated = tuple(
            id for id, when in dated.items()
            if when and first_day(when) <= days[1] < last_day(when)
        )  # fmt: skip
        part = FigurePart("counted", Decimal(len(ids)), "项", (days[1], days[1]), ids)
        name = f"compiled_{step}"
        why = "" if ids else f"没有来源写明哪一项什么时候走过{word}"
        yield Figure(name, HEADINGS[name], section, (part,) if ids else (), why, undated)


def _counted_or_cited(
    repository: Repository, name: str, heading: str, section: str, days: Days,
    ids: tuple[str, ...] | None, why: str,
) -> Figure:  # fmt: skip
    """A figure of what is there on the last day, or of what sources say."""
    counts: list[CitedCount] = [one for one in repository.counts.values() if one.figure == name]
    used, left = of_counts(counts, days)
    parts = [cited(count) for count in used]
    if ids is not None:
        parts.insert(0, FigurePart("counted", Decimal(len(ids)), "项", (days[1], days[1]), ids))
    return Figure(
        name,
        heading,
        section,
        tuple(parts),
        "" if parts else NOT_OF_PERIOD if left else why,
        (),
        left,
    )


def _of_ledgers(repository: Repository, days: Days) -> list[Figure]:
    """Every measure of every ledger, by the name of the ledger and its key."""
    found = []
    for path, ledger in repository.lists.items():
        if not isinstance(ledger, Ledger):
            continue
        name = path.rpartition("/")[2].removesuffix(".yaml")
        entries = [one for one in repository.of("ledger") if one.source.path == path]
        for total in totals.totals(repository, name, ledger, entries, days):
            found.append(_of_total(total, days))
    return found


def _of_total(total: totals.Total, days: Days) -> Figure:
    value = total.value
    parts = [cited(count) for count in total.cited]
    if value.value is not None and (value.of or not parts):
        kind: FigureKind = "computed" if total.measure.kind == "share" else "counted"
        parts.insert(0, FigurePart(kind, value.value, total.unit, days, value.of))
    why = "" if parts else NOT_OF_PERIOD if total.beyond else value.why
    return Figure(
        f"{total.ledger}.{total.measure.key}", total.measure.heading, total.title, tuple(parts),
        why, total.undated, total.beyond, total.groups, without=value.without if value.of else (),
    )  # fmt: skip
