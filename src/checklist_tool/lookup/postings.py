"""Which grams are said of which entry, and how heavily: what the ranking reads."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

from checklist_tool.lookup import words
from checklist_tool.lookup.ranking import LEVEL
from checklist_tool.lookup.synonyms import counted

_COMMON = 1500  # entries; a gram that more of them have says nothing, and would cost time
_OFTEN = 60  # times; saying it more often adds nothing
_AGAIN = 0.2  # what saying it again adds, by the logarithm of how often
_BREAK = "\n"  # between phrases, where no gram is


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
        total = _grams(_BREAK.join([_BREAK.join(several) for several in texts.values()]))
        holders, shifted = self._holders, number << 8
        for weight in sorted(texts, reverse=True):
            levels = _levels(weight)
            text = _BREAK.join(texts[weight])
            here = {*text, *map(add, text, text[1:]), *counted(text)} & total.keys()
            for gram in here:
                holders[gram].append(shifted | levels[min(total.pop(gram), _OFTEN)])
        for gram in sounds:
            holders[gram].append(shifted | LEVEL)

    def rows(self) -> Iterator[tuple[str, float, bytes]]:
        """Each gram, what it is worth, and its holders; none for a gram that nearly all have."""
        for gram, holders in sorted(self._holders.items()):
            common = len(holders) > _COMMON
            yield gram, self.worth(len(holders)), b"" if common else holders.tobytes()

    def worth(self, holders: int) -> float:
        """The inverse document frequency of a gram that so many entries have."""
        return math.log((self._entries + 1) / (holders + 0.5))


@cache
def _levels(weight: float) -> list[int]:
    """The level of a gram of this weight by how often it is said."""
    times = range(1, _OFTEN + 1)
    return [0, *(min(round(LEVEL * weight * (1 + _AGAIN * math.log(n))), 255) for n in times)]


def sounds(syllables: list[str], usual: list[str]) -> set[str]:
    """The grams of how a name is read: pairs of syllables, and runs of initials."""
    initials = "".join(syllable[0] for syllable in syllables)
    return {
        *words.syllable_pairs(syllables),
        *words.syllable_pairs(usual),
        *words.initial_runs(initials),
    }


def _grams(text: str) -> Counter[str]:
    """Characters, pairs of characters and meanings, and how often each is said."""
    found = Counter(text)
    found.update(map(add, text, text[1:]))
    for gram in [gram for gram in found if _BREAK in gram]:
        del found[gram]
    found.update(counted(text))
    return found
