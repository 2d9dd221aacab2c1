"""What the words of a query have in common with the entries of the index."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from checklist_tool.chinese import words
from checklist_tool.chinese.synonyms import spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from checklist_tool.search.store import Index

    Holds = Callable[[int], bool]

LEVEL = 128  # the byte that stands for a weight of 1
_LOOKED_AT = 400  # entries that are asked whether they hold
_CANDIDATES = 12  # entries whose phrases are compared one by one


class Grams:
    """The grams of a query, and the entries that have them."""

    def __init__(self, index: Index, weights: dict[str, float]) -> None:
        self._index = index
        self._weights = weights
        self._holders: dict[str, list[int]] = {}  # entry << 8 | level
        self._common: set[str] = set()  # grams that say nothing, so many entries have them
        self._rarest = float(index.meta("rarest"))

    def _read(self, gram: str) -> float:
        """What a gram is worth; its holders are kept."""
        found = self._index.connection.execute(
            "SELECT worth, holders FROM gram WHERE gram = ?", (gram,)
        ).fetchone()
        if found is None:
            self._holders[gram] = []
            return self._rarest
        holders = self._holders[gram] = memoryview(found[1]).cast("I").tolist()
        if not holders:
            self._common.add(gram)
        return float(found[0])

    def covered(self, holds: Holds, *, whole: bool = False) -> list[tuple[int, float]]:
        """The best entries that hold and their share of the query's weight, best first.

        Sounds that no entry has count only as part of the `whole`: beside their characters
        they would count twice.
        """
        total = 0.0
        scores: dict[int, float] = {}
        known = scores.get
        for gram, weight in self._weights.items():
            worth = self._read(gram) * weight
            holders = self._holders[gram]
            if whole or holders or len(gram) < 3:
                total += worth
            worth /= LEVEL
            for packed in holders:
                entry = packed >> 8
                scores[entry] = known(entry, 0.0) + worth * (packed & 255)
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)[:_LOOKED_AT]
        held = ((entry, scores[entry] / total) for entry in ranked if holds(entry))
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

    def names_it(self, entry: int, spoken: str) -> bool:
        """Whether the entry knows what stands before 证明 in the words, where that is a name.

        意外证明 is a certificate of its own, whatever else is said around it.
        """
        before = spoken.rpartition("证明")[0]
        return len(before) < 2 or words.ends_with_speech(before) or self._has(entry, before[-2:])

    def _has(self, entry: int, gram: str) -> bool:
        holders = self._holders.get(gram)
        if not holders:
            return gram in self._common
        place = bisect_left(holders, entry << 8)
        return place < len(holders) and holders[place] >> 8 == entry
