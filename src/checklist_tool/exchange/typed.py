"""What a JSON export has in the wrong form: a list where a text belongs, a key that is none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checklist_tool.exchange.units import Unit
from checklist_tool.model.policy import Basis

_BASIS = tuple(Basis.model_fields)


def mistaken(units: Sequence[Unit], record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key of a record that does not fit these units, and what is wrong with it."""
    known = list(dict.fromkeys(unit.path[0] for unit in units))
    for key, value in record.items():
        own = [unit for unit in units if unit.path[0] == key]
        if not own:
            yield key, f"没有“{key}”这个键，有：{'、'.join(known)}"
        elif value is not None:
            yield from ((key, why) for why in _wrong(own, value))


def _wrong(own: Sequence[Unit], value: Any) -> Iterator[str]:
    """What is wrong with a value, whose units are these."""
    unit = own[0]
    if len(unit.path) > 1:
        yield from _inside(value, [_below(one) for one in own])
    elif unit.form == "text":
        if not _is_scalar(value):
            yield f"要写一个文字或数，不能是{_called(value)}"
    elif unit.form == "lines":
        listed = value if isinstance(value, list) else [value]
        yield from (f"每个值要写文字或数，不能是{_called(one)}"
                    for one in listed if not _is_scalar(one))  # fmt: skip
    elif not isinstance(value, list):
        yield f"要写几个 {{…}} 的列表，不能是{_called(value)}"
    elif unit.form == "basis":
        for one in value:
            yield from _cited(one)
    else:
        for one in value:
            yield from _inside(one, unit.rows)


def _inside(value: Any, units: Sequence[Unit]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"要写成 {{…}}，不能是{_called(value)}"
        return
    yield from (f"{key}：{why}" for key, why in mistaken(units, value))


def _cited(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"依据要写成 {{…}}，不能是{_called(value)}"
        return
    for key, said in value.items():
        if key not in _BASIS:
            yield f"没有“{key}”这个键，有：{'、'.join(_BASIS)}"
        elif said is not None and not _is_scalar(said):
            yield f"{key}：要写一个文字或数，不能是{_called(said)}"


def _below(unit: Unit) -> Unit:
    from dataclasses import replace

    return replace(unit, path=unit.path[1:])


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def _called(value: Any) -> str:
    if isinstance(value, dict):
        return " {…}"
    if isinstance(value, list):
        return "列表"
    return "空的" if value is None else "文字" if isinstance(value, str) else f" {value}"
