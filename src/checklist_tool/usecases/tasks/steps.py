"""Steps of requests and interventions: drafted, reported, taken; each by the road of every edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool import editing
from checklist_tool.admission import drafts, steps
from checklist_tool.admission.findings import Findings
from checklist_tool.admission.status import Standing, settings_of, standing
from checklist_tool.admission.steps import Fill
from checklist_tool.editing import Change
from checklist_tool.model.admission import Request
from checklist_tool.model.base import headings
from checklist_tool.model.procedure import TAKE_BACK
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.model.requirements import ASKED
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Repository
from checklist_tool.usecases.items import refusal
from checklist_tool.usecases.tasks import lists
from checklist_tool.usecases.tasks.conditions import conditions

_DECIDED: dict[str, Callable[..., Decided]] = {"regularise": drafts.regularised}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files, the lists as they stand now, and the tasks that changed."""

    change: Change
    lists: Repository
    standings: list[Standing]

    def as_json(self) -> Any:
        """The change of a dry run, else the tasks: one by itself, several as a list."""
        if not self.change.written:
            return self.change.as_json()
        found = [one.as_json() | {"path": one.entry.source.path} for one in self.standings]
        return found[0] if len(found) == 1 else found


def take(
    root: Path, kind: str, task: str, act: str, today: date, *,
    on: date, by: str | None = None, dry_run: bool = False, **told: Any,
) -> Taken:  # fmt: skip
    """One step more for a request or an intervention; `told` is what else the step says.

    Raises ChecklistError when the step must not be taken, or brings in an error.
    """
    decided = _DECIDED.get(act)

    def decide(repository: Repository) -> Decided:
        kinds = ("request", "intervention") if act == TAKE_BACK else (kind,)
        entry = lists.found(repository, task, *kinds)
        if typed := told.get("conditions"):
            told["conditions"] = conditions(typed, entry.source.data)
        if decided:
            return decided(entry, repository, today, on=on, by=by, **told)
        return steps.step(entry, repository, today, act=act, on=on, by=by, **told)

    return write(root, decide, today, dry_run=dry_run)


def draft(
    root: Path, fields: Mapping[str, Any], today: date, *,
    on: date, wanted: str | None = None, dry_run: bool = False,
) -> Taken:  # fmt: skip
    """A new request with these fields; raises ChecklistError without its title or applicant."""
    for name, heading in (("title", "事项"), ("applicant", "申请部门")):
        if not fields.get(name):
            raise ChecklistError(f"没有写{heading}（{name}）", hint=f"加上 --set {name}=…")
    return write(
        root, lambda lists: drafts.draft(lists, fields, on, wanted), today, dry_run=dry_run
    )


def renew(
    root: Path, task: str, fill: Fill, today: date, *,
    on: date, wanted: str | None = None, dry_run: bool = False,
) -> Taken:  # fmt: skip
    """A new request that renews a published task: as it was decided, filled in anew."""

    def decide(repository: Repository) -> Decided:
        entry = lists.found(repository, task, "request")
        return drafts.renewal(repository, entry, fill, on, wanted)

    return write(root, decide, today, dry_run=dry_run)


def earlier(root: Path, task: str) -> dict[str, Any]:
    """What an earlier request asked for, but its time and whom was heard."""
    return drafts.copied(lists.found(lists.read(root, *lists.TASKS), task, "request"))


def lacking(fields: Mapping[str, Any]) -> list[str]:
    """What a request with these fields must still say before it is submitted."""
    titles = headings(Request)
    return [f"{titles[name]}（{name}）" for name in ASKED if not fields.get(name)]


def report(
    root: Path, fields: Mapping[str, Any], today: date, *, on: date, by: str | None = None,
    wanted: str | None = None, note: str | None = None, dry_run: bool = False,
) -> Taken:  # fmt: skip
    """A new intervention: a task was found that nobody admitted."""

    def decide(repository: Repository) -> Decided:
        return drafts.reported(repository, fields, on, by, today, wanted, note)

    return write(root, decide, today, dry_run=dry_run)


def write(root: Path, decide: Decide, today: date, *, dry_run: bool = False) -> Taken:
    """Write the decided files unless dry_run, and return what became of them.

    Raises ChecklistError when that brings in an error, naming every one.
    """
    change = editing.change(root, decide, today, dry_run=dry_run)
    if change.refused:
        raise refusal(change)
    now = change.lists or Repository()
    settings = settings_of(now)
    changed = [
        standing(entry, settings, today)
        for entry in now.of("request", "intervention")
        if entry.source.path in change.after
    ]
    return Taken(change, now, changed)


def to_look_at(repository: Repository, standing: Standing, today: date) -> int:
    """How many things there are to look at in a request before the meeting."""
    return len(Findings(repository, today).about(standing.entry.id))


def next_steps(standing: Standing) -> str:
    """The steps that may follow, as commands are typed; empty when there are none."""
    return PROCEDURES[standing.entry.kind][0].typed(standing.next)
