"""What was settled and is another now: pinned answers, joint reviews, published editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checklist_tool.changes.matching import called, key
from checklist_tool.model.admission import Matter
from checklist_tool.model.base import Record, first_day, headings
from checklist_tool.model.kinds import KINDS
from checklist_tool.model.procedure import in_effect
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository

_PUBLISHED = ("jurisdiction", "title", "issued_on", "issued_by", "notice")
_OFF_LIST = ("answer", "instead", "basis")  # what the desk says of a certificate on no list
_TITLES = {kind.name: kind.title for kind in KINDS}
_HELD = ("title", "convened_by")  # of a joint review, beside its matters
OR_SAY = "；确实要改的，在 data/edition.yaml 的 corrections 里写明 what、on 和 reason"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, the kind of that which it is about, and what a correction may call it."""

    problem: Problem
    kind: str
    names: tuple[str, ...]

    @property
    def full_names(self) -> tuple[str, ...]:
        """The names with the kind before them, for what is called as something of another kind."""
        return tuple(f"{_TITLES[self.kind]} {name}" for name in self.names)


def finding(entry: Entry, problem: Problem) -> Finding:
    """A problem about this record, which a correction names by its id or what stands for one."""
    return Finding(problem, entry.kind, (str(key(entry)),))


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
    return finding(old, Problem(new.place(field), "CK701", message, hint))


def other_review(old: Entry, new: Entry, after: Repository, today: date) -> Iterator[Finding]:
    """What is another about a joint review that was held; what was not known may be filled in.

    An outcome may go, or become another, that the request says was mistyped.
    """
    if first_day(old.item.on) > today:
        return
    left = list(enumerate(new.item.matters))
    for number, matter in enumerate(old.item.matters, start=1):
        alike = [each for each in left if each[1].request == matter.request]
        found = min(alike, key=lambda each: len(differing(matter, each[1])), default=None)
        what = f"“{old.name}”（{old.item.on}）的第 {number} 项 {matter.request}"
        if found is None:
            yield _review(old, new, ["matters"], f"{what}删掉了")
            continue
        left.remove(found)
        if differing(matter, found[1]) and not _taken_back(old, matter, after):
            yield _review(old, new, ["matters", found[0]], f"{what}改写了")
    for field in differing(old.item, new.item):
        if field in _HELD:
            told = f"“{old.name}”（{old.item.on}）的{headings(type(new.item))[field]}改了"
            yield _review(old, new, [field], told)


def _taken_back(review: Entry, matter: Matter, after: Repository) -> bool:
    """Whether the request has a step that takes the outcome of this meeting back."""
    for entry in after.of("request"):
        counting = {index for index, _ in in_effect(entry.item.steps)}
        for index, step in enumerate(entry.item.steps if entry.id == matter.request else ()):
            same = (step.act, step.outcome, step.on) == ("review", matter.outcome, review.item.on)
            if same and index not in counting:
                return True
    return False


def _review(old: Entry, new: Entry, loc: Sequence[str | int], message: str) -> Finding:
    hint = "改回原样：开过的会怎么定的，就怎么记；没有写明的可以补上" + OR_SAY
    return finding(old, new.problem("CK702", loc, message, hint))


def differing(was: Record, now: Record) -> list[str]:
    """The fields that are another; what was not known before may be filled in."""
    values = ((name, getattr(was, name), getattr(now, name)) for name in type(was).model_fields)
    return [name for name, before, after in values if before != after and before is not None]


def other_edition(old: Entry, new: Entry) -> Iterator[Finding]:
    """What is another about an edition that is published: it keeps what it says of itself.

    And what the desk answers about a certificate on no list. What was not said may be added.
    """
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
        for field in _OFF_LIST:
            before, after = getattr(was.off_list, field), getattr(now.off_list, field)
            if before and before != after:
                about = f"{headings(type(now))['off_list']}的{headings(type(now.off_list))[field]}"
                told.append(("off_list", f"{published}，{about}改了"))
    elif now.issued_on == was.issued_on:
        told.append(("edition", f"{published}，同一天又成了“{now.edition}”"))
    elif now.issued_on < was.issued_on:
        told.append(("issued_on", f"{published}，{now.edition}的发布日期 {now.issued_on} 比它还早"))
    for field, message in told:
        hint = "改回原样；要改的，出新一期：另写 edition 和 issued_on" + OR_SAY
        yield Finding(new.problem("CK704", [field], message, hint), old.kind, names)
