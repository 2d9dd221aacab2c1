"""How data becomes records, and pydantic's objections in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from checklist_tool.model.base import (
    ID_PATTERN,
    LINE_PATTERN,
    PHONE_PATTERN,
    TEXT_PATTERN,
    URL_PATTERN,
    choices,
    columns,
    headings,
)
from checklist_tool.model.kinds import VOCABULARY
from checklist_tool.model.meant import day_meant, unquoted, when_meant
from checklist_tool.model.nearest import near_key, near_value, record_at
from checklist_tool.model.vocabulary import Words
from checklist_tool.values import listed, value_of


class Fault(NamedTuple):
    """What a record's shape objects to; `at_key` when the key is wrong, not its value.

    `meant` is what should stand there, where that is beyond doubt: `fmt --fix` writes it.
    """

    loc: tuple[str | int, ...]
    code: str
    message: str
    hint: str
    at_key: bool = False
    meant: str | None = None


Shape = TypeVar("Shape", bound=BaseModel)


def fit(shape: type[Shape], data: Any) -> tuple[Shape | None, list[Fault]]:
    """The data as a record of this shape, or None and every fault, in Chinese."""
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, list(_faults(shape, details))


_POINTER = "version https://git-lfs.github.com/spec/"
_PATH = re.compile(r"[^\s:]+\.ya?ml")


def no_keys(title: str, data: Any, *, of_items: bool) -> tuple[str, str]:
    """What to say of a file of this kind that is no mapping, and what to do."""
    if isinstance(data, str) and data.startswith(_POINTER):
        return (
            f"这不是{title}，是 Git LFS 的指针：真正的内容没有取下来",
            "运行 git lfs pull 取下来；清单是文字，以后不要放进 LFS",
        )
    if isinstance(data, str) and _PATH.fullmatch(data):
        return (
            f"这不是{title}，是一个链接：里面只有一个路径“{data[:60]}”",
            "把那个文件的内容放在这里；要保留链接的，运行 git config core.symlinks true 再取一次",
        )
    found = "一个列表" if isinstance(data, list) else "一段文字" if data else "空的"
    message = f"{title}的文件最外层要写成几个键（键: 值），现在是{found}"
    return message, "第一行写 title: …；条目放在 items: 下面" if of_items else "每行一个键"


def _faults(shape: type[BaseModel], details: list[ErrorDetails]) -> Iterator[Fault]:
    # A misspelt key is told once, not also as the key that is then missing.
    misspelt = {
        (detail["loc"][:-1], near_key(shape, detail["loc"], detail["input"]))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        loc = detail["loc"]
        kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
        name = str(loc[-1]) if loc else ""
        if kind == "missing":
            if (loc[:-1], name) in misspelt:
                continue
            title = _heading(shape, loc)
            shown = f"“{name}”（{title}）" if title else f"“{name}”"
            yield Fault(loc, "CK021", f"缺少{shown}", f"补上一行“{name}: …”")
        elif kind == "extra_forbidden":
            yield _unknown_key(shape, loc, name, given)
        elif kind == "string_type" and given is None:
            yield Fault(loc, "CK023", f"{_of(loc)}后面没有内容", "写上内容；没有内容的就删掉这一行")
        elif kind in _WRONG_TYPE:
            wanted, hint = _WRONG_TYPE[kind]
            yield Fault(loc, "CK023", f"{_of(loc)}要写成{wanted}，现在是{_sort(given)}", hint)
        elif kind == "literal_error" and not isinstance(given, str):
            wanted, hint = "一个词", f"只能写：{listed(_choices(shape, loc, context))}"
            yield Fault(loc, "CK023", f"{_of(loc)}要写成{wanted}，现在是{_sort(given)}", hint)
        else:
            words = _choices(shape, loc, context) if kind == "literal_error" else {}
            message, hint = _wrong_value(kind, given, context, words)
            meant = _meant(kind, given, context, words)
            if meant:
                hint = f"写 {meant}"
            yield Fault(loc, "CK024", f"{_of(loc)}{message}", hint, meant=meant)


def _unknown_key(
    shape: type[BaseModel], loc: tuple[str | int, ...], name: str, given: Any
) -> Fault:
    record = record_at(shape, loc)
    noted = "note" in getattr(record, "model_fields", {})
    hint = "删掉这个键，或者把内容写进 note" if noted else "删掉这个键"
    near, said = near_key(shape, loc, given), f"没有“{name}”这个键"
    quoted = unquoted(name)
    if record is not None and quoted in record.model_fields:
        return Fault(loc, "CK022", f"键“{quoted}”带了引号", "去掉引号", True, quoted)
    if record is not None and (word := _word_of_the_search(record, name)):
        hint = f"移到 {VOCABULARY.path('<清单>')}，或者运行 checklist edit <编号> --set {word}+=…"
        return Fault(loc, "CK022", f"“{name}”只供查找，不写在清单里", hint, at_key=True)
    before, colon, _ = name.partition("：")
    if colon and record is not None and before in record.model_fields:
        message = f"键“{before}”后面用了全角冒号“：”"
        return Fault(loc, "CK022", message, "改成英文冒号加一个空格", at_key=True)
    if near:
        exact = record is not None and name in headings(record).values()
        hint = f"写 {near}" if exact else f"是不是想写“{near}”？"
    return Fault(loc, "CK022", said, hint, at_key=True)


def _word_of_the_search(record: type[BaseModel], name: str) -> str | None:
    """The key of the vocabulary that this is, where an item has it instead of that."""
    key = {heading: key for key, heading in headings(Words).items()}.get(name, name)
    return key if key in ("names", "asks") and "aliases" in record.model_fields else None


_WRONG_TYPE = {
    "model_type": ("几个键（键: 值）", "每个键一行，向右缩进两格"),
    "model_attributes_type": ("几个键（键: 值）", "每个键一行，向右缩进两格"),
    "dict_type": ("几个键（键: 值）", "每个键一行，向右缩进两格"),
    "list_type": ("列表", "每项一行，用“- ”开头"),
    "string_type": (
        "一段文字",
        "只写一段文字，不要缩进成列表或几个键；文字以 [ 或 { 开头的，两边加英文引号",
    ),
    "int_type": ("整数", "只写数字"),
    "bool_type": (" true 或 false", "写 true（是）或 false（否）"),
    "date_type": ("日期", "写成 2024-02-26 这样"),
}


def _wrong_value(
    kind: str, given: Any, context: dict[str, Any], words: Mapping[str, str]
) -> tuple[str, str]:
    shown = _short(given)
    if kind == "literal_error":
        value = value_of(words, given)
        near = near_value(words, given)
        hint = f"{f'多半是 {near}；' if near else ''}只能写：{listed(words)}"
        return f"不能是{shown}", f"写 {value}" if value else hint
    if kind == "day":
        return f"写的{shown}不是一个日期", "写成 2024-02-26 这样，日期要真实存在"
    if kind == "when":
        return f"写的{shown}不是一个日期", "写成 2024、2024-02 或 2024-02-26，日期要真实存在"
    if kind == "whole":
        return f"写的{shown}不是整数", "只写数字"
    if kind == "number":
        return f"写的{shown}不是数", "只写数字，可以有小数点；“余、多”写 at_least: true"
    if kind == "string_pattern_mismatch":
        return {
            ID_PATTERN: (f"写的{shown}不合编号的写法", "用小写拼音和短横线，如 qinshu-guanxi"),
            LINE_PATTERN: (f"写的{shown}首尾有空格、换行或没有内容", "写成一行，去掉首尾空格"),
            TEXT_PATTERN: ("是空白", "写上内容；没有内容的就删掉这一行"),
            URL_PATTERN: (f"写的{shown}不是网址", "写完整的网址，以 http:// 或 https:// 开头"),
            PHONE_PATTERN: (
                f"写的{shown}不是公开的电话",
                "只写热线或固定电话，如 12345、021-12345678；不写个人手机",
            ),
        }.get(context["pattern"], (f"写的{shown}不合要求", "对照相邻的条目改"))
    if kind == "string_too_long":
        return f"超过 {context['max_length']} 个字符", "写短一些"
    if kind == "too_short":
        return "是空的列表", "至少写一项，或者删掉这个键"
    if kind == "value_error":
        message, _, hint = str(context["error"]).partition("\n")
        return message, hint
    return f"写的{shown}不合要求（{kind}）", "对照相邻的条目改"


def _meant(kind: str, given: Any, context: dict[str, Any], words: Mapping[str, str]) -> str | None:
    """What a text was surely meant to be: a date as documents write it, or a value in quotes."""
    if not isinstance(given, str):
        return None
    inner = unquoted(given)
    if kind == "day":
        return day_meant(given)
    if kind == "when":
        return when_meant(given)
    if kind == "string_pattern_mismatch" and inner and re.match(context["pattern"], inner):
        return inner
    if kind == "whole" and inner and inner.isdecimal() and inner.isascii():
        return inner
    return inner if inner in words else None


def _choices(
    shape: type[BaseModel], loc: tuple[str | int, ...], context: dict[str, Any]
) -> dict[str, str]:
    """The values that may stand there, each with its Chinese word."""
    allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    record = record_at(shape, loc)
    column = dict(columns(record)).get(str(loc[-1])) if record else None
    return choices(column, allowed)


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
    text = " ".join(str(given).split("\n"))
    return f"“{text[:30]}{'…' if len(text) > 30 else ''}”"


def _heading(shape: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    record = record_at(shape, loc)
    title = headings(record).get(str(loc[-1]), "") if record else ""
    return "" if title == loc[-1] else title
