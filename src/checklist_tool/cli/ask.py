"""Asking for what was not given by options, key by key, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import typer
from prompt_toolkit.completion import WordCompleter

from checklist_tool.cli import prompts, record_prompts, show
from checklist_tool.cli.record_prompts import LATER
from checklist_tool.usecases import filling
from checklist_tool.usecases.filling import TITLES, Assignment, Fault, Located, Repository
from checklist_tool.values import listed, value_of

if TYPE_CHECKING:
    from checklist_tool.usecases.items import Change


def which_list() -> str:
    """The list to which something is added, as it is typed in a command."""
    show.remark(f"清单有：{listed(TITLES)}")

    def check(value: str) -> Fault | None:
        return None if value in TITLES else Fault((), "", f"没有“{value}”这张清单", "按 Tab 选")

    return prompts.asked(
        "加到哪张清单（写英文或中文）", check=check, must=True,
        read=lambda typed: value_of(TITLES, typed) or typed, completer=prompts.chosen(TITLES),
    )  # fmt: skip


def new_item(lists: Repository, path: str) -> list[Assignment]:
    """The keys of a new item of this file, one after the other; Enter passes over one."""
    show.remark("逐个键填写；空着按回车就跳过，列表空着按回车就结束，Ctrl-C 取消")
    [form, *words], verdict = filling.new_item(lists, path)
    later = LATER | {"verdict"} if verdict else LATER  # the list gives it
    found = list(record_prompts.record(form, later, verdict=verdict))
    for one in words if found else ():
        found += record_prompts.record(one, LATER | {"id"})
    return found


def changes(
    lists: Repository, spot: Located, words: dict[str, Any] | None = None
) -> list[Assignment]:
    """Which keys of a record, or of its words, are to change, and into what."""
    show.remark(f"{spot.id}“{spot.name}”（{spot.source.place(spot.loc)}）")
    parts = filling.forms(lists, spot, words)
    keys = list(dict.fromkeys(field.name for form, _ in parts for field in form.fields()))
    headings = (name for form, _ in parts for name in form.layout.headings)
    typed = WordCompleter([*keys, *headings])
    found: list[Assignment] = []
    while key := prompts.line("改哪个键（可以写中文，空着结束）：", typed):
        for form, record in parts:
            if field := form.field(key):
                found += record_prompts.change(field, record)
                break
        else:
            show.remark(f"没有“{key}”这个键；有：{'、'.join(keys)}")
    return found


def again(lists: Repository, change: Change) -> list[Assignment]:
    """What is to be different, so that it is not refused: asked for the key that was wrong.

    Where that is not known or is left as it is, for any key; raises typer.Abort for who gives up.
    """
    if found := filling.at_fault(lists, change):
        record, field = found
        if typed := record_prompts.change(field, record):
            return typed
    _go_on()
    last = filling.last_changed(lists, change)
    return changes(lists, *last) if last else []


def mended(typed: Sequence[Assignment]) -> list[Assignment]:
    """A key of those that were typed, or id, and what it is to be; typer.Abort for who gives up."""
    keys = dict.fromkeys(["id", *(one.path for one in typed)])
    while True:
        key = prompts.line("改哪个键（空着就不改了）：", WordCompleter(list(keys)))
        if not key:
            _go_on()
        elif key not in keys:
            show.remark(f"没有“{key}”这个键；有：{'、'.join(keys)}")
        elif value := prompts.line(f"{key} 改成："):
            return [Assignment(key, value)]


def _go_on() -> None:
    if confirmed("没有改。放弃吗（y 放弃，前面写的都不留；直接回车接着改）"):
        raise typer.Abort


def for_move(
    lists: Repository,
    today: date,
    on: str | None,
    reason: str | None,
    basis: Sequence[str] | None,
) -> tuple[str, str, list[str]]:
    """From which day, why and on what ground an item goes to another list."""
    on = on or prompts.day("从哪一天起", today)
    reason = reason or prompts.asked("新的理由", must=True)
    return on, reason, list(basis or _grounds(lists))


def _grounds(lists: Repository) -> Iterator[str]:
    policies = filling.policies(lists)
    for number in count(1):
        policy = prompts.asked(
            f"依据第 {number} 条（政策的编号、文号或标题{'；空着结束' if number > 1 else ''}）",
            read=lambda typed: _ground(lists, typed),
            check=lambda typed: filling.registered(lists, typed.partition(" ")[0]),
            completer=prompts.chosen(policies), must=number == 1,
        )  # fmt: skip
        if not policy:
            return
        yield policy if " " in policy else f"{policy} {prompts.asked('条款（没有就空着）')}".strip()


def _ground(lists: Repository, typed: str) -> str:
    """A policy by its id, with its article where that was typed behind it."""
    whole = filling.policy_id(lists, typed)
    policy, _, article = typed.partition(" ")
    return whole if whole != typed else f"{filling.policy_id(lists, policy)} {article}".strip()


def for_retirement(today: date) -> tuple[str, str | None]:
    """The last day of an item, and what takes its place."""
    last = prompts.day("最后一天", today)
    return last, prompts.line("由什么替代（没有就空着）：") or None


def confirmed(question: str = "写入吗（y 写入，别的不写）") -> bool:
    """Whether that was answered with yes."""
    return prompts.line(f"{question}：").lower() in ("y", "yes", "是")
