"""The ranking: from words to the items that they are likely to mean.

Three ways lead to an item, best first: a name or alias in another script or with a slip of
the finger; the beginning of one; and what the words have in common with everything that is
said about the item, where rare words count more. docs/search.md tells it with examples.
Standard library alone; what is slow happened when the index was built.
"""

from __future__ import annotations

from array import array

from checklist_tool.lookup import words
from checklist_tool.lookup.search import Index, Match, best
from checklist_tool.lookup.synonyms import meanings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Holds = Callable[[int], bool]

LEVEL = 128  # the byte that stands for a weight of 1
CLEAR = 0.4  # the score of words that say just enough
_CANDIDATES = 24  # entries whose phrases are compared one by one
_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8  # what they count beside a pair of characters
_SHORT, _LONG = 0.7, 0.2  # the share that must be known of 6 characters, and of 12 and more
_BEHIND = 0.6  # what has less than this share of the best is not shown
_ENDINGS = {"text": "证明", "pinyin": "zhengming", "initials": "zm"}


def inexact(index: Index, query: str, holds: Holds) -> dict[int, Match]:
    """Items that a query may mean which is no name, alias or way of asking as it stands."""
    spoken = words.plain(query, index.tables)
    if not spoken:
        return {}
    return index.exact(spoken, holds) or best(_likely(index, spoken, holds), holds)


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
            " WHERE form = ? AND key.text >= ? AND key.text < ? LIMIT 400",
            (form, spoken, spoken + "\U0010ffff"),
        ):
            if field == "asks":
                continue
            # Nearly every name ends with 证明, and nobody types it who is in a hurry.
            whole = text in (spoken, spoken + _ENDINGS[form])
            score = 0.95 if whole else 0.7 + 0.2 * len(spoken) / len(text)
            score -= 0.0 if field == "name" else 0.02
            yield Match(entry, score, (form, field, phrase))


def _spelled(index: Index, letters: str, holds: Holds) -> Iterator[Match]:
    """Items by pinyin from the middle of a name, or by a run of initials."""
    syllables = index.tables.spell(letters)
    how = "pinyin" if syllables and len(syllables) > 1 else "initials"
    grams = words.syllable_pairs(syllables or []) or words.initial_runs(letters)
    for entry, share in _covered(index, dict.fromkeys(grams, 1.0), holds):
        if how == "pinyin" and share >= 0.6:
            score = 0.4 + 0.4 * min(share, 1)
            yield Match(entry, score, (how, "name", index.row(entry)[3]))
        for field, text in index.phrases(entry) if how == "initials" else ():
            initials = "".join(index.tables.reading(char)[0] for char in text)
            if field != "asks" and letters in initials:
                score = 0.4 + 0.4 * len(letters) / len(initials)
                yield Match(entry, score, (how, field, text))


def _said(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    """Items that the words speak about, by what they have in common."""
    meant = meanings(spoken)
    parts = words.without_speech(spoken)
    if sum(map(len, parts)) < 2 and not meant:
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
    covered = _covered(index, weights, holds)
    needed = _needed(len(spoken))
    for entry, share in covered:
        phrase = _nearest(index, entry, spoken)
        if phrase.mended and _slipped(index, spoken, phrase.why[2]):
            yield Match(entry, 0.5 + 0.4 * phrase.mended, phrase.why)
        elif share >= max(needed, _BEHIND * covered[0][1]):
            score = CLEAR + 0.4 * (share - needed) + 0.05 * phrase.covered
            yield Match(entry, min(score, 0.85), phrase.why)


def _needed(length: int) -> float:
    """The share of a query that must be known.

    A few characters name a thing, and most of them must be known; a long sentence tells a
    story, in which a few telling words are enough.
    """
    return max(_SHORT - (_SHORT - _LONG) * max(length - 6, 0) / 6, _LONG)


def _slipped(index: Index, spoken: str, text: str) -> bool:
    """Whether what differs from the text is a slip: a pair of characters that no item has."""
    differing = set(words.pairs(spoken)) - set(words.pairs(text))
    return not differing or any(not _gram(index, pair)[1] for pair in differing)


def _gram(index: Index, gram: str) -> tuple[float, bytes, bytes]:
    """What a gram is worth, which entries have it, and how heavily."""
    found = index.connection.execute(
        "SELECT idf, entries, weights FROM gram WHERE gram = ?", (gram,)
    ).fetchone()
    return found or (float(index.meta("rarest")), b"", b"")


def _covered(index: Index, weights: dict[str, float], holds: Holds) -> list[tuple[int, float]]:
    """The entries that hold with the largest shares of the query's weight, best first."""
    total = 0.0
    scores: dict[int, float] = {}
    for gram, weight in weights.items():
        idf, entries, levels = _gram(index, gram)
        worth = idf * weight
        if entries or len(gram) < 3:
            total += worth
        holders = array("I")
        holders.frombytes(entries)
        worth /= LEVEL
        for entry, level in zip(holders, levels, strict=True):
            scores[entry] = scores.get(entry, 0.0) + worth * level
    found: list[tuple[int, float]] = []
    for entry, score in sorted(scores.items(), key=lambda pair: -pair[1]):
        if holds(entry):
            found.append((entry, score / total))
        if len(found) == _CANDIDATES:
            break
    return found


def _nearest(index: Index, entry: int, spoken: str) -> _Phrase:
    """The phrase of an item that comes nearest to the words."""
    asked = {*spoken, *words.pairs(spoken)}
    stem = words.stem(spoken)
    nearest = _Phrase(0.0, 0, 0.0, ("words", "asks", ""))
    for field, text in index.phrases(entry):
        own = {*text, *words.pairs(text)}
        common = len(own & asked)
        mended = words.likeness(stem, words.stem(text)) if field != "asks" else 0.0
        if (mended, common) > (nearest.mended, nearest.common):
            nearest = _Phrase(mended, common, common / len(own), ("words", field, text))
    return nearest


class _Phrase:
    """A phrase beside the words: the share that is right if the rest is a slip, and in common."""

    __slots__ = ("common", "covered", "mended", "why")

    def __init__(
        self, mended: float, common: int, covered: float, why: tuple[str, str, str]
    ) -> None:
        self.mended, self.common, self.covered, self.why = mended, common, covered, why
