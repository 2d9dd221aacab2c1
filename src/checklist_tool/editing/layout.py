"""In which order the keys of a file stand, and how their values are written: from the models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from checklist_tool.model.base import Column, Written, choices, headings
from checklist_tool.model.files import kind_of

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a value is written."""

    keys: dict[str, Layout] = field(default_factory=dict)  # of a mapping, in their order
    element: Layout | None = None  # of a list
    written: Written | None = None  # of a text; None: quoted when it must be
    words: dict[str, str] = field(default_factory=dict)  # of a choice: its values, in Chinese too
    known: bool = True  # to the model
    headings: dict[str, str] = field(default_factory=dict)  # the key of each Chinese heading

    def ordered(self, mapping: dict[str, Value]) -> list[tuple[str, Value]]:
        """The keys and values in the order of the model; unknown keys last, as they stand."""
        known = [(key, mapping[key]) for key in self.keys if key in mapping]
        return known + [(key, value) for key, value in mapping.items() if key not in self.keys]

    def of(self, part: str | int) -> Layout:
        """The layout of what stands under a key, or of an element."""
        found = self.element if isinstance(part, int) else self.keys.get(part)
        return found or UNKNOWN


UNKNOWN = Layout(known=False)


def layout_of(path: str) -> Layout:
    """The layout of the file at this path."""
    kind = kind_of(path)
    return layout(kind.shape) if kind else UNKNOWN


@cache
def layout(shape: type[BaseModel]) -> Layout:
    """The layout of a record."""
    fields = shape.model_fields.items()
    return Layout(
        {name: _layout(info.annotation, info.metadata) for name, info in fields},
        headings={heading: name for name, heading in headings(shape).items()},
    )


def _layout(annotation: Any, metadata: Iterable[Any] = ()) -> Layout:
    metadata = tuple(metadata)
    for about in metadata:
        if isinstance(about, Written):
            return Layout(written=about)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _layout(parts[0], parts[1:])
    if origin is list:
        return Layout(element=_layout(parts[0]))
    if origin is Literal:
        column = next((about for about in metadata if isinstance(about, Column)), None)
        return Layout(written=Written.plain, words=choices(column, parts))
    if origin in (Union, UnionType):
        found = [_layout(part, metadata) for part in parts if part is not type(None)]
        keys = {key: inner for one in found for key, inner in one.keys.items()}
        return Layout(keys) if keys else found[0]
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            return layout(annotation)
        if annotation is bool:
            return Layout(written=Written.plain, words={"true": "是", "false": "否"})
        if issubclass(annotation, int | date):
            return Layout(written=Written.plain)
    return Layout()
