"""What there is of tasks: listed, one in full, and the overview."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklist_tool.admission import overview as overviews
from checklist_tool.admission.overview import Overview
from checklist_tool.admission.status import Standing, settings_of, standing, standings
from checklist_tool.model import admission, intervention
from checklist_tool.model.admission import EVERY
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.view import record, view
from checklist_tool.usecases.tasks.lists import by_when, found

__all__ = ["Overview", "Standing"]  # what doors are given


def states() -> Mapping[str, str]:
    """The states of a request, each with its Chinese word."""
    return admission.STATES


def listed(
    lists: Repository, today: date, kind: str, states: Collection[str] = (),
    department: str | None = None, committee: str | None = None, *, overdue: bool = False,
) -> list[Standing]:  # fmt: skip
    """The requests, or interventions, that are as they were asked for."""
    return [
        one
        for one in standings(lists, today, kind)
        if (not states or one.state in states)
        and department in (None, one.item.party)
        and (committee is None or {committee, EVERY} & {*one.item.carriers})
        and (one.overdue or not overdue)
    ]


def row(one: Standing) -> tuple[str, ...]:
    """A task as a row of the list."""
    acts = PROCEDURES[one.entry.kind][0].acts
    return (
        one.entry.id, one.item.title, one.item.party or "—", one.word, one.since or "—",
        by_when(one.due) + ("（超期）" if one.overdue else "") or "—",
        "、".join(acts[act] for act in one.next) or "—",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detail:
    """One task in full: how it stands, the related tasks, the rows that are shown."""

    standing: Standing
    related: list[str]
    rows: list[tuple[str, list[str], bool, str]]

    def as_json(self) -> dict[str, object]:
        """The stable form of `tasks show --json`."""
        due, entry = self.standing.due, self.standing.entry
        return self.standing.as_json() | {
            "due": {"act": due.act, "on": due.day.isoformat()} if due else None,
            "path": entry.place().path,
            "related": self.related,
            "item": record(entry.item),
        }


def detail(lists: Repository, wanted: str, today: date) -> Detail:
    """The request or intervention with this id or name; ChecklistError when it is not one."""
    entry = found(lists, wanted)
    one = standing(entry, settings_of(lists), today)
    place, related = entry.place(), _related(lists, entry)
    acts = PROCEDURES[entry.kind][0].acts
    head: list[tuple[str, list[str], bool, str]] = [
        ("编号", [entry.id], False, ""), ("状态", [one.word], False, ""),
    ]  # fmt: skip
    if one.due:
        head.append(("期限", [by_when(one.due)], False, "已超期" if one.overdue else ""))
    possible = "、".join(f"{act}（{acts[act]}）" for act in one.next)
    head.append(("下一步", [possible or "已经办结，没有下一步"], False, ""))
    if related:
        head.append(("相关", related, False, ""))
    tail = ("位置", [f"{place.path}:{place.line}"], False, "")
    return Detail(one, related, [*head, *view(entry.item, lists.policies), tail])


def _related(lists: Repository, entry: Entry) -> list[str]:
    """The ids of requests that an intervention led to, or of interventions that led here."""
    if entry.kind == "intervention":
        return [step.request for step in entry.item.steps if step.request]
    return [
        other.id
        for other in lists.of("intervention")
        if any(step.request == entry.id for step in other.item.steps)
    ]


def overview(lists: Repository, as_of: date, within: int) -> Overview:
    """All tasks as they stood on a day; what runs out within so many days is told apart."""
    return overviews.overview(lists, as_of, within)


def groups(found: Overview) -> list[tuple[str, str, Sequence[Standing]]]:
    """The tasks of an overview under each heading and name, in the order in which it is shown."""
    lines: list[tuple[str, str, Sequence[Standing]]] = [
        ("现在", f"执行中（{found.as_of}）", found.in_force),
        ("现在", f"{found.within} 天内到期", found.expiring),
        ("现在", "超过期限", found.overdue),
    ]
    for heading, several, words in (
        ("按状态", found.by_state, admission.STATES),
        ("按部门", found.by_department, {}),
        ("执行中的，按居村", found.by_committee, {}),
        ("违规下派", found.by_outcome, intervention.STATES),
    ):
        lines += [(heading, words.get(name, name), tasks) for name, tasks in several.items()]
    return lines
