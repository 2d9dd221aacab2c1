"""Which key, or which value, was likely meant by one that there is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from checklist_tool.model.base import headings

_ITEMS = ("条目", "事项", "项目", "清单", "列表")
_NOT = re.compile("[不未非无没]")


def record_at(shape: Any, loc: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The record that holds the last part of the loc."""
    for part in loc[:-1]:
        if isinstance(part, int) or not (isinstance(shape, type) and issubclass(shape, BaseModel)):
            continue
        info = shape.model_fields.get(part)
        if info is None:
            return None
        shape = record_in(info.annotation)
    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def record_in(annotation: Any) -> Any:
    """The record that a field holds, or its list; None when it holds texts."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if found := record_in(part):
            return found
    return None


def near_key(shape: type[BaseModel], loc: tuple[str | int, ...], given: Any) -> str | None:
    """The key that was likely meant by the last one of the loc, which holds `given`."""
    record = record_at(shape, loc)
    if record is None:
        return None
    wrong = str(loc[-1])
    by_heading = {heading: name for name, heading in headings(record).items()}
    if wrong in by_heading:
        return by_heading[wrong]
    if "items" in record.model_fields and (isinstance(given, list) or wrong in _ITEMS):
        return "items"
    return _like(wrong.lower(), record)


@lru_cache(maxsize=65_536)  # one file with many unknown keys is fitted several times over
def _like(wrong: str, record: type[BaseModel]) -> str | None:
    """The field of the record whose name comes nearest to this, if one comes near."""
    return next(iter(get_close_matches(wrong, record.model_fields, 1, 0.6)), None)


def near_value(words: Mapping[str, str], given: Any) -> str | None:
    """The value whose Chinese word comes near what was written, and does not say the contrary."""
    if not isinstance(given, str) or len(given) < 2:
        return None
    denied = bool(_NOT.search(given))
    may = {word: value for value, word in words.items() if bool(_NOT.search(word)) == denied}
    found = [word for word in may if given in word or word in given]
    found = found or get_close_matches(given, may, 1, 0.6)
    return may[found[0]] if len(found) == 1 else None
