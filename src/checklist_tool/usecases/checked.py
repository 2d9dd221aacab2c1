"""An item was read against its basis (核对)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from checklist_tool.checks import impact
from checklist_tool.editing.locate import find
from checklist_tool.model.base import headings
from checklist_tool.model.checked import (
    CHECKED_KINDS,
    Checked,
    fingerprint,
    part_called,
    part_of,
    still_as_checked,
)
from checklist_tool.model.kinds import DESK
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Entry, Repository


def check(
    wanted: Sequence[str],
    by: str | None,
    on: date,
    fields: Sequence[str] = (),
    policies: Sequence[str] = (),
    replaced: Callable[[str], object] = lambda _: None,
) -> Decide:
    """Write that items were read against the versions in force on that day, by an office or,
    without one, by the compilers.

    `fields` are the keys that were read, or single values of them (`instead[0]`), `policies` the
    texts by id, title or number; all of an item when empty. What was read on the same day, by the
    same office and against the same versions is added to what stands there; `replaced` is told of
    each earlier check that is lost.
    """

    def decide(repository: Repository) -> Decided:
        files: dict[str, dict[str, Any]] = {}
        for one in wanted:
            entry = _entry(repository, one)
            source = entry.source
            held = files.setdefault(source.path, dict(source.data))
            number = int(entry.loc[1])
            record = {**held["items"][number]}
            record["checked"] = _checked(repository, entry, by, on, fields, policies)
            if lost := _lost(entry, record["checked"]):
                replaced(lost)
            held["items"] = [*held["items"][:number], record, *held["items"][number + 1 :]]
        return files

    return decide


def can_be_checked(entry: Entry) -> bool:
    """Whether the item is of a kind that rests on policies."""
    return entry.kind in CHECKED_KINDS


def registered(repository: Repository, wanted: str) -> Entry:
    """The policy with this id, title or number; raises ChecklistError when there is none."""
    found = impact.called(repository, wanted)
    if found is None:
        raise ChecklistError(
            f"政策依据库里没有“{wanted}”", hint="写编号、标题或文号；checklist impact 也这样写"
        )
    return found


def _entry(repository: Repository, wanted: str) -> Entry:
    """The certificate or service with this id (a policy may have the same), name or place."""
    entries = [entry for entry in repository.of(*DESK) if can_be_checked(entry)]
    found = [one for one in entries if one.id == wanted]
    if not found:
        spot = find(repository, wanted)
        found = [one for one in entries if (one.source.path, one.loc) == (spot.path, spot.loc)]
    if not found:
        raise ChecklistError(
            f"“{wanted}”不是证明、服务或指路，没有可以核对的依据",
            hint="写其中一项的编号、名称",
        )
    return found[0]


def _cited(repository: Repository, entry: Entry, wanted: str) -> str:
    """The id of a policy that the item rests on."""
    policy = registered(repository, wanted)
    cited = [basis.policy for basis in entry.item.basis]
    if policy.id not in cited:
        raise ChecklistError(
            f"“{entry.name}”没有以{policy.item.cited()}为依据",
            hint=f"它的依据有：{'、'.join(cited) or '没有写'}",
        )
    return policy.id


def _checked(
    repository: Repository,
    entry: Entry,
    by: str | None,
    on: date,
    fields: Sequence[str],
    read: Sequence[str],
) -> dict[str, Any]:
    item, policies = entry.item, repository.policies
    wanted = {_cited(repository, entry, one) for one in read}
    empty = [name for name in fields if part_of(vars(item), name) is None]
    if empty:
        raise ChecklistError(
            f"“{entry.name}”的 {'、'.join(empty)} 没有内容", hint="--field 写这一项里有的键"
        )
    against = {}
    for basis in item.basis:
        if wanted and basis.policy not in wanted:
            continue
        policy = policies.get(basis.policy)
        version = policy.version_on(on) if policy else None
        if policy and policy.repealed(on):
            raise ChecklistError(
                f"“{entry.name}”的依据{policy.cited()}已经废止", hint="先换成现行的文件，再核对"
            )
        if version and basis.version and not version.is_called(basis.version):
            raise ChecklistError(
                f"“{entry.name}”引的是 {basis.version} 版的条款，现行的是 {version.adopted} 版",
                hint="先改成现行的条款，去掉 basis 的 version，再核对",
            )
        against[basis.policy] = f"{basis.policy}@{version.adopted}" if version else basis.policy
    before: Checked | None = item.checked
    same = before and (before.on, before.by, {*before.against}) == (on, by, {*against.values()})
    if fields and before and same and still_as_checked(item, entry.verdict):
        fields = list(dict.fromkeys([*before.fields, *fields])) if before.fields else ()
    said: dict[str, Any] = {"on": on.isoformat()}
    said |= {"by": by} if by else {}
    said |= {"fields": list(fields)} if fields else {}
    said |= {"against": list(against.values())} if against else {}
    return said | {"of": fingerprint(item, entry.verdict, fields)}


def _lost(entry: Entry, record: Mapping[str, Any]) -> str:
    """What an earlier check says that this one does not; "" where it says all of it."""
    before: Checked | None = entry.item.checked
    if before is None:
        return ""
    parts = record.get("fields")
    texts = {one.partition("@")[0] for one in record.get("against", ())}
    same = before.by == record.get("by") and before.versions.keys() <= texts
    if same and (not parts or (before.fields and set(before.fields) <= set(parts))):
        return ""
    titles = headings(type(entry.item))
    read = "、".join(part_called(name, titles) for name in before.fields) or "全部内容"
    against = f"，对照 {'、'.join(before.against)}" if before.against else ""
    return (
        f"“{entry.name}”原来的核对记录换成了这一次的："
        f"{before.on}，{before.by or '整理者'}核对了{read}{against}"
    )
