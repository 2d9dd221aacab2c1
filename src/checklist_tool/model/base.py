"""What every record has in common, and how data becomes records."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_INSIDE = r"^\S(.*\S)?$"


@dataclass(frozen=True, slots=True)
class Column:
    """How a field is shown and found: its Chinese heading, and its weight in the search (0 to 1)."""

    heading: str
    searched: float = 0.0


class Record(BaseModel):
    """A mapping of the data files. Keys are exactly the fields; values are texts as written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _day(value: Any) -> Any:
    if not isinstance(value, str) or isinstance(value, date):
        return value
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


def _when(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise ValueError
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise PydanticCustomError("when", "not a day, month or year") from None
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,12}", value, re.ASCII):
            raise PydanticCustomError("whole", "not a whole number")
        return int(value)
    return value


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(pattern=r"\S")]
Line = Annotated[str, StringConstraints(pattern=_INSIDE)]  # one line, no space at either end
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=60)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
Day = Annotated[date, BeforeValidator(_day)]
When = Annotated[str, AfterValidator(_when)]  # as exact as the source: 2024, 2024-02 or 2024-02-26
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]

Provenance = Literal["published", "law", "inferred"]
PROVENANCES = {
    "published": "公开清单或报道载明",
    "law": "法律法规直接规定",
    "inferred": "整理者推定，未见于公开清单",
}


def first_day(when: str) -> date:
    """The first day that a date known to the year, month or day can mean."""
    return date.fromisoformat((when + "-01-01")[:10])


def last_day(when: str) -> date:
    """The last day that a date known to the year, month or day can mean."""
    if len(when) == 4:
        return date(int(when), 12, 31)
    if len(when) == 7:
        year, month = int(when[:4]), int(when[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(when)


class Cited(Record):
    """Where a statement was seen: a page with an address, or a print with publisher and date."""

    title: Annotated[Line, Column("标题")]
    url: Annotated[Url | None, Column("网址")] = None
    publisher: Annotated[Line | None, Column("发布者")] = None
    published_on: Annotated[When | None, Column("发布日期")] = None


class Review(Record):
    """When an office last confirmed an item (核定)."""

    on: Annotated[Day, Column("日期")]
    by: Annotated[Line, Column("核定单位")]


class Item(Record):
    """What every entry of a list has.

    `inferred` names the fields that are the compilers' reading and stand in no source;
    they are marked wherever they are shown. `provenance` says the same of the entry itself.
    """

    id: Annotated[Id, Column("编号")]
    name: Annotated[Line, Column("名称", searched=1.0)]
    sources: Annotated[list[Cited], Column("出处")] = []
    provenance: Annotated[Provenance, Column("来历")] = "published"
    inferred: Annotated[list[Line], Column("整理者归纳的部分")] = []
    reviewed: Annotated[Review | None, Column("最近核定")] = None
    note: Annotated[Text | None, Column("说明")] = None


class Fault(NamedTuple):
    """What a record's shape objects to; `at_key` when the key is wrong, not its value."""

    loc: tuple[str | int, ...]
    code: str
    message: str
    hint: str
    at_key: bool = False


Shape = TypeVar("Shape", bound=BaseModel)


def fit(shape: type[Shape], data: Any) -> tuple[Shape | None, list[Fault]]:
    """The data as a record of this shape, or None and every fault, in Chinese."""
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, list(_faults(shape, details))


def headings(shape: type[BaseModel]) -> dict[str, str]:
    """The Chinese heading of every field, in the order of the model."""
    return {name: column.heading for name, column in columns(shape)}


def columns(shape: type[BaseModel]) -> Iterator[tuple[str, Column]]:
    """Every field with its Column, in the order of the model."""
    for name, info in shape.model_fields.items():
        found = next((part for part in info.metadata if isinstance(part, Column)), None)
        yield name, found or Column(name)


def _faults(shape: type[BaseModel], details: list[ErrorDetails]) -> Iterator[Fault]:
    for detail in details:
        loc = tuple(part for part in detail["loc"] if not str(part).startswith("function-"))
        kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
        name = str(loc[-1]) if loc else ""
        if kind == "missing":
            title = _heading(shape, loc)
            shown = f"“{name}”（{title}）" if title else f"“{name}”"
            yield Fault(loc, "CK021", f"缺少 {shown}", f"补上一行“{name}: …”")
        elif kind == "extra_forbidden":
            near = _nearest(shape, loc)
            hint = f"是不是想写“{near}”？" if near else "删掉这个键，或者把内容写进 note"
            yield Fault(loc, "CK022", f"没有“{name}”这个键", hint, at_key=True)
        elif kind == "string_type" and given is None:
            yield Fault(loc, "CK023", f"“{name}”后面没有内容", "写上内容；没有内容的就删掉这一行")
        elif kind in _WRONG_TYPE:
            wanted, hint = _WRONG_TYPE[kind]
            yield Fault(loc, "CK023", f"{_of(loc)}要写成{wanted}，现在是{_sort(given)}", hint)
        else:
            message, hint = _wrong_value(kind, given, context)
            yield Fault(loc, "CK024", f"{_of(loc)}{message}", hint)


_WRONG_TYPE = {
    "model_type": ("几个键（键: 值）", "每个键一行，向右缩进两格"),
    "model_attributes_type": ("几个键（键: 值）", "每个键一行，向右缩进两格"),
    "dict_type": ("几个键（键: 值）", "每个键一行，向右缩进两格"),
    "list_type": ("列表", "每项一行，用“- ”开头"),
    "string_type": ("一段文字", "只写一段文字，不要缩进成列表或几个键"),
    "int_type": ("整数", "只写数字"),
    "bool_type": ("true 或 false", "写 true（是）或 false（否）"),
    "date_type": ("日期", "写成 2024-02-26 这样"),
}


def _wrong_value(kind: str, given: Any, context: dict[str, Any]) -> tuple[str, str]:
    shown = _short(given)
    if kind == "literal_error":
        return f"不能是{shown}", "只能写：" + str(context["expected"]).replace("'", "").replace(
            " or ", "、"
        ).replace(", ", "、")
    if kind == "day":
        return f"{shown}不是一个日期", "写成 2024-02-26 这样，日期要真实存在"
    if kind == "when":
        return f"{shown}不是一个日期", "写成 2024、2024-02 或 2024-02-26，日期要真实存在"
    if kind == "whole":
        return f"{shown}不是整数", "只写数字"
    if kind == "string_pattern_mismatch":
        return {
            _ID: (f"{shown}不合编号的写法", "用小写拼音和短横线，如 qinshu-guanxi"),
            _INSIDE: (f"{shown}首尾有空格、换行或没有内容", "写成一行，去掉首尾空格"),
            r"\S": ("是空白", "写上内容；没有内容的就删掉这一行"),
        }.get(context["pattern"], (f"{shown}不是网址", "写完整的网址，以 http:// 或 https:// 开头"))
    if kind == "string_too_long":
        return f"超过 {context['max_length']} 个字符", "写短一些"
    if kind == "too_short":
        return "是空的列表", "至少写一项，或者删掉这个键"
    if kind == "value_error":
        message, _, hint = str(context["error"]).partition("\n")
        return message, hint
    return f"{shown}不合要求（{kind}）", "对照相邻的条目改"


def _of(loc: tuple[str | int, ...]) -> str:
    if not loc:
        return "整个文件"
    if isinstance(loc[-1], int):
        owner = next((str(part) for part in reversed(loc) if isinstance(part, str)), "列表")
        return f"“{owner}”的第 {loc[-1] + 1} 项"
    return f"“{loc[-1]}”"


def _sort(given: Any) -> str:
    if given is None:
        return "空的"
    if isinstance(given, list):
        return "列表"
    return "几个键" if isinstance(given, dict) else f"文字{_short(given)}"


def _short(given: Any) -> str:
    text = str(given)
    return f"“{text[:30]}{'…' if len(text) > 30 else ''}”"


def _shape_at(shape: Any, loc: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The record that holds the last part of the loc."""
    for part in loc[:-1]:
        if isinstance(part, int) or not (isinstance(shape, type) and issubclass(shape, BaseModel)):
            continue
        info = shape.model_fields.get(part)
        if info is None:
            return None
        shape = _record_in(info.annotation)
    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if found := _record_in(part):
            return found
    return None


def _heading(shape: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    record = _shape_at(shape, loc)
    title = headings(record).get(str(loc[-1]), "") if record else ""
    return "" if title == loc[-1] else title


def _nearest(shape: type[BaseModel], loc: tuple[str | int, ...]) -> str | None:
    from difflib import get_close_matches

    record = _shape_at(shape, loc)
    if record is None:
        return None
    wrong = str(loc[-1])
    by_heading = {heading: name for name, heading in headings(record).items()}
    if wrong in by_heading:
        return by_heading[wrong]
    return next(iter(get_close_matches(wrong.lower(), record.model_fields, 1, 0.6)), None)
