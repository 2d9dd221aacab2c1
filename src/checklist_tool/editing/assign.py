"""What is typed after --set and --unset: field=value, list+=value, basis[0].article=value."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from checklist_tool import yaml_source
from checklist_tool.checks.losses import bracketed_lists_have_commas
from checklist_tool.editing.layout import Layout
from checklist_tool.editing.written import flow
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository
from checklist_tool.values import value_of
from checklist_tool.yaml_source import Source

_FORM = re.compile(r"(?P<path>[^=+]+?)\s*(?P<act>\+?=)(?P<value>.*)", re.DOTALL)
_PATH = re.compile(r"[^.\[\]\s]+(?:\.[^.\[\]\s]+|\[\d+\])*")
_URL = re.compile(r"(?<=: )(https?://[^\s,\]}]+)")  # in brackets its colon needs quotes
_PART = re.compile(r"\[(\d+)\]|[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One change of a record: a place in it, and the value that it gets (None: it goes)."""

    path: str
    value: str | None = None
    append: bool = False

    def key(self, layout: Layout) -> str:
        """The key of the record under which it changes something."""
        return str(_keyed(_parts(self.path), layout)[0])

    def apply(self, record: dict[str, Any], layout: Layout) -> None:
        """Change the record; raises ChecklistError where that makes no sense."""
        holder: Any = record
        parts = _keyed(_parts(self.path), layout)
        for part, following in pairwise(parts):
            layout = layout.of(part)
            if self.value is not None and isinstance(holder, dict) and holder.get(part) is None:
                holder[part] = [] if isinstance(following, int) else {}
            elif isinstance(holder, list) and part == len(holder) and self.value is not None:
                holder.append([] if isinstance(following, int) else {})
            holder = self._inside(holder, part)
        part = parts[-1]
        if self.value is None:
            self._inside(holder, part)
            del holder[part]
            _prune(record, parts[:-1])
            return
        layout = layout.of(part)
        if self.append:
            self._append(holder, part, layout)
        elif isinstance(holder, list) and part == len(holder):
            holder.append(self._read(self.value, layout))
        else:
            if isinstance(holder, list) or not isinstance(holder, dict):
                self._inside(holder, part)
            holder[part] = self._read(self.value, layout)

    def _append(self, holder: Any, part: str | int, layout: Layout) -> None:
        found = holder.get(part) if isinstance(holder, dict) else self._inside(holder, part)
        if not isinstance(found or [], list) or (layout.known and layout.element is None):
            raise ChecklistError(f"“{self.path}”不是列表，不能用 +=", hint=f"写 {self.path}=…")
        added = self._read(self.value or "", layout)
        added = added if isinstance(added, list) else [added]
        if there := [one for one in added if one in (found or [])]:
            raise ChecklistError(f"“{self.path}”里已经有“{there[0]}”", hint="不用再加")
        holder[part] = [*(found or []), *added]

    def _inside(self, holder: Any, part: str | int) -> Any:
        if isinstance(holder, dict) and isinstance(part, str) and part in holder:
            return holder[part]
        if isinstance(holder, list) and isinstance(part, int) and part < len(holder):
            return holder[part]
        if isinstance(holder, list):
            said = f"这个列表有 {len(holder)} 项，第一项是 [0]"
        else:
            said = f"没有“{part}”这个键" if isinstance(part, str) else "这里不是列表"
        raise ChecklistError(
            f"“{self.path}”找不到：{said}", hint="用 checklist show 看这一项有什么内容"
        )

    def _read(self, value: str, layout: Layout) -> Any:
        """A text as it is typed; a list or mapping as YAML in brackets, or one element alone."""
        if layout.element is not None and not value.lstrip().startswith("["):
            return [self._read(value, layout.element)]
        if layout.element is None and not layout.keys:
            return _valued(value, layout)
        if "policy" in layout.keys and "{" not in value:
            return basis(value)
        value = _URL.sub(r'"\1"', value)
        source, problems = yaml_source.read("", f"v: {value}\n".encode())
        found = source.data.get("v") if source and isinstance(source.data, dict) else None
        wanted = list if layout.element is not None else dict
        if not isinstance(found, wanted):
            why = problems[-1].message if problems else "这里要写几个键"
            example = "{键: 值, 键: 值}" if layout.keys else "[甲, 乙]"
            raise ChecklistError(
                f"“{self.path}”的值写得不对：{why}",
                hint=f"写成 {example}，或者一个键一个键地写，如 --set {self.path}[0].键=值",
            )
        if isinstance(found, list) and source:
            self._separate(source, found)
        return _valued(found, layout)

    def _separate(self, source: Source, listed: list[Any]) -> None:
        """Refuse a list whose entries are separated by full-width commas, hence one text."""
        lists = Repository(sources={"": source})
        if wide := next(bracketed_lists_have_commas(lists, date.min), None):
            entries = [re.split("[，、]", one) if isinstance(one, str) else [one] for one in listed]
            meant = flow([one for several in entries for one in several])
            raise ChecklistError(
                f"“{self.path}”的值写得不对：{wide.message}",
                hint=f"写成 {self.path}={meant}；就是一项的，两边加英文引号",
            )


def assignments(sets: Sequence[str], unsets: Sequence[str] = ()) -> list[Assignment]:
    """What all --set and --unset of a command do; raises ChecklistError for what is no field=value.

    The last element goes first, so that the numbers of the others stay what they were.
    """
    given = [assignment(one) for one in sets]
    replaced = [one.path for one in given if not one.append]
    if twice := [path for path, times in Counter(replaced).items() if times > 1]:
        raise ChecklistError(
            f"“{twice[0]}”写了两次，后一次会盖掉前一次",
            hint=f"留一个；列表再加一项用 --set {twice[0]}+=…",
        )
    return [*given, *sorted(map(removal, unsets), key=_order, reverse=True)]


def assignment(typed: str) -> Assignment:
    """What follows --set; raises ChecklistError when it is no field=value."""
    found = _FORM.fullmatch(typed)
    if found is None:
        raise ChecklistError(
            f"--set 后面的“{typed}”不是“键=值”", hint="写成 --set name=名称，列表加一项用 +="
        )
    _parts(found["path"])
    return Assignment(found["path"].strip(), found["value"], found["act"] == "+=")


class ListLosesMost(ChecklistError):
    """An edit would take most of a list away, and nobody said that it is to be replaced."""


def edited(
    before: dict[str, Any],
    assignments: Sequence[Assignment],
    layout: Layout,
    *,
    replace: bool = True,
) -> dict[str, Any]:
    """The record after the assignments.

    Raises ListLosesMost for a list that would lose most of its entries, unless `replace`.
    """
    record = copy.deepcopy(before)
    for one in assignments:
        one.apply(record, layout)
    for path, gone in () if replace else _mostly_lost(before, record, assignments, layout):
        shown = "、".join(str(one) for one in gone[:5] if isinstance(one, str))
        raise ListLosesMost(
            f"“{path}=”会换掉整个列表，原来的 {len(gone)} 项就没有了"
            + (f"：{shown}{'……' if len(gone) > 5 else ''}" if shown else ""),
            hint=f"再加一项写 {path}+=…；去掉一项用 --unset {path}[0]；要换掉加 --replace",
        )
    return record


def _mostly_lost(
    before: dict[str, Any], after: dict[str, Any], assignments: Sequence[Assignment], layout: Layout
) -> Iterator[tuple[str, list[Any]]]:
    """Each list that `=` makes another, with what it had, where most of that is gone.

    Who types `aliases=…` often means one more; a list of one entry is replaced without a word.
    """
    for one in assignments:
        if one.value is None or one.append:
            continue
        parts = _keyed(_parts(one.path), layout)
        was, now = _at(before, parts), _at(after, parts)
        if isinstance(was, list) and isinstance(now, list) and len(was) > 1:
            gone = [entry for entry in was if entry not in now]
            if len(gone) * 2 > len(was):
                yield one.path, gone


def _at(record: Any, parts: Sequence[str | int]) -> Any:
    """What stands at a place of a record, None where there is nothing."""
    for part in parts:
        if isinstance(record, dict):
            record = record.get(part)
        elif isinstance(record, list) and isinstance(part, int) and part < len(record):
            record = record[part]
        else:
            return None
    return record


def basis(typed: str) -> dict[str, str]:
    """A basis as it is typed in one line: the policy's id, a space, and the article if any."""
    policy, _, article = typed.strip().partition(" ")
    return {"policy": policy, **({"article": article.strip()} if article.strip() else {})}


def removal(typed: str) -> Assignment:
    """What follows --unset."""
    _parts(typed)
    return Assignment(typed.strip())


def _parts(path: str) -> list[str | int]:
    if not _PATH.fullmatch(path.strip()):
        raise ChecklistError(
            f"“{path}”不是键的写法", hint="写成 name、basis[0].article 这样；[0] 是第一项"
        )
    return [int(found[1]) if found[1] else found[0] for found in _PART.finditer(path.strip())]


def _keyed(parts: list[str | int], layout: Layout) -> list[str | int]:
    """The keys, also where their Chinese headings were typed."""
    found: list[str | int] = []
    for part in parts:
        found.append(layout.headings.get(part, part) if isinstance(part, str) else part)
        layout = layout.of(found[-1])
    return found


def _prune(record: dict[str, Any], parts: list[str | int]) -> None:
    """Take away lists and mappings that a removal has left empty, from the inside out."""
    while parts:
        holder: Any = record
        for part in parts[:-1]:
            holder = holder[part]
        if holder[parts[-1]] not in ([], {}):
            return
        del holder[parts[-1]]
        parts = parts[:-1]


def _valued(data: Any, layout: Layout) -> Any:
    """The data with the values of choices that were typed as their Chinese words."""
    if isinstance(data, dict):
        return {key: _valued(value, layout.of(key)) for key, value in data.items()}
    if isinstance(data, list):
        return [_valued(value, layout.of(at)) for at, value in enumerate(data)]
    return value_of(layout.words, data) or data if isinstance(data, str) else data


def _order(one: Assignment) -> list[tuple[bool, int, str]]:
    """By place in the record, elements by number."""
    return [
        (isinstance(part, str), part if isinstance(part, int) else 0, str(part))
        for part in _parts(one.path)
    ]
