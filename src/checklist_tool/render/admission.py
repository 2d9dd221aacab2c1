"""How the steps, the meetings and the numbers of the admission of tasks read in print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checklist_tool.model import admission as model
from checklist_tool.model import intervention, signboard
from checklist_tool.model.admission import JointReview, Request
from checklist_tool.model.base import Record, headings
from checklist_tool.model.edition import Count, Span
from checklist_tool.model.intervention import Intervention
from checklist_tool.model.signboard import Board, BoardStep
from checklist_tool.render.blocks import Row


def told(item: Record, names: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    """What reads better than its keys, by heading; `names` are those of the requests, by id."""
    if isinstance(item, (Request, Intervention)):
        yield _row(item, "steps", [_step(item, step) for step in item.steps])
    if isinstance(item, Board):
        yield _row(item, "steps", [_board_step(step) for step in item.steps])
    if isinstance(item, JointReview):
        yield _row(item, "matters", [_matter(matter, names) for matter in item.matters])


def _row(item: Record, name: str, lines: list[str]) -> tuple[str, Row]:
    heading = headings(type(item))[name]
    return heading, Row(heading, tuple(lines), len(lines) > 1, "")


def _step(item: Request | Intervention, step: Any) -> str:
    """A step in one line: when, what came of it, by whom, and why."""
    words = model if isinstance(item, Request) else intervention
    outcome = words.OUTCOMES[step.outcome] if step.outcome else ""
    way = intervention.WAYS.get(getattr(step, "way", None) or "", "")
    to = getattr(step, "to", None)
    marks = filter(None, (outcome, way, to, step.by, "推定" if step.inferred else ""))
    said = "；".join(filter(None, (step.reason, step.note)))
    act = words.ACTS[step.act] + "".join(f"（{mark}）" for mark in marks)
    return f"{step.on or '日期不详'} {act}" + (f"：{said}" if said else "")


def _board_step(step: BoardStep) -> str:
    """A step of a board in one line: when, in which round, what came of it, by whom, and why."""
    marks = (
        signboard.ROUNDS.get(step.round or "") if step.act == "inspect" else None,
        signboard.OUTCOMES.get(step.outcome or ""), signboard.TREATMENTS.get(step.treatment or ""),
        step.to, step.by,
    )  # fmt: skip
    act = signboard.ACTS[step.act] + "".join(f"（{mark}）" for mark in marks if mark)
    by_when = f"{step.deadline} 以前改好" if step.deadline else ""
    said = "；".join(filter(None, (step.reason, by_when, step.note, *step.photos)))
    return f"{step.on or '日期不详'} {act}" + (f"：{said}" if said else "")


def _matter(matter: Any, names: Mapping[str, str]) -> str:
    outcome = model.OUTCOMES[matter.outcome] if matter.outcome else ""
    line = "：".join(filter(None, (names.get(matter.request, matter.request), outcome)))
    return line + (f"（{matter.reason}）" if matter.reason else "")


def amount(count: Count) -> str:
    """A number as the source has it, else with its unit; `at least` is the source's word."""
    return count.stated or f"{'至少 ' if count.at_least else ''}{count.value:,} {count.unit}"


def span_of(span: Span) -> str:
    """The span as the source words it, with its last day where the words name no year."""
    first, last = span.start, span.end
    if span.stated and last and last[:4] not in span.stated:
        return f"{span.stated}（{last}）" if first == last else f"{span.stated}（至 {last}）"
    if span.stated:
        return span.stated
    if first and last:
        return first if first == last else f"{first} 至 {last}"
    return f"{first} 起" if first else f"截至 {last}" if last else ""
