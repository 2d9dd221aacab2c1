"""Asking for what was not given by options, key by key, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

from prompt_toolkit import prompt
from prompt_toolkit.completion import Completer, WordCompleter

from checklist_tool.cli import show
from checklist_tool.editing.assign import Assignment, assignment
from checklist_tool.editing.layout import Layout, layout_of
from checklist_tool.editing.spots import Spot
from checklist_tool.editing.written import flow
from checklist_tool.model import kind_of
from checklist_tool.model.base import Column, Record, columns
from checklist_tool.model.fit import record_in
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository

# What a new item does not have yet, or seldom has; it can be added with `edit`.
_LATER = frozenset(
    "batch item_no effective_from effective_to replaced_by status provenance inferred reviewed "
    "compiled asked_by time_limit fee exceptions amended_on repealed_on in_force_on treatment "
    "rectified_on looked_back_on at_least kind".split()
)


def new_item(path: str, there: dict[str, Any]) -> list[Assignment]:
    """The keys of a new item of this file, one after the other; Enter passes over one."""
    kind = kind_of(path)
    shape = record_in(kind.shape.model_fields["items"].annotation) if kind else None
    show.remark("逐个键填写；空着按回车就跳过，列表空着按回车就结束，Ctrl-C 取消")
    later = _LATER | {"verdict"} if there.get("verdict") else _LATER  # the list gives it
    return list(_record(shape, layout_of(path).of("items").of(0), later)) if shape else []


def _record(
    shape: type[Record], layout: Layout, later: frozenset[str], at: str = "", said: str = ""
) -> Iterator[Assignment]:
    """What is answered for the keys of a record; nothing when what it must have is passed over."""
    asked = [(name, column) for name, column in columns(shape) if name not in later]
    if at:  # of an element, what it must have comes first
        asked.sort(key=lambda pair: not shape.model_fields[pair[0]].is_required())
    for name, column in asked:
        info = shape.model_fields[name]
        inner, path = layout.of(name), f"{at}.{name}" if at else name
        label = f"{said}{column.heading} {name}"
        if inner.element is not None:
            yield from _elements(record_in(info.annotation), inner.element, path, label, column)
        elif inner.keys:
            part = record_in(info.annotation)
            yield from _record(part, inner, later, path, f"{column.heading}·")
        else:
            must = info.is_required() and name != "id"
            if name == "id" and not at:
                label += "（空着就按名称的拼音起）"
            answer = _asked(label, column, must=must and not at)
            if answer:
                yield Assignment(path, answer)
            elif must and at:
                return


def _elements(
    shape: type[Record] | None, layout: Layout, path: str, label: str, column: Column
) -> Iterator[Assignment]:
    for number in count():
        one, said = f"{path}[{number}]", f"{label.partition(' ')[0]} 第 {number + 1} 项"
        if shape is not None:
            answers = list(_record(shape, layout, _LATER, one, f"{said}·"))
        else:
            answer = _asked(f"{label} 第 {number + 1} 项", column)
            answers = [Assignment(one, answer)] if answer else []
        if not answers:
            return
        yield from answers


def changes(spot: Spot) -> list[Assignment]:
    """Which keys of a record are to change, and into what."""
    layout, record = spot.layout, spot.record
    words = [*layout.keys, *layout.headings]
    show.remark(f"{spot.id}“{spot.name}”（{spot.source.place(spot.loc)}）")
    found: list[Assignment] = []
    while key := _prompt("改哪个键（可以写中文，空着结束）：", WordCompleter(words)):
        name = layout.headings.get(key, key)
        if name not in layout.keys:
            show.remark(f"没有“{key}”这个键；有：{'、'.join(layout.keys)}")
            continue
        now = record.get(name)
        shown = "" if now is None else now if isinstance(now, str) else flow(now, layout.of(name))
        answer = _prompt(f"{key}（清空就去掉）：", default=shown)
        if answer or now is not None:
            found.append(Assignment(name, answer or None))
    return found


def for_move(
    repository: Repository,
    today: date,
    on: str | None,
    reason: str | None,
    basis: Sequence[str] | None,
) -> tuple[str, str, list[str]]:
    """From which day, why and on what ground an item goes to another list."""
    on = on or _prompt("从哪一天起：", default=today.isoformat())
    reason = reason or _prompt("新的理由：")
    policies = WordCompleter(
        list(repository.policies),
        meta_dict={key: policy.title for key, policy in repository.policies.items()},
    )
    found = list(basis or [])
    while not found or not basis:
        said = f"依据第 {len(found) + 1} 条（政策编号，空一格写条款；空着结束）："
        answer = _prompt(said, policies)
        if not answer:
            break
        found.append(answer)
    return on, reason, found


def for_retirement(today: date) -> tuple[str, str | None]:
    """The last day of an item, and what takes its place."""
    last = _prompt("最后一天：", default=today.isoformat())
    return last, _prompt("由什么替代（没有就空着）：") or None


def mended() -> list[Assignment]:
    """What is to be different, so that it is not refused; Ctrl-C gives it up."""
    while True:
        typed = _prompt("补上或改一处（键=值，列表加一项 键+=值；Ctrl-C 放弃）：")
        try:
            return [assignment(typed)]
        except ChecklistError as error:
            show.error(error)


def confirmed(question: str = "写入吗（y 写入，别的不写）：") -> bool:
    """Whether to do what was shown, by default to write it."""
    return _prompt(question).lower() in ("y", "yes", "是")


def _asked(label: str, column: Column, *, must: bool = False) -> str:
    words = "、".join(
        f"{value} {word}" for value, word in column.words.items() if word != "不在清单"
    )
    about = "；".join(filter(None, ["必填" if must else "", column.says, words]))
    completer = WordCompleter(list(column.words)) if column.words else None
    return _prompt(f"{label}{f'（{about}）' if about else ''}：", completer)


def _prompt(label: str, completer: Completer | None = None, default: str = "") -> str:
    try:
        return prompt(label, completer=completer, default=default).strip()
    except EOFError:
        raise KeyboardInterrupt from None
