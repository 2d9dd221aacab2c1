"""What is typed in letters: pinyin from the middle of a name or with a slip, or initials."""

from __future__ import annotations

from checklist_tool.chinese import words
from checklist_tool.search.grams import Grams
from checklist_tool.search.store import Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIKE = 0.6  # the share of pairs of syllables that makes a spelling
_SPELLED, _ALIKE = 0.4, 0.4  # a spelling, and what it gains by being all
_RIGHT = 0.85  # the share of letters that are right when the others are slips
_ODD = 0.34  # the share of letters that are no syllables in what is no pinyin


def spelled(index: Index, letters: str, holds: Callable[[int], bool]) -> Iterator[Match]:
    """Items by pinyin that is not the beginning of a name, or by a run of initials."""
    cuts = index.tables.spell(letters)
    odd = sum(len(part) == 1 for part in cuts[0])
    if odd > _ODD * len(letters) or len(cuts[0]) < 2:
        yield from _by_initials(index, letters, holds)
        return
    for cut in cuts:
        grams = Grams(index, dict.fromkeys(words.syllable_pairs(cut), 1.0))
        for entry, share in grams.covered(holds, whole=True):
            if share >= _LIKE:
                score = _SPELLED + _ALIKE * min(share, 1)
                yield Match(entry, score, ("pinyin", "name", index.row(entry)[3]))
            yield from _slips(index, entry, letters)


def _slips(index: Index, entry: int, letters: str) -> Iterator[Match]:
    """The entry by each of its names that the letters are but for a slip."""
    few = (1 - _RIGHT) * len(letters) + 1  # letters that may be missing or extra
    for field, text in index.phrases(entry):
        if field == "asks":
            continue
        sounds = list(map(index.tables.reading, text))
        for length in {len(text), len(words.stem(text))}:
            name = "".join(sounds[:length])
            if abs(len(name) - len(letters)) <= few:
                right = words.likeness(letters, name)
                if right >= _RIGHT:
                    yield Match(entry, right * (_SPELLED + _ALIKE), ("pinyin", field, text))


def _by_initials(index: Index, letters: str, holds: Callable[[int], bool]) -> Iterator[Match]:
    grams = Grams(index, dict.fromkeys(words.initial_runs(letters), 1.0))
    for entry, _ in grams.covered(holds):
        for field, text in index.phrases(entry):
            initials = "".join(index.tables.reading(char)[0] for char in text)
            if field != "asks" and letters in initials:
                score = _SPELLED + _ALIKE * len(letters) / len(initials)
                yield Match(entry, score, ("initials", field, text))
