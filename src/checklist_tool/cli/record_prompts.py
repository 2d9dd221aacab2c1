"""Asking for the fields of a record: of a new one all, of one that is there the one to change."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from checklist_tool.cli import prompts, show
from checklist_tool.usecases.filling import Assignment, FormField, RecordForm

# What a new item does not have yet, or seldom has; it can be added with `edit`.
LATER = frozenset(
    "batch item_no effective_from effective_to replaced_by status provenance inferred reviewed "
    "compiled asked_by time_limit fee exceptions amended_on repealed_on in_force_on treatment "
    "rectified_on looked_back_on at_least kind checked version read_on read_by renumbered "
    "superseded_by prevails_over versions desk_note editor_note gone_on".split()
)


# Lists of a new item that must not stay empty: always, or with a verdict.
_NEEDED = {"sources": None, "instead": "refuse", "conditions": "conditional"}


def record(
    form: RecordForm,
    later: frozenset[str],
    at: str = "",
    said: str = "",
    verdict: str | None = None,
) -> Iterator[Assignment]:
    """What is answered for the keys of a new record; nothing without what it must have.

    With the `verdict` that the list gives, or that is answered, some lists must be filled.
    """
    wanted = [field for field in form.fields() if field.name not in later]
    if at:  # of an element, what it must have comes first
        wanted.sort(key=lambda field: not field.is_required)
    for field in wanted:
        name, heading = field.name, field.column.heading
        path, label = f"{at}.{name}" if at else name, f"{said}{heading} {name}"
        if field.is_list:
            if not at and name in _NEEDED and _NEEDED[name] in (None, verdict):
                show.remark(f"{heading} {name} 必填，至少一项")
            for number in count():
                answers = _entry(field, path, number)
                if not answers:
                    break
                yield from answers
        elif field.inside:
            yield from record(field.inside, later, path, f"{heading}·")
        else:
            must = field.is_required and name != "id"
            if name == "id" and not at:
                label += "（空着就按名称的拼音起）"
            answer = prompts.field(field, label, must=must and not at)
            verdict = answer if name == "verdict" and answer else verdict
            if answer:
                yield Assignment(path, answer)
            elif must and at:
                return


def change(field: FormField, record: dict[str, Any]) -> list[Assignment]:
    """What becomes of one key of a record, which is changed accordingly."""
    if field.is_list:
        return _change_list(field, record)
    if field.inside:
        done = _inside(field.inside, record.get(field.name), field.name)
    else:
        default = field.typed(record.get(field.name))
        may_go = default and not field.is_required
        label = f"{field.column.heading} {field.name}{'；清空就去掉' if may_go else ''}"
        answer = prompts.field(field, label, default=default)
        done = [] if answer == default else [Assignment(field.name, answer or None)]
    field.form.apply(done, record)
    return done


def _inside(form: RecordForm, held: Any, at: str) -> list[Assignment]:
    """What becomes of a record within another, key by key."""
    record = copy.deepcopy(held) if isinstance(held, dict) else {}
    return [
        replace(one, path=f"{at}.{one.path}")
        for field in form.fields()
        for one in change(field, record)
    ]


def _change_list(field: FormField, record: dict[str, Any]) -> list[Assignment]:
    """Entry by entry: one is changed, taken out or added, until that is all."""
    done, label = list[Assignment](), f"{field.column.heading} {field.name}"
    while True:
        held = record.get(field.name)
        entries = held if isinstance(held, list) else []
        for number, entry in enumerate(entries, 1):
            show.remark(f"  {number}. {field.shown(entry)}")
        answer = prompts.line(
            f"{label} 有 {len(entries)} 项（序号 改那一项，-序号 去掉，+ 加一项，空着结束）："
        )
        if not answer:
            return done
        number = int(answer.lstrip("-")) if re.fullmatch(r"-?[0-9]{1,6}", answer) else 0
        at = f"{field.name}[{number - 1}]"
        if answer == "+":
            step = _entry(field, field.name, len(entries))
        elif not 1 <= number <= len(entries):
            show.remark(f"没有第“{answer}”项；加一项写 +")
            continue
        elif answer.startswith("-"):
            step = [Assignment(at)]
        else:
            step = _change_entry(field, entries[number - 1], at)
        field.form.apply(step, record)
        done += step


def _change_entry(field: FormField, entry: Any, at: str) -> list[Assignment]:
    if field.inside:
        return _inside(field.inside, entry, at)
    now = field.typed(entry)
    answer = prompts.field(field, field.column.heading, default=now)
    return [] if answer == now else [Assignment(at, answer or None)]


def _entry(field: FormField, path: str, number: int) -> list[Assignment]:
    """A new entry of a list; nothing when it is passed over."""
    at, said = f"{path}[{number}]", f"{field.column.heading} 第 {number + 1} 项"
    if field.inside:
        return list(record(field.inside, LATER, at, f"{said}·"))
    answer = prompts.field(field, said)
    return [Assignment(at, answer)] if answer else []
