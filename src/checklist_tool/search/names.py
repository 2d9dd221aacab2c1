"""Items by their names: within what is said around them, begun, heard, or with a slip.

Standard library alone.
"""

from __future__ import annotations

from checklist_tool.chinese import words
from checklist_tool.chinese.shapes import otherwise
from checklist_tool.search.store import FEW_INITIALS, Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Holds = Callable[[int], bool]

SURE = 0.85  # what words come near to and never reach: that is for names
LONGEST_NAME = 24  # characters; longer words are a story, not a name with a slip
LATER = 0.02  # what an alias is behind a name
OPENING = 0.67  # the share of a name, its ending aside, that says which it is
WHOLE_NAME, _RIGHTLY = 4, 0.7  # characters of a name that is told by less, and the share of them
_LOOKED_AT = 400  # names that begin so
_WHOLE = 0.95  # the beginning of a name that lacks nothing but its ending
_BEGUN, _REST = 0.7, 0.2  # a beginning, and what it gains by being nearly all
_WITHIN = 0.2  # what a name is behind that stands within another word
HEARD_ENDING = "zenmin"  # 证明 as it is heard
ENDINGS = {"text": "证明", "pinyin": "zhengming", "initials": "zm"}
CUT = (("明",), ("ming", "m"))  # what the ending lacks of which only 证 was said; and typed


def framed(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items with the longest name, alias or way of asking that words of speech stand around."""
    for part in words.framed(spoken):
        sounds = "".join(map(index.tables.reading, part))
        for said in (part, part + ENDINGS["text"], sounds):
            found = [
                Match(
                    match.entry, match.score - LATER, match.matched_on,
                    match.sure and (said == part or names(part, match.matched_on[2])),
                )
                for match in index.exact(said, holds).values()
                if said == part or match.matched_on[1] != "asks"
            ]  # fmt: skip
            if found:
                yield from found
                return


def mentioned(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items of which a story tells the name, where it ends with 证明; the longest at each place.

    Where no name stands as it is written, one that sounds or looks like it.
    """
    sounds = [words.heard(index.tables.reading(char)) for char in spoken]
    for end in range(2, len(spoken) + 1):
        if "".join(sounds[end - 2 : end]) != HEARD_ENDING:
            continue
        starts = range(max(end - LONGEST_NAME, 0), end - 3)
        for found in (_written, _misheard):
            for start in starts:
                named = [
                    match for match in found(index, spoken[start:end], sounds[start:end])
                    if match.matched_on[1] != "asks" and holds(match.entry)
                ]  # fmt: skip
                if named:
                    asked = words.asked_for(spoken[:start], spoken[end:])
                    for match in named:
                        match.sure = match.sure and asked
                        match.score -= 0.0 if asked else _WITHIN
                        yield match
                    break
            else:
                continue
            break


def begun(index: Index, spoken: str, holds: Holds, sounds: str = "") -> list[Match]:
    """Items with a name or alias that begins with these words, or with `sounds`, if given."""
    typed = sounds or spoken
    found: list[Match] = []
    if sounds and len(typed) < 4:
        return found
    cut = CUT[bool(sounds)]
    for form in ("pinyin",) if sounds else ("text", "pinyin", "initials"):
        for text, entry, field, phrase in index.connection.execute(
            "SELECT key.text, entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
            " WHERE form = ? AND key.text >= ? AND key.text < ? LIMIT ?",
            (form, typed, typed + "\U0010ffff", _LOOKED_AT),
        ):
            if field == "asks" or (not spoken.isascii() and text[len(typed) :] in cut):
                continue
            # Nearly every name ends with 证明, and nobody types it who is in a hurry.
            whole = text in (typed, typed + ENDINGS[form])
            share = len(spoken) / len(phrase if sounds else text)
            score = _WHOLE if whole else _BEGUN + _REST * min(share, 1)
            score -= 0.0 if field == "name" else LATER
            if spoken.isascii():
                stem = text.removesuffix(ENDINGS[form])
                few = len(words.stem(phrase)) < (FEW_INITIALS if form == "initials" else WHOLE_NAME)
                sure = not few and len(typed) >= max(OPENING * len(stem), FEW_INITIALS)
            else:
                sure = names(spoken, phrase)
            found.append(Match(entry, score, (form, field, phrase), sure))
    if len({match.entry for match in found if holds(match.entry)}) > 1:
        for match in found:
            match.sure = match.sure and match.score >= _WHOLE - LATER
    return found


def names(typed: str, name: str) -> bool:
    """Whether what was typed can only be this name, but for its ending or for what sounds alike.

    结婚 is no request for 结婚证明, and 妇女 is a word of its own beside 父女: a name that is cut
    or heard needs four characters, most of them as they are written.
    """
    typed, name = words.stem(typed), words.stem(name)
    right = sum(one == other for one, other in zip(typed, name, strict=False))
    return len(name) >= WHOLE_NAME and right >= _RIGHTLY * len(name)


def _written(index: Index, part: str, sounds: list[str]) -> list[Match]:
    """Items with this name, as it is written."""
    return [
        Match(entry, SURE, ("text", field, text), True)
        for _, entry, field, text in index.keyed("text", [part])
    ]


def _misheard(index: Index, part: str, sounds: list[str]) -> list[Match]:
    """Items with a name that sounds like this, or of which a character looks like another."""
    keyed = [*index.keyed("heard", ["".join(sounds)]), *index.keyed("text", otherwise(part))]
    return [
        Match(entry, SURE - LATER, ("words", field, text), names(part, text))
        for _, entry, field, text in keyed
    ]
