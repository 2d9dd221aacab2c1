"""The index by pinyin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklist_tool.chinese.readings import readings, shared

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS = "其他"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name or alias, how it is read, and the ids of the items that go by it."""

    text: str
    syllables: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter; those that begin with none come last."""

    letter: str
    entries: tuple[IndexEntry, ...]


def index(named: Iterable[tuple[str, str]]) -> tuple[Letter, ...]:
    """The texts with their ids, sorted by syllables and grouped by first letter."""
    targets: dict[str, list[str]] = {}
    for text, target in named:
        ids = targets.setdefault(text, [])
        if target not in ids:
            ids.append(target)
    read = ((text, tuple(readings(shared().plain(text)))) for text in targets)
    entries = [IndexEntry(text, syllables, tuple(targets[text])) for text, syllables in read]
    groups: dict[str, list[IndexEntry]] = {letter: [] for letter in (*_LETTERS, OTHERS)}
    for entry in sorted(entries, key=lambda entry: (entry.syllables, entry.text)):
        first = "".join(entry.syllables)[:1].upper()
        groups[first if first in groups else OTHERS].append(entry)
    return tuple(Letter(letter, tuple(found)) for letter, found in groups.items() if found)
