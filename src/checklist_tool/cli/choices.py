"""Options and arguments that take one of several values, by itself or by its Chinese word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

import typer

from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.problems import ChecklistError
from checklist_tool.values import listed, value_of

ValueWords = Mapping[str, str]


def formats(names: Iterable[str]) -> Any:
    """Names of formats as Typer wants them, which offers the members of an enumeration."""
    return StrEnum("Format", {name: name for name in names})


class Choice:
    """Some values with their Chinese words; `unknown` says what is wrong with anything else.

    The words may be given by a function, so that a help page does not load what they stand in.
    """

    def __init__(self, unknown: str, words: ValueWords | Callable[[], ValueWords]) -> None:
        self._unknown = unknown
        self._words = words

    @property
    def words(self) -> ValueWords:
        """Each value with its Chinese word."""
        return self._words() if callable(self._words) else self._words

    def option(self, name: str, said: str, **more: Any) -> Any:
        """An option that takes one of the values."""
        return typer.Option(
            name, help=said, parser=self.value, autocompletion=self.beginning,
            show_default=False, **more,
        )  # fmt: skip

    def argument(self, name: str, said: str, **more: Any) -> Any:
        """An argument that is one of the values."""
        return typer.Argument(
            metavar=name, help=said, parser=self.value, autocompletion=self.beginning, **more
        )

    def value(self, typed: str) -> str:
        """The value that was typed; raises ChecklistError when there is no such value."""
        found = value_of(self.words, typed)
        if found is None:
            raise ChecklistError(
                self._unknown.format(typed), hint=f"可以写英文或中文：{listed(self.words)}"
            )
        return found

    def beginning(self, incomplete: str) -> list[tuple[str, str]]:
        """For completion in a shell: values and Chinese words, each with the other beside it."""
        pairs = [(value, word) for value, word in self.words.items()]
        both = [*pairs, *((word, value) for value, word in pairs if word != value)]
        return [pair for pair in both if pair[0].startswith(incomplete)]


LIST = Choice("没有“{}”这张清单", LISTS)
KIND = Choice("没有“{}”这种事项", DESK)
