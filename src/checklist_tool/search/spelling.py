"""What is typed in letters: pinyin from the middle of a name or with a slip, or initials."""

from __future__ import annotations

from checklist_tool.chinese import words
from checklist_tool.chinese.keyboard import mistyped
from checklist_tool.search.grams import Grams
from checklist_tool.search.names import ENDINGS, HEARD_ENDING, LATER, SURE
from checklist_tool.search.store import Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIKE = 0.6  # the share of pairs of syllables that makes a spelling
_SPELLED, _ALIKE = 0.4, 0.4  # a spelling, and what it gains by being all
_RIGHT = 0.85  # the share of letters that are right when the others are slips
_FEW, _MANY = 5, 40  # letters among which one may be a slip
_ODD = 0.34  # the share of letters that are no syllables in what is no pinyin


def spelled(index: Index, letters: str, holds: Callable[[int], bool]) -> Iterator[Match]:
    """Items by pinyin that is not the beginning of a name, or by a run of initials."""
    yield from _mistyped(index, letters)
    cuts = index.tables.spell(letters)
    yield from _suffixes(index, cuts)
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


def typed_within(index: Index, spoken: str, holds: Callable[[int], bool]) -> Iterator[Match]:
    """Items by the letters that stand in a text of characters; none of them is sure."""
    for letters in "".join(char if char.isascii() else " " for char in spoken).split():
        if len(letters) >= _FEW:
            found = index.exact(letters, holds).values() or spelled(index, letters, holds)
            for match in found:
                yield Match(match.entry, match.score - LATER, match.matched_on)


def _suffixes(index: Index, cuts: list[list[str]]) -> Iterator[Match]:
    """Items with a name of which the last syllables are the sound: what is said before goes."""
    for cut in cuts:
        sounds = list(map(words.heard, cut))
        for start in range(1, len(sounds) - 1):
            said = "".join(sounds[start:])
            for _, entry, field, text in index.keyed("heard", [said, said + HEARD_ENDING]):
                if len(text) > 2:
                    yield Match(entry, SURE - LATER * (1 + start), ("pinyin", field, text))


def _mistyped(index: Index, letters: str) -> Iterator[Match]:
    """Items with a name that is so read, but for one key of the letters."""
    if not _FEW <= len(letters) <= _MANY:
        return
    meant = mistyped(letters)
    keys = [*meant, *(one + ENDINGS["pinyin"] for one in meant)]
    for _, entry, field, text in index.keyed("pinyin", keys):
        yield Match(entry, (1 - 1 / len(letters)) * (_SPELLED + _ALIKE), ("pinyin", field, text))


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
