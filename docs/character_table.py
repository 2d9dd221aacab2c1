"""Writes src/checklist_tool/chinese/characters.txt: what pypinyin and OpenCC say of characters.

    python -m pip install pypinyin opencc
    python docs/character_table.py

The program itself needs neither library. Of the phrases in which a character is read otherwise
than usual, only those are kept that can change a reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from checklist_tool.chinese.characters import FIRST, LAST

TABLE = Path(__file__).parent.parent / "src/checklist_tool/chinese/characters.txt"
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_CODES = range(FIRST, LAST + 1)
_LONGEST = 4  # characters of a phrase
# Words of the desk that pypinyin's dictionary lacks: 长护险 begins with chang, not zhang.
_PHRASES = {
    "长护": "chang hu",
    "长住": "chang zhu",
    "调委": "tiao wei",
    "重号": "chong hao",
    "还贷": "huan dai",
    "还房贷": "huan fang dai",
}

Phrases = dict[str, list[str]]  # one syllable for each character
Unusual = Mapping[str, list[tuple[str, int]]]


def made() -> str:
    """The text of the table."""
    usual, phrases = _usual(), _phrases()
    by_syllable = defaultdict(list)
    for char, syllable in usual.items():
        by_syllable[syllable].append(char)
    unusual = _unusual(phrases, usual)
    return "\n".join(
        [
            f"# Made by docs/character_table.py from pypinyin {version('pypinyin')}"
            f" and OpenCC {version('opencc')}; their licences are in NOTICE.txt.",
            "[simplified]",
            *(f"{old}{new}" for old, new in _simplified()),
            "[readings]",
            *(f"{syllable} {''.join(by_syllable[syllable])}" for syllable in sorted(by_syllable)),
            "[polyphones]",
            "".join(sorted(unusual)),
            "[phrases]",
            *(f"{phrase} {' '.join(phrases[phrase])}" for phrase in _needed(phrases, unusual)),
            "",
        ]
    )


def _simplified() -> Iterator[tuple[str, str]]:
    """Each traditional character with its simplified one, where that is one of the table too."""
    from opencc import OpenCC

    turned = OpenCC("t2s").convert("\n".join(map(chr, _CODES))).split("\n")
    for code, new in zip(_CODES, turned, strict=True):
        if new != chr(code) and len(new) == 1 and ord(new) <= 0xFFFF:
            yield chr(code), new


def _usual() -> dict[str, str]:
    """The usual syllable of each character, without tone."""
    from pypinyin.constants import PINYIN_DICT

    # The readings of a character have tone marks; the usual one stands first.
    found = {chr(code): _toneless(PINYIN_DICT.get(code, "").partition(",")[0]) for code in _CODES}
    return {char: syllable for char, syllable in found.items() if syllable}


def _phrases() -> Phrases:
    """The phrases of the dictionary that have a character with several readings, and our own."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    several = {
        chr(code)
        for code, found in PINYIN_DICT.items()
        if len({_toneless(one) for one in found.split(",")}) > 1
    }
    known = {
        phrase: [_toneless(one[0]) for one in read]
        for phrase, read in PHRASES_DICT.items()
        if len(phrase) <= _LONGEST and not several.isdisjoint(phrase)
    }
    return known | {phrase: read.split() for phrase, read in _PHRASES.items()}


def _unusual(phrases: Phrases, usual: Mapping[str, str]) -> Unusual:
    """Each character that some phrases read otherwise than usual: these, and its place in them."""
    found = defaultdict(list)
    for phrase, read in phrases.items():
        for place, (char, syllable) in enumerate(zip(phrase, read, strict=True)):
            if syllable != usual.get(char, char):
                found[char].append((phrase, place))
    return found


def _needed(phrases: Phrases, unusual: Unusual) -> list[str]:
    """The phrases in which a character has another reading, and those that can go before one.

    A longer phrase goes before a shorter one, and of two as long the one that begins earlier: so
    a phrase that has the usual reading counts where it can cover what another reads otherwise.
    """
    needed = {phrase for found in unusual.values() for phrase, _ in found}
    return sorted(
        phrase
        for phrase in phrases
        if phrase in needed
        or any(
            _goes_before(phrase, other, here - there)
            for here, char in enumerate(phrase)
            for other, there in unusual.get(char, ())
        )
    )


def _goes_before(phrase: str, other: str, start: int) -> bool:
    """Whether both can stand in one text, the other from `start` on, and the phrase counts."""
    return (len(other), -start) < (len(phrase), 0) and all(
        phrase[start + place] == char
        for place, char in enumerate(other)
        if 0 <= start + place < len(phrase)
    )


def _toneless(syllable: str) -> str:
    return syllable.translate(_TONES).replace("ê", "e").encode("ascii", "ignore").decode()


if __name__ == "__main__":
    TABLE.write_text(made(), encoding="utf-8", newline="\n")
