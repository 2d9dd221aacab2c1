"""What a step makes of the files: decided here, written by the road that every edit takes.

Each function takes the lists as they stand and gives what the files that change will hold, or
raises ChecklistError with the reason and with what may be done instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from checklist_tool.admission.status import Standing, settings_of, standing
from checklist_tool.model.admission import Request
from checklist_tool.model.base import Record, headings
from checklist_tool.model.conditions import open_conditions
from checklist_tool.model.content import FIELDS, Content, differing
from checklist_tool.model.fit import fit
from checklist_tool.model.intervention import Intervention
from checklist_tool.model.procedure import (
    ROLES,
    TAKE_BACK,
    Bodies,
    Objection,
    Procedure,
    in_effect,
)
from checklist_tool.model.procedures import PROCEDURES, objections
from checklist_tool.model.requirements import ASKED, missing
from checklist_tool.model.signboard import Board
from checklist_tool.model.versions import ContentVersion, fixes, versions
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decided, Entry, Repository

Fill = Callable[[dict[str, Any]], dict[str, Any]]  # a request as it is → as it is filled in
_SHAPES: dict[str, type[Record]] = {
    "request": Request,
    "intervention": Intervention,
    "board": Board,
}


def step(
    entry: Entry,
    repository: Repository,
    today: date,
    *,
    act: str,
    on: date,
    by: str | None = None,
    fill: Fill | None = None,
    **said: Any,
) -> Decided:
    """The file of a request, an intervention or a board with one step more.

    `said` is what else the step says: outcome, reason, note and what its kind has; `fill` fills
    the request in with it. Who takes it need not be said where one body alone does.
    """
    procedure, _ = PROCEDURES[entry.kind]
    bodies = settings_of(repository).parts
    taken = {
        "on": on.isoformat(), "act": act, "by": _by(procedure, entry.item, act, by, bodies), **said
    }  # fmt: skip
    held = entry.source.data["items"][entry.loc[1]] if entry.loc else entry.source.data
    data = dict(held)
    if act == "amend":
        taken["changes"] = changes(entry, held, fill(held) if fill else held)
    elif fill:
        data = fill(held)
    taken = {key: value for key, value in taken.items() if value not in (None, [], ())}
    if act == TAKE_BACK:
        taken["takes_back"] = str(max((at for at, _ in in_effect(entry.item.steps)), default=0) + 1)
    if entry.kind == "request":
        still = [number for number, _ in open_conditions(entry.item)]
        if act == "fulfil" and len(still) == 1:
            taken.setdefault("condition", str(still[0]))
        data = fixed(data, taken)
    steps = [*(data.get("steps") or []), taken]
    data["steps"] = steps
    record = record_of(entry.kind, data)
    against = [
        found
        for found in objections(entry.kind, record, today, bodies)
        if found.index == len(steps) - 1
    ]
    if against:
        now = standing(entry, settings_of(repository), today)
        raise _refused(procedure, now, record, against)
    files = {entry.source.path: _whole(entry, data)}
    if act == TAKE_BACK and entry.kind == "request":
        files |= _undecided(repository, entry, record.steps[record.steps[-1].takes_back - 1])
    return files


def _undecided(repository: Repository, entry: Entry, taken: Any) -> Decided:
    """The meeting that decided by a step which is taken back: its outcome is open again."""
    for review in repository.of("joint_review"):
        if taken.act != "review" or taken.outcome is None or review.item.on != taken.on:
            continue
        data = review.source.data
        matters = [
            {"request": one["request"]} if one["request"] == entry.id else one
            for one in data["matters"]
        ]
        return {review.source.path: {**data, "matters": matters}}
    return {}


def record_of(kind: str, data: Mapping[str, Any]) -> Any:
    """The data as a record of its kind; ChecklistError when it does not fit."""
    record, faults = fit(_SHAPES[kind], dict(data))
    if faults:
        raise ChecklistError(
            "；".join(dict.fromkeys(fault.message for fault in faults)),
            hint="；".join(dict.fromkeys(fault.hint for fault in faults)),
        )
    return record


def changes(entry: Entry, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a request that are to become other, with what they are to be.

    Raises ChecklistError when none is, when one is to be empty, or when none may change.
    """
    other = {name: after.get(name) for name in FIELDS if after.get(name) != before.get(name)}
    hint = f"写要变的几项：checklist tasks amend {entry.id} --set workload=… --reason …"
    if not other:
        raise ChecklistError(f"没有写“{entry.name}”要变更什么", hint=hint)
    if empty := [name for name, value in other.items() if not value]:
        titles = headings(Content)
        raise ChecklistError(f"变更不能把{titles[empty[0]]}（{empty[0]}）改成没有", hint=hint)
    return other


def fixed(data: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    """The request as it is once the step is taken; the step is given what it fixes.

    What the request asks for changes only as the step makes it: by the conditions of an
    approval, by a change that is published, or by a step that takes one of these back.
    """
    before = _versions(data)
    content = before[-1].content if before else None
    if fixes(taken["act"], taken.get("outcome")) and (taken["act"] == "submit" or not content):
        taken["content"] = {name: data[name] for name in FIELDS if name in data}
    after = _versions({**data, "steps": [*(data.get("steps") or []), taken]})
    if not after:
        return data
    if (about := after[-1].about) and taken["act"] != TAKE_BACK:
        taken["fingerprint"] = about.fingerprint
    now = after[-1].content
    if taken["act"] == "submit" or content is None or now is None:
        return data
    said = now.as_texts(*differing(content, now))
    return {key: value for key, value in (data | said).items() if value is not None}


def _versions(data: Mapping[str, Any]) -> list[ContentVersion]:
    return versions(record_of("request", data).steps)


def _whole(entry: Entry, data: dict[str, Any]) -> dict[str, Any]:
    """What the file of an entry holds when the entry holds the data."""
    if not entry.loc:
        return data
    number, held = int(entry.loc[1]), entry.source.data
    return {**held, "items": [*held["items"][:number], data, *held["items"][number + 1 :]]}


def _by(procedure: Procedure, item: Any, act: str, given: str | None, bodies: Bodies) -> str | None:
    """Who takes the step: as it was said, or whose part it is; None where nobody knows who."""
    if given:
        return ROLES.get(given, given)
    if not procedure.roles[act] or isinstance(item, Board):
        return None
    role = procedure.roles[act][0]
    if role == item.party_role:
        return str(item.party) if item.party else None
    named = bodies.get(role, ())
    return named[0] if len(named) == 1 else ROLES[role]


def _refused(
    procedure: Procedure, now: Standing, record: Any, against: Sequence[Objection]
) -> ChecklistError:
    """Why the step is not taken, how to mend it, and what may be done now."""
    entry, step = now.entry, record.steps[-1]
    in_order = step.act == TAKE_BACK or procedure.next_state(now.state, step.act, step.outcome)
    if not in_order:
        against = against[:1]  # whatever else is wrong with it, it is not to be mended
    hints = list(dict.fromkeys(found.hint for found in against))
    if in_order:
        hints.append(f"“{entry.name}”现在是“{now.word}”，下一步可以：{procedure.typed(now.next)}")
    said = "；".join(dict.fromkeys(found.message for found in against))
    if step.act == "submit" and (lacking := [name for name in ASKED if missing(record, name)]):
        titles = headings(Request)
        said = f"“{entry.name}”还不能提交，缺 {len(lacking)} 样"
        hints[: len(lacking)] = [f"{titles[name]}（{name}）：{ASKED[name]}" for name in lacking]
    return ChecklistError(said, hint="\n    ".join(hints))
