"""The ranking: from words to the items that they are likely to mean.

Best first lead to an item: its name in what is said around it, in another script or with a slip
of the finger; the beginning of a name; a name within a story; and what the words have in common
with everything that is said about the item, where rare words count more. docs/search.md tells it
with examples. Standard library alone; what is slow happened when the index was built.
"""

from __future__ import annotations

from math import log

from checklist_tool.chinese import words
from checklist_tool.chinese.synonyms import meanings
from checklist_tool.lookup.grams import Grams
from checklist_tool.lookup.search import CLEAR, Index, Match, best
from checklist_tool.lookup.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Holds = Callable[[int], bool]

SURE = 0.85  # what words come near to and never reach: that is for names
_LONGEST_NAME = 24  # characters; longer words are a story, not a name with a slip
_LOOKED_AT = 400  # names that begin so
_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8  # what they count beside a pair of characters
_NAMED, _TOLD = 2.4, 2.8  # what must be known of a name, and of a story
_NAME, _STORY = 7, 30  # characters; more tell a story, and still more need no more known
_AHEAD, _FAR = 0.4, 3.0  # what being ahead of the next counts, and how many times ahead is far
_BEHIND = 0.6  # what has less than this share of the best is not shown
_WHOLE = 0.95  # the beginning of a name that lacks nothing but its ending
_BEGUN, _REST = 0.7, 0.2  # a beginning, and what it gains by being nearly all
_LATER = 0.02  # what an alias is behind a name
_OPENING = 0.67  # the share of an alias, its ending aside, that is but its beginning
_SLIPPED, _RIGHT = 0.5, 0.4  # a slip, and what it gains by what is right
_SHARE, _KNOWN, _COVERED = 0.8, 0.1, 0.1  # what makes words fit
_HALF = 0.5  # the fit of words that are half sure
ENDINGS = {"text": "证明", "pinyin": "zhengming", "initials": "zm"}
CUT = (("明",), ("ming", "m"))  # what the ending lacks of which only 证 was said; and typed


def inexact(index: Index, query: str, holds: Holds) -> dict[int, Match]:
    """Items that a query may mean which is no name, alias or way of asking as it stands."""
    spoken = words.plain(query, index.tables)
    if not spoken:
        return {}
    if found := index.exact(spoken, holds) or index.exact(words.mended(spoken), holds):
        return found
    found = best(_likely(index, spoken, holds), holds)
    if _only_opens(index, found, spoken):
        for match in found.values():
            match.score *= CLEAR
    return found


def _only_opens(index: Index, found: dict[int, Match], spoken: str) -> bool:
    """Whether the words are but the beginning of the best alias, or end within 证明.

    驾驶证 begins 驾驶证丢失证明, but nobody has said that it is lost; and 身份证 is a
    document, which is not the beginning of 身份证明.
    """
    if not found:
        return False
    if any(index.exact(spoken + rest, lambda _: True) for rest in CUT[spoken.isascii()]):
        return True
    how, field, text = max(found.values(), key=lambda match: match.score).matched_on
    whole = words.stem(text)
    if spoken.isascii() and how != "text":
        sounds = (index.tables.reading(char) for char in whole)
        whole = "".join(sound[0] if how == "initials" else sound for sound in sounds)
    return how != "words" and field == "aliases" and len(spoken) <= _OPENING * len(whole)


def _likely(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    begun = list(_begun(index, spoken))
    yield from begun or _framed(index, spoken, holds)
    yield from _mentioned(index, spoken, holds)
    if spoken.isascii():
        yield from spelled(index, spoken, holds)
        return
    sounds = "".join(index.tables.reading(char) for char in spoken)
    yield from _begun(index, spoken, sounds)
    if any(char.isascii() for char in spoken):
        yield from spelled(index, sounds, holds)
    yield from _said(index, spoken, holds)


def _framed(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items with the longest name, alias or way of asking that words of speech stand around."""
    for part in words.framed(spoken):
        sounds = "".join(map(index.tables.reading, part))
        for said in (part, part + ENDINGS["text"], sounds):
            found = [
                Match(match.entry, match.score - _LATER, match.matched_on)
                for match in index.exact(said, holds).values()
                if said == part or match.matched_on[1] != "asks"
            ]
            if found:
                yield from found
                return


def _mentioned(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items of which a story tells the name, where it ends with 证明; the longest at each place."""
    ending = ENDINGS["text"]
    for end in range(len(ending), len(spoken) + 1):
        if not spoken.endswith(ending, 0, end):
            continue
        longest = min(end, _LONGEST_NAME, len(spoken) - _NAME - 1)  # beside which a story is told
        for length in range(longest, len(ending) + 1, -1):
            found = index.exact(spoken[end - length : end], holds).values()
            named = [match for match in found if match.matched_on[1] != "asks"]
            if named:
                yield from (Match(match.entry, SURE, match.matched_on) for match in named)
                break


def _begun(index: Index, spoken: str, sounds: str = "") -> Iterator[Match]:
    """Items with a name or alias that begins with these words, or with `sounds`, if given."""
    typed = sounds or spoken
    if len(typed) < (4 if sounds else 2):
        return
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
            yield Match(entry, score, (form, field, phrase))


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
        if slip := _slip(entry, phrases, names, grams):
            yield slip
            continue
        explained = grams.explained(entry, parts)
        if not place:
            firm = explained + _covered(phrases, spoken) + _AHEAD * log(min(ahead, _FAR))
            answered = _enough(share, length, firm)
        if answered and share >= _BEHIND * likely[0][1]:
            covered, why = _nearest(phrases, spoken)
            fit = _SHARE * share + _KNOWN * (share + explained) + _COVERED * covered
            yield Match(entry, CLEAR + (SURE - CLEAR) * fit / (fit + _HALF), why)


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
    entry: int, phrases: list[tuple[str, str]], names: dict[str, str], grams: Grams
) -> Match | None:
    """The entry, when what may be meant is one of its names or aliases but for a slip.

    `names` are what may be meant, by their stems.
    """
    best = (0.0, "", "", "")
    for field, text in phrases:
        if field == "asks":
            continue
        other = words.stem(text)
        for stem in names:
            if abs(len(stem) - len(other)) <= words.SLIPS:
                best = max(best, (words.likeness(stem, other), stem, field, text))
    right, stem, field, text = best
    if right and grams.slipped(names[stem], text):
        return Match(entry, _SLIPPED + _RIGHT * right, ("words", field, text))
    return None


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
