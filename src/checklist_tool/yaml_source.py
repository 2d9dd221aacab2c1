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

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.cyaml import CParser
from ruamel.yaml.error import YAMLError
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

from checklist_tool import yaml_text
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
        return yaml_text.place_at(self.path, self.text, index)


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
    text, problems = yaml_text.decode(path, raw)
    if text is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    if fault := next(yaml_text.suspects(path, text), None):
        return None, [*problems, fault]
    try:
        data, _ = _build(text)
    except _Refused as refused:
        place = Place(path, refused.line + 1, refused.column + 1)
        fault = Problem(place, refused.code, refused.message, refused.hint)
        return None, [*problems, fault]
    except YAMLError as error:
        return None, [*problems, yaml_text.syntax(path, text, error)]
    return Source(path, text, data), problems


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
                if value[:1] in yaml_text.WIDE and event.style == "":
                    name = yaml_text.WIDE[value[0]]
                    raise _Refused("CK007", at.line, at.column, f"缩进用了{name}", yaml_text.INDENT)
                if value in container:
                    if not places:
                        _build(text, places=True)  # to know where the key stands first
                    raise _repeated(at, value, mark)
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


def _repeated(at: Any, key: str, mark: _Mark) -> _Refused:
    first = mark.children[key].key
    where = f"第 {first[0] + 1} 行已经写过" if first and first[0] != at.line else "前面已经写过"
    return _Refused(
        "CK010", at.line, at.column, f"键“{key}”写了两次，{where}",
        "只留一个；两处内容都要的，合成一个列表",
    )  # fmt: skip
