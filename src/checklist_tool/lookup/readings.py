"""How Chinese is read and simplified: pypinyin and OpenCC, asked when the index is built."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain
from operator import add
from typing import Any, TypedDict

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from checklist_tool.lookup import words
from checklist_tool.lookup.words import FIRST, LAST, Tables

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")

_UNKNOWN = "\0"
# Characters that Unicode joins with nothing beside them: ASCII, ideographs, Chinese marks.
_ALONE = frozenset(
    map(chr, chain(range(0x80), range(0x2010, 0x2028), range(0x3000, 0x302A),
                   range(FIRST, LAST + 1), range(0xFF01, 0xFF5F)))
)  # fmt: skip


class Characters(TypedDict):
    """What words.Tables is made of: two tables over all ideographs, and the syllables."""

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

    def plain(self, text: str) -> str:
        """The plain form of a text, as `words.plain` has it."""
        found = text.translate(self._plain)
        return words.plain(text, self) if _UNKNOWN in found else found

    def _plain_character(self, code: int) -> str:
        """A character that is plain by itself, whatever stands beside it."""
        return words.plain(chr(code), self) if chr(code) in _ALONE else _UNKNOWN

    def usual(self, text: str) -> list[str]:
        """The usual syllable of each character."""
        return list(map(self._usual.__getitem__, text))

    def readings(self, text: str) -> list[str]:
        """One syllable for each character: in 银行, 行 is hang."""
        found = self.usual(text)
        for char in _polyphones().intersection(text):
            index = text.find(char)
            while index >= 0:
                around = text[max(0, index - 3) : index + 4]
                if not _beginnings().isdisjoint(map(add, around, around[1:])):
                    found[index] = _in_context(around, min(index, 3)) or found[index]
                index = text.find(char, index + 1)
        return found


class _Made(dict[Any, str]):
    """What a function gives for each key, asked once."""

    def __init__(self, made: Callable[[Any], str]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, key: Any) -> str:
        found = self[key] = self._made(key)
        return found


@lru_cache(1 << 16)
def _in_context(text: str, index: int) -> str | None:
    """The syllable of a character by the longest phrase that covers it."""
    for length in (4, 3, 2):
        for start in range(max(0, index - length + 1), min(index, len(text) - length) + 1):
            if phrase := PHRASES_DICT.get(text[start : start + length]):
                return _without_tone(phrase[index - start][0])
    return None


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of every phrase."""
    return frozenset(phrase[:2] for phrase in PHRASES_DICT)


@cache
def _polyphones() -> frozenset[str]:
    """The characters that are read in more than one way, tones aside."""
    return frozenset(
        chr(code)
        for code, found in PINYIN_DICT.items()
        if "," in found and len({_without_tone(one) for one in found.split(",")}) > 1
    )


@cache
def shared() -> Readings:
    """The tables, made once."""
    return Readings(**tables())


def tables() -> Characters:
    """The tables by which a query is simplified and read, one entry an ideograph."""
    from opencc import OpenCC

    codes = range(FIRST, LAST + 1)
    turned = OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    simplified = array("H")
    for code, char in zip(codes, turned, strict=True):
        # A few rare characters are simplified to one beyond the table; they stay as they are.
        simplified.append(ord(char) if len(char) == 1 and ord(char) <= 0xFFFF else code)
    # PINYIN_DICT gives the readings of a character with tone marks, the usual one first.
    numbers: dict[str, int] = {}
    usual = array("H")
    for code in codes:
        syllable = _without_tone(PINYIN_DICT.get(code, "").partition(",")[0])
        usual.append(numbers.setdefault(syllable, len(numbers) + 1) if syllable else 0)
    return Characters(
        simplified=simplified.tobytes(), readings=usual.tobytes(), syllables=" ".join(numbers)
    )


def _without_tone(syllable: str) -> str:
    return syllable.translate(_TONES).replace("ê", "e").encode("ascii", "ignore").decode()
