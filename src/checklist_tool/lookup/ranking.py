"""The ranking: from words to the items that they are likely to mean.

Best first lead to an item: its name in what is said around it, in another script or with a slip
of the finger; the beginning of a name; a name within a story; and what the words have in common
with everything that is said about the item, where rare words count more. docs/search.md tells it
with examples. Standard library alone; what is slow happened when the index was built.
"""

from __future__ import annotations

from math import log

from checklist_tool.chinese import words
from checklist_tool.chinese.shapes import otherwise
from checklist_tool.chinese.synonyms import meanings
from checklist_tool.lookup.grams import Grams
from checklist_tool.lookup.search import CLEAR, FEW_INITIALS, Index, Match, best
from checklist_tool.lookup.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checklist_tool.chinese.characters import Tables

    Holds = Callable[[int], bool]

SURE = 0.85  # what words come near to and never reach: that is for names
_LONGEST_NAME = 24  # characters; longer words are a story, not a name with a slip
_LOOKED_AT = 400  # names that begin so
_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8  # what they count beside a pair of characters
_NAMED, _TOLD = 2.1, 2.5  # what must be known of a name, and of a story, to be shown
_NAME, _STORY = 7, 30  # characters; more tell a story, and still more need no more known
_AHEAD, _FAR = 0.4, 3.0  # what being ahead of the next counts, and how many times ahead is far
_BEHIND = 0.6  # what has less than this share of the best is not shown
_WHOLE = 0.95  # the beginning of a name that lacks nothing but its ending
_BEGUN, _REST = 0.7, 0.2  # a beginning, and what it gains by being nearly all
_LATER = 0.02  # what an alias is behind a name
_OPENING = 0.67  # the share of a name, its ending aside, that says which it is
_WHOLE_NAME, _RIGHTLY = 4, 0.7  # characters of a name that is told by less, and the share of them
_SLIPPED, _RIGHT = 0.5, 0.4  # a slip, and what it gains by what is right
_OTHER = 0.3  # a character that is another word rather than a slip
_WITHIN = 0.2  # what a name is behind that stands within another word
_SHARE, _KNOWN, _COVERED = 0.8, 0.1, 0.1  # what makes words fit
# Words that leave no doubt: so much of them is known and explained, and of one name or way of
# asking, and the next item is so far behind. Right and wrong answers part here best.
_SURE_SHARE, _SURE_EXPLAINED, _SURE_AHEAD = 0.35, 0.5, 1.5
_SURE_COVERED, _SURE_NAME = 0.65, 0.8  # of a story, and of a few characters
_HALF = 0.5  # the fit of words that are half sure
ENDINGS = {"text": "证明", "pinyin": "zhengming", "initials": "zm"}
_LOOKS = 0.88  # a name of which a character looks like the one that was typed
_HEARD, HEARD_ENDING = 0.9, "zenmin"  # a name that sounds so, and 证明 as it is heard
CUT = (("明",), ("ming", "m"))  # what the ending lacks of which only 证 was said; and typed


def inexact(index: Index, query: str, holds: Holds) -> dict[int, Match]:
    """Items that a query may mean when no name, alias or way of asking matches it exactly."""
    spoken = words.plain(query, index.tables)
    if not spoken:
        return {}
    if found := index.exact(spoken, holds) or index.exact(words.mended(spoken), holds):
        return found
    found = best(_likely(index, spoken, holds), holds)
    # 身份证 is a document, and not the beginning of 身份证明.
    if any(index.exact(spoken + rest, lambda _: True) for rest in CUT[spoken.isascii()]):
        for match in found.values():
            match.sure = False
    return found


def _likely(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    begun = _begun(index, spoken, holds)
    yield from begun or _framed(index, spoken, holds)
    yield from _mentioned(index, spoken, holds)
    if spoken.isascii():
        yield from spelled(index, spoken, holds)
        return
    sounds = "".join(index.tables.reading(char) for char in spoken)
    yield from _slipped(index, spoken)
    yield from _begun(index, spoken, holds, sounds)
    if any(char.isascii() for char in spoken):
        yield from spelled(index, sounds, holds)
    yield from _said(index, spoken, holds)


def _framed(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items with the longest name, alias or way of asking that words of speech stand around."""
    for part in words.framed(spoken):
        sounds = "".join(map(index.tables.reading, part))
        for said in (part, part + ENDINGS["text"], sounds):
            found = [
                Match(
                    match.entry, match.score - _LATER, match.matched_on,
                    match.sure and (said == part or _names(part, match.matched_on[2])),
                )
                for match in index.exact(said, holds).values()
                if said == part or match.matched_on[1] != "asks"
            ]  # fmt: skip
            if found:
                yield from found
                return


def _slipped(index: Index, spoken: str) -> Iterator[Match]:
    """Items with a name that sounds like the words, or differs by a character; also within speech.

    A name and what was typed are looked up by what is left of them without one character.
    """
    for part in (spoken, *words.framed(spoken)):
        sounds = "".join(words.heard(index.tables.reading(char)) for char in part)
        for said in (sounds, sounds + HEARD_ENDING):
            for entry, field, text in index.keyed("heard", said):
                yield Match(entry, _HEARD, ("pinyin", field, text), _names(part, text))
        for said in otherwise(part):
            for whole in (said, said + ENDINGS["text"]):
                for entry, field, text in index.keyed("text", whole):
                    if field != "asks":
                        yield Match(entry, _LOOKS, ("words", field, text), _names(part, text))
        typed = words.stem(part)
        if sounds.endswith(HEARD_ENDING):
            typed = part[: -len(ENDINGS["text"])]
        for cut in words.cuts(typed):
            for entry, field, text in index.keyed("cut", cut):
                name = words.stem(text)
                if right := words.likeness(typed, name):
                    sure = _misspelt(typed, name, index.tables)
                    score = (_SLIPPED if sure else _OTHER) + _RIGHT * right
                    yield Match(entry, score, ("words", field, text), sure)


def _names(typed: str, name: str) -> bool:
    """Whether what was typed can only be this name, but for its ending or for what sounds alike.

    结婚 is no request for 结婚证明, and 妇女 is a word of its own beside 父女: a name that is cut
    or heard needs four characters, most of them as they are written.
    """
    typed, name = words.stem(typed), words.stem(name)
    right = sum(one == other for one, other in zip(typed, name, strict=False))
    return len(name) >= _WHOLE_NAME and right >= _RIGHTLY * len(name)


def _mentioned(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items of which a story tells the name, where it ends with 证明; the longest at each place.

    Where no name stands as it is written, one that sounds or looks like it.
    """
    sounds = [words.heard(index.tables.reading(char)) for char in spoken]
    for end in range(2, len(spoken) + 1):
        if "".join(sounds[end - 2 : end]) != HEARD_ENDING:
            continue
        starts = range(max(end - _LONGEST_NAME, 0), end - 3)
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


def _written(index: Index, part: str, sounds: list[str]) -> list[Match]:
    """Items with this name, as it is written."""
    return [
        Match(entry, SURE, ("text", field, text), True)
        for entry, field, text in index.keyed("text", part)
    ]


def _misheard(index: Index, part: str, sounds: list[str]) -> list[Match]:
    """Items with a name that sounds like this, or of which a character looks like another."""
    keys = [("heard", "".join(sounds)), *(("text", said) for said in otherwise(part))]
    return [
        Match(entry, SURE - _LATER, ("words", field, text), _names(part, text))
        for form, said in keys
        for entry, field, text in index.keyed(form, said)
    ]


def _begun(index: Index, spoken: str, holds: Holds, sounds: str = "") -> list[Match]:
    """Items with a name or alias that begins with these words, or with `sounds`, if given."""
    typed = sounds or spoken
    found: list[Match] = []
    if len(typed) < (4 if sounds else 2):
        return found
    cut = CUT[bool(sounds)]
    for form in ("pinyin",) if sounds else ("text", "pinyin", "initials"):
        if form == "initials" and len(typed) < 3:
            continue
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
            score -= 0.0 if field == "name" else _LATER
            if spoken.isascii():
                stem = text.removesuffix(ENDINGS[form])
                few = len(words.stem(phrase)) < (
                    FEW_INITIALS if form == "initials" else _WHOLE_NAME
                )
                sure = not few and len(typed) >= _OPENING * len(stem)
            else:
                sure = _names(spoken, phrase)
            found.append(Match(entry, score, (form, field, phrase), sure))
    if len({match.entry for match in found if holds(match.entry)}) > 1:
        for match in found:
            match.sure = match.sure and match.score >= _WHOLE - _LATER
    return found


def _said(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items that the words speak about, by what they have in common."""
    meant = meanings(spoken)
    parts = words.without_speech(spoken)
    length = sum(map(len, parts))
    if length < 2 and not meant:
        return
    weights: dict[str, float] = dict.fromkeys(meant, _MEANING)
    for part in parts:
        for char in part:
            weights[char] = _CHARACTER
        for pair in words.pairs(part):
            weights[pair] = 1.0
        syllables = [index.tables.reading(char) for char in part]
        for pair in words.syllable_pairs(syllables):
            weights[pair] = _SOUND
    grams = Grams(index, weights)
    likely = grams.covered(holds)
    ahead = likely[0][1] / likely[1][1] if len(likely) > 1 else _FAR
    answered = False
    names = {
        words.stem(text): text
        for text in (*words.framed(spoken)[::-1], spoken)
        if len(text) <= _LONGEST_NAME
    }
    for place, (entry, share) in enumerate(likely):
        phrases = index.phrases(entry)
        if slip := _slip(index, entry, phrases, names, grams):
            yield slip
            continue
        explained = grams.explained(entry, parts)
        sure = False
        if not place:
            covered = _covered(phrases, spoken)
            firm = explained + covered + _AHEAD * log(min(ahead, _FAR))
            answered = _enough(share, length, firm)
            sure = (
                answered
                and share >= _SURE_SHARE
                and explained >= _SURE_EXPLAINED
                and covered >= (_SURE_NAME if length <= _NAME else _SURE_COVERED)
                and ahead >= _SURE_AHEAD
            )
        if answered and share >= _BEHIND * likely[0][1]:
            covered, why = _nearest(phrases, spoken)
            fit = _SHARE * share + _KNOWN * (share + explained) + _COVERED * covered
            sure = (
                sure
                and words.same_matter(spoken, why[2], index.is_certificate(entry))
                and grams.names_it(entry, spoken)
            )
            yield Match(entry, CLEAR + (SURE - CLEAR) * fit / (fit + _HALF), why, sure)


def _enough(share: float, length: int, firm: float) -> bool:
    """Whether so much of the words is known that the best entry is an answer.

    A few characters name a thing, and nearly all of their weight must be known. A longer text
    tells a story: there it counts how many characters' worth is known, whatever its share. Both
    are firmer when few characters are left unexplained, when one name or way of asking is there
    nearly whole, and when no other entry knows as much.
    """
    if length <= _NAME:
        return share + firm >= _NAMED
    return log(share * min(length, _STORY)) + firm >= _TOLD


def _covered(phrases: list[tuple[str, str]], spoken: str) -> float:
    """The largest share of a name or way of asking of these that the words have."""
    asked = {*spoken, *words.pairs(spoken), *meanings(spoken)}
    most = 0.0
    for field, text in phrases:
        stem = text if field == "asks" else words.stem(text)
        here = {*stem}
        if 2 * len(here & asked) <= most * len(here):
            continue  # so few characters in common: pairs and meanings would not make up for it
        own = {*here, *words.pairs(stem), *meanings(stem)}
        most = max(most, len(own & asked) / len(own))
    return most


def _slip(
    index: Index, entry: int, phrases: list[tuple[str, str]], names: dict[str, str], grams: Grams
) -> Match | None:
    """The entry, when what may be meant is one of its names or aliases but for a slip.

    `names` are what may be meant, by their stems.
    """
    best = (0.0, "", "", "", "")
    for field, text in phrases:
        if field == "asks":
            continue
        name = words.stem(text)
        for stem in names:
            if abs(len(stem) - len(name)) <= words.SLIPS:
                best = max(best, (words.likeness(stem, name), stem, name, field, text))
            if _WHOLE_NAME <= len(stem) < len(name):
                begun = name[: len(stem)]
                best = max(best, (words.likeness(stem, begun) - _LATER, stem, begun, field, text))
    right, stem, name, field, text = best
    if right <= 0 or not grams.slipped(names[stem], text):
        return None
    sure = len(name) >= _OPENING * len(words.stem(text)) and _misspelt(stem, name, index.tables)
    return Match(entry, _SLIPPED + _RIGHT * right, ("words", field, text), sure)


def _misspelt(typed: str, name: str, tables: Tables) -> bool:
    """Whether what was typed is surely the name: so many characters, and a slip that says nothing.

    Characters that sound alike, two that changed places, one said twice or left out. Another
    character may be another word: 母女关系 is not 父女关系.
    """
    if len(name) < _WHOLE_NAME:
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


def _nearest(phrases: list[tuple[str, str]], spoken: str) -> tuple[float, tuple[str, str, str]]:
    """The share of the phrase that comes nearest to the words, and why it does."""
    asked = {*spoken, *words.pairs(spoken)}
    nearest = (0, 0.0, ("words", "name", ""))
    for field, text in phrases:
        own = {*text, *words.pairs(text)}
        common = len(own & asked)
        if common > nearest[0]:
            nearest = (common, common / len(own), ("words", field, text))
    return nearest[1:]
