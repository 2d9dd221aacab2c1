"""How alike two texts are: what the ranking counts of a query, counted both ways.

Pairs of characters count most; single characters, pairs of syllables (so that homophones meet)
and everyday words that mean the same count beside them, and what many texts have counts less.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from checklist_tool.chinese.readings import Readings, tables
from checklist_tool.chinese.synonyms import meanings
from checklist_tool.chinese.words import pairs, plain, syllable_pairs

# As in the ranking, where the queries of tests/search show what they are good for.
_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8
_SMOOTH = 10  # texts; among a few, a word that two of them have is no common word yet
# What nearly every task is called, whatever it is about.
_SPEECH = ("开展", "推动", "推进", "做好", "加强", "强化", "关于", "进一步", "工作", "行动", "事项")


class Texts:
    """Texts by name, each of several parts with a weight: a title counts more than what follows."""

    def __init__(self, texts: Mapping[str, Iterable[tuple[float, str]]]) -> None:
        self._tables = Readings(**tables())
        self._grams = {name: self._weighed(parts) for name, parts in texts.items()}
        self._holders = Counter(gram for grams in self._grams.values() for gram in grams)

    def alike(self, name: str, others: Iterable[str]) -> list[tuple[float, str]]:
        """How alike the others are to this text, from 0 to 1, the most alike first."""
        own = self._grams[name]
        found = [(self._common(own, self._grams[other]), other) for other in others]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _common(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        total = sum(map(self._worth, one, one.values())) + sum(
            map(self._worth, other, other.values())
        )
        shared = (self._worth(gram, min(one[gram], other[gram])) for gram in one.keys() & other)
        return 2 * sum(shared) / total if total else 0.0

    def _worth(self, gram: str, weight: float) -> float:
        holders = self._holders[gram]
        return weight * math.log(1 + (len(self._grams) + _SMOOTH) / (holders + 1))

    def _weighed(self, parts: Iterable[tuple[float, str]]) -> dict[str, float]:
        found: dict[str, float] = {}
        for weight, text in parts:
            spoken = plain(text, self._tables)
            said = spoken
            for phrase in _SPEECH:
                said = said.replace(phrase, " ")
            for part in said.split():
                for share, grams in (
                    (1.0, pairs(part)),
                    (_CHARACTER, list(part)),
                    (_SOUND, syllable_pairs([self._tables.reading(char) for char in part])),
                    (_MEANING, list(meanings(part))),
                ):
                    for gram in grams:
                        found[gram] = max(found.get(gram, 0.0), share * weight)
        return found
