"""One question in a terminal: what does not fit is told at once and asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from prompt_toolkit import prompt
from prompt_toolkit.completion import Completer, WordCompleter

from checklist_tool.checks.losses import odd_entry
from checklist_tool.cli import show
from checklist_tool.cli.options import day_of
from checklist_tool.model.base import Column, Record
from checklist_tool.model.fit import Fault, fit
from checklist_tool.model.meant import day_meant
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository
from checklist_tool.values import value_of

Check = Callable[[str], Fault | None]


def asked(
    label: str,
    *,
    check: Check = lambda _: None,
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


def field(
    shape: type[Record], name: str, column: Column, label: str, repository: Repository,
    *, in_list: bool = False, default: str = "", must: bool = False,
) -> str:  # fmt: skip
    """The value of a field, or of an entry of it, as it fits its record."""

    def check(value: str) -> Fault | None:
        if name == "policy" and (fault := registered(repository, value)):
            return fault
        if (in_list or name == "name") and (odd := odd_entry(name, value)):
            return Fault((), "", odd.message, odd.hint, meant=odd.meant)
        faults = fit(shape, {name: [value] if in_list else value})[1]
        return next((one for one in faults if one.loc[:1] == (name,)), None)

    words = dict(column.words)
    if name == "policy":
        words = {key: policy.title for key, policy in repository.policies.items()}
    says = "、".join(f"{value} {word}" for value, word in column.words.items())
    about = "；".join(filter(None, ["必填" if must else "", column.says, says]))
    return asked(
        f"{label}{f'（{about}）' if about else ''}",
        check=check,
        read=lambda typed: policy_id(repository, typed) if name == "policy"
        else value_of(column.words, typed) or typed,
        completer=chosen(words), default=default, must=must,
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


def registered(repository: Repository, policy: str) -> Fault | None:
    """What is wrong with the id of a policy that the register does not have."""
    if policy in repository.policies or not repository.policies:
        return None
    return Fault((), "", f"政策依据库里没有“{policy}”", "写编号、文号或标题，按 Tab 选")


def policy_id(repository: Repository, typed: str) -> str:
    """The id of a policy that was called by its id, number or title; else what was typed."""
    from checklist_tool.checks.impact import called

    entry = called(repository, typed)
    return entry.id if entry else typed


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
