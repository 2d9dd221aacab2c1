"""What templates are given: plain texts, numbers, lists and mappings, without any methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

Plain: TypeAlias = "bool | int | float | str | Sequence[Plain] | Mapping[str, Plain] | None"
_SIMPLE = frozenset((type(None), bool, int, float, str))


def plain(value: object) -> Any:
    """The value as such data: a dataclass as a mapping of its fields and properties, a day in ISO.

    What is several times in the value is one object in what comes out too. Raises TypeError
    for anything else that has behaviour, such as a record of the lists.
    """
    return _plain(value, {})


def _plain(value: Any, made: dict[int, tuple[object, Any]]) -> Any:
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is tuple or kind is list:
        simple = _SIMPLE.issuperset(map(type, value))  # most are texts alone
        return value if simple else [_plain(one, made) for one in value]
    if kind is dict:
        return {_plain(key, made): _plain(one, made) for key, one in value.items()}
    if kind is date:
        return value.isoformat()
    if not is_dataclass(kind):
        if isinstance(value, Iterator):
            return [_plain(one, made) for one in value]
        raise TypeError(f"a template would be given a {kind.__name__}")
    if id(value) in made:
        return made[id(value)][1]
    names, values = _parts(kind)
    shown = dict(zip(names, values(value), strict=True))
    for name, one in shown.items():
        if type(one) not in _SIMPLE:
            shown[name] = _plain(one, made)
    made[id(value)] = value, shown  # the value too, so that its id is given to no other
    return shown


@cache
def _parts(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a dataclass's fields and properties, and what gives the value of each."""
    properties = (name for name, one in vars(kind).items() if isinstance(one, property))
    names = (*(field.name for field in fields(kind)), *properties)
    if len(names) == 1:
        return names, lambda value: (getattr(value, names[0]),)
    return names, attrgetter(*names)
