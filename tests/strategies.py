"""Records of any kind, made from their models, so that a new field is tried without a word."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import StringConstraints

from checklist_tool.model import base
from checklist_tool.model.base import Record
from checklist_tool.model.checked import VERSION_PATTERN

_TEXT = st.text("甲乙丙丁，。（）ab1|<`*", min_size=1, max_size=8)
_DAY = st.dates().map(str)
_PATTERNS = {
    base.ID_PATTERN: st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True),
    base.LINE_PATTERN: _TEXT,
    base.TEXT_PATTERN: _TEXT | st.tuples(_TEXT, _TEXT).map("\n".join),
    base.URL_PATTERN: st.from_regex(r"https://[a-z]{1,5}\.cn/[a-z]{0,3}", fullmatch=True),
    VERSION_PATTERN: st.from_regex(r"[a-z]{1,6}(@20[0-9]{2}(-0[1-9])?)?", fullmatch=True),
    base.PHONE_PATTERN: st.from_regex(r"0[0-9]{2}-[0-9]{8}", fullmatch=True),
}
_NAMED = {
    base.Day: _DAY,
    base.When: st.one_of(_DAY, _DAY.map(lambda day: day[:7]), _DAY.map(lambda day: day[:4])),
    base.Number: st.decimals(0, 10**6, places=1).map(str),
    base.Whole: st.integers(0, 10**6).map(str),
    base.Flag: st.sampled_from(["true", "false"]),
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """What a list file may say at a field with this annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return records(annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        for named, strategy in _NAMED.items():
            if get_args(named)[1] in arguments:
                return strategy
        pattern = next((p.pattern for p in arguments if isinstance(p, StringConstraints)), None)
        return _PATTERNS[pattern] if pattern else values(arguments[0])
    if get_origin(annotation) is Literal:
        return st.sampled_from(arguments)
    if get_origin(annotation) is list:
        return st.lists(values(arguments[0]), min_size=1, max_size=3)
    if get_origin(annotation) is dict:
        keys = _PATTERNS[base.ID_PATTERN]
        return st.dictionaries(keys, values(arguments[1]), min_size=1, max_size=3)
    return st.one_of([values(one) for one in arguments if one is not type(None)])


def records(shape: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Data that fits the shape, with any of the optional keys."""
    hints = get_type_hints(shape, include_extras=True)
    required: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for name, info in shape.model_fields.items():
        (required if info.is_required() else optional)[name] = values(hints[name])
    return st.fixed_dictionaries(required, optional=optional)
