"""Which texts the desk takes for one question, so that rules can compare their answers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from checklist_tool.chinese.readings import readings
from checklist_tool.chinese.words import framed, stem

_FRAMED = 20  # characters; a longer way of asking tells a story
_WHOLE = 4  # characters of a name that is known without 证明; 结婚 is no request for 结婚证明
_HEAD = 3  # characters by which a name is looked for within a text
_PROOF = "zhengming"


class Questions:
    """The questions that folded texts are, given all names and aliases and all ways of asking."""

    def __init__(self, names: Iterable[str], asks: Iterable[str]) -> None:
        self._names = {*names}
        self._letters = {
            _without_proof(text) for text in chain(self._names, asks) if text.isascii()
        }
        self._known = {name for name in map(stem, self._names) if len(name) >= _WHOLE}
        self._known |= self._names
        self._heads = {name[:_HEAD] for name in self._known if len(name) >= _HEAD}

    def of(self, *texts: Iterable[str]) -> list[str]:
        """The questions that texts are: themselves, and the names that they say in other words.

        Whether 证明 stands at the end makes no difference. Words of speech may stand around a
        name, and a name may be written as it is read.
        """
        found = []
        for text in filter(None, chain(*texts)):
            if text.isascii():
                found += [text, *self._read.get(_without_proof(text), ())]
                continue
            found.append(stem(text))
            if name := self._within(text):
                found.append(stem(name))
        return found

    def _within(self, text: str) -> str | None:
        """The longest name that words of speech stand around."""
        heads = (text[at : at + _HEAD] for at in range(len(text) - _HEAD + 1))
        if len(text) > _FRAMED or self._heads.isdisjoint(heads):
            return None
        return next((part for part in framed(text) if part in self._known), None)

    @cached_property
    def _read(self) -> dict[str, list[str]]:
        """The names that are read as some text in letters is written."""
        read: dict[str, list[str]] = {}
        for name in dict.fromkeys(map(stem, self._names)) if self._letters else ():
            if (letters := "".join(readings(name))) in self._letters:
                read.setdefault(letters, []).append(name)
        return read


def _without_proof(letters: str) -> str:
    return letters.removesuffix(_PROOF) or letters
