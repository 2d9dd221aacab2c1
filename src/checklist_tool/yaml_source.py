"""Text to data with the place of every key and value.

The YAML of the lists is a small, safe part of YAML 1.2: mappings, sequences and
texts, one document a file. Every scalar stays the text that was written (`0571`,
`2024-02`, `yes`); only an empty value, `~` or `null` becomes None, and what a text
means is for the model to say. Anchors, aliases, tags and repeated keys are refused.

Data is built in one pass over libyaml's event stream. Places are needed only once
a fault is found, so they come from a second pass by the same function over the
same text, and cannot disagree with the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.cyaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from checklist_tool.files import LIMIT
from checklist_tool.problems import Place, Problem

Loc = Sequence[str | int]

_DEPTH = 40  # levels; the deepest list has 6
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_ABSENT = object()


@dataclass(slots=True)
class Source:
    """A file that could be read: its text, its data, and where everything stands."""

    path: str
    text: str
    data: Any
    _marks: _Mark | None = field(default=None, repr=False)

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Where the value at `loc` stands, or with `key` its key.

        Of a loc that leads beyond the data, the deepest part that exists is taken: for a
        missing key that is the mapping it is missing from.
        """
        if self._marks is None:
            self._marks = _build(self.text, places=True)[1]
        mark = self._marks
        line, column = mark.line, mark.column
        for part in loc:
            child = mark.children.get(part)
            if child is None:
                break
            mark = child
            line, column = mark.line, mark.column
        else:
            if key and mark.key is not None:
                line, column = mark.key
        return Place(self.path, line + 1, column + 1)

    def at(self, index: int) -> Place:
        """The place of a character of the text, by its index."""
        return _place_at(self.path, self.text, index)


@dataclass(slots=True)
class _Mark:
    line: int
    column: int
    key: tuple[int, int] | None = None
    children: dict[str | int, _Mark] = field(default_factory=dict)


class _Refused(Exception):
    """YAML that is well formed, but is not for lists."""

    def __init__(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.line, self.column = code, line, column
        self.message, self.hint = message, hint


def read(path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
    """The data of a file, or None, and what is wrong with it.

    A file that cannot be read gives exactly one error; a byte order mark or CRLF line ends
    are read and give a warning.
    """
    text, problems = _decode(path, raw)
    if text is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    if fault := next(_suspects(path, text), None):
        return None, [*problems, fault]
    try:
        data, _ = _build(text)
    except _Refused as refused:
        place = Place(path, refused.line + 1, refused.column + 1)
        fault = Problem(place, refused.code, refused.message, refused.hint)
        return None, [*problems, fault]
    except YAMLError as error:
        return None, [*problems, _syntax(path, text, error)]
    return Source(path, text, data), problems


def _decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    start = Place(path)
    if len(raw) > LIMIT:
        return None, [
            Problem(
                start,
                "CK002",
                f"文件超过 {LIMIT // 1024 // 1024} MB，不像是一张清单",
                "检查是不是放错了文件；清单太长时分成几个文件",
            )
        ]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            Problem(
                start, "CK003", "文件是 UTF-16 编码", "在编辑器里用“另存为”，编码选 UTF-8，再保存"
            )
        ]
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        problems.append(
            Problem(
                start,
                "CK004",
                "文件开头有 BOM（看不见的编码标记）",
                "在编辑器里另存为“UTF-8（无 BOM）”",
                severity="warning",
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, raw, error)]
    if "\r" in text:
        crlf = text.count("\r\n")
        where = _place_at(path, text, text.index("\r"))
        message = (
            f"有 {crlf} 行以 CRLF（Windows 换行）结尾" if crlf else "换行符是 CR（旧式 Mac 换行）"
        )
        problems.append(
            Problem(
                where, "CK005", message, "在编辑器右下角把换行符改成 LF 再保存", severity="warning"
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    before = raw[: error.start].decode("utf-8")
    place = _place_at(path, before, len(before))
    start = raw.rfind(b"\n", 0, error.start) + 1
    end = raw.find(b"\n", error.start)
    line = raw[start : end if end >= 0 else len(raw)][:60]
    try:
        shown = line.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(
            place, "CK003", "文件不是 UTF-8 编码，有读不出的字节", "用原来的软件另存为 UTF-8"
        )
    return Problem(
        place,
        "CK003",
        f"文件不是 UTF-8 编码，看起来是 GBK：“{shown.strip()}”",
        "在编辑器里用 GBK 打开，再另存为 UTF-8",
    )


_SUSPECT = re.compile(
    r"(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufffe\uffff])"
    r"|^(?P<conflict><{7}|>{7})(?= |$)"
    r"|^ *(?P<tab>\t)(?=[ \t]*[^\s#])"
    r"|^ *(?P<wide>[\u3000\u00a0])",
    re.MULTILINE,
)


def _suspects(path: str, text: str) -> Iterator[Problem]:
    """What libyaml would take for something else, or report at the wrong place."""
    if text.isspace() or not text:
        yield Problem(
            Place(path), "CK013", "文件是空的", "写上清单的内容；不要的文件用 git 删除，不要清空"
        )
        return
    for found in _SUSPECT.finditer(text):
        kind = found.lastgroup or ""
        place = _place_at(path, text, found.start(kind))
        if kind == "control":
            yield Problem(
                place,
                "CK006",
                f"有不可见的控制字符 U+{ord(found[kind]):04X}",
                "删掉这个字符；多半是从别的软件粘贴带进来的",
            )
        elif kind == "conflict":
            yield Problem(
                place,
                "CK008",
                "留有合并冲突的标记（<<<<<<< 到 >>>>>>>）",
                "在两种写法里选一种，再删掉三行标记；"
                "拿不准就请提交这两处改动的人一起看",
            )
        elif kind == "tab":
            yield Problem(place, "CK007", "缩进用了制表符（Tab）", "改成空格，每一层两个空格")
        else:
            name = "全角空格" if found[kind] == "\u3000" else "不换行空格"
            yield Problem(place, "CK007", f"缩进用了{name}", "改成普通空格，每一层两个空格")


def _build(text: str, *, places: bool = False) -> tuple[Any, _Mark]:
    """The data of the one document, and with `places` the mark of every node.

    Raises _Refused for what lists must not use, YAMLError for what is not YAML.
    """
    next_event = CParser(text).get_event
    root = _Mark(0, 0)
    top: list[Any] = []  # holds the document's one value
    container: Any = top
    key: Any = _ABSENT
    key_at: tuple[int, int] | None = None
    mark = root
    stack: list[tuple[Any, Any, _Mark]] = []
    documents = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _not_for_lists(event)
            value = event.value
            if event.style == "" and value in _NULLS:
                value = None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            container, key, mark = stack.pop()
            key_at = None
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise _not_for_lists(event)
            value = {} if kind is MappingStartEvent else []
            if len(stack) >= _DEPTH:
                at = event.start_mark
                raise _Refused(
                    "CK012", at.line, at.column, f"嵌套超过 {_DEPTH} 层", "清单不需要这么深的层次"
                )
        elif kind is AliasEvent:
            raise _not_for_lists(event)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                at = event.start_mark
                raise _Refused(
                    "CK015", at.line, at.column, "一个文件里有两份 YAML 文档（--- 隔开）",
                    "拆成两个文件，或者删掉 --- 这一行",
                )  # fmt: skip
            continue
        elif kind is StreamEndEvent:
            break
        else:
            continue

        if type(container) is dict:
            if key is _ABSENT:
                at = event.start_mark
                if type(value) is not str:
                    raise _Refused(
                        "CK009", at.line, at.column, "键必须是一个词", "检查冒号和缩进"
                    )  # fmt: skip
                if value in container:
                    raise _repeated(text, at, value)
                key = value
                if places:
                    key_at = (at.line, at.column)
                continue
            slot = key
            container[key] = value
            key = _ABSENT
        else:
            slot = len(container)
            container.append(value)
        if places:
            at = event.start_mark
            child = _Mark(at.line, at.column, key_at)
            mark.children[slot] = child
            key_at = None
        if kind is not ScalarEvent:
            stack.append((container, key, mark))
            container, key = value, _ABSENT
            if places:
                mark = child
    if places and 0 in root.children:
        root = root.children[0]
    return (top[0] if top else None), root


def _not_for_lists(event: Any) -> _Refused:
    at = event.start_mark
    if isinstance(event, AliasEvent) or event.anchor is not None:
        return _Refused(
            "CK011", at.line, at.column, f"用了 YAML 的锚点或别名（{event.anchor}）",
            "把内容原样写出来；文字以 * 或 & 开头的，两边加英文引号",
        )  # fmt: skip
    return _Refused(
        "CK011", at.line, at.column, f"用了 YAML 的标签（{event.tag}）",
        "删掉标签；文字以 ! 开头的，两边加英文引号",
    )  # fmt: skip


def _repeated(text: str, at: Any, key: str) -> _Refused:
    first = _first_key(text, at.line, at.column, key)
    where = f"第 {first + 1} 行已经写过" if first is not None else "前面已经写过"
    return _Refused(
        "CK010", at.line, at.column, f"键“{key}”写了两次，{where}",
        "只留一个；两处内容都要的，合成一个列表",
    )  # fmt: skip


def _first_key(text: str, line: int, column: int, key: str) -> int | None:
    """The line of the same key above, at the same column of a block mapping."""
    lines = text.split("\n")[:line]
    for number in range(len(lines) - 1, -1, -1):
        at_column = lines[number][column:]
        if at_column.startswith((key + ":", f'"{key}":', f"'{key}':")):
            return number
    return None


_SYNTAX = (
    ("mapping values are not allowed", "这里多了一个冒号加空格", "文字里有“: ”的，两边加英文引号；或者检查上一行"),
    ("could not find expected ':'", "这一行没有写成“键: 值”", "检查冒号：要用英文冒号，后面空一格"),
    ("did not find expected key", "这里的层次对不上", "检查缩进：同一层的键要左对齐"),
    ("did not find expected '-' indicator", "列表的层次对不上", "检查缩进：同一个列表的“- ”要左对齐"),
    ("block sequence entries are not allowed", "列表不能从这里开始", "“- ”要另起一行"),
    ("found character that cannot start any token", "这个字符不能放在开头", "以 @ ` % 等开头的文字，两边加英文引号"),
    ("found unexpected end of stream", "引号没有收尾", "补上右边的引号"),
    ("found unknown escape character", "双引号里的反斜杠写法不对", "改用单引号，或者把 \\ 写成两个"),
    ("did not find expected ',' or ']'", "方括号里缺逗号或没有收尾", "补上逗号或 ]；或者每项一行，用“- ”开头"),
    ("did not find expected ',' or '}'", "花括号里缺逗号或没有收尾", "补上逗号或 }；或者每个键一行"),
    ("found unexpected ':'", "括号里的冒号有歧义", "两边加英文引号"),
    ("found undefined tag handle", "用了 YAML 的标签", "文字以 ! 开头的，两边加英文引号"),
)  # fmt: skip


def _syntax(path: str, text: str, error: YAMLError) -> Problem:
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    english = (getattr(error, "problem", None) or str(error)).strip()
    context = getattr(error, "context_mark", None)
    # A key with a full-width colon is reported one line late: look at it first.
    for number in (line, line - 1, context.line if context else line):
        if 0 <= number < len(lines) and (
            wide := re.match(r"\s*(?:- )?[\w-]+(：)\s*", lines[number])
        ):
            return Problem(
                Place(path, number + 1, wide.start(1) + 1),
                "CK009",
                "键后面用了全角冒号“：”",
                "改成英文冒号加一个空格",
            )
    for start, message, hint in _SYNTAX:
        if english.startswith(start):
            if context and "quoted scalar" in (getattr(error, "context", None) or ""):
                line, column = context.line, context.column
            return Problem(Place(path, line + 1, column + 1), "CK009", message, hint)
    return Problem(
        Place(path, line + 1, column + 1),
        "CK009",
        f"这里不合 YAML 的写法（{english}）",
        "和相邻的条目对照缩进、冒号和引号",
    )


def _place_at(path: str, text: str, index: int) -> Place:
    line = text.count("\n", 0, index)
    return Place(path, line + 1, index - text.rfind("\n", 0, index))
