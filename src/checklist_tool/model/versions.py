"""What the steps of a request fixed: which content each was about, and which is in force after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool.model.admission import Request, Step
from checklist_tool.model.content import FIELDS, Content
from checklist_tool.model.procedure import Bodies, Objection, Procedure, in_effect

_OPEN = ("draft", "returned")  # the department may still write the request anew


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """A step by its place: what it was about (None: it fixes nothing), what holds after it."""

    index: int
    about: Content | None
    content: Content | None


def versions(steps: Sequence[Step]) -> list[ContentVersion]:
    """What each step in effect fixed.

    A change that was applied for holds once its approval is published; a condition that changes
    a field holds at once.
    """
    found: list[ContentVersion] = []
    content: Content | None = None
    proposed: Content | None = None
    for index, step in in_effect(steps):
        if step.content is not None or step.act == "submit":
            content = step.content
        about: Content | None = None
        if step.act == "submit":
            about = content
        elif step.act == "amend":
            about = proposed = content.changed_by(step.changes) if content else None
        elif fixes(step.act, step.outcome) and step.act == "review":
            conditions = [condition.changes for condition in step.conditions]
            if proposed:
                about = proposed = proposed.changed_by(*conditions)
            elif content:
                about = content = content.changed_by(*conditions)
        elif step.act == "publish":
            about = content = proposed or content
            proposed = None
        elif step.act == "withdraw" or step.outcome in ("rejected", "returned"):
            proposed = None
        found.append(ContentVersion(index, about, content))
    return found


def fixes(act: str, outcome: str | None) -> bool:
    """Whether a step fixes what it is about."""
    return act in ("submit", "amend", "publish") or (act, outcome) == ("review", "approved")


def decided(request: Request) -> Content | None:
    """The content that was fixed and is in force; None while the request may be written anew."""
    if request.state in _OPEN:
        return None
    found = versions(request.steps)
    return found[-1].content if found else None


def as_decided(request: Request) -> Request:
    """The request with the content that was fixed, whatever its file says now."""
    content = decided(request)
    if content is None:
        return request
    fields = {name: getattr(content, name) for name in FIELDS}
    return request.model_copy(update={**fields, "title": content.title or request.title})


def unfixed(procedure: Procedure, record: Any, today: date, bodies: Bodies) -> Iterator[Objection]:
    """Steps whose content is not on file, or is not that which the fingerprint says.

    Of several steps about the same content the first is told.
    """
    told: set[tuple[str, str]] = set()
    for version in versions(record.steps):
        step = record.steps[version.index]
        if not fixes(step.act, step.outcome) or (step.inferred and step.fingerprint is None):
            continue
        called = f"“{record.title}”第 {version.index + 1} 步{procedure.called(step)}"
        if version.about is None or step.fingerprint is None:
            yield Objection(
                version.index, "act", f"{called}没有记下内容和指纹，说不清定的是什么",
                "步骤不手写，用 checklist tasks 的命令记，内容由软件存下",
            )  # fmt: skip
            continue
        kept, found = step.fingerprint, version.about.fingerprint
        if kept != found and (kept, found) not in told:
            told.add((kept, found))
            yield Objection(
                version.index, "fingerprint",
                f"{called}时定的内容被改过：记下的指纹是 {kept}，现在的内容算出来是 {found}",
                "从 git 历史恢复这一步的 content、changes、conditions；内容确实要变的，"
                "用 checklist tasks amend 走变更",
            )  # fmt: skip
