"""One question in a terminal: what does not fit is told at once and asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from prompt_toolkit import prompt
from prompt_toolkit.completion import Completer, WordCompleter

from checklist_tool.cli import show
from checklist_tool.cli.options import day_of
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.filling import Fault, FormField, day_meant

InputCheck = Callable[[str], Fault | None]


def asked(
    label: str,
    *,
    check: InputCheck = lambda _: None,
    read: Callable[[str], str] = str,
    completer: Completer | None = None,
    default: str = "",
    must: bool = False,
) -> str:
    """What was answered, as `read` makes it; asked again, with what was typed, until it fits."""
    while True:
        typed = line(f"{label}：", completer, default)
        if not typed and not must:
            return ""
        if not typed:
            show.remark("这里一定要写")
            continue
        value = read(typed)
        fault = check(value)
        if fault is None:
            return value
        show.remark(f"{fault.message}。{fault.hint}")
        default = fault.meant or typed


def field(asked_for: FormField, label: str, *, default: str = "", must: bool = False) -> str:
    """The value of a field, or of an entry of it, as it fits its record."""
    about = "；".join(filter(None, ["必填" if must else "", asked_for.about]))
    return asked(
        f"{label}{f'（{about}）' if about else ''}",
        check=asked_for.fault, read=asked_for.read, completer=chosen(asked_for.words),
        default=default, must=must,
    )  # fmt: skip


def day(label: str, default: date) -> str:
    """A day, as it is written in the files; the default for an empty answer."""

    def check(typed: str) -> Fault | None:
        try:
            day_of(typed)
        except ChecklistError as error:
            return Fault((), "", error.message, error.hint, meant=day_meant(typed))
        return None

    return asked(f"{label}（直接回车就是今天 {default}）", check=check) or default.isoformat()


def chosen(words: Mapping[str, str]) -> Completer | None:
    """Completes values, and their Chinese words, each with the other beside it."""
    both: dict[str, Any] = dict(words) | {word: value for value, word in words.items()}
    return WordCompleter(list(both), meta_dict=both, match_middle=True) if words else None


def line(label: str, completer: Completer | None = None, default: str = "") -> str:
    """A line as it was typed, without blanks at its ends."""
    try:
        return prompt(label, completer=completer, default=default).strip()
    except EOFError:
        raise KeyboardInterrupt from None
