"""An item was read against its basis (核对), and what still awaits a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.checks import impact
from checklist_tool.checks.policies import changes
from checklist_tool.editing.locate import find
from checklist_tool.files import WorkingTree
from checklist_tool.model.base import headings, last_day
from checklist_tool.model.checked import Moved, fingerprint, still_as_checked
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.model.policy import Policy
from checklist_tool.problems import ChecklistError
from checklist_tool.render import paper
from checklist_tool.render.unchecked import to_sign
from checklist_tool.repository import Decide, Decided, Entry, Repository, load


@dataclass(frozen=True, slots=True)
class Awaiting:
    """An item that awaits a look, and why; `said` is that in words."""

    entry: Entry
    why: str
    said: str

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        place = self.entry.place()
        checked = self.entry.item.checked
        return {
            "id": self.entry.id, "name": self.entry.name, "kind": self.entry.kind,
            "list": self.entry.list, "why": self.why, "message": self.said,
            "checked_on": checked.on.isoformat() if checked else None,
            "policies": [basis.policy for basis in self.entry.item.basis],
            "path": place.path, "line": place.line,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What awaits a look: items, and what is missing of policies, in words."""

    repository: Repository
    items: list[Awaiting]
    policies: list[tuple[Entry, str]]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """For each item the title of its list, id, name and why."""
        return [(LISTS[one.entry.list], one.entry.id, one.entry.name, one.said)
                for one in self.items]  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        return {
            "items": [one.as_json() for one in self.items],
            "policies": [
                {"id": entry.id, "title": entry.name, "message": said}
                for entry, said in self.policies
            ],
        }

    def page(self, today: date, root: Path) -> str:
        """The page to sign."""
        return paper.page(to_sign(self.repository, self.rows, today), root)


def unchecked(root: Path, today: date, list_name: str | None, policy: str | None) -> Unchecked:
    """What awaits a look: all, or the items of one list or of one policy.

    Raises ChecklistError for a policy that is not in the register.
    """
    repository, _ = load(WorkingTree(root))
    ids = resting_on(repository, policy) if policy else None
    items = [
        one
        for one in awaiting(repository, today)
        if list_name in (None, one.entry.list) and (ids is None or one.entry.id in ids)
    ]
    return Unchecked(repository, items, [] if list_name or policy else list(gaps(repository)))


def check(
    wanted: Sequence[str],
    by: str | None,
    on: date,
    fields: Sequence[str] = (),
    policies: Sequence[str] = (),
) -> Decide:
    """Write that items were read against the versions in force on that day, by an office or,
    without one, by the compilers.

    `fields` are the keys that were read, `policies` the texts by id, title or number; all of an
    item when empty.
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
            held["items"] = [*held["items"][:number], record, *held["items"][number + 1 :]]
        return files

    return decide


def awaiting(repository: Repository, today: date) -> Iterator[Awaiting]:
    """Every item in force that awaits a look, in the order of the files, once for each reason."""
    moved: dict[int, list[Moved]] = {}
    for entry, change in changes(repository, today):
        moved.setdefault(id(entry.item), []).append(change)
    years = repository.edition.sources_within
    for entry in repository.of(*DESK):
        item = entry.item
        if not _can_be_checked(entry):
            continue
        if entry.kind == "certificate" and not item.in_force(today):
            continue
        if item.checked is None:
            yield Awaiting(entry, "never", "没有核对过")
        elif not still_as_checked(item, entry.verdict):
            yield Awaiting(entry, "changed", f"{item.checked.on} 核对以后，内容改过")
        elif left := _left(entry, repository.policies):
            yield Awaiting(entry, "part", left)
        if found := moved.get(id(item)):
            yield Awaiting(entry, "basis", "，".join(one.said for one in found))
        seen = [source.published_on for source in item.sources if source.published_on]
        newest = max(map(last_day, seen), default=None)
        if years is not None and newest and (today - newest).days > 366 * years:
            yield Awaiting(entry, "source", f"最新的出处是 {max(seen)} 的，超过 {years} 年")


def resting_on(repository: Repository, wanted: str) -> set[str]:
    """The ids of the items that rest on a policy; raises ChecklistError for an unknown one."""
    found = _policy(repository, wanted)
    return {use.entry.id for use in impact.uses(repository, found.item)}


def gaps(repository: Repository) -> Iterator[tuple[Entry, str]]:
    """The policies of which something is missing, or which nothing rests on, in words."""
    used = {basis.policy for entry in repository.entries for _, basis in entry.bases()}
    for entry in repository.of("policy"):
        policy: Policy = entry.item
        asked = {
            "文号": policy.doc_number or policy.issuer in _NUMBERLESS,
            "印发日期": policy.issued_on,
            "施行日期": policy.in_force_on,
            "网址": policy.url,
        }
        missing = [word for word, value in asked.items() if not value]
        if missing:
            yield entry, f"没有{'、'.join(missing)}"
        if not any(version.read_on for version in policy.history):
            yield entry, "没有读过原文"
        if policy.id not in used:
            yield entry, "没有一项以它为依据"


def _left(entry: Entry, policies: Mapping[str, Policy]) -> str:
    """What of an item was not read when it was checked, in words; empty when all was."""
    checked = entry.item.checked
    unread = dict.fromkeys(
        f"《{policies[one.policy].title}》" if one.policy in policies else one.policy
        for one in entry.item.basis
        if one.policy not in checked.versions
    )
    titles = headings(type(entry.item))
    parts = [f"只核对了{'、'.join(titles.get(name, name) for name in checked.fields)}"] * bool(
        checked.fields
    )
    return "，".join([*parts, *([f"没有对照{'、'.join(unread)}"] if unread else [])])


# Laws go by their title alone, without a number.
_NUMBERLESS = ("全国人民代表大会", "全国人大", "全国人大常委会", "全国人民代表大会常务委员会")


def _entry(repository: Repository, wanted: str) -> Entry:
    """The certificate or service with this id (a policy may have the same), name or place."""
    entries = [entry for entry in repository.of(*DESK) if _can_be_checked(entry)]
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


def _can_be_checked(entry: Entry) -> bool:
    """Whether the item is of a kind that rests on policies."""
    return "checked" in type(entry.item).model_fields


def _policy(repository: Repository, wanted: str) -> Entry:
    found = impact.called(repository, wanted)
    if found is None:
        raise ChecklistError(
            f"政策依据库里没有“{wanted}”", hint="写编号、标题或文号；checklist impact 也这样写"
        )
    return found


def _cited(repository: Repository, entry: Entry, wanted: str) -> str:
    """The id of a policy that the item rests on."""
    policy = _policy(repository, wanted)
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
    empty = [name for name in fields if not getattr(item, name, None)]
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
    said: dict[str, Any] = {"on": on.isoformat()}
    said |= {"by": by} if by else {}
    said |= {"fields": list(fields)} if fields else {}
    said |= {"against": list(against.values())} if against else {}
    return said | {"of": fingerprint(item, entry.verdict, fields)}
