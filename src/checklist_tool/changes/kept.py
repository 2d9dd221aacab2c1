"""What was settled and is another now: pinned answers, joint reviews, published editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checklist_tool.changes.pairs import called, key
from checklist_tool.model.base import headings
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository

_PUBLISHED = ("jurisdiction", "title", "issued_on", "issued_by")
OR_SAY = "；确实要改的，在 data/edition.yaml 的 corrections 里写明 what、on 和 reason"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and what a correction may call that which it is about."""

    problem: Problem
    names: tuple[str, ...]


def names_of(entry: Entry) -> tuple[str, ...]:
    """By what a correction may name this record."""
    return (str(key(entry)),)


def weaker(old: Entry, new: Entry, after: Repository, today: date) -> Iterator[Finding]:
    """What a pinned answer pins no longer; another value in its place is left to CK601.

    A question of which the desk is not sure has no verdict, nor has a service; one to which it
    finds nothing has no item.
    """
    was, now = old.item, new.item
    if was == now:
        return
    unsure = now.level != was.level and now.level in ("several", "near", "none")
    service = any(entry.id == now.item for entry in after.of("service"))
    nothing = (unsure and now.level == "none") or now.verdict == "not_listed" != was.verdict
    another = (now.item, now.verdict) != (was.item, was.verdict)
    replaced = {"verdict": unsure or service, "item": nothing, "level": another}
    told = headings(type(now))
    for field, fine in replaced.items():
        before = getattr(was, field)
        if before is not None and getattr(now, field) is None and not fine:
            message = f"固定问答“{called(old)}”不再写{told[field]}，原来是“{before}”"
            yield _pin(old, new, "ask", message)
    later = any(
        entry.item.on is not None and entry.item.on > today
        for entry in after.of("answer")
        if key(entry) == key(new)
    )
    for field in ("kind", "on"):
        before, narrowed = getattr(was, field), getattr(now, field)
        if narrowed not in (None, before) and not (field == "on" and before is None and later):
            said = f"，原来是“{before}”" if before else "，原来没有写"
            message = f"固定问答“{called(old)}”改成{told[field]}“{narrowed}”{said}"
            yield _pin(old, new, field, message)


def _pin(old: Entry, new: Entry, field: str, message: str) -> Finding:
    hint = "改回原样；答复该变的，改成现在的答复，不要不写；要另外问的，另写一问" + OR_SAY
    return Finding(Problem(new.place(field), "CK701", message, hint), names_of(old))


def other_edition(old: Entry, new: Entry) -> Iterator[Finding]:
    """What is another about an edition that is published: it keeps its number, day and title."""
    was, now = old.item, new.item
    names = (was.edition, now.edition)
    published = f"{was.edition}已经在 {was.issued_on} 发布"
    told: list[tuple[str, str]] = []
    if was.edition == now.edition:
        for field in _PUBLISHED:
            before, after = getattr(was, field), getattr(now, field)
            if before is not None and before != after:
                heading = headings(type(now))[field]
                told.append((field, f"{published}，{heading}从“{before}”改成了“{after or ''}”"))
    elif now.issued_on == was.issued_on:
        told.append(("edition", f"{published}，同一天又成了“{now.edition}”"))
    elif now.issued_on < was.issued_on:
        told.append(("issued_on", f"{published}，{now.edition}的发布日期 {now.issued_on} 比它还早"))
    for field, message in told:
        hint = "改回原样；要改的，出新一期：另写 edition 和 issued_on" + OR_SAY
        yield Finding(new.problem("CK704", [field], message, hint), names)
