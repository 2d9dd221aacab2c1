"""Which grams are said of which entry, and how heavily: what the ranking reads.

Written for speed: an entry has hundreds of grams, so each step over them is one call of
the interpreter's own C functions, not a loop.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain, repeat
from operator import add

from checklist_tool.chinese.synonyms import MEANINGS
from checklist_tool.lookup.grams import LEVEL

_COMMON = 1500  # entries; a gram that more of them have says nothing, and would cost time
_OFTEN = 60  # times; saying it more often adds nothing
_AGAIN = 0.2  # what saying it again adds, by the logarithm of how often
_BREAK = "\n"  # between texts, where no word is
# The everyday words by their first one or two characters, the only grams that show them.
_BEGUN = {
    begun: [word for word in MEANINGS if word[:2] == begun]
    for begun in {word[:2] for word in MEANINGS}
}


class Said:
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

    @cached_property
    def alone(self) -> dict[str, int]:
        """The level of each gram, when nothing else is said."""
        return dict(zip(self.times, self.levels(self.times.values()), strict=True))

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

    def add(self, number: int, said: Said, rest: Said, sounds: set[str]) -> None:
        """Enter what is said of an entry, in texts that weigh more and in those that weigh less.

        What is said of an entry several times is what it is about, and weighs somewhat more.
        `sounds` are those of its names.
        """
        self._entries += 1
        times = map(add, said.times.values(), map(rest.times.get, said.times, repeat(0)))
        others = rest.alone.keys() - said.times.keys()
        grams = chain(said.times, others, sounds)
        levels = chain(
            said.levels(times), map(rest.alone.__getitem__, others), repeat(LEVEL, len(sounds))
        )
        packed = map((number << 8).__or__, levels)
        deque(map(array.append, map(self._holders.__getitem__, grams), packed), 0)

    def rows(self) -> Iterator[tuple[str, float, bytes]]:
        """Each gram, what it is worth, and its holders; none for a gram that nearly all have."""
        for gram, holders in sorted(self._holders.items()):
            common = len(holders) > _COMMON
            yield gram, self.worth(len(holders)), b"" if common else holders.tobytes()

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
