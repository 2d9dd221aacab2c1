"""What was read against its basis (核对), and what has changed in the law since."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Annotated, Any

from pydantic import StringConstraints

from checklist_tool.model.base import Column, Day, Line, Record, last_day
from checklist_tool.model.policy import Basis, Policy

# The kinds of items that rest on policies, and can be checked against them.
CHECKED_KINDS = ("certificate", "service", "signpost")
# What states nothing to whoever asks: it may change, and the item is as it was checked.
_UNSTATED = frozenset(("checked", "reviewed", "aliases", "asks", "sources", "editor_note"))
# A field, or one of its values: instead, instead[0].
_PART = re.compile(r"(\w+)(?:\[(\d{1,4})\])?")
# A step in which an office decides, and not one in which the resident goes there.
_DECIDES = re.compile(r"(?!到|向|去|申请|协商).*?(审|核定|核准|核发|批准|认定|决定)")
_COMMITTEE = re.compile(r"居委|村委|居民委员会|村民委员会|居村|村居")
# The fields of an item of which something was read in a text, and the numbers of these values.
Read = Mapping[str, Set[int]]
VERSION_PATTERN = r"^[a-z0-9-]+(@\d{4}(-\d\d(-\d\d)?)?)?$"


class Checked(Record):
    """When an item was read against its basis, by whom, against which versions."""

    on: Annotated[Day, Column("日期", says="对照原文的那一天")]
    by: Annotated[
        Line | None, Column("核对单位", says="哪个单位核对的；整理者自己读原文的不写")
    ] = None
    fields: Annotated[
        list[Line], Column("核对的键", says="核对了哪些键，如 basis、instead[0]；不写就是全部")
    ] = []
    against: Annotated[
        list[Annotated[str, StringConstraints(pattern=VERSION_PATTERN)]],
        Column("对照的版本", says="读过的依据：政策编号@那一版通过的日期；没有读的不写"),
    ] = []
    of: Annotated[Line, Column("内容指纹", says="核对时内容的指纹，由 checklist check 写")]

    @property
    def versions(self) -> dict[str, str]:
        """The version that was read of each policy; empty where it has no date."""
        return {id: when for id, _, when in (one.partition("@") for one in self.against)}


CheckedAgainst = Annotated[
    Checked | None,
    Column("对照原文", says="哪天对照哪一版原文核对的；用 checklist check 写", on_slip=None),
]


def fingerprint(item: Record, verdict: str | None, fields: Sequence[str] = ()) -> str:
    """What an item states in some of its fields, or all, as a short text that changes with it."""
    stated = item.model_dump(mode="json", exclude_defaults=True)
    names = fields or [name for name in type(item).model_fields if name not in _UNSTATED]
    kept = {"name": stated["name"], "verdict": verdict}
    told = {name: part_of(stated, name) for name in sorted(names) if name != "verdict"}
    kept |= {name: value for name, value in told.items() if value is not None}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2s(text.encode(), digest_size=6, person=b"checked").hexdigest()


def part_of(stated: Mapping[str, Any], name: str) -> Any:
    """What is stated under `instead` or `instead[0]`; None when there is nothing."""
    if not (found := _PART.fullmatch(name)) or (value := stated.get(found[1])) in (None, [], {}):
        return None
    if found[2] is None:
        return value
    within = isinstance(value, list) and int(found[2]) < len(value)
    return value[int(found[2])] if within else None


def part_called(name: str, titles: Mapping[str, str]) -> str:
    """A checked part in words, by the headings of the fields: 替代方式 or 替代方式第 1 项."""
    found = _PART.fullmatch(name)
    title = titles.get(found[1], found[1]) if found else name
    return f"{title}第 {int(found[2]) + 1} 项" if found and found[2] else title


def still_as_checked(item: Any, verdict: str | None) -> bool:
    """Whether the item was checked, and states what it stated then."""
    checked: Checked | None = item.checked
    return checked is not None and checked.of == fingerprint(item, verdict, checked.fields)


def changed_since(item: Any, verdict: str | None) -> bool:
    """Whether the item was checked, and states something else by now."""
    return vars(item).get("checked") is not None and not still_as_checked(item, verdict)


def read_in_a_text(item: Any, verdict: str | None) -> Read:
    """The values that were read in a text and state what they stated then.

    A basis was read only where the text was that it cites, and a field that is the compilers'
    reading only where a value of it was checked by itself.
    """
    checked: Checked | None = getattr(item, "checked", None)
    if checked is None or not checked.against or not still_as_checked(item, verdict):
        return {}
    found: dict[str, frozenset[int]] = {}
    for name in type(item).model_fields:
        value = getattr(item, name)
        values = value if isinstance(value, list) else [value] * bool(value)
        whole = name not in item.inferred and (not checked.fields or name in checked.fields)
        numbers = frozenset(
            at
            for at, one in enumerate(values)
            if (whole or f"{name}[{at}]" in checked.fields)
            and (not isinstance(one, Basis) or one.policy in checked.versions)
        )
        if numbers:
            found[name] = numbers
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """A basis that is another one since the item was checked: `what` says how, `since` when."""

    number: int  # of the basis in the item
    policy: Policy
    what: str
    since: date

    @property
    def said(self) -> str:
        """What became of it, in words."""
        return f"{self.policy.in_brackets}已于 {self.since} {self.what}"


def moved(item: Any, policies: Mapping[str, Policy], day: date, issued: date) -> list[Moved]:
    """The bases of an item that changed since it was checked, as of a day; each policy once.

    A policy against which the item was not read counts from its review, or the issue of the
    edition.
    """
    found: dict[str, Moved] = {}
    read = item.checked.versions if item.checked else {}
    unread = max(issued, item.reviewed.on if item.reviewed else issued)
    for number, basis in enumerate(item.basis):
        policy = policies.get(basis.policy)
        if policy is None or policy.id in found:
            continue
        looked = item.checked.on if policy.id in read else unread
        if change := _change(policy, basis, policies, day, looked, read.get(policy.id)):
            found[policy.id] = Moved(number, policy, *change)
    return list(found.values())


def _change(
    policy: Policy, basis: Basis, policies: Mapping[str, Policy], day: date, looked: date,
    read: str | None,
) -> tuple[str, date] | None:  # fmt: skip
    if policy.repealed(day):
        return "废止", last_day(policy.repealed_on or "")
    for id in policy.superseded_by:
        other = policies.get(id)
        since = next((one.starts for one in other.history), date.min) if other else date.max
        if other and looked < since <= day:
            return f"由{other.cited()}取代", since
    now = policy.version_on(day)
    if now is None:
        return None
    known = basis.version or read
    amended = now.adopted > known and not now.is_called(known) if known else now.starts > looked
    return ("修订", now.starts) if amended else None


def notice(item: Any, verdict: str | None, changes: Iterable[Moved], keeper: str) -> str:
    """What the desk says in one line of an item whose basis changed; empty when none did.

    `keeper` is who keeps the lists.
    """
    said = "，".join(one.said for one in changes)
    if not said:
        return ""
    return f"依据{said}，本项尚未核对，办理前请向{_decider(item, verdict, keeper)}核实"


def _decider(item: Any, verdict: str | None, keeper: str) -> str:
    """Who knows how an item is decided now.

    What the committee issues itself is for whoever keeps the lists to say. Else it is who decides
    in the process, the office that a signpost names, or the one to which all ways lead; several
    have each their own case.
    """
    if verdict in ("issue", "conditional"):
        return keeper
    if office := getattr(item, "office", ""):  # of a signpost
        return str(office)
    stages = getattr(item, "process", ())
    deciding = [
        one.who for one in stages
        if one.who and _DECIDES.match(one.what) and not _COMMITTEE.search(one.who)
    ]  # fmt: skip
    if deciding:
        return str(deciding[-1])
    ways = {way.who for way in getattr(item, "instead", ()) if way.who}
    if len(ways) > 1:
        return "替代方式写的办理单位"
    offices = (one for one in (*ways, *getattr(item, "where", ())) if not _COMMITTEE.search(one))
    return next(offices, keeper)


def unsettled(policies: Mapping[str, Policy], issued: date) -> frozenset[str]:
    """The policies that may have changed since an edition was issued; of most lists, few."""
    return frozenset(
        id
        for id, policy in policies.items()
        if policy.repealed_on
        or policy.superseded_by
        or policy.versions
        or any(version.starts > issued for version in policy.history)
    )


def may_have_moved(item: Any, unsettled: frozenset[str]) -> bool:
    """Whether it is worth asking which bases of an item have changed."""
    return bool(item.checked) or any(
        basis.version or basis.policy in unsettled for basis in item.basis
    )


def days_of_change(item: Any, policies: Mapping[str, Policy]) -> list[date]:
    """The days on which what is said of the bases of an item may become another."""
    found: set[date] = set()
    for basis in item.basis:
        if (policy := policies.get(basis.policy)) is None:
            continue
        others = [policies[id] for id in policy.superseded_by if id in policies]
        for one in (policy, *others):
            found.update(version.starts for version in one.history)
        if policy.repealed_on:
            found.add(last_day(policy.repealed_on))
    return sorted(found)
