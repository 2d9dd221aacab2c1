"""How Chinese is read and simplified: pypinyin and OpenCC, asked when the index is built."""

from __future__ import annotations

from array import array
from typing import TypedDict

from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from checklist_tool.lookup.words import FIRST, LAST

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
    found = lazy_pinyin(text, errors=list)  # type: ignore[arg-type]
    return list(found)


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
