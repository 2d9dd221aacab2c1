"""What a step makes of the files: decided here, written by the road that every edit takes.

Each function takes the lists as they stand and gives what the files that change will hold, or
raises ChecklistError with the reason and with what may be done instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from checklist_tool.admission.status import settings_of
from checklist_tool.chinese import ids
from checklist_tool.model.admission import Request
from checklist_tool.model.base import Record, headings
from checklist_tool.model.fit import fit
from checklist_tool.model.intervention import Intervention
from checklist_tool.model.procedure import ROLES, Bodies, Objection, Procedure
from checklist_tool.model.procedures import PROCEDURES, objections
from checklist_tool.model.requirements import ASKED, missing
from checklist_tool.model.signboard import Board
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decided, Entry, Repository

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
    fill: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
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
    data = fill(held) if fill else dict(held)
    steps = [*(data.get("steps") or []), {k: v for k, v in taken.items() if v is not None}]
    data["steps"] = steps
    record = _record(entry.kind, data)
    against = [
        found
        for found in objections(entry.kind, record, today, bodies)
        if found.index == len(steps) - 1
    ]
    if against:
        raise _refused(procedure, entry, record, against)
    return {entry.source.path: _whole(entry, data)}


def _whole(entry: Entry, data: dict[str, Any]) -> dict[str, Any]:
    """What the file of an entry holds when the entry holds the data."""
    if not entry.loc:
        return data
    number, held = int(entry.loc[1]), entry.source.data
    return {**held, "items": [*held["items"][:number], data, *held["items"][number + 1 :]]}


def draft(
    repository: Repository, fields: Mapping[str, Any], on: date, wanted: str | None = None
) -> Decided:
    """The file of a new request; its source is the application itself.

    Raises ChecklistError when the id is taken, or a field does not fit.
    """
    title = str(fields.get("title") or "")
    name = _named(repository, title, wanted)
    source = {"title": "准入申请书", "publisher": fields.get("applicant"), "published_on": on}
    data = {"id": name, **fields, "sources": [_texts(source)]}
    _record("request", data)
    return {f"data/tasks/{on.year}/{name}.yaml": data}


def reported(
    repository: Repository, fields: Mapping[str, Any], on: date, by: str | None, today: date,
    wanted: str | None = None, note: str | None = None,
) -> Decided:  # fmt: skip
    """The file of a new intervention: a task was found that nobody admitted."""
    name = _named(repository, str(fields["title"]), wanted)
    found = {"on": on, "act": "report", "by": by, "note": note}
    source = {"title": "违规下派反映记录", "publisher": by or ROLES["office"], "published_on": on}
    data = {
        "id": name, **{key: value for key, value in fields.items() if value},
        "steps": [_texts(found)], "sources": [_texts(source)],
    }  # fmt: skip
    record = _record("intervention", data)
    for against in objections("intervention", record, today, settings_of(repository).parts):
        raise ChecklistError(against.message, hint=against.hint)
    return {f"data/tasks/interventions/{name}.yaml": data}


def regularised(
    entry: Entry, repository: Repository, today: date, *, on: date, way: str, by: str | None,
    request: str | None, note: str | None,
) -> Decided:  # fmt: skip
    """An intervention that is regularised, and the request that it leads to.

    When it is to be admitted afterwards and no request is named, one is drafted with it.
    """
    files: Decided = {}
    if way == "admit" and request is None:
        if entry.item.handed_down_by is None:
            raise ChecklistError(
                f"“{entry.name}”没有写下派部门，起草不了补办的申请",
                hint="先在文件里写上 handed_down_by；已经有申请的，用 --request 编号",
            )
        fields = {
            "title": entry.name, "applicant": entry.item.handed_down_by,
            "committees": list(entry.item.committees),
            "note": f"由违规下派 {entry.id} 规范而来",
        }  # fmt: skip
        files = draft(repository, {key: value for key, value in fields.items() if value}, on)
        request = next(iter(files.values()))["id"]
    elif way != "own" and not any(one.id == request for one in repository.of("request")):
        said = f"没有编号是“{request}”的准入申请" if request else "没有写并入哪一件任务"
        raise ChecklistError(said, hint="用 checklist tasks list 看编号，写 --request 编号")
    return files | step(
        entry,
        repository,
        today,
        act="regularise",
        on=on,
        by=by,
        way=way,
        request=request,
        note=note,
    )


def _named(repository: Repository, title: str, wanted: str | None) -> str:
    """The id of a new file: the wanted one, or one after the title that is free."""
    taken = {entry.id for entry in repository.of("request", "intervention")}
    taken |= {
        path.rpartition("/")[2].removesuffix(".yaml")
        for path in repository.sources
        if path.startswith("data/tasks/")
    }
    if wanted:
        if wanted in taken:
            raise ChecklistError(f"编号“{wanted}”已经用了", hint="换一个编号；编号用过就不再用")
        return wanted
    return ids.proposed(title, taken, otherwise="renwu")


def _texts(data: Mapping[str, Any]) -> dict[str, str]:
    """What is filled in, as the files hold it."""
    return {key: str(value) for key, value in data.items() if value is not None}


def _by(procedure: Procedure, item: Any, act: str, given: str | None, bodies: Bodies) -> str | None:
    """Who takes the step: as it was said, or whose part it is; None where nobody knows who."""
    if given:
        return ROLES.get(given, given)
    if not procedure.roles[act]:
        return None
    role = procedure.roles[act][0]
    if role == item.party_role:
        return str(item.party) if item.party else None
    named = bodies.get(role, ())
    return named[0] if len(named) == 1 else ROLES[role]


def _record(kind: str, data: Mapping[str, Any]) -> Any:
    record, faults = fit(_SHAPES[kind], dict(data))
    if faults:
        raise ChecklistError(
            "；".join(dict.fromkeys(fault.message for fault in faults)),
            hint="；".join(dict.fromkeys(fault.hint for fault in faults)),
        )
    return record


def _refused(
    procedure: Procedure, entry: Entry, record: Any, against: Sequence[Objection]
) -> ChecklistError:
    """Why the step is not taken, how to mend it, and what may be done now."""
    before, step = entry.item.state, record.steps[-1]
    in_order = procedure.next_state(before, step.act, step.outcome) is not None
    if not in_order:
        against = against[:1]  # whatever else is wrong with it, it is not to be mended
    hints = list(dict.fromkeys(found.hint for found in against))
    if in_order:
        now = procedure.states[before]
        hints.append(f"“{entry.name}”现在是“{now}”，下一步可以：{procedure.possible(before)}")
    said = "；".join(dict.fromkeys(found.message for found in against))
    if step.act == "submit" and (lacking := [name for name in ASKED if missing(record, name)]):
        titles = headings(Request)
        said = f"“{entry.name}”还不能提交，缺 {len(lacking)} 样"
        hints[: len(lacking)] = [f"{titles[name]}（{name}）：{ASKED[name]}" for name in lacking]
    return ChecklistError(said, hint="\n    ".join(hints))
