"""The ranking: from words to the items that they are likely to mean.

Three ways lead to an item, best first: a name or alias in another script or with a slip of
the finger; the beginning of one; and what the words have in common with everything that is
said about the item, where rare words count more. docs/search.md tells it with examples.
Standard library alone; what is slow happened when the index was built.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import islice
from math import log

from checklist_tool.lookup import words
from checklist_tool.lookup.search import CLEAR, Index, Match, best
from checklist_tool.lookup.synonyms import meanings, spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Holds = Callable[[int], bool]

LEVEL = 128  # the byte that stands for a weight of 1
SURE = 0.85  # what words come near to and never reach: that is for names
_LONGEST_NAME = 24  # characters; longer words are a story, not a name with a slip
_LOOKED_AT = 400  # entries that are asked whether they hold
_CANDIDATES = 12  # entries whose phrases are compared one by one
_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8  # what they count beside a pair of characters
_NAMED, _TOLD = 2.4, 2.75  # what must be known of a name, and of a story
_NAME, _STORY = 7, 30  # characters; more tell a story, and still more need no more known
_AHEAD, _FAR = 0.4, 3.0  # what being ahead of the next counts, and how many times ahead is far
_BEHIND = 0.6  # what has less than this share of the best is not shown
_WHOLE = 0.95  # the beginning of a name that lacks nothing but its ending
_BEGUN, _REST = 0.7, 0.2  # a beginning, and what it gains by being nearly all
_LATER = 0.02  # what an alias is behind a name
_OPENING = 0.67  # the share of an alias, its ending aside, that is but its beginning
_LIKE = 0.6  # the share of pairs of syllables that makes a spelling
_SPELLED, _ALIKE = 0.4, 0.4  # a spelling, and what it gains by being all
_PROMINENT = 0.95  # the weight of what stands in names and aliases, or is said again and again
_SLIPPED, _RIGHT = 0.5, 0.4  # a slip, and what it gains by what is right
_SHARE, _KNOWN, _COVERED = 0.8, 0.1, 0.1  # what makes words fit
_HALF = 0.5  # the fit of words that are half sure
ENDINGS = {"text": "证明", "pinyin": "zhengming", "initials": "zm"}


def inexact(index: Index, query: str, holds: Holds) -> dict[int, Match]:
    """Items that a query may mean which is no name, alias or way of asking as it stands."""
    spoken = words.plain(query, index.tables)
    if not spoken:
        return {}
    if found := index.exact(spoken, holds):
        return found
    found = best(_likely(index, spoken, holds), holds)
    if _only_opens(found, spoken):
        for match in found.values():
            match.score *= CLEAR
    return found


def _only_opens(found: dict[int, Match], spoken: str) -> bool:
    """Whether the best is an alias of which the words are but the beginning.

    驾驶证 begins 驾驶证丢失证明, but nobody has said that it is lost.
    """
    if not found:
        return False
    how, field, text = max(found.values(), key=lambda match: match.score).matched_on
    stem = words.stem(text)
    return (how, field) == ("text", "aliases") and len(spoken) <= _OPENING * len(stem)


def _likely(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    yield from _begun(index, spoken)
    if spoken.isascii():
        yield from _spelled(index, spoken, holds)
        return
    sounds = "".join(index.tables.reading(char) for char in spoken)
    yield from _begun(index, sounds, homophones=True)
    if any(char.isascii() for char in spoken):
        yield from _spelled(index, sounds, holds)
    yield from _said(index, spoken, holds)


def _begun(index: Index, spoken: str, *, homophones: bool = False) -> Iterator[Match]:
    """Items with a name or alias that begins with these words, or sounds so."""
    if len(spoken) < (4 if homophones else 2):
        return
    for form in ("pinyin",) if homophones else ("text", "pinyin", "initials"):
        if form == "initials" and len(spoken) < 3:
            continue
        for text, entry, field, phrase in index.connection.execute(
            "SELECT key.text, entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
            " WHERE form = ? AND key.text >= ? AND key.text < ? LIMIT ?",
            (form, spoken, spoken + "\U0010ffff", _LOOKED_AT),
        ):
            if field == "asks":
                continue
            # Nearly every name ends with 证明, and nobody types it who is in a hurry.
            whole = text in (spoken, spoken + ENDINGS[form])
            score = _WHOLE if whole else _BEGUN + _REST * len(spoken) / len(text)
            score -= 0.0 if field == "name" else _LATER
            yield Match(entry, score, (form, field, phrase))


def _spelled(index: Index, letters: str, holds: Holds) -> Iterator[Match]:
    """Items by pinyin from the middle of a name, or by a run of initials."""
    syllables = index.tables.spell(letters)
    how = "pinyin" if syllables and len(syllables) > 1 else "initials"
    grams = words.syllable_pairs(syllables or []) or words.initial_runs(letters)
    for entry, share in _Grams(index, dict.fromkeys(grams, 1.0)).covered(holds):
        if how == "pinyin" and share >= _LIKE:
            score = _SPELLED + _ALIKE * min(share, 1)
            yield Match(entry, score, (how, "name", index.row(entry)[3]))
        for field, text in index.phrases(entry) if how == "initials" else ():
            initials = "".join(index.tables.reading(char)[0] for char in text)
            if field != "asks" and letters in initials:
                score = _SPELLED + _ALIKE * len(letters) / len(initials)
                yield Match(entry, score, (how, field, text))


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
    grams = _Grams(index, weights)
    likely = grams.covered(holds)
    ahead = likely[0][1] / likely[1][1] if len(likely) > 1 else _FAR
    answered = False
    for place, (entry, share) in enumerate(likely):
        if slip := _slip(index, entry, spoken, grams):
            yield slip
            continue
        explained = grams.explained(entry, parts)
        if not place:
            firm = explained + _covered(index, entry, spoken) + _AHEAD * log(min(ahead, _FAR))
            answered = _enough(share, length, firm)
        if answered and share >= _BEHIND * likely[0][1]:
            covered, why = _nearest(index, entry, spoken)
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


def _covered(index: Index, entry: int, spoken: str) -> float:
    """The largest share of a name or way of asking of the entry that the words have."""
    asked = {*spoken, *words.pairs(spoken), *meanings(spoken)}
    most = 0.0
    for field, text in index.phrases(entry):
        stem = text if field == "asks" else words.stem(text)
        here = {*stem}
        if 2 * len(here & asked) <= most * len(here):
            continue  # so few characters in common: pairs and meanings would not make up for it
        own = {*here, *words.pairs(stem), *meanings(stem)}
        most = max(most, len(own & asked) / len(own))
    return most


class _Grams:
    """The grams of a query, and the entries that have them."""

    def __init__(self, index: Index, weights: dict[str, float]) -> None:
        self._index = index
        self._weights = weights
        self._holders: dict[str, array[int]] = {}  # entry << 8 | level
        self._common: set[str] = set()  # grams that say nothing, so many entries have them
        self._rarest = float(index.meta("rarest"))

    def _read(self, gram: str) -> float:
        """What a gram is worth; its holders are kept."""
        found = self._index.connection.execute(
            "SELECT worth, holders FROM gram WHERE gram = ?", (gram,)
        ).fetchone()
        holders = self._holders[gram] = array("I")
        if found is None:
            return self._rarest
        holders.frombytes(found[1])
        if not holders:
            self._common.add(gram)
        return float(found[0])

    def covered(self, holds: Holds) -> list[tuple[int, float]]:
        """The best entries that hold and their share of the query's weight, best first."""
        total = 0.0
        scores: dict[int, float] = {}
        for gram, weight in self._weights.items():
            worth = self._read(gram) * weight
            holders = self._holders[gram]
            if holders or len(gram) < 3:
                total += worth
            worth /= LEVEL
            for packed in holders:
                entry = packed >> 8
                scores[entry] = scores.get(entry, 0.0) + worth * (packed & 255)
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        held = ((entry, score / total) for entry, score in ranked[:_LOOKED_AT] if holds(entry))
        return list(islice(held, _CANDIDATES))

    def explained(self, entry: int, parts: list[str]) -> float:
        """The share of characters that belong to a pair or an everyday word the entry knows."""
        known = total = 0
        for part in parts:
            marks = bytearray(len(part))
            for start, pair in enumerate(words.pairs(part)):
                if self._has(entry, pair):
                    marks[start : start + 2] = b"\1\1"
            for start, end, meaning in spans(part):
                if self._has(entry, meaning):
                    marks[start:end] = b"\1" * (end - start)
            known += sum(marks)
            total += len(part)
        return known / total if total else 0.0

    def slipped(self, spoken: str, text: str) -> bool:
        """Whether what differs from the text is a slip: pairs that no item has in its names."""
        differing = set(words.pairs(spoken)) - set(words.pairs(text))
        for pair in differing - set(self._holders):
            self._read(pair)
        named = [
            {packed >> 8 for packed in self._holders[pair] if packed & 255 >= _PROMINENT * LEVEL}
            for pair in differing
            if pair not in self._common
        ]
        return not differing or (bool(named) and not set.intersection(*named))

    def _has(self, entry: int, gram: str) -> bool:
        holders = self._holders.get(gram)
        if not holders:
            return gram in self._common
        place = bisect_left(holders, entry << 8)
        return place < len(holders) and holders[place] >> 8 == entry


def _slip(index: Index, entry: int, spoken: str, grams: _Grams) -> Match | None:
    """The entry, when the words are one of its names or aliases but for a slip."""
    if len(spoken) > _LONGEST_NAME:
        return None
    stem = words.stem(spoken)
    right, field, text = max(
        (words.likeness(stem, words.stem(text)), field, text)
        for field, text in index.phrases(entry)
        if field != "asks"
    )
    if right and grams.slipped(spoken, text):
        return Match(entry, _SLIPPED + _RIGHT * right, ("words", field, text))
    return None


def _nearest(index: Index, entry: int, spoken: str) -> tuple[float, tuple[str, str, str]]:
    """The share of the phrase of an item that comes nearest to the words, and why it does."""
    asked = {*spoken, *words.pairs(spoken)}
    nearest = (0, 0.0, ("words", "name", ""))
    for field, text in index.phrases(entry):
        own = {*text, *words.pairs(text)}
        common = len(own & asked)
        if common > nearest[0]:
            nearest = (common, common / len(own), ("words", field, text))
    return nearest[1:]
