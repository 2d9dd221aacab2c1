"""The cells of a record: how each field of a model stands in a table, and is read back from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from checklist_tool.model.base import Column, Day, Record, When, Written, choices, columns
from checklist_tool.model.policy import Basis
from checklist_tool.values import value_of

# A line of a cell that goes on with the text above begins so; any other begins a new value.
_WITHIN = "  "
_FLAGS = {"true": "是", "false": "否"}
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?"
)
_VERSION = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")


@dataclass(frozen=True, slots=True)
class Unit:
    """What one cell holds of a record, or, where it has `rows`, one sheet of rows beside it.

    `path` leads to the value, `key` names it. A unit of several `lines` has one value a line; a
    `basis` is written as in `checklist edit`, the policy's id, a space, the article, with the
    version that it cites behind the id: `id@2018-12-29 第十条`. Rows within rows are JSON, one a
    line.
    """

    path: tuple[str, ...]
    heading: str
    says: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    form: Literal["text", "lines", "basis", "rows"] = "text"
    dated: bool = False
    required: bool = False
    rows: tuple[Unit, ...] = ()

    @property
    def key(self) -> str:
        """The path as it is typed after --set."""
        return ".".join(self.path)

    def text(self, record: Mapping[str, Any]) -> str:
        """The cell for a record as it stands in its file; empty where there is no value."""
        value = _at(record, self.path)
        if value in (None, "", [], {}):
            return ""
        if self.form == "text":
            return self._word(value)
        listed = value if isinstance(value, list) else [value]
        if self.form == "basis":
            return "\n".join(map(_cited, listed))
        if self.form == "rows":
            return "\n".join(json.dumps(one, ensure_ascii=False) for one in listed)
        return "\n".join(_indented(self._word(one)) for one in listed)

    def cells(self, record: Mapping[str, Any]) -> list[list[str]]:
        """The rows for a record of a unit that has rows."""
        value = _at(record, self.path)
        listed = value if isinstance(value, list) else []
        return [[unit.text(one) for unit in self.rows] for one in listed if isinstance(one, dict)]

    def value(self, text: str) -> Any:
        """What a cell says, as it stands in a file; None for an empty one.

        Choices may be written by their Chinese words, days as 2024/2/26 or 2024年2月26日. What fits
        nothing stays as it is, so that the checks of the lists tell what is wrong with it.
        """
        if not text.strip():
            return None
        if self.form == "text":
            return self._read(text)
        lines = _values(text)
        read = {"basis": _basis, "rows": _record}.get(self.form, self._read)
        return [read(one) for one in lines]

    def listed(self, rows: Iterable[Sequence[str]]) -> list[dict[str, Any]] | None:
        """What rows say of a unit that has rows; None when there is none that says anything."""
        found = []
        for cells in rows:
            record: dict[str, Any] = {}
            for unit, text in zip(self.rows, cells, strict=True):
                put(record, unit.path, unit.value(text))
            if record:
                found.append(record)
        return found or None

    def _word(self, value: Any) -> str:
        text = "" if value is None else str(value)
        return self.words.get(text, text)

    def _read(self, text: str) -> str:
        if self.words:
            return value_of(self.words, text) or text
        return _dated(text) if self.dated else text


def put(record: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Give a record the value at a path, or take it away when it is None, and what it leaves empty.

    Mappings are copied on the way, so that whoever else holds them sees no change.
    """
    key, *rest = path
    if rest:
        inner = record.get(key)
        inner = dict(inner) if isinstance(inner, dict) else {}
        put(inner, rest, value)
        value = inner or None
    if value is None:
        record.pop(key, None)
    else:
        record[key] = value


@cache
def units(shape: type[Record]) -> tuple[Unit, ...]:
    """The units of a record, in the order of its model."""
    found: list[Unit] = []
    for name, column in columns(shape):
        info = shape.model_fields[name]
        found += _units((name,), info.annotation, info.metadata, column, info.is_required())
    return tuple(found)


def _units(
    path: tuple[str, ...],
    annotation: Any,
    metadata: Iterable[Any],
    column: Column,
    required: bool,
) -> list[Unit]:
    kind, about = _plain(annotation, tuple(metadata))
    unit = Unit(path, column.heading, column.says, required=required)
    if get_origin(kind) is list:
        inner, about = _plain(get_args(kind)[0], ())
        if inner is Basis:
            return [_with(unit, form="basis")]
        if _is_record(inner):
            return [_with(unit, form="rows", rows=units(inner))]
        return [_with(unit, form="lines", words=_words(inner, column), dated=_is_dated(about))]
    if _is_record(kind):
        return [
            _with(inner, path=path + inner.path, heading=f"{column.heading}·{inner.heading}",
                  required=False)
            for inner in units(kind)
        ]  # fmt: skip
    return [_with(unit, words=_words(kind, column), dated=kind is date or _is_dated(about))]


def _with(unit: Unit, **changed: Any) -> Unit:
    from dataclasses import replace

    return replace(unit, **changed)


def _plain(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """The annotation without Annotated and without None, and all that was said about it."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(parts[0], (*metadata, *parts[1:]))
    if origin in (Union, UnionType):
        return _plain(next(part for part in parts if part is not type(None)), metadata)
    return annotation, metadata


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _is_dated(about: Iterable[Any]) -> bool:
    dated = {
        id(one)
        for named in (Day, When)
        for one in get_args(named)[1:]
        if not isinstance(one, Written)  # which other fields have too
    }
    return any(id(one) in dated for one in about)


def _words(kind: Any, column: Column) -> dict[str, str]:
    if kind is bool:
        return _FLAGS
    return choices(column, get_args(kind)) if get_origin(kind) is Literal else {}


def _at(record: Any, path: Sequence[str]) -> Any:
    for key in path:
        record = record.get(key) if isinstance(record, Mapping) else None
    return record


def _cited(basis: Any) -> str:
    if not isinstance(basis, dict):
        return str(basis)
    version = f"@{basis['version']}" if basis.get("version") else ""
    return " ".join(filter(None, (f"{basis.get('policy', '')}{version}", basis.get("article"))))


def _basis(text: str) -> dict[str, str]:
    cited, _, article = text.strip().partition(" ")
    policy, _, version = cited.partition("@")
    if not _VERSION.fullmatch(version):
        policy, version = cited, ""
    found = {"policy": policy, "article": article.strip(), "version": version}
    return {key: value for key, value in found.items() if value}


def _record(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text  # the checks of the lists tell what is wrong with it


def _indented(text: str) -> str:
    return text.replace("\n", f"\n{_WITHIN}")


def _values(text: str) -> list[str]:
    found: list[str] = []
    for line in text.split("\n"):
        if found and line.startswith(_WITHIN):
            found[-1] += f"\n{line.removeprefix(_WITHIN)}"
        elif line.strip():
            found.append(line)
    return found


def _dated(text: str) -> str:
    """A day or month as the files write it; anything else stays as it is."""
    plain = text.strip()
    if day := _DAY.fullmatch(plain):
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    if month := _MONTH.fullmatch(plain):
        return f"{month[1]}-{int(month[2]):02}"
    return plain.removesuffix("年") if re.fullmatch(r"\d{4}年", plain) else text
