"""What there is of tasks: listed, one in full, and the overview."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklist_tool.admission import overview as overviews
from checklist_tool.admission.alterations import alterations, proposed, since_before, told
from checklist_tool.admission.order import in_order
from checklist_tool.admission.overview import Overview
from checklist_tool.admission.status import Standing, in_force, settings_of, standing, standings
from checklist_tool.model import admission, intervention
from checklist_tool.model.content import EVERY
from checklist_tool.model.procedure import in_effect
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.model.returns import asked
from checklist_tool.problems import unknown
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.view import record, view
from checklist_tool.usecases.tasks.lists import by_when, found

__all__ = ["Overview", "Standing"]  # what doors are given

RUNS = "running"  # beside the states: published, begun and not over
_SHOWN = 10  # names told of, where one is not known


def states() -> Mapping[str, str]:
    """The states of a request, each with its Chinese word, and that its task runs today."""
    return {**admission.STATES, RUNS: "执行中"}


def listed(
    lists: Repository, today: date, kind: str, states: Collection[str] = (),
    department: str | None = None, committee: str | None = None, *, overdue: bool = False,
) -> list[Standing]:  # fmt: skip
    """The requests, or interventions, that are as they were asked for.

    A department and a committee may be a part of their names. Raises ChecklistError for one that
    neither the tasks nor the register know.
    """
    every = in_order(standings(lists, today, kind), today)
    departments = _meant("部门", department, [one.item.party for one in every])
    ids = lists.committee_ids
    carriers = [name for one in every for name in one.item.carriers if name != EVERY]
    register = [entry.name for entry in lists.of("committee")]
    committees = _meant("居村", committee, [*carriers, *register], {*ids}, known=bool(ids))
    meant = {ids.get(name, name) for name in committees} | {EVERY}
    return [
        one
        for one in every
        if (not states or one.state in states or (RUNS in states and in_force(one, today)))
        and (department is None or one.item.party in departments)
        and (committee is None or meant & {ids.get(name, name) for name in one.item.carriers})
        and (one.overdue or not overdue)
    ]


def _meant(
    what: str, typed: str | None, names: Iterable[str | None], others: Collection[str] = (),
    *, known: bool = True,
) -> set[str]:  # fmt: skip
    """The names that have what was typed in them, or are exactly that, other names too.

    Raises ChecklistError when there is none, unless it is not `known` which there are.
    """
    if typed is None:
        return set()
    told = list(dict.fromkeys(filter(None, names)))
    every = {*told, *others}
    found = {name for name in every if name == typed} or {name for name in every if typed in name}
    if not found and told and known:
        shown = f"有的{what}：{'、'.join(told[:_SHOWN])}"
        raise unknown(f"没有名称里有“{{}}”的{what}", typed, told, shown)
    return found


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
    one = standing(found(lists, wanted), settings_of(lists), today)
    entry = one.entry
    place, related = entry.place(), _related(lists, entry)
    acts = PROCEDURES[entry.kind][0].acts
    head: list[tuple[str, list[str], bool, str]] = [
        ("编号", [entry.id], False, ""), ("状态", [one.word], False, ""),
    ]  # fmt: skip
    if one.due:
        head.append(("期限", [by_when(one.due)], False, "已超期" if one.overdue else ""))
    possible = "、".join(f"{act}（{acts[act]}）" for act in one.next)
    head.append(("下一步", [possible or "已经办结，没有下一步"], False, ""))
    head += _altered(lists, entry)
    if related:
        head.append(("相关", related, False, ""))
    tail = ("位置", [f"{place.path}:{place.line}"], False, "")
    return Detail(one, related, [*head, *view(entry.item, lists.policies), tail])


def _altered(lists: Repository, entry: Entry) -> list[tuple[str, list[str], bool, str]]:
    """The changes of a request: what is applied for, and what has become other."""
    if entry.kind != "request":
        return []
    rows: list[tuple[str, list[str], bool, str]] = []
    if points := asked(entry.item.steps):
        rows.append(("要补正的", points, len(points) > 1, "再提交时用 --answer 一点一点说明"))
    if lines := since_before(lists, entry.item):
        rows.append(("与上一期相比", lines, False, ""))
    if change := proposed(entry.item):
        rows.append(("申请变更", change.lines(lists.policies), False, "发布以后才生效"))
    if lines := told(alterations(entry.item), lists.policies):
        rows.append(("已有的变更", lines, False, ""))
    return rows


def _related(lists: Repository, entry: Entry) -> list[str]:
    """The ids of requests that an intervention led to, or of interventions that led here."""
    if entry.kind == "intervention":
        return [step.request for _, step in in_effect(entry.item.steps) if step.request]
    led_here = [
        other.id
        for other in lists.of("intervention")
        if any(step.request == entry.id for _, step in in_effect(other.item.steps))
    ]
    renewed_by = [other.id for other in lists.of("request") if other.item.renews == entry.id]
    return [*led_here, *renewed_by]


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
    if found.left_open:
        lines.append(("现在", "一年以上没有办结", found.left_open))
    for one in found.conditions:
        due = (
            f"，{one.condition.due} 前{'（超期）' if one.overdue else ''}"
            if one.condition.due
            else ""
        )
        name = f"第 {one.number} 个：{one.condition.text}{due}"
        lines.append(("要落实的条件", name, [one.standing]))
    for heading, several, words in (
        ("按状态", found.by_state, admission.STATES),
        ("按部门", found.by_department, {}),
        ("执行中的，按居村", found.by_committee, {}),
        ("违规下派", found.by_outcome, intervention.STATES),
    ):
        lines += [(heading, words.get(name, name), tasks) for name, tasks in several.items()]
    return lines
