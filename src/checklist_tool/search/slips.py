"""Items by a name with a slip: heard, of a like shape, with a key beside, left out, or swapped.

Standard library alone.
"""

from __future__ import annotations

from checklist_tool.chinese import words
from checklist_tool.chinese.keyboard import is_one_key_off, one_key_off
from checklist_tool.chinese.shapes import ALIKE, otherwise
from checklist_tool.search.names import ENDINGS, HEARD_ENDING, WHOLE_NAME, names
from checklist_tool.search.store import Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from checklist_tool.chinese.characters import Tables

_HEARD, _LOOKS = 0.9, 0.88  # a name that sounds so, or of which a character looks like another
_SLIPPED, _RIGHT = 0.5, 0.4  # a slip, and what it gains by what is right
_OTHER = 0.3  # a character that is another word rather than a slip
_ASKED = 0.42  # the same, in a name that is asked for among other words
_SHORT = 0.5  # what is right of a name of two characters, one of them with a slip
# How far apart two characters are that sound alike, look alike, or are typed alike.
_SOUND, _SHAPE, _KEY = 0.25, 0.35, 0.5
# How far from a name of up to so many characters what was typed may be: where it is asked for,
# and anywhere in what was said.
APART = ((3, 1.0, 0.6), (4, 1.6, 1.0), (6, 1.6, 1.25), (99, 2.6, 2.1))
_ANYWHERE, _LONGEST = 30, 14  # characters of a text of which any part may be such a name, and of it
_ENDING = ENDINGS["text"]


def slipped(index: Index, spoken: str) -> list[Match]:
    """Items with a name that sounds like the words, or differs by little; also within speech."""
    parts = [spoken, *words.framed(spoken)]
    return [
        *(match for part in parts for match in _alike(index, part)),
        *_short(index, parts),
        *_differing(index, dict.fromkeys(parts, True)),
    ]


def slipped_within(index: Index, spoken: str) -> Iterator[Match]:
    """Items with a name from which a part of the words differs by little; none of them is sure."""
    if len(spoken) <= _ANYWHERE:
        within = _within(index, spoken)
        yield from _short(index, [part for part in within if len(part) in (4, 5)])
        yield from _differing(index, within, within=True)


def _alike(index: Index, part: str) -> Iterator[Match]:
    """Items with a name that sounds so, or of which a character looks like another."""
    sounds = "".join(_sounds(index, part))
    for _, entry, field, text in index.keyed("heard", [sounds, sounds + HEARD_ENDING]):
        yield Match(entry, _HEARD, ("pinyin", field, text), names(part, text))
    looks = otherwise(part)
    for _, entry, field, text in index.keyed("text", [*looks, *(one + _ENDING for one in looks)]):
        if field != "asks":
            yield Match(entry, _LOOKS, ("words", field, text), names(part, text))


def _short(index: Index, parts: list[str]) -> Iterator[Match]:
    """Items with a name of two characters and 证明: a wrong key, swapped, or one too many."""
    keys: dict[str, list[str]] = {"pinyin": [], "text": [], "heard": []}
    for part in parts:
        sounds = _sounds(index, part)
        ended = len(part) > 2 and "".join(sounds[-2:]) == HEARD_ENDING
        typed = part[:-2] if ended else part
        if len(typed) == 2:
            letters = one_key_off("".join(map(index.tables.reading, typed)))
            keys["pinyin"] += [*letters, *(one + ENDINGS["pinyin"] for one in letters)]
            keys["text"].append(typed[::-1] + _ENDING)
        elif len(typed) == 3 and ended:
            keys["heard"] += [cut + HEARD_ENDING for cut in words.cuts(sounds[:3])[1:]]
    for form, wanted in keys.items():
        for _, entry, field, text in index.keyed(form, wanted):
            if len(words.stem(text)) == 2:
                yield Match(entry, _OTHER + _RIGHT * _SHORT, ("words", field, text))


def _differing(index: Index, parts: dict[str, bool], *, within: bool = False) -> Iterator[Match]:
    """Items with a name from which one of the parts differs by little.

    `parts` says of each whether it is asked for. One that is a name as it stands is no slip.
    """
    by_cut: dict[str, list[str]] = {}
    asked: dict[str, bool] = {}
    for part, is_asked in parts.items():
        sounds = _sounds(index, part)
        ended = "".join(sounds[-2:]) == HEARD_ENDING
        typed = part[:-2] if ended else part
        asked[typed] = is_asked or asked.get(typed, False)
        for cut in words.cuts(sounds[: len(typed)]):
            by_cut.setdefault(cut, []).append(typed)
    for cut, entry, field, text in index.keyed("cut", list(by_cut)):
        name = words.stem(text)
        nearest, anywhere = next(row[1:] for row in APART if len(name) <= row[0])
        for typed in by_cut[cut]:
            apart = distance(typed, name, index.tables)
            if apart <= (nearest if asked[typed] else anywhere) and (apart or not within):
                sure = not within and misspelt(typed, name, index.tables)
                score = _SLIPPED if sure else _ASKED if within and asked[typed] else _OTHER
                right = 1 - apart / max(len(typed), len(name))
                yield Match(entry, score + _RIGHT * right, ("words", field, text), sure)


def _within(index: Index, spoken: str) -> dict[str, bool]:
    """Each part of what was said, and whether it is asked for.

    It is where words of speech stand before it, and after it, or it ends with 证明 as it is heard.
    """
    sounds = _sounds(index, spoken)
    length = len(spoken)
    starts = {at for at in range(length) if not at or words.ends_with_speech(spoken[:at])}
    ends = {at for at in range(2, length) if "".join(sounds[at - 2 : at]) == HEARD_ENDING}
    ends.update(words.before_speech(spoken))
    return {
        spoken[start:end]: start in starts and end in ends
        for start in range(length - 2)
        for end in range(start + 3, min(start + _LONGEST, length) + 1)
    }


def _sounds(index: Index, text: str) -> list[str]:
    return [words.heard(index.tables.reading(char)) for char in text]


def distance(typed: str, name: str, tables: Tables) -> float:
    """How many characters are wrong, missing, extra or swapped.

    One that sounds, looks or is typed like the right one counts less than a whole one.
    """
    before: list[float] = []
    row = [float(at) for at in range(len(name) + 1)]
    for index, char in enumerate(typed, 1):
        last, before_last = row, before
        row = [float(index)]
        for place, wanted in enumerate(name, 1):
            best = min(last[place] + 1, row[-1] + 1, last[place - 1] + _apart(char, wanted, tables))
            if index > 1 and place > 1 and char == name[place - 2] and wanted == typed[index - 2]:
                best = min(best, before_last[place - 2] + 1)
            row.append(best)
        before = last
    return row[-1]


def _apart(one: str, other: str, tables: Tables) -> float:
    """How far apart two characters are, from 0 to 1."""
    if one == other:
        return 0.0
    first, second = tables.reading(one), tables.reading(other)
    if words.heard(first) == words.heard(second):
        return _SOUND
    if other in ALIKE.get(one, ""):
        return _SHAPE
    return _KEY if is_one_key_off(first, second) else 1.0


def misspelt(typed: str, name: str, tables: Tables) -> bool:
    """Whether what was typed is surely the name: so many characters, and a slip that says nothing.

    Characters that sound alike, two that changed places, one said twice or left out. Another
    character may be another word: 母女关系 is not 父女关系, and 宅基地 not 无宅基地.
    """
    if len(name) < WHOLE_NAME or ({*typed} ^ {*name}) & words.DENIED:
        return False
    if len(typed) == len(name):
        differing = [pair for pair in zip(typed, name, strict=True) if pair[0] != pair[1]]
        return sorted(typed) == sorted(name) or all(
            words.heard(tables.reading(one)) == words.heard(tables.reading(other))
            for one, other in differing
        )
    shorter, longer = sorted((typed, name), key=len)
    left_out = len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
    return left_out and (len(typed) < len(name) or {*typed} == {*name})
