"""What an item shows, heading by heading: the same for the desk, the terminal and the handbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from checklist_tool.model import admission, intervention, signboard
from checklist_tool.model.admission import Condition
from checklist_tool.model.base import (
    PROVENANCES,
    Cited,
    Reader,
    Record,
    Review,
    columns,
    headings,
    shown,
)
from checklist_tool.model.certificate import STATUSES, Exemption, Route
from checklist_tool.model.checked import Checked, Read, part_called
from checklist_tool.model.committee import COMMITTEE_KINDS
from checklist_tool.model.conditions import in_one_line
from checklist_tool.model.content import Burdens, Period, Support, in_words
from checklist_tool.model.kinds import VERDICTS
from checklist_tool.model.local import ROLES, LocalPlace
from checklist_tool.model.policy import Basis, Policy, Renumbered
from checklist_tool.model.service import FORMS, Compiled, Material, Stage
from checklist_tool.model.signpost import PublicLine

INFERRED = "整理者归纳，以窗口为准"
_READ = "对照原文核对过"
# What an item states, of which whoever reads it may ask what it rests on.
_STATED = frozenset((
    "reason", "audience", "conditions", "exceptions", "steps", "process", "instead", "where",
    "office", "materials", "time_limit", "fee", "phone", "basis",
))  # fmt: skip
_CHINESE = (
    PROVENANCES | STATUSES | VERDICTS | FORMS | signboard.SPOTS | signboard.ACTS
    | signboard.OUTCOMES | admission.ACTS | admission.OUTCOMES | intervention.ACTS
    | intervention.OUTCOMES | intervention.STATES | intervention.WAYS | ROLES
)  # fmt: skip
_BY_FIELD = {
    "treatment": signboard.TREATMENTS, "sort": signboard.SORTS, "round": signboard.ROUNDS,
    "committees": COMMITTEE_KINDS,
}  # fmt: skip
# What a step keeps of the request, which nobody reads there.
_KEPT = ("content", "fingerprint")

ViewRow = tuple[str, list[str], bool, str]


def view(
    record: Record,
    policies: Mapping[str, Policy],
    reader: Reader = "everyone",
    read: Read | None = None,
    *,
    changed: bool = False,
) -> list[ViewRow]:
    """Rows of heading, lines, whether the lines are numbered, and a remark ("" mostly).

    Empty fields have no row, nor have those that are not for the reader. A policy that the
    register lacks is shown by its id. `read` is what was read in a text;
    `changed` says that the record states something else than when it was checked.
    """
    read = read or {}
    rows: list[ViewRow] = []
    for name, column in shown(type(record), reader):
        value = getattr(record, name)
        if value in (None, [], {}) or (name == "status" and value == "in_force"):
            continue
        values = value if isinstance(value, list) else [value]
        lines = [_line(name, one, policies, record) for one in values]
        if name == "provenance":
            lines = _origins(record, read)
        if name == "checked" and changed:
            lines = [f"{line}；以后内容改过，还没有重新核对" for line in lines]
        if column.form == "joined":
            lines = ["、".join(lines)]
        remark = _remark(record, name, len(values), read.get(name, ()))
        numbered = column.form == "numbered" and len(lines) > 1
        rows.append((column.heading, lines, numbered, remark))
    if isinstance(record, LocalPlace) and not record.told:
        rows.append(("还没有填", ["全称、地址、电话、时间（data/local.yaml）"], False, ""))
    return rows


def record(item: Record, reader: Reader = "everyone") -> dict[str, Any]:
    """The item as JSON takes it: what is filled in and is for the reader, dates as text."""
    kept = {name for name, column in columns(type(item)) if column.told(reader)}
    return item.model_dump(mode="json", include=kept, exclude_defaults=True)


def said(name: str, value: Any, policies: Mapping[str, Policy]) -> str:
    """One value of the field with this name in words, in one line."""
    return _line(name, value, policies, value)


def _remark(record: Record, name: str, count: int, read: Collection[int]) -> str:
    """What is to be said of a row that is the compilers' reading, as far as it is."""
    if name not in getattr(record, "inferred", ()) or len(read) == count:
        return ""
    return f"除{_numbered(read)}外，{INFERRED}" if read else INFERRED


def _origins(record: Any, read: Read) -> list[str]:
    """What the rows of a record rest on: in a word, or each ground with the rows that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    shape: type[Record] = type(record)
    for name, column in shown(shape):
        value = getattr(record, name)
        if name not in _STATED or value in (None, [], {}):
            continue
        stated = PROVENANCES["inferred" if name in record.inferred else record.provenance]
        numbers, count = read.get(name, ()), len(value) if isinstance(value, list) else 1
        if len(numbers) == count:
            found[_READ].append(column.heading)
        elif numbers:
            found[_READ].append(column.heading + _numbered(numbers))
            found[stated].append(f"{column.heading}的其余")
        else:
            found[stated].append(column.heading)
    if len(found) < 2:
        return list(found) or [PROVENANCES[record.provenance]]
    return [f"{ground}：{'、'.join(titles)}" for ground, titles in found.items()]


def _numbered(numbers: Collection[int]) -> str:
    return f"第 {'、'.join(str(number + 1) for number in sorted(numbers))} 项"


def _line(name: str, value: Any, policies: Mapping[str, Policy], owner: Any) -> str:
    match value:
        case list():
            return "、".join(_line(name, one, policies, owner) for one in value)
        case dict():
            return "；".join(f"{key}：{one}" for key, one in value.items())
        case Condition():
            return in_one_line(value, policies)
        case Basis() | Period() | Support() | Burdens():
            return in_words(value, policies)
        case Route():
            return route(value)
        case Exemption():
            return f"{value.when}：{value.then}"
        case Material():
            return material(value)
        case PublicLine():
            doubt = "，号码未核实" if value.unconfirmed else ""
            return f"{value.number}（{value.of}{doubt}）"
        case Stage():
            return f"{value.who}：{value.what}" if value.who else value.what
        case Cited():
            published = "，".join(filter(None, (value.publisher, value.published_on)))
            gone = f"（{value.url}，{value.gone_on} 打不开了）" if value.gone_on else ""
            parts = (value.title, published and f"（{published}）", value.link or gone)
            return " ".join(filter(None, parts))
        case Checked():
            return _checked(value, policies, owner)
        case Renumbered():
            return f"{value.was} → {value.now}" + (f"（{value.note}）" if value.note else "")
        case Review():
            return f"{value.on}，{value.by}"
        case Compiled():
            steps = headings(Compiled).items()
            return "；".join(f"{title} {getattr(value, key) or '—'}" for key, title in steps)
        case Record():
            return "；".join(
                f"{title} {_line(key, one, policies, value)}"
                for key, title in headings(type(value)).items()
                if key not in _KEPT and (one := getattr(value, key))
            )
    if name == "batch" and (number := getattr(owner, "item_no", None)):
        return f"{value} 第 {number} 项"
    return _word(name, value)


def _word(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return _BY_FIELD.get(name, _CHINESE).get(value, value) if isinstance(value, str) else str(value)


def _checked(checked: Checked, policies: Mapping[str, Policy], owner: Any) -> str:
    """When, by whom, against which versions, and which parts when it was not all of it."""
    titles = headings(type(owner)) if isinstance(owner, Record) else {}
    parts = "、".join(part_called(name, titles) for name in checked.fields)
    texts = "、".join(
        (policies[id].in_brackets if id in policies else id) + (f"（{when} 版）" if when else "")
        for id, when in checked.versions.items()
    )
    against = f"对照{texts}" if texts else "核对"
    return f"{checked.on}，{checked.by or '整理者'}{against}" + (
        f"，核对了{parts}" if parts else ""
    )


def route(way: Route) -> str:
    """A way to go instead, in one line."""
    done = f"{way.when}：{way.what}" if way.when else way.what
    at = "，".join(dict.fromkeys(filter(None, (way.who, way.where, way.channel))))
    bring = f"；带{'、'.join(way.bring)}" if way.bring else ""
    return done + (f"（{at}）" if at else "") + bring


def material(thing: Material) -> str:
    """What to bring, with form, count and note, in one line."""
    form = FORMS[thing.form] if thing.form else ""
    count = f"{thing.count} 份" if thing.count and thing.count.isdigit() else thing.count or ""
    return thing.name + (
        f"（{'，'.join(filter(None, (form, count, thing.note)))}）"
        if form or count or thing.note
        else ""
    )
