"""Which grams are said of which entry, and how heavily: what the ranking reads.

Written for speed: an entry has hundreds of grams, so each step over them is one call of
the interpreter's own C functions, not a loop.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, repeat
from operator import add

from checklist_tool.chinese.synonyms import MEANINGS
from checklist_tool.search.grams import LEVEL

_COMMON = 1500  # entries; a gram that more of them have says nothing, and would cost time
_OFTEN = 60  # times; saying it more often adds nothing
_AGAIN = 0.2  # what saying it again adds, by the logarithm of how often
_NONE = array("I")
_BREAK = "\n"  # between texts, where no word is
# The everyday words by their first one or two characters, the only grams that show them.
_BEGUN: dict[str, list[str]] = defaultdict(list)
for _word in MEANINGS:
    _BEGUN[_word[:2]].append(_word)


class GramCounts:
    """How often each character, pair of characters and meaning is said in some plain texts.

    The texts are given by weight. A gram has the weight of the heaviest that it stands in.
    """

    def __init__(self, said: Iterable[tuple[float, str]]) -> None:
        texts: dict[float, list[str]] = defaultdict(list)
        for weight, text in said:
            texts[weight].append(text)
        self.times: Counter[str] = Counter()  # in the order of their heaviest texts
        self._weights: list[tuple[int, float]] = []  # up to which gram; which weight
        for weight, several in sorted(texts.items(), reverse=True):
            self._count(several)
            self._weights.append((len(self.times), weight))

    def _count(self, texts: list[str]) -> None:
        times = self.times
        times.update(chain(*texts, *(map(add, text, text[1:]) for text in texts)))
        joined = _BREAK.join(texts)
        for begun in _BEGUN.keys() & times.keys():
            for word in _BEGUN[begun]:
                if found := joined.count(word):
                    for meaning in MEANINGS[word]:
                        times[meaning] += found

    def levels(self, times: Iterable[int]) -> bytes:
        """The level of each gram, when it is said so often."""
        often, start, levels = _bytes(list(times)), 0, []
        for end, weight in self._weights:
            levels.append(often[start:end].translate(_levels(weight)))
            start = end
        return b"".join(levels)


class Postings:
    """Grams and their holders, gathered entry by entry, in rising order of their numbers."""

    def __init__(self) -> None:
        # Of each gram the holders as number << 8 | level: one array is read faster than two.
        self._holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._entries = 0

    def add(self, number: int, said: GramCounts, sounds: set[str]) -> None:
        """Enter what is said of an entry, in its names and ways of asking.

        What is said of an entry several times is what it is about, and weighs somewhat more.
        `sounds` are those of its names.
        """
        self._entries += 1
        levels = chain(said.levels(said.times.values()), repeat(LEVEL, len(sounds)))
        packed = map((number << 8).__or__, levels)
        holders = map(self._holders.__getitem__, chain(said.times, sounds))
        deque(map(array.append, holders, packed), 0)

    def rows(self) -> Iterator[tuple[str, float, bytes]]:
        """Each gram, what it is worth, and its holders; none for a gram that nearly all have."""
        grams = sorted(self._holders)
        holders = [*map(self._holders.__getitem__, grams)]
        worths = map(cache(self.worth), map(len, holders))
        telling = (few if len(few) <= _COMMON else _NONE for few in holders)
        return zip(grams, worths, map(array.tobytes, telling), strict=True)

    def worth(self, holders: int) -> float:
        """The inverse document frequency of a gram that so many entries have."""
        return math.log((self._entries + 1) / (holders + 0.5))


def _bytes(numbers: list[int]) -> bytes:
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
