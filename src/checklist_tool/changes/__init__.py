"""What differs in meaning between two states of the lists: entry by entry, field by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checklist_tool.changes.fields import FieldChange, differing_fields, plain
from checklist_tool.changes.matching import LIST, called, key, paired
from checklist_tool.model.base import headings
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import DESK, KINDS, SHARED_IDS, VOCABULARY
from checklist_tool.repository import Entry, Repository

__all__ = [
    "ACTS", "LIST", "ChangeAct", "Changes", "EntryChange", "FieldChange", "Unread", "called",
    "compare", "hidden",
]  # fmt: skip

ChangeAct = Literal[
    "added", "removed", "moved", "retired", "restored", "repealed", "verdict", "renamed",
    "renumbered", "changed",
]  # fmt: skip
ACTS: dict[ChangeAct, str] = {
    "added": "新增",
    "removed": "删去",
    "moved": "移动",
    "retired": "停用",
    "restored": "恢复",
    "repealed": "废止",
    "verdict": "改答复",
    "renamed": "改名",
    "renumbered": "改编号",
    "changed": "修改",
}


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that differs: it came, it went, or some of its fields are others."""

    before: Entry | None
    after: Entry | None
    fields: tuple[FieldChange, ...] = ()
    about: str = ""  # of words: the name of their item

    @property
    def entry(self) -> Entry:
        """The entry as it is now, or as it was before it went."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def name(self) -> str:
        """What the entry is called now; a pinned answer goes by its question."""
        return self.about or called(self.entry)

    @property
    def acts(self) -> tuple[ChangeAct, ...]:
        """What was done, the weightiest first; `changed` where no other word says it."""
        if self.before is None:
            return ("added",)
        if self.after is None:
            return ("removed",)
        found = {act for field in self.fields if (act := self._act(field))}
        return tuple(act for act in ACTS if act in found) or ("changed",)

    @property
    def by_list(self) -> bool:
        """Whether the entry itself is untouched: its verdict follows its list's."""
        return (
            self.before is not None and self.after is not None
            and self.before.list == self.after.list and self.before.item == self.after.item
            and self.before.verdict != self.after.verdict
        )  # fmt: skip

    def _act(self, field: FieldChange) -> ChangeAct | None:
        match field.path, field.before, field.after:
            case ("list",), _, _:
                return "moved"
            case ("id",), _, _:
                return "renumbered"
            case ("name",) | ("title",), _, _:
                return "renamed"
            case ("verdict",), str(), str():
                return "verdict"
            case ("status",), _, "retired":
                return "retired"
            case ("status",), "retired", _:
                return "restored"
            case ("effective_to",), before, after if None in (before, after):
                return "retired" if before is None else "restored"
            case ("repealed_on",), None, _:
                return "repealed"
        return None

    def as_json(self) -> dict[str, Any]:
        """The change as JSON takes it; what came or went has its whole `item`."""
        entry = self.entry
        whole = {"item": plain(entry.item)} if not self.fields else {}
        return {
            "kind": entry.kind, "id": entry.id, "name": self.name, "acts": list(self.acts),
            "before": _standing(self.before), "after": _standing(self.after),
            "fields": [field.as_json() for field in self.fields], **whole,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read in one of the states: some items of a file, or (no ids) all of it."""

    side: Literal["before", "after"]
    path: str
    ids: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The file or items as JSON takes them."""
        return {"side": self.side, "path": self.path, "ids": list(self.ids)}


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, in the order of the files, and what could not be compared."""

    entries: tuple[EntryChange, ...] = ()
    unread: tuple[Unread, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.unread)

    @property
    def counts(self) -> Counter[ChangeAct]:
        """How many entries each act befell; one that was moved and renamed counts for both."""
        return Counter(act for change in self.entries for act in change.acts)

    def as_json(self) -> dict[str, Any]:
        """The changes as JSON takes them."""
        return {
            "changes": [change.as_json() for change in self.entries],
            "unread": [unread.as_json() for unread in self.unread],
        }


def compare(before: Repository, after: Repository) -> Changes:
    """What differs in meaning; how a file is written, and comments, do not count.

    An entry is known again by its id, in whatever list it stands, and where the id is another
    by its name. What stands in a file that could not be read on the other side is not told as
    added or removed: it is among `unread`.
    """
    old, new = _by_kind(before), _by_kind(after)
    orders = _keys_by_path(before), _keys_by_path(after)
    names = {entry.id: entry.name for lists in (before, after) for entry in lists.of(*DESK)}
    found = []
    for kind in (LIST, *(kind.name for kind in KINDS)):
        for one, other in paired(old[kind], new[kind]):
            known = other or one
            about = names.get(known.id, "") if known and kind == VOCABULARY.name else ""
            if one is None and other is not None:
                if not hidden(other, before.unread):
                    found.append(EntryChange(None, other, about=about))
            elif other is None and one is not None:
                if not hidden(one, after.unread):
                    found.append(EntryChange(one, None, about=about))
            elif one is not None and other is not None:
                fields = [*differing_fields(one, other)]
                if kind == LIST:
                    fields += _order(other, *(keys[other.source.path] for keys in orders))
                if fields:
                    found.append(EntryChange(one, other, tuple(fields), about))
    return Changes(tuple(found), (*_unread("before", before), *_unread("after", after)))


def _by_kind(repository: Repository) -> dict[str, list[Entry]]:
    kinds: dict[str, list[Entry]] = defaultdict(list)
    for entry in repository.entries:
        kinds[entry.kind].append(entry)
    for path, head in repository.lists.items():
        if path not in repository.unread:
            name = path.rpartition("/")[2].removesuffix(".yaml")
            kinds[LIST].append(Entry(LIST, name, head, repository.sources[path]))
    return kinds


def _keys_by_path(repository: Repository) -> dict[str, list[object]]:
    keys: dict[str, list[object]] = defaultdict(list)
    for entry in repository.entries:
        keys[entry.source.path].append(key(entry))
    return keys


def _order(head: Entry, before: list[object], after: list[object]) -> Iterator[FieldChange]:
    """Whether items of a list stand in another order; what came and went does not count."""
    common = set(before) & set(after)
    was, now = ([one for one in dict.fromkeys(keys) if one in common] for keys in (before, after))
    if was != now:
        yield FieldChange(("items",), headings(type(head.item))["items"] + "的次序", was, now)


def hidden(entry: Entry, unread: Mapping[str, Sequence[str]]) -> bool:
    """Whether the other side may well have this entry among what could not be read there."""
    path = entry.source.path
    if entry.kind == LIST:
        return path in unread
    if path in unread and not unread[path]:
        return True
    kinds = next((kinds for kinds in SHARED_IDS if entry.kind in kinds), (entry.kind,))
    return any(
        entry.id in ids and (kind := kind_of(path)) is not None and kind.name in kinds
        for path, ids in unread.items()
    )


def _unread(side: Literal["before", "after"], repository: Repository) -> Iterator[Unread]:
    for path, ids in sorted(repository.unread.items()):
        yield Unread(side, path, tuple(ids))


def _standing(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    place = entry.place()
    return {
        "id": entry.id, "name": called(entry), "list": entry.list, "verdict": entry.verdict,
        "path": place.path, "line": place.line,
    }  # fmt: skip
