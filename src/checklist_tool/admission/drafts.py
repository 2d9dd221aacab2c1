"""Requests and interventions that begin: drafted, renewed, found, regularised.

Each function takes the lists as they stand and gives what the files that change will hold, or
raises ChecklistError with the reason and with what may be done instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from checklist_tool.admission.status import settings_of
from checklist_tool.admission.steps import Fill, record_of, step
from checklist_tool.chinese import ids
from checklist_tool.model.admission import REFUSED, REQUESTS, RUNNING
from checklist_tool.model.content import content_of
from checklist_tool.model.merging import not_covered
from checklist_tool.model.procedure import ROLES
from checklist_tool.model.procedures import objections
from checklist_tool.model.versions import as_decided
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decided, Entry, Repository


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
    record_of("request", data)
    return {f"data/tasks/{on.year}/{name}.yaml": data}


def renewal(
    repository: Repository, wanted: Entry, fill: Fill, on: date, name: str | None
) -> Decided:
    """The file of a request that renews a task before it is over; its time is to be told anew.

    Raises ChecklistError for a task that is not running, or is being renewed already.
    """
    item = as_decided(wanted.item)
    anew = f"另起一件：checklist tasks new --from {wanted.id}"
    if item.state not in RUNNING:
        raise ChecklistError(
            f"“{item.title}”现在是“{REQUESTS.states[item.state]}”，不能续办", hint=anew
        )
    if item.period and item.period.end and item.period.end < on:
        raise ChecklistError(f"“{item.title}”到 {item.period.end} 已经到期，不能续办", hint=anew)
    for other in repository.of("request"):
        if other.item.renews == wanted.id and other.item.state not in REFUSED:
            raise ChecklistError(
                f"“{item.title}”已经在续办：{other.id}", hint=f"checklist tasks show {other.id}"
            )
    held = {**copied(wanted), "renews": wanted.id}
    return draft(repository, fill(held), on, name)


def copied(entry: Entry) -> dict[str, Any]:
    """What an earlier request asked for, but its time and whom was heard, for a new one."""
    said = content_of(as_decided(entry.item)).as_texts()
    return {
        name: value for name, value in said.items()
        if value is not None and name not in ("period", "opinions")
    }  # fmt: skip


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
    record = record_of("intervention", data)
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
    elif way != "own" and not (named := [*_requests(repository, request)]):
        said = f"没有编号是“{request}”的准入申请" if request else "没有写并入哪一件任务"
        raise ChecklistError(said, hint="用 checklist tasks list 看编号，写 --request 编号")
    elif way == "merge":
        where = repository.committee_ids
        if why := not_covered(entry.item, named[0].item, on.isoformat(), where):
            raise ChecklistError(
                why, hint="换一件通过准入、包得下它的；没有的，用 --way admit 补办准入"
            )
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


def _requests(repository: Repository, wanted: str | None) -> Iterator[Entry]:
    return (one for one in repository.of("request") if one.id == wanted)


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
