"""Where a request or an intervention stands: its state, since when, what comes next, by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checklist_tool.admission.workdays import after
from checklist_tool.model.admission import RUNNING, Request
from checklist_tool.model.base import first_day
from checklist_tool.model.conditions import open_conditions
from checklist_tool.model.edition import Admission
from checklist_tool.model.procedure import in_effect
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.model.versions import as_decided
from checklist_tool.repository import Entry, Repository

# In which state what is waited for, and by which setting it is due.
_WAITED_FOR = {
    "submitted": ("accept", "accept_within"),
    "accepted": ("review", "review_within"),
    "in_review": ("review", "review_within"),
    "approved": ("publish", "publish_within"),
    "amending": ("review", "review_within"),
    "amended": ("publish", "publish_within"),
}
# With which step that time begins, where it is not the acceptance.
_BEGINS = {"submitted": "submit", "approved": "review", "amending": "amend", "amended": "review"}


@dataclass(frozen=True, slots=True)
class Due:
    """What must be done by which day; `unknown` are years whose holidays were not known."""

    act: str
    day: date
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One request or intervention as it stands on a day."""

    entry: Entry
    state: str
    since: str | None
    next: tuple[str, ...]
    due: Due | None
    overdue: bool

    @property
    def item(self) -> Any:
        """The record itself."""
        return self.entry.item

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return PROCEDURES[self.entry.kind][0].states[self.state]

    def as_json(self) -> dict[str, object]:
        """The stable form of `tasks list --json`."""
        return {
            "id": self.entry.id,
            "title": self.item.title,
            "applicant": self.item.party,
            "state": self.state,
            "since": self.since,
            "next": list(self.next),
            "overdue": self.overdue,
        }


def standings(repository: Repository, today: date, *kinds: str) -> list[Standing]:
    """How every request stands, or every record of these kinds, in the order of the files."""
    settings = settings_of(repository)
    return [standing(entry, settings, today) for entry in repository.of(*(kinds or ("request",)))]


def settings_of(repository: Repository) -> Admission:
    """What the edition says of admission; nothing when it cannot be read."""
    edition = next(repository.of("edition"), None)
    return edition.item.admission if edition else Admission()


def standing(entry: Entry, settings: Admission, today: date) -> Standing:
    """How a request or an intervention stands on a day; a request with what was decided."""
    procedure, _ = PROCEDURES[entry.kind]
    entry = decided(entry)
    item = entry.item
    state, since = item.start, item.latest
    for index, _, reached in procedure.walk(item.steps, item.start):
        if reached is not None:
            state, since = reached, item.steps[index].on
    due = _due(item, state, settings) if entry.kind == "request" else None
    left_out = {"publish"} if open_conditions(item) else procedure.on_demand
    acts = tuple(act for act in procedure.next_acts(state) if act not in left_out)
    return Standing(
        entry, state, since, acts, due,
        overdue=due is not None and due.day < today,
    )  # fmt: skip


def decided(entry: Entry) -> Entry:
    """The entry with what was decided, whatever its file says now; only a request has that."""
    item = as_decided(entry.item) if entry.kind == "request" else entry.item
    return entry if item is entry.item else replace(entry, item=item)


def as_it_stood(entry: Entry, day: date) -> Entry:
    """The entry with the steps taken by that day, and with what was decided by then.

    A step without a date counts as taken, one that was taken back later does not.
    """
    steps = entry.item.steps
    taken = [step for _, step in in_effect(steps) if step.on is None or first_day(step.on) <= day]
    if len(taken) == len(steps):
        return decided(entry)
    return decided(replace(entry, item=entry.item.model_copy(update={"steps": taken})))


def known_by(entry: Entry, day: date) -> bool:
    """Whether there was such a record by that day: a step was taken, or its source was there."""
    if as_it_stood(entry, day).item.steps or getattr(entry.item, "found_on", None):
        return True
    dated = [source.published_on for source in entry.item.sources if source.published_on]
    return not dated or any(first_day(when) <= day for when in dated)


def in_force(standing: Standing, day: date) -> bool:
    """Whether the task runs on that day: it is published, has begun and is not over."""
    period = standing.item.period
    begun = period is None or period.start is None or period.start <= day
    over = period is not None and period.end is not None and period.end < day
    return standing.state in RUNNING and begun and not over


def _due(request: Request, state: str, settings: Admission) -> Due | None:
    act, setting = _WAITED_FOR.get(state, ("", ""))
    within = getattr(settings, setting, None)
    begun = _begun(request, state)
    if within is not None and begun is not None:
        reckoned = after(begun, within)
        return Due(act, reckoned.day, reckoned.unknown)
    end = request.period.end if request.period else None
    return Due("expire", end) if end and state in RUNNING else None


def _begun(request: Request, state: str) -> date | None:
    """The day from which the time runs; None when the source does not give the day."""
    act = _BEGINS.get(state, "accept")
    days = [step.on for _, step in in_effect(request.steps) if step.act == act]
    return date.fromisoformat(days[-1]) if days and days[-1] and len(days[-1]) == 10 else None
