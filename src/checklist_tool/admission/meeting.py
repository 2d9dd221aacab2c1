"""A joint review (联审): what is on its table, the form of its outcomes, and what is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from checklist_tool.admission.order import in_order
from checklist_tool.admission.status import decided, settings_of, standings
from checklist_tool.admission.steps import step
from checklist_tool.model.admission import OUTCOMES, REQUESTS, JointReview, Step
from checklist_tool.model.fit import fit
from checklist_tool.model.procedure import in_effect
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decided, Entry, Repository

TITLE = "居村组织事务准入联审会议"
_WAITING = ("accepted", "in_review", "amending")
_MATTER = ("request", "title", "outcome", "reason", "conditions", "asks")
_FORM = ("on", "title", "convened_by", "present", "matters", "note")


def on_file(repository: Repository, on: date) -> Entry | None:
    """The meeting of that day, if it is on file."""
    found = (one for one in repository.of("joint_review") if one.item.on == on.isoformat())
    return next(found, None)


def on_the_table(repository: Repository, on: date, today: date) -> list[Entry]:
    """The requests of the meeting that is on file for that day, else all that wait for one.

    Each as the meeting has it before it: with what was decided until then.
    """
    requests = {entry.id: tabled(entry, on.isoformat()) for entry in repository.of("request")}
    meeting = on_file(repository, on)
    if meeting and meeting.item.matters:
        return [requests[one.request] for one in meeting.item.matters if one.request in requests]
    waiting = (one for one in standings(repository, today) if one.state in _WAITING)
    return [one.entry for one in in_order(waiting, today)]


def tabled(entry: Entry, on: str) -> Entry:
    """The request as it was when the meeting of that day took it up, or as it is now."""
    for index, taken in in_effect(entry.item.steps):
        if taken.act == "review" and taken.on == on:
            steps = entry.item.steps[:index]
            return decided(replace(entry, item=entry.item.model_copy(update={"steps": steps})))
    return decided(entry)


def decision(entry: Entry, on: str) -> Step | None:
    """The step by which the meeting of that day decided about a request, if it did."""
    decided_then = [
        taken for _, taken in in_effect(entry.item.steps)
        if taken.act == "review" and taken.outcome and taken.on == on
    ]  # fmt: skip
    return decided_then[-1] if decided_then else None


def planned(
    repository: Repository, on: date, today: date, title: str | None, convened_by: str | None
) -> Decided:
    """The file of a meeting that is to come, with what is on its table."""
    meeting = on_file(repository, on)
    requests = on_the_table(repository, on, today)
    if not requests:
        raise ChecklistError("没有等待联审的申请", hint="先受理：checklist tasks accept 编号")
    data = dict(meeting.source.data) if meeting else {}
    data |= _given(on=on.isoformat(), title=title or data.get("title") or TITLE)
    data |= _given(convened_by=convened_by or _convener(repository))
    data.setdefault("matters", [{"request": one.id} for one in requests])
    data.setdefault("sources", [_source("联审会议议程", data, today)])
    return {_path(on): data}


def form(repository: Repository, on: date, today: date) -> dict[str, Any]:
    """What is to be filled in after the meeting: of each matter the outcome and the reason."""
    meeting = on_file(repository, on)
    known = meeting.item if meeting else None
    return {
        "on": on.isoformat(),
        "title": known.title if known else TITLE,
        "convened_by": (known and known.convened_by) or _convener(repository),
        "present": list(known.present) if known and known.present else None,
        "matters": [
            {"request": entry.id, "title": entry.name, "outcome": None, "reason": None}
            for entry in on_the_table(repository, on, today)
        ],
        "note": known.note if known else None,
    }


def recorded(repository: Repository, on: date, filled: Mapping[str, Any], today: date) -> Decided:
    """The files after the meeting: every request with its outcome, and the meeting itself.

    Raises ChecklistError for a form that is half filled in, naming all that is missing.
    """
    _check(on, filled)
    matters = [_understood(one) for one in filled["matters"]]
    _complete(matters)
    requests = {entry.id: entry for entry in repository.of("request")}
    if unknown := [one["request"] for one in matters if one["request"] not in requests]:
        raise ChecklistError(
            f"没有这些准入申请：{'、'.join(unknown)}", hint="编号用表格里原来的，不要改"
        )
    files: Decided = {}
    for one in matters:
        files |= step(
            requests[one["request"]], repository, today, act="review", on=on,
            by=_player(repository, filled), outcome=one["outcome"], reason=one.get("reason"),
            conditions=one.get("conditions"), asks=one.get("asks"),
        )  # fmt: skip
    meeting = on_file(repository, on)
    data = dict(meeting.source.data) if meeting else {}
    data |= _given(
        on=on.isoformat(), title=filled.get("title") or data.get("title") or TITLE,
        convened_by=filled.get("convened_by"), present=filled.get("present"),
        matters=[
            _given(request=one["request"], outcome=one["outcome"], reason=one.get("reason"))
            for one in matters
        ],
        note=filled.get("note"),
    )  # fmt: skip
    data["sources"] = [*data.get("sources", ()), _source("联审会议记录", data, today)]
    record, faults = fit(JointReview, data)
    if record is None:
        raise ChecklistError("；".join(fault.message for fault in faults), hint=faults[0].hint)
    return files | {_path(on): data}


def _check(on: date, filled: Mapping[str, Any]) -> None:
    strange = [name for name in filled if name not in _FORM]
    if strange:
        raise ChecklistError(
            f"表格里有不认识的项：{'、'.join(strange)}", hint=f"只能有：{'、'.join(_FORM)}"
        )
    if filled.get("on") != on.isoformat():
        day = f"写的是 {filled['on']}" if filled.get("on") else "没有写日期 on"
        raise ChecklistError(
            f"表格里{day}，要记的是 {on} 的会议", hint="日期要一致；拿错表格的，换一份"
        )
    matters = filled.get("matters")
    shaped = isinstance(matters, list) and matters and all(
        isinstance(one, dict) and isinstance(one.get("request"), str) for one in matters
    )  # fmt: skip
    if not shaped:
        raise ChecklistError("表格里没有事项", hint="重新出一份：checklist tasks minutes 日期")
    for one in matters or ():
        if strange := [name for name in one if name not in _MATTER]:
            raise ChecklistError(
                f"“{one.get('title') or one['request']}”里有不认识的项：{'、'.join(strange)}",
                hint=f"只能有：{'、'.join(_MATTER)}",
            )


def _understood(matter: Mapping[str, Any]) -> dict[str, Any]:
    """The matter with its outcome as the files hold it; a form may say it in Chinese."""
    words = {word: outcome for outcome, word in OUTCOMES.items()}
    outcome = matter.get("outcome")
    return {**matter, "outcome": words.get(outcome, outcome) if outcome else None}


def _complete(matters: Sequence[Mapping[str, Any]]) -> None:
    """Every matter has an outcome that there is, a no has its reason, and none stands twice."""
    said: list[str] = []
    words = "、".join(OUTCOMES.values())
    seen: set[str] = set()
    for one in matters:
        name, outcome = one.get("title") or one["request"], one.get("outcome")
        if one["request"] in seen:
            said.append(f"“{name}”写了两遍")
        seen.add(one["request"])
        if outcome is None:
            said.append(f"“{name}”没有填结果")
        elif outcome not in OUTCOMES:
            said.append(f"“{name}”的结果“{outcome}”不认识")
        elif outcome in REQUESTS.reasoned and not one.get("reason"):
            said.append(f"“{name}”{OUTCOMES[outcome]}，没有填理由")
    if said:
        raise ChecklistError(
            f"表格没有填完，一件也没有记：{'；'.join(said)}",
            hint=f"outcome 填 {words}；不通过、退回的填 reason；这次没有议的，整件从表格里删掉",
        )


def _player(repository: Repository, filled: Mapping[str, Any]) -> str | None:
    """Who decided, when the edition names it; else the part that it played."""
    convener = filled.get("convened_by")
    return convener if convener in settings_of(repository).parts.get("joint_review", []) else None


def _convener(repository: Repository) -> str | None:
    named = settings_of(repository).parts.get("joint_review", [])
    return named[0] if len(named) == 1 else None


def _source(title: str, data: Mapping[str, Any], today: date) -> dict[str, str]:
    publisher = data.get("convened_by") or "联审会议"
    return {"title": title, "publisher": publisher, "published_on": today.isoformat()}


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _path(on: date) -> str:
    return f"data/tasks/reviews/{on}.yaml"
