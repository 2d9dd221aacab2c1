"""The figures of the admission procedure: what came in, what became of it, what was stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checklist_tool.model.admission import AMENDED, ENDED, REQUESTS
from checklist_tool.model.figures import ADMISSION
from checklist_tool.model.procedure import in_effect
from checklist_tool.report.figures import NOT_OF_PERIOD, Figure, Part, cited, of_counts
from checklist_tool.report.grouping import Event, by_everything, committee_called, percent
from checklist_tool.report.spans import Days, bounds, holds, place
from checklist_tool.repository import Entry, Repository

SECTION = "严格准入"
# The step of a request that each figure counts: act and outcome.
_STEPS: dict[str, tuple[str, str | None]] = {
    "received": ("submit", None),
    "accepted": ("accept", None),
    "declined": ("decline", None),
    "reviewed": ("", None),
    "approved": ("review", "approved"),
    "rejected": ("review", "rejected"),
    "returned": ("review", "returned"),
    "published": ("publish", None),
    "uploaded": ("upload", None),
    "withdrawn": ("withdraw", None),
    "expired": ("expire", None),
    "interventions": ("", None),
}
_SETTLED = ("stop", "regularise")

Dated = tuple[str, str | None]  # the id of an entry, and when, as exact as the source


def figures(repository: Repository, days: Days) -> list[Figure]:
    """Every figure of the procedure over the days, and the rate of acceptance."""
    found = [_figure(repository, name, days) for name in _STEPS]
    rate = _rate(*(next(one for one in found if one.name == n) for n in ("accepted", "received")))
    return [*found[:3], rate, *found[3:]]


def _figure(repository: Repository, name: str, days: Days) -> Figure:
    dated = list(dict.fromkeys(_events(repository, name)))
    counts = [count for count in repository.counts.values() if count.figure == name]
    used, left = of_counts(counts, days)
    parts = []
    rest = [one for one in dated if place(one[1], days) == "within"]
    for count in used:
        behind = [one for one in rest if place(one[1], bounds(count.span)) == "within"]
        rest = [one for one in rest if one not in behind]
        parts.append(cited(count, tuple(who for who, _ in behind)))
    complete = holds(repository.edition.admission.complete, days)
    if rest or (complete and not parts):
        ids = tuple(who for who, _ in rest)
        parts.insert(0, Part("counted", Decimal(len(ids)), "项", days, ids))
    undated = tuple(who for who, when in dated if place(when, days) == "unknown")
    why = "" if parts else NOT_OF_PERIOD if left else "没有记录，也没有引用的数字"
    groups = by_everything(_events_of(repository, rest), days, complete=complete)
    return Figure(name, ADMISSION[name], SECTION, tuple(parts), why, undated, left, groups)


def _events_of(repository: Repository, dated: Sequence[Dated]) -> list[Event]:
    """Who asked in each case, and which committees it is about."""
    items = {entry.id: entry.item for entry in repository.of("request", "intervention")}
    return [
        Event(
            id_, when, items[id_].party if id_ in items else None,
            tuple(
                committee_called(repository, one)
                for one in (items[id_].carriers if id_ in items else ())
            ),
        )
        for id_, when in dated
    ]  # fmt: skip


def _rate(accepted: Figure, received: Figure) -> Figure:
    """How many of the requests that came in were accepted, where both are of one span."""
    part, whole = accepted.only, received.only
    parts = []
    if (
        part and whole and part.kind == whole.kind and part.days == whole.days
        and isinstance(part.value, Decimal) and isinstance(whole.value, Decimal) and whole.value
    ):  # fmt: skip
        share = percent(part.value, whole.value)
        parts.append(Part("computed", share, "%", part.days, ("accepted", "received")))
    why = "" if parts else "受理和收到的数不是同一段时间的，或者有一个不知道"
    return Figure("acceptance_rate", "受理率", SECTION, tuple(parts), why)


def _events(repository: Repository, name: str) -> Iterator[Dated]:
    """What the figure counts: each entry, and when it happened."""
    if name == "reviewed":
        for entry in repository.of("joint_review"):
            yield from ((matter.request, entry.item.on) for matter in entry.item.matters)
        return
    if name == "interventions":
        for entry in repository.of("intervention"):
            yield from _settlements(entry)
        return
    act, outcome = _STEPS[name]
    acts = (act, "end") if act == "withdraw" else (act,)
    for entry in repository.of("request"):
        steps = entry.item.steps
        for index, before, after in REQUESTS.walk(steps):
            step, change = steps[index], before in AMENDED and after not in ENDED
            if step.act in acts and step.outcome == outcome and not change:
                yield entry.id, step.on
                if outcome is None:  # a request comes in once, however often it is returned
                    break


def _settlements(entry: Entry) -> Iterator[Dated]:
    item = entry.item
    if item.outcome:
        yield entry.id, item.settled_on
    for _, step in in_effect(item.steps):
        if step.act in _SETTLED:
            yield entry.id, step.on
            return
