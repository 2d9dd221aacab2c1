"""What an index has answered, kept in the user's cache for as long as it would answer the same.

To ask all pinned answers takes long beside the other rules. An answer follows from what is
searched, from the program, and from the entries in force on its day: with those the same, the
level, the verdict and the first item are what they were, whatever else the lists say.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from checklist_tool.search.answer import Answer, ask
from checklist_tool.search.cache import keep
from checklist_tool.search.searched import program
from checklist_tool.search.store import Index, home, named_after


class Given(NamedTuple):
    """What an answer says: its level, its verdict, and the id of the first item it offers."""

    level: str
    verdict: str | None
    item: str | None

    @property
    def found(self) -> bool:
        """Whether it is an answer: what may be meant is none."""
        return self.level in ("sure", "several")


def given_by(answer: Answer) -> Given:
    """What this answer says."""
    return Given(answer.level, answer.verdict, answer.offered[0][1][0] if answer.offered else None)


class KeptAnswers:
    """The answers of an index, and those that were kept for the lists below a root."""

    def __init__(self, index: Index, root: str) -> None:
        self._index = index
        self._path = Path(home(), f"{named_after(root)}-answers.json")
        self._before = self._read()
        self._now: dict[str, Given] = {}
        self._state = cache(self._state_on)

    def given(self, words: str, day: str, kind: str | None) -> Given:
        """What the desk answers to these words on a day (ISO)."""
        key = _digest(ascii((self._state(day), words, kind)))
        found = self._before.get(key)
        self._now[key] = found or given_by(ask(self._index, words, day, kind))
        return self._now[key]

    def keep(self) -> None:
        """Keep what was given, and nothing else, for the next time."""
        if self._now == self._before:
            return
        text = json.dumps(self._now)

        def write(name: str) -> None:
            Path(name).write_text(f"{_digest(text)}\n{text}", encoding="ascii")

        with suppress(OSError):
            name = keep(self._path, write)
            if name != str(self._path):
                Path(name).unlink()

    def _read(self) -> dict[str, Given]:
        if not self._path.is_file():  # to open a pipe would wait for ever
            return {}
        try:
            total, _, text = self._path.read_bytes().decode("ascii").partition("\n")
        except (OSError, ValueError):
            return {}
        if total != _digest(text):
            return {}
        return {key: Given(*found) for key, found in json.loads(text).items()}

    def _state_on(self, day: str) -> str:
        """A digest of all from which an answer on this day follows, but for the words."""
        entries = self._index.connection.execute(
            "SELECT n, id, kind, list, verdict, start <= ? AND ? <= end FROM entry ORDER BY n",
            (day, day),
        )
        return _digest(ascii((program(), self._index.meta("searched"), entries.fetchall())))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()
