"""How Chinese is read and simplified: pypinyin and OpenCC, asked when the index is built."""

from __future__ import annotations

from array import array
from functools import cache
from typing import TypedDict

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from checklist_tool.lookup.words import FIRST, LAST, Tables

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


class Characters(TypedDict):
    """What words.Tables is made of: two tables over all ideographs, and the syllables."""

    simplified: bytes
    readings: bytes
    syllables: str


def readings(text: str) -> list[str]:
    """One syllable without tone for each character, by the phrases it stands in.

    What has no reading stands for itself.
    """
    return _shared().readings(text)


class Readings(Tables):
    """The tables, and what only building an index asks of them: many texts, read in context."""

    def __init__(self, simplified: bytes, readings: bytes, syllables: str) -> None:
        super().__init__(simplified, readings, syllables)
        codes = zip(range(FIRST, LAST + 1), self._simplified, strict=True)
        self._turned = {code: simple for code, simple in codes if code != simple}

    def simplify(self, text: str) -> str:
        """The text in simplified characters."""
        return text.translate(self._turned)

    def readings(self, text: str) -> list[str]:
        """One syllable for each character: in 银行, 行 is hang."""
        found = [self.reading(char) for char in text]
        for index, char in enumerate(text):
            if char in _polyphones():
                found[index] = _in_context(text, index) or found[index]
        return found


def _in_context(text: str, index: int) -> str | None:
    """The syllable of a character by the longest phrase that covers it."""
    for length in (4, 3, 2):
        for start in range(max(0, index - length + 1), min(index, len(text) - length) + 1):
            if phrase := PHRASES_DICT.get(text[start : start + length]):
                return _without_tone(phrase[index - start][0])
    return None


@cache
def _polyphones() -> frozenset[str]:
    """The characters that are read in more than one way, tones aside."""
    return frozenset(
        chr(code)
        for code, found in PINYIN_DICT.items()
        if "," in found and len({_without_tone(one) for one in found.split(",")}) > 1
    )


@cache
def _shared() -> Readings:
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
