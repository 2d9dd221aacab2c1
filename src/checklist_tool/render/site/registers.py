"""The pages beside the lists: policies with what rests on them, and the admission of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklist_tool.admission.overview import overview
from checklist_tool.admission.status import Due, Standing
from checklist_tool.model import admission as model
from checklist_tool.model import intervention
from checklist_tool.model.base import last_day
from checklist_tool.model.edition import Count
from checklist_tool.render.admission import amount, span_of, told
from checklist_tool.render.blocks import MarkedVerdict, PrintedSource, Row, sources_of
from checklist_tool.render.site.frame import Frame
from checklist_tool.repository import Entry


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """A policy as it is shown, with what rests on it."""

    id: str
    cited: str
    url: str
    rows: tuple[Row, ...]
    resting: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """An item that cites a policy: where it stands, and which articles it cites."""

    address: str
    name: str
    verdict: MarkedVerdict | None
    articles: str


@dataclass(frozen=True, slots=True)
class Task:
    """A request, an intervention or a meeting as it is shown; `links` are lines that lead on."""

    id: str
    title: str
    remark: str
    rows: tuple[Row, ...]
    sources: Sequence[PrintedSource]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number that a source gives, as it is shown."""

    measure: str
    value: str
    area: str
    span: str
    sources: Sequence[PrintedSource]


def policies(frame: Frame) -> Iterator[tuple[str, str]]:
    """A page for each policy of the register, and one that names them all."""
    resting = _resting(frame)
    found = [
        ShownPolicy(id, one.cited(), one.url or "", frame.rows(one, "url"), tuple(resting[id]))
        for id, one in frame.policies.items()
    ]
    for policy in found:
        yield frame.page(f"policies/{policy.id}.html", "policy.html", policy=policy)
    yield frame.page("policies/index.html", "policies.html", policies=found)


def _resting(frame: Frame) -> dict[str, list[Resting]]:
    found: list[tuple[str, Entry, MarkedVerdict | None]] = [
        (f"items/{block.id}.html", entry, block.verdict) for _, block, entry in frame.items
    ]
    for request in frame.repository.of("request"):
        found.append((f"admission.html#{request.id}", request, None))
    resting: dict[str, list[Resting]] = {id: [] for id in frame.policies}
    for address, entry, verdict in found:
        articles: dict[str, list[str]] = {}
        for basis in getattr(entry.item, "basis", ()):
            articles.setdefault(basis.policy, []).append(basis.article or "")
        for id in articles.keys() & resting.keys():
            said = "、".join(filter(None, articles[id]))
            resting[id].append(Resting(address, entry.name, verdict, said))
    return resting


def admission(frame: Frame) -> tuple[str, str]:
    """The board: requests by state, meetings, interventions, and the numbers that are cited."""
    found = overview(frame.repository, _latest(frame))
    return frame.page(
        "admission.html",
        as_of=found.as_of,
        counted={"requests": len(found.requests), "interventions": len(found.interventions)},
        requests=_grouped(frame, found.by_state, model.STATES),
        meetings=[_meeting(frame, entry) for entry in frame.repository.of("joint_review")],
        interventions=_grouped(frame, found.by_outcome, intervention.STATES),
        counts=[_count(count) for count in frame.repository.counts.values()],
    )


def _latest(frame: Frame) -> date:
    """The last day that the lists tell of: what is overdue, is so by then, whoever looks when."""
    days = [frame.book.issued_on]
    for entry in frame.repository.of("request", "intervention"):
        days += [step.on for step in entry.item.steps if step.on]
    return max(map(last_day, days))


def _grouped(
    frame: Frame, groups: Mapping[str, Sequence[Standing]], words: Mapping[str, str]
) -> list[tuple[str, list[Task]]]:
    return [
        (words[state], [_task(frame, one.entry, _due(one.due, one.overdue)) for one in several])
        for state, several in groups.items()
    ]


def _task(frame: Frame, entry: Entry, remark: str) -> Task:
    item = entry.item
    rows = (
        *frame.rows(item, "steps", "sources"),
        *(row for _, row in told(item, {}) if row.lines),
    )
    links = frame.links(entry.item, "")
    return Task(entry.id, entry.name, remark, rows, sources_of(entry.item.sources), links)


def _due(due: Due | None, overdue: bool) -> str:
    if due is None:
        return ""
    said = "，已经过了" if overdue else ""
    return f"{model.ACTS[due.act]}的期限：{due.day}{said}"


def _meeting(frame: Frame, entry: Entry) -> Task:
    item = entry.item
    names = {one.id: one.name for one in frame.repository.of("request")}
    links = {}
    rows = frame.rows(item, "matters", "sources")
    for _, row in told(item, names):
        rows += (row,) if row.lines else ()
        links = {
            line: f"#{matter.request}"
            for line, matter in zip(row.lines, item.matters, strict=True)
            if matter.request in names
        }
    return Task(entry.id, item.title, "", rows, sources_of(item.sources), links)


def _count(count: Count) -> ShownNumber:
    return ShownNumber(
        count.measure, amount(count), count.area, span_of(count.span), sources_of(count.sources)
    )
