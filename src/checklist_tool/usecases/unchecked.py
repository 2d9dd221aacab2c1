"""What awaits a look against its basis (待核对): items, and what is missing of policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.checks import impact
from checklist_tool.checks.policies import changes
from checklist_tool.exchange.book import Heading, Worksheet
from checklist_tool.files import WorkingTree
from checklist_tool.model.base import headings, last_day
from checklist_tool.model.checked import Moved, part_called, still_as_checked
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.model.policy import Policy
from checklist_tool.render import paper
from checklist_tool.render.unchecked import to_sign
from checklist_tool.repository import Entry, Repository, load
from checklist_tool.usecases import sheets
from checklist_tool.usecases.checked import can_be_checked, registered

# The columns of what awaits a look; in a file one more is left to be filled in.
HEADINGS = ("清单", "编号", "名称", "为什么")
BY_POLICY = ("依据", "编号", "名称", "为什么")
MISSING = ("编号", "标题", "缺什么")
_FOUND = "核对结果"


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

    @property
    def rows_by_policy(self) -> list[tuple[str, ...]]:
        """For each policy and item that rests on it the policy's title, id, name and why.

        The policies stand as in the register; what rests on none comes last.
        """
        known = self.repository.policies
        found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for one in self.items:
            cited = dict.fromkeys(basis.policy for basis in one.entry.item.basis)
            for id in cited or ("",):
                title = known[id].title if id in known else id or "没有写依据"
                found[id].append((title, one.entry.id, one.entry.name, one.said))
        order = [*known, *(id for id in found if id and id not in known), ""]
        return [row for id in order for row in found.get(id, ())]

    @property
    def missing(self) -> list[tuple[str, ...]]:
        """For each policy of which something is missing its id, title and what."""
        return [(entry.id, entry.name, said) for entry, said in self.policies]

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

    def table(self) -> bytes:
        """An Excel file: by list, by policy, and what is missing of policies."""
        parts = (
            ("按清单", (*HEADINGS, _FOUND), self.rows),
            ("按依据", (*BY_POLICY, _FOUND), self.rows_by_policy),
            ("政策依据库", (*MISSING, _FOUND), self.missing),
        )
        told = [
            Worksheet(
                title, title,
                tuple(Heading(word, locked=word != _FOUND) for word in words),
                [[*row, ""] for row in rows],
            )
            for title, words, rows in parts
        ]  # fmt: skip
        return sheets.workbook(self.repository, told)


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


def awaiting(repository: Repository, today: date) -> Iterator[Awaiting]:
    """Every item in force that awaits a look, in the order of the files, once for each reason."""
    moved: dict[int, list[Moved]] = {}
    for entry, change in changes(repository, today):
        moved.setdefault(id(entry.item), []).append(change)
    years = repository.edition.sources_within
    for entry in repository.of(*DESK):
        item = entry.item
        if not can_be_checked(entry):
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
        if dead := [source for source in item.sources if source.gone_on]:
            said = "、".join(f"出处“{one.title}”{one.gone_on} 打不开了" for one in dead)
            yield Awaiting(entry, "dead", said)
        seen = [source.published_on for source in item.sources if source.published_on]
        newest = max(map(last_day, seen), default=None)
        if years is not None and newest and (today - newest).days > 366 * years:
            yield Awaiting(entry, "source", f"最新的出处是 {max(seen)} 的，超过 {years} 年")


def resting_on(repository: Repository, wanted: str) -> set[str]:
    """The ids of the items that rest on a policy; raises ChecklistError for an unknown one."""
    found = registered(repository, wanted)
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
        policies[one.policy].in_brackets if one.policy in policies else one.policy
        for one in entry.item.basis
        if one.policy not in checked.versions
    )
    titles = headings(type(entry.item))
    parts = [f"只核对了{'、'.join(part_called(name, titles) for name in checked.fields)}"] * bool(
        checked.fields
    )
    return "，".join([*parts, *([f"没有对照{'、'.join(unread)}"] if unread else [])])


# Laws go by their title alone, without a number.
_NUMBERLESS = ("全国人民代表大会", "全国人大", "全国人大常委会", "全国人民代表大会常务委员会")
