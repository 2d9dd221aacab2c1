"""`checklist query` without words: ask, see, ask again."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from checklist_tool.cli import show
from checklist_tool.cli.options import index_at
from checklist_tool.lookup import tally
from checklist_tool.lookup.answer import Answer
from checklist_tool.lookup.search import Index
from checklist_tool.problems import ChecklistError

_HELP = (
    "输入证明或服务的叫法、拼音、首字母，或居民说的话；数字看那一项，m 看全部，s 打印单子，q 结束"
)
_QUIT = ("q", "quit", "exit", "退出")


def run(root: Path, ask: Callable[[Index, str], Answer]) -> int:
    """Ask until the clerk has had enough; always 0.

    The loop may run for days, so each question is put to the lists as they stand by then.
    What was typed is kept for the arrow keys only as long as the loop runs.
    """
    names = Names(index_at(root))
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(), completer=names, complete_while_typing=True
    )
    show.remark(_HELP)
    found: Answer | None = None
    chosen: int | None = None
    while True:
        try:
            typed = session.prompt("查什么？").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        key = unicodedata.normalize("NFKC", typed).lower()  # ｓ and １, as input methods type them
        if key in _QUIT:
            return 0
        if not typed:
            continue
        if found and key.isdecimal() and len(key) < 3:  # longer ones are telephone numbers
            if 1 <= int(key) <= len(found.offered):
                chosen = int(key) - 1
                _print(found, chosen)
            else:
                show.remark(_none_such(key, len(found.offered)))
        elif found and key == "m":
            _print(found, chosen, whole=True)
        elif found and key == "s":
            _slip(found, chosen)
        else:
            try:
                names.index = index_at(root)
            except ChecklistError as error:  # somebody is in the middle of an edit
                show.error(error)
                continue
            found, chosen = ask(names.index, typed), None
            tally.count(found)
            _print(found, chosen)


class Names(Completer):
    """Names and aliases that begin with what is typed, in characters, pinyin or initials."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002
    ) -> Iterable[Completion]:
        """At most ten names, the shortest first."""
        typed = document.text_before_cursor.strip().lower()
        typed = typed.encode("utf-8", "ignore").decode()  # keys may send bytes that are no text
        if typed:
            for name in self.index.beginning(typed, 10):
                yield Completion(name, start_position=-len(document.text_before_cursor))


def _print(found: Answer, chosen: int | None, *, whole: bool = False) -> None:
    colour = "NO_COLOR" not in os.environ
    width, height = shutil.get_terminal_size()
    # The prompt takes a line of the screen.
    height = 0 if whole else max(height - 1, 1)
    show.text(found.as_text(width, colour, chosen, height, "按 m 看全部"))


def _none_such(number: str, offered: int) -> str:
    if not offered:
        return f"没有可选的项；要查“{number}”，多写几个字"
    return f"没有第 {int(number)} 项；可以选 {'1' if offered == 1 else f'1 到 {offered}'}"


def _slip(found: Answer, chosen: int | None) -> None:
    if not found.offered:
        show.remark("没有找到事项，没有单子可打")
        return
    if found.level != "sure" and chosen is None:
        show.remark("还没有确定是哪一项，先按数字选一项")
        return
    from checklist_tool.cli import slip

    row: Any = found.offered[chosen or 0][1]
    try:
        slip.slip(row[0], root=Path(found.index.root))
    except ChecklistError as error:
        show.error(error)
