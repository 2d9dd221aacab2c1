"""What words have in common with everything that is said about the items.

Rare words count more, and what is known must leave little unexplained. Standard library alone.
"""

from __future__ import annotations

from math import log

from checklist_tool.chinese import words
from checklist_tool.chinese.synonyms import meanings
from checklist_tool.search.grams import Grams
from checklist_tool.search.names import SURE
from checklist_tool.search.store import CLEAR, Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Holds = Callable[[int], bool]

_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8  # what they count beside a pair of characters
_NAMED, _TOLD = 2.1, 2.5  # what must be known of a name, and of a story, to be shown
_NAME, _STORY = 7, 30  # characters; more tell a story, and still more need no more known
_KIND = 1.15  # what being of the kind that is asked for counts
# What words may lack to ask about an item, which is not to answer with it; and about one of which
# no way of asking is known, so that a story can have little in common with it.
_UNSURE, _UNASKED = 0.3, 1.2
_AHEAD, _FAR = 0.4, 3.0  # what being ahead of the next counts, and how many times ahead is far
_BEHIND = 0.6  # what has less than this share of the best is not shown
_SHARE, _KNOWN, _COVERED = 0.8, 0.1, 0.1  # what makes words fit
_HALF = 0.5  # the fit of words that are half sure
# Words that leave no doubt: so much of them is known and explained, and of one name or way of
# asking, and the next item is so far behind. Right and wrong answers part here best.
_SURE_SHARE, _SURE_EXPLAINED, _SURE_AHEAD = 0.35, 0.5, 1.5
_SURE_COVERED, _SURE_NAME = 0.65, 0.85  # of a story, and of a few characters


def said_of(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
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
    wanted = words.asks_for_proof(spoken)
    answered = False
    for place, (entry, share) in enumerate(likely):
        phrases = index.phrases(entry)
        explained = grams.explained(entry, parts)
        sure = False
        if not place:
            covered = _covered(phrases, spoken)
            firm = explained + covered + _AHEAD * log(min(ahead, _FAR))
            lacking = _UNSURE if any(field == "asks" for field, _ in phrases) else _UNASKED
            if not words.same_matter(spoken, _nearest(phrases, spoken)[1][2], certificate=False):
                lacking = 0.0
            answered = _enough(share, length, firm + lacking)
            sure = (
                _enough(share, length, firm)
                and share >= _SURE_SHARE
                and explained >= _SURE_EXPLAINED
                and covered >= (_SURE_NAME if length <= _NAME else _SURE_COVERED)
                and ahead >= _SURE_AHEAD
            )
        if answered and share >= _BEHIND * likely[0][1]:
            covered, why = _nearest(phrases, spoken)
            liked = share * (_KIND if index.is_certificate(entry) == wanted else 1)
            fit = _SHARE * liked + _KNOWN * (liked + explained) + _COVERED * covered
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
