"""How Chinese is read and simplified when the index is built: many texts, in context."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import Any, TypedDict

from checklist_tool.chinese import words
from checklist_tool.chinese.characters import FIRST, LAST, Tables

_UNKNOWN = "\0"
# Characters that Unicode joins with nothing beside them: ASCII, ideographs, Chinese marks.
_ALONE = (
    range(0x80), range(0x2010, 0x2028), range(0x3000, 0x302A), range(FIRST, LAST + 1),
    range(0xFF01, 0xFF5F),
)  # fmt: skip


class TableData(TypedDict):
    """What characters.Tables is made of: two tables over all ideographs, and the syllables."""

    simplified: bytes
    readings: bytes
    syllables: str


def readings(text: str) -> list[str]:
    """One syllable without tone for each character, by the phrases it stands in.

    What has no reading stands for itself.
    """
    return list(_read(text))


@cache
def _read(text: str) -> tuple[str, ...]:
    """Kept, since a name is read for more than one index."""
    return tuple(shared().readings(text))


class Readings(Tables):
    """The tables, and what only building an index asks of them: many texts, read in context."""

    def __init__(self, simplified: bytes, readings: bytes, syllables: str) -> None:
        super().__init__(simplified, readings, syllables)
        self._plain = _Made(self._plain_character)
        self._usual = _Made(self.reading)
        sections = _table()
        self._polyphones = frozenset("".join(sections["polyphones"]))
        self._phrases = dict(line.split(" ", 1) for line in sections["phrases"])
        self._beginnings = {phrase[:2] for phrase in self._phrases}
        self._in_context = lru_cache(1 << 16)(self._of_phrase)

    def plain(self, text: str) -> str:
        """The plain form of a text, as `words.plain` has it."""
        found = text.translate(self._plain)
        return words.plain(text, self) if _UNKNOWN in found else found

    def _plain_character(self, code: int) -> str:
        """A character that is plain by itself, whatever stands beside it."""
        alone = any(code in several for several in _ALONE)
        return words.plain(chr(code), self) if alone else _UNKNOWN

    def usual(self, text: str) -> list[str]:
        """The usual syllable of each character."""
        return list(map(self._usual.__getitem__, text))

    def readings(self, text: str) -> list[str]:
        """One syllable for each character: in 银行, 行 is hang."""
        found = self.usual(text)
        for char in self._polyphones.intersection(text):
            index = text.find(char)
            while index >= 0:
                around = text[max(0, index - 3) : index + 4]
                if not self._beginnings.isdisjoint(map(add, around, around[1:])):
                    found[index] = self._in_context(around, min(index, 3)) or found[index]
                index = text.find(char, index + 1)
        return found

    def _of_phrase(self, text: str, index: int) -> str | None:
        """The syllable of a character by the longest phrase that covers it."""
        for length in (4, 3, 2):
            for start in range(max(0, index - length + 1), min(index, len(text) - length) + 1):
                if read := self._phrases.get(text[start : start + length]):
                    return read.split(" ")[index - start]
        return None


class _Made(dict[Any, str]):
    """What a function gives for each key, asked once."""

    def __init__(self, made: Callable[[Any], str]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, key: Any) -> str:
        found = self[key] = self._made(key)
        return found


@cache
def shared() -> Readings:
    """The tables, made once."""
    return Readings(**tables())


@cache
def tables() -> TableData:
    """The tables by which a query is simplified and read, one entry an ideograph."""
    sections = _table()
    simplified = array("H", range(FIRST, LAST + 1))
    for pair in sections["simplified"]:
        simplified[ord(pair[0]) - FIRST] = ord(pair[1])
    usual = array("H", bytes(2 * len(simplified)))
    syllables = []
    for number, line in enumerate(sections["readings"], 1):
        syllable, _, characters = line.partition(" ")
        syllables.append(syllable)
        for char in characters:
            usual[ord(char) - FIRST] = number
    return TableData(
        simplified=simplified.tobytes(), readings=usual.tobytes(), syllables=" ".join(syllables)
    )


@cache
def _table() -> dict[str, list[str]]:
    """The lines of each section of the table that travels with the package."""
    sections: dict[str, list[str]] = {}
    text = Path(__file__).with_name("characters.txt").read_text(encoding="utf-8")
    for part in text.split("\n[")[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        sections[name.rstrip("]")] = lines
    return sections
