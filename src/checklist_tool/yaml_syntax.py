"""What to say of YAML that cannot be read, and of YAML that lists do not use."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from checklist_tool import yaml_slips, yaml_text
from checklist_tool.problems import Place, Problem


class Refused(Exception):
    """YAML that is well formed, but is not for lists."""

    def __init__(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.line, self.column = code, line, column
        self.message, self.hint = message, hint


def not_for_lists(event: Any) -> Refused:
    """That an alias, an anchor or a tag is no part of a list."""
    at = event.start_mark
    if isinstance(event, AliasEvent) or event.anchor is not None:
        return Refused(
            "CK011", at.line, at.column, f"用了 YAML 的锚点或别名（{event.anchor}）",
            "把内容原样写出来；文字以 * 或 & 开头的，两边加英文引号",
        )  # fmt: skip
    return Refused(
        "CK011", at.line, at.column, f"用了 YAML 的标签（{event.tag}）",
        "删掉标签；文字以 ! 开头的，两边加英文引号",
    )  # fmt: skip


def repeated(at: Any, key: str, first: int) -> Refused:
    """That a key stands twice in one mapping; `first` is the line of the first, from 0."""
    hint = "只留一个；两处内容都要的，合成一个列表"
    if key == "id":
        hint = "这里是新的一项，就在前面写上“- ”：每一项从“- id: …”开始；不是就只留一个"
    where = f"第 {first + 1} 行已经写过" if first != at.line else "前面已经写过"
    return Refused(
        "CK010", at.line, at.column, f"键“{key}”写了两次，{where}",
        hint,
    )  # fmt: skip


_SYNTAX = (
    (
        "mapping values are not allowed",
        "这里多了一个冒号加空格",
        "文字里有“: ”的，两边加英文引号；或者检查上一行",
    ),
    (
        "could not find expected ':'",
        "这一行没有写成“键: 值”",
        "检查冒号：要用英文冒号，后面空一格",
    ),
    ("did not find expected key", "这里的层次对不上", "检查缩进：同一层的键要左对齐"),
    (
        "did not find expected '-' indicator",
        "列表的层次对不上",
        "检查缩进：同一个列表的“- ”要左对齐，同一项里的键也要左对齐",
    ),
    ("block sequence entries are not allowed", "列表不能从这里开始", "“- ”要另起一行"),
    (
        "found character that cannot start any token",
        "这个字符不能放在开头",
        "以 @ ` % 等开头的文字，两边加英文引号",
    ),
    ("found unexpected end of stream", "引号没有收尾", "补上右边的引号"),
    (
        "found unknown escape character",
        "双引号里的反斜杠写法不对",
        "改用单引号，或者把 \\ 写成两个",
    ),
    (
        "did not find expected ',' or ']'",
        "方括号里缺逗号或没有收尾",
        "补上逗号或 ]；或者每项一行，用“- ”开头",
    ),
    (
        "did not find expected ',' or '}'",
        "花括号里缺逗号或没有收尾",
        "补上逗号或 }；或者每个键一行",
    ),
    (
        "did not find expected node content",
        "这里缺内容，或者括号没有收尾",
        "补上 ] 或 }，或者两边加英文引号",
    ),
    ("found unexpected ':'", "括号里的冒号有歧义", "两边加英文引号"),
    ("found undefined tag handle", "用了 YAML 的标签", "文字以 ! 开头的，两边加英文引号"),
)


def syntax(path: str, text: str, error: YAMLError) -> Problem:
    """What libyaml objects to, in Chinese, where the reader will look for it."""
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    english = (getattr(error, "problem", None) or str(error)).strip()
    context = getattr(error, "context_mark", None)
    # A line that is no key is reported where the next one begins.
    scanned = context.line if context and "simple key" in (error.context or "") else None
    above = yaml_slips.before(lines, line)
    for number in dict.fromkeys((scanned, line, above, context.line if context else None)):
        if number is None or number >= len(lines):
            continue
        if problem := yaml_text.indentation(path, lines[number], number):
            return problem
        if slip := yaml_slips.slip(lines[number]):
            return _told(path, number, slip)
    if found := yaml_slips.structure(lines, line, scanned):
        return _told(path, *found)
    for start, said, advice in _SYNTAX:
        if english.startswith(start):
            message, hint = said, advice
            about = getattr(error, "context", None) or ""
            unclosed = "flow" in about and mark and mark.index >= len(text.rstrip())
            if context and ("quoted scalar" in about or "simple key" in about or unclosed):
                line, column = min(context.line, len(lines) - 1), context.column
            elif start == "did not find expected key" and lines[line][:column].endswith(("'", '"')):
                message = "引号后面还有文字"
                hint = "整段文字用一对引号括起来；引号是文字的一部分时，改用中文引号“”"
            return Problem(Place(path, line + 1, column + 1), "CK009", message, hint)
    return Problem(
        Place(path, line + 1, column + 1),
        "CK009",
        "这里不合 YAML 的写法",
        "文字以 * & ! > | ] } , 等开头的，两边加英文引号；再和相邻的条目对照缩进和冒号",
    )


def _told(path: str, line: int, slip: yaml_slips.TypingSlip) -> Problem:
    return Problem(Place(path, line + 1, slip.column + 1), "CK009", slip.message, slip.hint)
