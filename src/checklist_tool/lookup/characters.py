"""What pypinyin and OpenCC know of characters, as far as the search needs it.

Loading the two takes longer than all else when an index is built, so what they say is kept
beside the indexes, once for each of their versions.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict, cast

from checklist_tool.lookup import search
from checklist_tool.lookup.keeping import keep
from checklist_tool.lookup.words import FIRST, LAST

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_CODES = range(FIRST, LAST + 1)
_LONGEST = 4  # characters of a phrase
# Words of the desk that pypinyin's dictionary lacks: 长护险 begins with chang, not zhang.
_PHRASES = """
    长护 chang'hu
    长住 chang'zhu
    调委 tiao'wei
    重号 chong'hao
    还贷 huan'dai
    还房贷 huan'fang'dai
"""


class Characters(TypedDict):
    """Texts alone, so that they can be kept as JSON.

    `simplified` has one character for each ideograph that the tables cover; `readings` one
    whose code is the number of the usual syllable in `syllables`, from 1, or 0.
    `polyphones` are read in more than one way, tones aside; of the phrases with one,
    `phrases` has a line each: the phrase, a space, and its syllables between apostrophes.
    """

    simplified: str
    readings: str
    syllables: str
    polyphones: str
    phrases: str


@cache
def characters() -> Characters:
    """What is kept, or what the libraries say, which is then kept where that is possible."""
    versions = "-".join(map(version, ("pypinyin", "opencc")))
    path = Path(search.home(), f"characters-{search.FORMAT}-{versions}.json")
    with suppress(OSError, ValueError):
        kept = json.loads(path.read_text("utf-8"))
        if isinstance(kept, dict) and kept.keys() == Characters.__annotations__.keys():
            return cast(Characters, kept)
    made = _made()
    with suppress(OSError):
        keep(path, lambda name: _write(name, made))
    return made


def _write(name: str, made: Characters) -> None:
    Path(name).write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def _made() -> Characters:
    from opencc import OpenCC
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    turned = OpenCC("t2s").convert("\n".join(map(chr, _CODES))).split("\n")
    # A few rare characters are simplified to one beyond the table; they stay as they are.
    simplified = [
        new if len(new) == 1 and ord(new) <= 0xFFFF else chr(code)
        for code, new in zip(_CODES, turned, strict=True)
    ]
    # PINYIN_DICT gives the readings of a character with tone marks, the usual one first.
    numbers: dict[str, int] = {}
    usual = []
    for code in _CODES:
        syllable = _without_tone(PINYIN_DICT.get(code, "").partition(",")[0])
        usual.append(numbers.setdefault(syllable, len(numbers) + 1) if syllable else 0)
    polyphones = {
        chr(code)
        for code, found in PINYIN_DICT.items()
        if "," in found and len({_without_tone(one) for one in found.split(",")}) > 1
    }
    phrases = (
        f"{phrase} " + "'".join(_without_tone(one[0]) for one in read)
        for phrase, read in PHRASES_DICT.items()
        if len(phrase) <= _LONGEST and not polyphones.isdisjoint(phrase)
    )
    return Characters(
        simplified="".join(simplified),
        readings="".join(map(chr, usual)),
        syllables=" ".join(numbers),
        polyphones="".join(sorted(polyphones)),
        phrases="\n".join([*phrases, *map(str.strip, _PHRASES.strip().splitlines())]),
    )


def _without_tone(syllable: str) -> str:
    return syllable.translate(_TONES).replace("ê", "e").encode("ascii", "ignore").decode()
