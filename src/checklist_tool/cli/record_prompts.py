"""Asking for the fields of a record: of a new one all, of one that is there the one to change."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from checklist_tool.cli import prompts, show
from checklist_tool.editing.assign import Assignment
from checklist_tool.editing.layout import Layout
from checklist_tool.editing.written import flow
from checklist_tool.model.base import Column, Record, columns
from checklist_tool.model.fit import record_in
from checklist_tool.repository import Repository

# What a new item does not have yet, or seldom has; it can be added with `edit`.
LATER = frozenset(
    "batch item_no effective_from effective_to replaced_by status provenance inferred reviewed "
    "compiled asked_by time_limit fee exceptions amended_on repealed_on in_force_on treatment "
    "rectified_on looked_back_on at_least kind checked version read_on read_by renumbered "
    "superseded_by prevails_over versions".split()
)


# Lists of a new item that must not stay empty: always, or with a verdict.
_NEEDED = {"sources": None, "instead": "refuse", "conditions": "conditional"}


class RecordPrompts:
    """Asks for the fields of records; policies are known from the lists."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def record(
        self, shape: type[Record], layout: Layout, later: frozenset[str], at: str = "",
        said: str = "", verdict: str | None = None,
    ) -> Iterator[Assignment]:  # fmt: skip
        """What is answered for the keys of a new record; nothing without what it must have.

        With the `verdict` that the list gives, or that is answered, some lists must be filled.
        """
        wanted = [(name, column) for name, column in columns(shape) if name not in later]
        if at:  # of an element, what it must have comes first
            wanted.sort(key=lambda pair: not shape.model_fields[pair[0]].is_required())
        for name, column in wanted:
            info = shape.model_fields[name]
            inner, path = layout.of(name), f"{at}.{name}" if at else name
            label = f"{said}{column.heading} {name}"
            if inner.element is not None:
                if not at and name in _NEEDED and _NEEDED[name] in (None, verdict):
                    show.remark(f"{column.heading} {name} 必填，至少一项")
                for number in count():
                    answers = self._entry(shape, name, column, inner, path, number)
                    if not answers:
                        break
                    yield from answers
            elif inner.keys:
                part = record_in(info.annotation)
                yield from self.record(part, inner, later, path, f"{column.heading}·")
            else:
                must = info.is_required() and name != "id"
                if name == "id" and not at:
                    label += "（空着就按名称的拼音起）"
                answer = self._field(shape, name, column, label, must=must and not at)
                verdict = answer if name == "verdict" and answer else verdict
                if answer:
                    yield Assignment(path, answer)
                elif must and at:
                    return

    def change(
        self, shape: type[Record], layout: Layout, record: dict[str, Any], name: str
    ) -> list[Assignment]:
        """What becomes of one key of a record, which is changed accordingly."""
        column = dict(columns(shape))[name]
        inner = layout.of(name)
        if inner.element is not None:
            return self._change_list(shape, layout, record, name, column)
        part = record_in(shape.model_fields[name].annotation)
        if part is not None:
            done = self._inside(part, inner, record.get(name), name)
        else:
            now = record.get(name)
            default = now if isinstance(now, str) else "" if now is None else flow(now, inner)
            may_go = default and not shape.model_fields[name].is_required()
            label = f"{column.heading} {name}{'；清空就去掉' if may_go else ''}"
            answer = self._field(shape, name, column, label, default=default)
            done = [] if answer == default else [Assignment(name, answer or None)]
        _apply(done, record, layout)
        return done

    def _inside(self, shape: type[Record], layout: Layout, held: Any, at: str) -> list[Assignment]:
        """What becomes of a record within another, key by key."""
        record = copy.deepcopy(held) if isinstance(held, dict) else {}
        return [
            replace(one, path=f"{at}.{one.path}")
            for name, _ in columns(shape)
            for one in self.change(shape, layout, record, name)
        ]

    def _change_list(
        self, shape: type[Record], layout: Layout, record: dict[str, Any], name: str,
        column: Column,
    ) -> list[Assignment]:  # fmt: skip
        """Entry by entry: one is changed, taken out or added, until that is all."""
        inner, done = layout.of(name), list[Assignment]()
        label = f"{column.heading} {name}"
        while True:
            held = record.get(name)
            entries = held if isinstance(held, list) else []
            for number, entry in enumerate(entries, 1):
                show.remark(f"  {number}. {_shown(entry, inner.of(0))}")
            answer = prompts.line(
                f"{label} 有 {len(entries)} 项（序号 改那一项，-序号 去掉，+ 加一项，空着结束）："
            )
            if not answer:
                return done
            number = int(answer.lstrip("-")) if re.fullmatch(r"-?[0-9]{1,6}", answer) else 0
            at = f"{name}[{number - 1}]"
            if answer == "+":
                step = self._entry(shape, name, column, inner, name, len(entries))
            elif not 1 <= number <= len(entries):
                show.remark(f"没有第“{answer}”项；加一项写 +")
                continue
            elif answer.startswith("-"):
                step = [Assignment(at)]
            else:
                step = self._change_entry(shape, inner.of(0), column, name, entries[number - 1], at)
            _apply(step, record, layout)
            done += step

    def _change_entry(
        self, shape: type[Record], layout: Layout, column: Column, name: str, entry: Any, at: str
    ) -> list[Assignment]:
        part = record_in(shape.model_fields[name].annotation)
        if part is not None:
            return self._inside(part, layout, entry, at)
        now = entry if isinstance(entry, str) else flow(entry, layout)
        answer = self._field(shape, name, column, column.heading, in_list=True, default=now)
        return [] if answer == now else [Assignment(at, answer or None)]

    def _entry(
        self, shape: type[Record], name: str, column: Column, inner: Layout, path: str, number: int
    ) -> list[Assignment]:
        """A new entry of a list; nothing when it is passed over."""
        part, at = record_in(shape.model_fields[name].annotation), f"{path}[{number}]"
        said = f"{column.heading} 第 {number + 1} 项"
        if part is not None:
            return list(self.record(part, inner.of(0), LATER, at, f"{said}·"))
        answer = self._field(shape, name, column, said, in_list=True)
        return [Assignment(at, answer)] if answer else []

    def _field(
        self, shape: type[Record], name: str, column: Column, label: str, **more: Any
    ) -> str:
        return prompts.field(shape, name, column, label, self._repository, **more)


def _shown(entry: Any, layout: Layout) -> str:
    """An entry of a list in one line: its texts, or as it would be written in brackets."""
    texts = list(entry.values()) if isinstance(entry, dict) else [entry]
    whole = all(isinstance(text, str) for text in texts)
    return "  ".join(texts) if whole else flow(entry, layout)


def _apply(done: list[Assignment], record: dict[str, Any], layout: Layout) -> None:
    for one in done:
        one.apply(record, layout)
