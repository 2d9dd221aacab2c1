"""Which grams are said of which entry, and how heavily: what the ranking reads.

Written for speed: an entry has hundreds of grams, so each step over them is one call of
the interpreter's own C functions, not a loop.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, KeysView
from functools import cache
from itertools import chain, pairwise
from operator import add

from checklist_tool.lookup import words
from checklist_tool.lookup.ranking import LEVEL
from checklist_tool.lookup.synonyms import MEANINGS

_COMMON = 1500  # entries; a gram that more of them have says nothing, and would cost time
_OFTEN = 60  # times; saying it more often adds nothing
_AGAIN = 0.2  # what saying it again adds, by the logarithm of how often
_BREAK = "\n"  # between texts, where no word is
# The everyday words by their first one or two characters, the only grams that show them.
_BEGUN = {
    begun: [word for word in MEANINGS if word[:2] == begun]
    for begun in {word[:2] for word in MEANINGS}
}


class Postings:
    """Grams and their holders, gathered entry by entry, in rising order of their numbers."""

    def __init__(self) -> None:
        # Of each gram the holders as number << 8 | level: one array is read faster than two.
        self._holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._entries = 0

    def add(self, number: int, said: Iterable[tuple[float, str]], sounds: set[str]) -> None:
        """Enter what is said of an entry: plain texts by weight, and the sounds of its names.

        A gram has the weight of the heaviest text that it stands in; what is said of an
        entry several times is what it is about, and weighs somewhat more.
        """
        self._entries += 1
        texts: dict[float, list[str]] = defaultdict(list)
        for weight, text in said:
            texts[weight].append(text)
        times: Counter[str] = Counter()  # in the order of their heaviest texts
        levels = []
        ends = [0]
        by_weight = sorted(texts.items(), reverse=True)
        for _, several in by_weight:
            times.update(chain(*several, *(map(add, text, text[1:]) for text in several)))
            ends.append(len(times))
        often = _bytes(times.values())
        for (start, end), (weight, _) in zip(pairwise(ends), by_weight, strict=True):
            levels.append(often[start:end].translate(_levels(weight)))
        meant = _meant(
            times.keys(), [(weight, _BREAK.join(several)) for weight, several in by_weight]
        )
        levels += [bytes(meant.values()), bytes((LEVEL,)) * len(sounds)]
        grams = chain(times, meant, sounds)
        packed = map((number << 8).__or__, chain(*levels))
        deque(map(array.append, map(self._holders.__getitem__, grams), packed), 0)

    def rows(self) -> Iterator[tuple[str, float, bytes]]:
        """Each gram, what it is worth, and its holders; none for a gram that nearly all have."""
        for gram, holders in sorted(self._holders.items()):
            common = len(holders) > _COMMON
            yield gram, self.worth(len(holders)), b"" if common else holders.tobytes()

    def worth(self, holders: int) -> float:
        """The inverse document frequency of a gram that so many entries have."""
        return math.log((self._entries + 1) / (holders + 0.5))


def _bytes(numbers: Collection[int]) -> bytes:
    try:
        return bytes(numbers)
    except ValueError:  # more than 255 times
        return bytes(min(number, _OFTEN) for number in numbers)


@cache
def _levels(weight: float) -> bytes:
    """The level of a gram of this weight by how often it is said: a table for translate()."""
    often = (min(times, _OFTEN) for times in range(1, 256))
    return bytes(
        (0, *(min(round(LEVEL * weight * (1 + _AGAIN * math.log(n))), 255) for n in often))
    )


def _meant(grams: KeysView[str], by_weight: list[tuple[float, str]]) -> dict[str, int]:
    """The levels of what the everyday words in the texts stand for."""
    whole = _BREAK.join(text for _, text in by_weight)
    times: dict[str, int] = {}
    weights: dict[str, float] = {}
    for begun in _BEGUN.keys() & grams:
        for word in _BEGUN[begun]:
            if not (found := whole.count(word)):
                continue
            weight = next(weight for weight, text in by_weight if word in text)
            for meaning in MEANINGS[word]:
                times[meaning] = times.get(meaning, 0) + found
                weights[meaning] = max(weights.get(meaning, 0), weight)
    return {gram: _levels(weights[gram])[min(number, _OFTEN)] for gram, number in times.items()}


def sounds(syllables: list[str], usual: list[str]) -> set[str]:
    """The grams of how a name is read: pairs of syllables, and runs of initials."""
    initials = "".join(syllable[0] for syllable in syllables)
    found = {*words.syllable_pairs(syllables), *words.initial_runs(initials)}
    return found if usual == syllables else found.union(words.syllable_pairs(usual))
