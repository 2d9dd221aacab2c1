"""`checklist query` without words: ask, see, ask again."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import InMemoryHistory

from checklist_tool.cli import show
from checklist_tool.cli.options import index_at
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.conversation import Conversation

if TYPE_CHECKING:
    from checklist_tool.usecases.desk import Answer, Index

_HELP = (
    "输入证明或服务的叫法、拼音、首字母，或居民说的话；"
    "数字看那一项，m 看全部，s 出单子，p 打印，q 结束"
)
_QUIT = ("q", "quit", "exit", "退出")


def run(
    root: Path,
    ask: Callable[[Index, str], Answer],
    told_of_day: Callable[[Index], str] = lambda _: "",
) -> int:
    """Ask until the clerk has had enough; always 0.

    What was typed is kept for the arrow keys only as long as the loop runs. `told_of_day` is what
    there is to say of the day by which is answered.
    """
    conversation = Conversation(lambda: index_at(root), ask)
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(),
        completer=Names(conversation),
        # Room for names is made only now: it would push the answer off the screen.
        complete_while_typing=Condition(lambda: bool(session.default_buffer.text)),
    )
    show.remark(_HELP)
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
        asked = conversation.answer is not None
        if asked and key.isdecimal() and len(key) < 3:  # longer ones are telephone numbers
            try:
                conversation.choose(int(key))
            except ChecklistError as error:
                show.remark(error.message)
            else:
                _print(conversation, told_of_day)
        elif asked and key == "m":
            _print(conversation, told_of_day, whole=True)
        elif asked and key in ("s", "p"):
            _slip(root, conversation, on_paper=key == "p")
        else:
            try:
                conversation.ask(typed)
            except ChecklistError as error:  # somebody is in the middle of an edit
                show.error(error)
            else:
                _print(conversation, told_of_day)


class Names(Completer):
    """Names and aliases that begin with what is typed, in characters, pinyin or initials."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002
    ) -> Iterable[Completion]:
        """At most ten names, the shortest first."""
        typed = document.text_before_cursor
        for name in self._conversation.beginning(typed.strip().lower()):
            yield Completion(name, start_position=-len(typed))


def _print(
    conversation: Conversation, told_of_day: Callable[[Index], str], *, whole: bool = False
) -> None:
    if conversation.answer is None:
        return
    remark = told_of_day(conversation.answer.index)
    colour = "NO_COLOR" not in os.environ
    width, height = shutil.get_terminal_size()
    # The prompt takes a line of the screen, and so does the remark.
    height = 0 if whole else max(height - 1 - bool(remark), 1)
    show.text(conversation.text(width, colour, height, "按 m 看全部"))
    if remark:
        show.remark(remark)


def _slip(root: Path, conversation: Conversation, *, on_paper: bool) -> None:
    """Make the slip about what was chosen, and open it or print it."""
    try:
        item = conversation.item()
    except ChecklistError as error:
        show.remark(error.message)
        return
    from checklist_tool.cli import slip

    try:
        slip.slip(item, root=root, show_it=not on_paper, print_it=on_paper)
    except ChecklistError as error:
        show.error(error)
