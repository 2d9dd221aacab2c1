"""Questions one after the other, and choices among what was found."""

from __future__ import annotations

from collections.abc import Callable

from checklist_tool.problems import ChecklistError
from checklist_tool.search import answer_text, asked_most
from checklist_tool.search.answer import Answer
from checklist_tool.search.store import Index


class Conversation:
    """The last answer, and which of its items was chosen.

    It may go on for days, so `opened` is asked for the index as it stands at each question.
    """

    def __init__(self, opened: Callable[[], Index], ask: Callable[[Index, str], Answer]) -> None:
        self._opened = opened
        self._ask = ask
        self._index = opened()
        self.answer: Answer | None = None
        self.chosen: int | None = None

    def ask(self, words: str) -> Answer:
        """The answer, which is counted where that is wanted.

        Raises ChecklistError when the lists cannot be read; the last answer stays then.
        """
        self._index = self._opened()
        self.answer, self.chosen = self._ask(self._index, words), None
        asked_most.count(self.answer)
        return self.answer

    def choose(self, number: int) -> None:
        """Choose the item of this number, from 1 on; ChecklistError when there is none."""
        offered = len(self.answer.offered) if self.answer else 0
        if not offered:
            raise ChecklistError(f"没有可选的项；要查“{number}”，多写几个字")
        if not 1 <= number <= offered:
            several = "1" if offered == 1 else f"1 到 {offered}"
            raise ChecklistError(f"没有第 {number} 项；可以选 {several}")
        self.chosen = number - 1

    def item(self) -> str:
        """What the slip is about: the item that is meant, or what is on no list.

        Raises ChecklistError while that is not certain.
        """
        if self.answer is not None and self.answer.verdict == "not_listed":
            return "清单外"
        if self.answer is None or not self.answer.offered:
            raise ChecklistError("没有找到事项，没有单子可打")
        if self.answer.level != "sure" and self.chosen is None:
            raise ChecklistError("还没有确定是哪一项，先按数字选一项")
        return str(self.answer.offered[self.chosen or 0][1][0])

    def text(self, width: int, colour: bool, height: int, whole: str) -> str:
        """The last answer, or what was chosen of it, as read in a terminal; "" before the first."""
        if self.answer is None:
            return ""
        return answer_text.text(self.answer, width, colour, self.chosen, height, whole)

    def beginning(self, typed: str) -> list[str]:
        """At most ten names that begin so, in characters, pinyin or initials; shortest first."""
        typed = typed.encode("utf-8", "ignore").decode()  # keys may send bytes that are no text
        return self._index.beginning(typed, 10) if typed else []
