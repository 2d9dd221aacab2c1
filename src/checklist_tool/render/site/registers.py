"""The pages beside the lists: policies with what rests on them, and the admission of tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool.admission.board import board
from checklist_tool.admission.standing import Due, Standing
from checklist_tool.model import admission as model
from checklist_tool.model import intervention
from checklist_tool.model.base import headings, last_day
from checklist_tool.model.edition import Count, Span
from checklist_tool.render.parts import Block, Row, Source
from checklist_tool.render.site.frame import Frame, sources
from checklist_tool.repository import Entry


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as it is shown, with what rests on it."""

    id: str
    cited: str
    url: str
    rows: tuple[Row, ...]
    resting: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a policy: where it stands, and by which articles."""

    address: str
    name: str
    block: Block | None
    articles: str


@dataclass(frozen=True, slots=True)
class Task:
    """A request, an intervention or a meeting as it is shown; `links` are lines that lead on."""

    id: str
    title: str
    remark: str
    rows: tuple[Row, ...]
    sources: Sequence[Source]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cited:
    """A number that a source gives, as it is shown."""

    measure: str
    value: str
    area: str
    span: str
    sources: Sequence[Source]


def policies(frame: Frame) -> Iterator[tuple[str, str]]:
    """A page for each policy of the register, and one that names them all."""
    resting = _resting(frame)
    found = [
        Policy(id, one.cited(), one.url or "", frame.rows(one, "url"), tuple(resting[id]))
        for id, one in frame.policies.items()
    ]
    for policy in found:
        yield frame.page(f"policies/{policy.id}.html", "policy.html", policy=policy)
    yield frame.page("policies/index.html", "policies.html", policies=found)


def _resting(frame: Frame) -> dict[str, list[Resting]]:
    found: list[tuple[str, Entry, Block | None]] = [
        (f"items/{block.id}.html", entry, block) for _, block, entry in frame.items
    ]
    for request in frame.repository.of("request"):
        found.append((f"admission.html#{request.id}", request, None))
    resting: dict[str, list[Resting]] = {id: [] for id in frame.policies}
    for address, entry, block in found:
        articles: dict[str, list[str]] = {}
        for basis in getattr(entry.item, "basis", ()):
            articles.setdefault(basis.policy, []).append(basis.article or "")
        for id in articles.keys() & resting.keys():
            said = "、".join(filter(None, articles[id]))
            resting[id].append(Resting(address, entry.name, block, said))
    return resting


def admission(frame: Frame) -> tuple[str, str]:
    """The board: requests by state, meetings, interventions, and the numbers that are cited."""
    found = board(frame.repository, _latest(frame))
    return frame.page(
        "admission.html",
        board=found,
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
    heading = headings(type(item))["steps"]
    taken = Row(
        heading, tuple(_step(entry.kind, step) for step in item.steps), len(item.steps) > 1, ""
    )
    rows = (*frame.rows(item, "steps", "sources"), *([taken] if item.steps else []))
    links = frame.links(entry.item, "")
    return Task(entry.id, entry.name, remark, rows, sources(entry.item.sources), links)


def _step(kind: str, step: Any) -> str:
    """A step in one line: when, what came of it, by whom, and why."""
    words = model if kind == "request" else intervention
    outcome = words.OUTCOMES[step.outcome] if step.outcome else ""
    way = intervention.WAYS.get(getattr(step, "way", None) or "", "")
    to = getattr(step, "to", None)
    marks = filter(None, (outcome, way, to, step.by, "推定" if step.inferred else ""))
    said = "；".join(filter(None, (step.reason, step.note)))
    act = words.ACTS[step.act] + "".join(f"（{mark}）" for mark in marks)
    return f"{step.on or '日期不详'} {act}" + (f"：{said}" if said else "")


def _due(due: Due | None, overdue: bool) -> str:
    if due is None:
        return ""
    said = "，已经过了" if overdue else ""
    return f"{model.ACTS[due.act]}的期限：{due.day}{said}"


def _meeting(frame: Frame, entry: Entry) -> Task:
    item = entry.item
    names = {one.id: one.name for one in frame.repository.of("request")}
    lines, links = [], {}
    for matter in item.matters:
        outcome = model.OUTCOMES[matter.outcome] if matter.outcome else ""
        line = "：".join(filter(None, (names.get(matter.request, matter.request), outcome)))
        lines.append(line + (f"（{matter.reason}）" if matter.reason else ""))
        if matter.request in names:
            links[lines[-1]] = f"#{matter.request}"
    matters = Row(headings(type(item))["matters"], tuple(lines), len(lines) > 1, "")
    rows = frame.rows(item, "matters", "sources")
    return Task(
        entry.id, item.title, "", (*rows, matters) if lines else rows, sources(item.sources), links
    )


def _count(count: Count) -> Cited:
    value = f"{'至少 ' if count.at_least else ''}{count.value:,} {count.unit}"
    return Cited(count.measure, value, count.area, _span(count.span), sources(count.sources))


def _span(span: Span) -> str:
    """The span as the source words it, else its ends."""
    if span.stated:
        return span.stated
    if span.start and span.end:
        return f"{span.start} 至 {span.end}"
    return f"{span.start} 起" if span.start else f"截至 {span.end}" if span.end else ""
