"""The days that matter (日程): what is due, what runs out, and the meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checklist_tool.admission.overview import Overview
from checklist_tool.model.admission import ACTS
from checklist_tool.repository import Repository


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something of a day; `uid` stays the same when the day changes."""

    uid: str
    day: date
    summary: str
    about: str


def appointments(repository: Repository, overview: Overview) -> list[Appointment]:
    """What is due or runs out, and every meeting whose day is known."""
    found = []
    for one in overview.requests:
        if one.due:
            act = ACTS[one.due.act]
            guessed = "（这一年的放假安排还不知道，只按周末算）" if one.due.unknown else ""
            found.append(
                Appointment(
                    f"{one.entry.id}-{one.due.act}", one.due.day,
                    f"{'到期' if one.due.act == 'expire' else act + '期限'}：{one.item.title}",
                    f"{one.item.party or '部门没有写明'}，现在是“{one.word}”{guessed}",
                )
            )  # fmt: skip
    for asked in overview.conditions:
        if asked.condition.due:
            found.append(
                Appointment(
                    f"{asked.standing.entry.id}-condition-{asked.number}", asked.condition.due,
                    f"落实条件期限：{asked.standing.item.title}", asked.condition.text,
                )
            )  # fmt: skip
    names = {one.entry.id: one.item.title for one in overview.requests}
    for entry in repository.of("joint_review"):
        if len(entry.item.on) == 10:
            matters = [names.get(one.request, one.request) for one in entry.item.matters]
            found.append(
                Appointment(
                    f"review-{entry.item.on}", date.fromisoformat(entry.item.on),
                    f"联审：{entry.item.title}", "\n".join(matters),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.day, one.uid))
