"""The figures of a period, each with what stands behind it: entries, or a count that is cited.

A source may give a number without its cases; such a count is shown as cited, with its own
span. Figures of different spans are never added, and no cases are made up to fill a count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checklist_tool.model.base import first_day, last_day
from checklist_tool.model.edition import Count
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Entry, Repository

# Of each figure its heading, and the step of a request that it counts: act and outcome.
_STEPS = {
    "received": ("收到的准入申请", "submit", None),
    "accepted": ("受理", "accept", None),
    "declined": ("不予受理", "decline", None),
    "reviewed": ("提请联审", "", None),
    "approved": ("联审通过", "review", "approved"),
    "rejected": ("联审不通过", "review", "rejected"),
    "returned": ("联审退回补正", "review", "returned"),
    "published": ("发布", "publish", None),
    "uploaded": ("上传平台", "upload", None),
    "withdrawn": ("退出", "withdraw", None),
    "expired": ("到期", "expire", None),
    "interventions": ("叫停或规范违规下派", "", None),
}
HEADINGS = {name: heading for name, (heading, *_) in _STEPS.items()}
_SETTLED = ("stop", "regularise")

Dated = tuple[str, str | None]  # the id of an entry, and when, as exact as the source


@dataclass(frozen=True, slots=True)
class Part:
    """A number and its span: cited from a source, or counted from the entries."""

    value: int
    unit: str
    start: date
    end: date
    entries: tuple[str, ...]
    cited: Count | None = None

    def as_json(self) -> dict[str, object]:
        """The stable form of `report --json`."""
        source = self.cited.sources[0] if self.cited and self.cited.sources else None
        return {
            "value": self.value,
            "unit": self.unit,
            "at_least": bool(self.cited and self.cited.at_least),
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "cited": self.cited.id if self.cited else None,
            "source": {"title": source.title, "url": source.url} if source else None,
            "entries": list(self.entries),
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a period. Its parts have different spans, so they have no sum.

    `undated` are entries of which nobody can tell whether they fall into the period;
    `left_out` are counts whose span reaches beyond it.
    """

    name: str
    parts: tuple[Part, ...]
    undated: tuple[str, ...] = ()
    left_out: tuple[Count, ...] = field(default=())

    @property
    def heading(self) -> str:
        """What it counts."""
        return HEADINGS[self.name]

    def as_json(self) -> dict[str, object]:
        """The stable form: the one number there is, or None and the parts."""
        only = self.parts[0].as_json() if len(self.parts) == 1 else {"value": None}
        return only | {
            "heading": self.heading,
            "parts": [part.as_json() for part in self.parts],
            "undated": list(self.undated),
            "left_out": [count.id for count in self.left_out],
        }


def summarise(repository: Repository, start: date, end: date) -> list[Figure]:
    """The figures from `start` to `end`, both included; ChecklistError when they are swapped."""
    if start > end:
        raise ChecklistError(f"开始 {start} 在结束 {end} 之后", hint="把 --from 和 --to 对调")
    return [_figure(repository, name, start, end) for name in _STEPS]


def _figure(repository: Repository, name: str, start: date, end: date) -> Figure:
    dated = list(dict.fromkeys(_events(repository, name)))
    counts = [count for count in repository.counts.values() if count.figure == name]
    spans = {count.id: _span(count) for count in counts}
    used = [c for c in counts if start <= spans[c.id][0] and spans[c.id][1] <= end]
    parts = []
    rest = [(who, when) for who, when in dated if when and _within(when, start, end)]
    for count in sorted(used, key=lambda count: spans[count.id]):
        behind = [one for one in rest if _within(one[1], *spans[count.id])]
        rest = [one for one in rest if one not in behind]
        ids = tuple(who for who, _ in behind)
        parts.append(Part(count.value, count.unit, *spans[count.id], ids, count))
    if rest or not parts:
        parts.insert(0, Part(len(rest), "项", start, end, tuple(who for who, _ in rest)))
    undated = [
        who for who, when in dated
        if when is None or (not _within(when, start, end) and _overlaps(when, start, end))
    ]  # fmt: skip
    left = [c for c in counts if c not in used and _meet(spans[c.id], (start, end))]
    return Figure(name, tuple(parts), tuple(undated), tuple(left))


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
    _, act, outcome = _STEPS[name]
    for entry in repository.of("request"):
        for step in entry.item.steps:
            if step.act == act and step.outcome == outcome:
                yield entry.id, step.on
                if outcome is None:  # a request comes in once, however often it is returned
                    break


def _settlements(entry: Entry) -> Iterator[Dated]:
    item = entry.item
    if item.outcome:
        yield entry.id, item.settled_on
    for step in item.steps:
        if step.act in _SETTLED:
            yield entry.id, step.on
            return


def _span(count: Count) -> tuple[date, date]:
    span = count.span
    start = first_day(span.start) if span.start else date.min
    return start, last_day(span.end) if span.end else date.max


def _within(when: str | None, start: date, end: date) -> bool:
    return when is not None and start <= first_day(when) and last_day(when) <= end


def _overlaps(when: str, start: date, end: date) -> bool:
    return _meet((first_day(when), last_day(when)), (start, end))


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
