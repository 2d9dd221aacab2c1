"""Asking for what was not given by options, key by key, in a terminal."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import typer
from prompt_toolkit.completion import WordCompleter

from checklist_tool import yaml_source
from checklist_tool.cli import prompts, show
from checklist_tool.cli.record_prompts import LATER, RecordPrompts
from checklist_tool.editing import vocabulary
from checklist_tool.editing.assign import Assignment
from checklist_tool.editing.layout import layout_of
from checklist_tool.editing.spots import TITLES, Spot, find, holding, in_file
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import Fault, record_in
from checklist_tool.model.kinds import VOCABULARY
from checklist_tool.model.vocabulary import Words
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository
from checklist_tool.values import listed, value_of

if TYPE_CHECKING:
    from checklist_tool.editing import Change

_PLACE = re.compile(r"([^\s（，：“”]+\.yaml):(\d+):\d+")


def which_list() -> str:
    """The list to which something is added, as it is typed in a command."""
    show.remark(f"清单有：{listed(TITLES)}")

    def check(value: str) -> Fault | None:
        return None if value in TITLES else Fault((), "", f"没有“{value}”这张清单", "按 Tab 选")

    return prompts.asked(
        "加到哪张清单（写英文或中文）", check=check, must=True,
        read=lambda typed: value_of(TITLES, typed) or typed, completer=prompts.chosen(TITLES),
    )  # fmt: skip


def new_item(repository: Repository, path: str) -> list[Assignment]:
    """The keys of a new item of this file, one after the other; Enter passes over one."""
    there = repository.sources.get(path)
    shape = _shape(path, ("items", 0))
    show.remark("逐个键填写；空着按回车就跳过，列表空着按回车就结束，Ctrl-C 取消")
    given = there.data.get("verdict") if there is not None else None
    later = LATER | {"verdict"} if given else LATER  # the list gives it
    layout = layout_of(path).of("items").of(0)
    asking = RecordPrompts(repository)
    found = list(asking.record(shape, layout, later, verdict=given)) if shape else []
    if found and vocabulary.may_have(path):
        found += asking.record(Words, vocabulary.LAYOUT, LATER | {"id"})
    return found


def changes(
    repository: Repository, spot: Spot, words: dict[str, Any] | None = None
) -> list[Assignment]:
    """Which keys of a record, or of its words, are to change, and into what."""
    show.remark(f"{spot.id}“{spot.name}”（{spot.source.place(spot.loc)}）")
    asking = RecordPrompts(repository)
    parts = [(_shape(spot.path, spot.loc), spot.layout, copy.deepcopy(spot.record))]
    if spot.loc and vocabulary.may_have(spot.path):
        held = vocabulary.words_at(repository, spot)
        words = copy.deepcopy(words or (held.record if held else {}))
        parts.append((Words, vocabulary.LAYOUT, words))
    layouts = [layout for _, layout, _ in parts]
    keys = list(dict.fromkeys(key for layout in layouts for key in layout.keys))
    typed = WordCompleter([*keys, *(name for layout in layouts for name in layout.headings)])
    found: list[Assignment] = []
    while key := prompts.line("改哪个键（可以写中文，空着结束）：", typed):
        for shape, layout, record in parts:
            if (name := layout.headings.get(key, key)) in layout.keys:
                found += asking.change(shape, layout, record, name)
                break
        else:
            show.remark(f"没有“{key}”这个键；有：{'、'.join(keys)}")
    return found


def again(repository: Repository, change: Change) -> list[Assignment]:
    """What is to be different, so that it is not refused: asked for the key that was wrong.

    Where that is not known or is left as it is, for any key; raises typer.Abort for who gives up.
    """
    changed = _changed(change)
    for problem in change.refused:
        if found := _at_fault(changed, problem):
            spot, name = found
            record = copy.deepcopy(spot.record)
            shape = _shape(spot.path, spot.loc)
            if typed := RecordPrompts(repository).change(shape, spot.layout, record, name):
                return typed
            break
    _go_on()
    words = [spot for spot in changed if kind_of(spot.path) is VOCABULARY]
    others = [spot for spot in changed if spot not in words]
    if not changed:
        return []
    spot = others[-1] if others else find(repository, changed[-1].id)
    held = next((one.record for one in words if one.id == spot.id), None)
    return changes(repository, spot, held)


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


def _changed(change: Change) -> list[Spot]:
    """The records as they would be that are not so yet."""
    found: list[Spot] = []
    for path, raw in change.after.items():
        before = change.before.get(path)
        there = [spot.record for spot in _records(path, before)]
        found += [spot for spot in _records(path, raw) if spot.record not in there]
    return found


def _records(path: str, raw: bytes | None) -> list[Spot]:
    source = yaml_source.read(path, raw)[0] if raw else None
    return list(in_file(source)) if source else []


def _at_fault(changed: Sequence[Spot], problem: Problem) -> tuple[Spot, str] | None:
    """The changed record and its key to which a problem belongs.

    It may stand at the record that this one clashes with, and names the place of this one then.
    """
    places = [(problem.place.path, problem.place.line)]
    places += [(path, int(line)) for path, line in _PLACE.findall(problem.message)]
    for path, line in places:
        for spot in changed:
            if spot.path == path and holding(spot.source, line) == spot:
                return (spot, name) if (name := _key(spot, problem, line)) else None
    return None


def _key(spot: Spot, problem: Problem, line: int) -> str | None:
    """The key of a record that stands on this line, or that the problem of the whole names."""
    if problem.place != spot.source.place(spot.loc):
        above = [
            key for key in spot.record if spot.source.place((*spot.loc, key), key=True).line <= line
        ]
        if above and above[-1] in spot.layout.keys:
            return above[-1]
    named = re.findall("[a-z_]+", f"{problem.hint} {problem.message}")
    return next((name for name in named if name in spot.layout.keys), None)


def _shape(path: str, loc: Sequence[str | int]) -> Any:
    """The model of the record at a place of a file."""
    kind = kind_of(path)
    if kind is None or not loc:
        return kind and kind.shape
    return record_in(kind.shape.model_fields["items"].annotation)


def for_move(
    repository: Repository,
    today: date,
    on: str | None,
    reason: str | None,
    basis: Sequence[str] | None,
) -> tuple[str, str, list[str]]:
    """From which day, why and on what ground an item goes to another list."""
    on = on or prompts.day("从哪一天起", today)
    reason = reason or prompts.asked("新的理由", must=True)
    return on, reason, list(basis or _grounds(repository))


def _grounds(repository: Repository) -> Iterator[str]:
    policies = {key: policy.title for key, policy in repository.policies.items()}
    for number in count(1):
        policy = prompts.asked(
            f"依据第 {number} 条（政策的编号、文号或标题{'；空着结束' if number > 1 else ''}）",
            read=lambda typed: _ground(repository, typed),
            check=lambda typed: prompts.registered(repository, typed.partition(" ")[0]),
            completer=prompts.chosen(policies), must=number == 1,
        )  # fmt: skip
        if not policy:
            return
        yield policy if " " in policy else f"{policy} {prompts.asked('条款（没有就空着）')}".strip()


def _ground(repository: Repository, typed: str) -> str:
    """A policy by its id, with its article where that was typed behind it."""
    whole = prompts.policy_id(repository, typed)
    policy, _, article = typed.partition(" ")
    return whole if whole != typed else f"{prompts.policy_id(repository, policy)} {article}".strip()


def for_retirement(today: date) -> tuple[str, str | None]:
    """The last day of an item, and what takes its place."""
    last = prompts.day("最后一天", today)
    return last, prompts.line("由什么替代（没有就空着）：") or None


def confirmed(question: str = "写入吗（y 写入，别的不写）") -> bool:
    """Whether that was answered with yes."""
    return prompts.line(f"{question}：").lower() in ("y", "yes", "是")
