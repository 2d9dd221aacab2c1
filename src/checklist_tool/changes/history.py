"""One item through the history: each commit that changed it in meaning, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from checklist_tool.changes import EntryChange, compare
from checklist_tool.files import InMemory
from checklist_tool.git_history import Commit, History
from checklist_tool.model.kinds import DESK, VOCABULARY
from checklist_tool.model.policy import Policy
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository, load

_REGISTER = "data/lists/policies/register.yaml"


@dataclass(frozen=True, slots=True)
class Event:
    """What a commit did to the item; `faults` where it could not be read after that commit."""

    commit: Commit
    changes: tuple[EntryChange, ...] = ()
    faults: tuple[Problem, ...] = ()
    before: Mapping[str, Policy] = field(default_factory=dict)  # the register of policies
    after: Mapping[str, Policy] = field(default_factory=dict)


class Follower:
    """Follows what is called `wanted`: by the kinds and ids known today, else from its end on.

    It is followed through moves between lists and files, and where its id was another.
    A merge is told only when it agrees with neither side. After a commit in which the item
    could not be read, the next is compared with the last in which it could.
    """

    def __init__(self, history: History, wanted: str, known: set[tuple[str, str]]) -> None:
        self.history, self.wanted, self.known = history, wanted, set(known)
        self._file = lru_cache(maxsize=8)(self._load)
        self._passage = lru_cache(maxsize=64)(lambda blob, id: _passage(history.read(blob), id))

    def events(self) -> Iterator[Event]:
        """Each commit that changed the item, newest first."""
        for commit in self.history.commits():
            event = self._event(commit)
            if event is not None:
                yield event

    def _event(self, commit: Commit) -> Event | None:
        told: Event | None = None
        for parent in commit.parents or (None,):
            files = self.history.changed(parent, commit.id)
            if not any(self._touched(path, *blobs) for path, blobs in files.items()):
                return None
            event = self._compared(commit, parent, files)
            if not event.changes and not event.faults:
                return None
            told = told or event
        for change in told.changes if told else ():
            for side in filter(None, (change.before, change.after)):
                self.known |= _keys(side)
        return told

    def _compared(
        self, commit: Commit, parent: str | None, files: dict[str, tuple[str, str]]
    ) -> Event:
        after = self._state({path: blob for path, (_, blob) in files.items()})
        faults = [
            fault for path in self._lost(after) for fault in self._faults(path, files[path][1])
        ]
        before = self._state(
            {path: self._sound(parent, path, blob) for path, (blob, _) in files.items()}
        )
        changes = tuple(change for change in compare(before, after).entries if self._is_it(change))
        if faults and not changes:
            return Event(commit, faults=tuple(faults))
        return Event(
            commit, changes, (), self._policies(parent) if parent else {}, self._policies(commit.id)
        )

    def _is_it(self, change: EntryChange) -> bool:
        sides: list[Entry] = [side for side in (change.before, change.after) if side]
        if self.known:
            return any(not self.known.isdisjoint(_keys(side)) for side in sides)
        return any(self.wanted in (side.id, side.name) for side in sides)

    def _touched(self, path: str, before: str, after: str) -> bool:
        """Whether the item may be another: not where its passage of the file is the same."""
        ids = {id for _, id in self.known} or {self.wanted}
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if stem in ids:
            return True
        if not self.known:
            wanted = self.wanted.encode()
            return any(wanted in self.history.read(blob) for blob in (before, after))
        return any(self._passage(before, id) != self._passage(after, id) for id in ids)

    def _load(self, path: str, blob: str) -> tuple[Repository, tuple[Problem, ...]]:
        repository, problems = load(InMemory({path: self.history.read(blob)}))
        return repository, tuple(p for p in problems if p.place.path == path)

    def _state(self, blobs: dict[str, str]) -> Repository:
        """What these files say together."""
        state = Repository()
        for path, blob in blobs.items():
            if blob:
                one, _ = self._file(path, blob)
                state.sources |= one.sources
                state.entries += one.entries
                state.lists |= one.lists
                state.unread |= one.unread
        return state

    def _lost(self, state: Repository) -> list[str]:
        """The files in which the item could not be read."""
        ids = {id for _, id in self.known} or {self.wanted}
        return [path for path, lost in state.unread.items() if not lost or ids & set(lost)]

    def _faults(self, path: str, blob: str) -> list[Problem]:
        ids = {id for _, id in self.known} or {self.wanted}
        problems = [p for p in self._file(path, blob)[1] if p.severity == "error"]
        return [p for p in problems if p.item in ids] or problems[:1]

    def _sound(self, commit: str | None, path: str, blob: str) -> str:
        """The file as it last could be read, at this commit or before; "" when it never could."""
        while commit and blob and self._lost(self._file(path, blob)[0]):
            commit = next(iter(self.history.parents(commit)), None)
            blob = self.history.at(commit, path) if commit else ""
        return blob

    def _policies(self, commit: str) -> Mapping[str, Policy]:
        blob = self.history.at(commit, _REGISTER)
        return self._file(_REGISTER, blob)[0].policies if blob else {}


def _keys(entry: Entry) -> set[tuple[str, str]]:
    """By what an entry is known: its kind and id; words by those of the item they are about."""
    kinds = DESK if entry.kind == VOCABULARY.name else (entry.kind,)
    return {(kind, entry.id) for kind in kinds}


_AT_MARGIN = re.compile(rb"\n[^ \-#\r\n][^\n]*")


def _passage(text: bytes, id: str) -> bytes | None:
    """The lines about an item with this id and those at the margin, which hold for all items.

    None where the id is not mentioned; the whole text where it is not written as is usual.
    """
    text = b"\n" + text  # what begins a line is found faster after a line end than by ^
    name = re.escape(id.encode())
    mention = re.compile(rb"\bid[\"']?[ \t]*:[ \t]*[\"']?" + name + rb"\Z")
    places = 0
    for found in re.finditer(name + rb"(?![\w-])", text):
        places += mention.search(text, max(0, found.start() - 16), found.end()) is not None
    if not places:
        return None
    first = re.search(rb"\n( *)- id: " + name + rb"[ \t\r]*(?=\n)", text)
    if places > 1 or first is None:
        return text
    next_one = re.compile(rb"\n(?:" + first[1] + rb"- |[^ \-#\r\n])")
    end = next_one.search(text, first.end())
    passage = text[first.start() : end.start() if end else None]
    return b"".join(_AT_MARGIN.findall(text)) + passage.rstrip()
