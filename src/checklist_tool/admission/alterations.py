"""What became other of a request after it was submitted, and by which step (变更)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklist_tool.model.admission import Request, Step
from checklist_tool.model.content import Content, changed, differing
from checklist_tool.model.policy import Policy
from checklist_tool.model.versions import as_decided, versions
from checklist_tool.repository import Repository


@dataclass(frozen=True, slots=True)
class Alteration:
    """A step that made the content in force another, with both."""

    step: Step
    before: Content
    after: Content

    def lines(self, policies: Mapping[str, Policy]) -> list[str]:
        """Each field with what it was and what it is."""
        names = differing(self.before, self.after)
        return [changed(name, self.before, self.after, policies) for name in names]


def alterations(request: Request) -> list[Alteration]:
    """What conditions and published changes have altered, in their order."""
    found: list[Alteration] = []
    before: Content | None = None
    for version in versions(request.steps):
        step, after = request.steps[version.index], version.content
        if before and after and step.act != "submit" and differing(before, after):
            found.append(Alteration(step, before, after))
        before = after
    return found


def proposed(request: Request) -> Alteration | None:
    """The change that is applied for and not yet in force, if there is one."""
    pending: Alteration | None = None
    for version in versions(request.steps):
        step = request.steps[version.index]
        if step.act == "amend" and version.about and version.content:
            pending = Alteration(step, version.content, version.about)
        elif step.act == "review" and pending and step.outcome == "approved" and version.about:
            pending = Alteration(pending.step, pending.before, version.about)
        elif step.act in ("review", "publish", "withdraw") and (
            step.outcome or step.act != "review"
        ):
            pending = None
    return pending


def since_before(repository: Repository, request: Request) -> list[str]:
    """What a renewal asks for that the task which it renews did not; empty for any other."""
    before = next((one for one in repository.of("request") if one.id == request.renews), None)
    if before is None:
        return []
    one, other = as_decided(before.item), as_decided(request)
    names = differing(one, other)
    return [changed(name, one, other, repository.policies) for name in names] or ["没有不同"]


def told(altered: Iterable[Alteration], policies: Mapping[str, Policy]) -> list[str]:
    """The alterations, each in one line with its day and how it came about."""
    return [
        f"{one.step.on or '日期不详'} {'变更' if one.step.act == 'publish' else '附带条件'}："
        + "；".join(one.lines(policies))
        for one in altered
    ]
