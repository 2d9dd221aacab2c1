"""Text to data with the place of every key and value.

The YAML of the lists is a small, safe part of YAML 1.2: mappings, sequences and
texts, one document a file. Every scalar stays the text that was written (`0571`,
`2024-02`, `yes`); only an empty value, `~` or `null` becomes None, and what a text
means is for the model to say. Anchors, aliases, tags and repeated keys are refused.

Data is built in one pass over libyaml's event stream, which notes where each item of a
list begins and nothing else. Any other place is needed only once a fault is found: then the
text of its item is read once more, by the same events, and the places in it are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.cyaml import CParser
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from checklist_tool import yaml_syntax, yaml_text
from checklist_tool.problems import Place, Problem

Loc = Sequence[str | int]

_DEPTH = 40  # levels; the deepest list has 6
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_ABSENT = object()

# Of each mapping that is an item of a list of the outermost mapping: where it begins.
_Starts = dict[tuple[Any, ...], Any]
# Line and column of a value, from 0, and its parts: by key or number, each with the line and
# column of its key.
_Node = tuple[int, int, dict[Any, Any]]
_NOTHING: dict[Any, Any] = {}
_KEPT = 4_000_000


@dataclass(slots=True)
class Source:
    """A file that could be read: its text, its data, and where everything stands."""

    path: str
    text: str
    data: Any
    _starts: _Starts = field(default_factory=dict, repr=False)
    _maps: dict[tuple[Any, ...], _Node] = field(default_factory=dict, repr=False, compare=False)
    _kept: int = field(default=0, repr=False, compare=False)  # characters of the items mapped
    _positions: yaml_text.Positions | None = field(default=None, repr=False, compare=False)
    _characters: str | None = field(default=None, repr=False, compare=False)

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Where the value at `loc` stands, or with `key` its key.

        Of a loc that leads beyond the data, the deepest part that exists is taken: for a
        missing key that is the mapping it is missing from.
        """
        start, rest = self._starts.get(tuple(loc[:2])), loc[2:]
        if start is None:
            line, column = _found(self._map(()), loc, key)
        elif not rest:
            line, column = start.line, start.column
        else:
            line, column = _found(self._map(tuple(loc[:2])), rest, key)
            line += start.line
        return Place(self.path, line + 1, column + 1)

    def each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match of a pattern of one character.

        What is not among the characters of a text need not be looked for in it.
        """
        if self._characters is None:
            self._characters = "".join(set(self.text))
        return pattern.finditer(self.text) if pattern.search(self._characters) else iter(())

    def at(self, index: int) -> Place:
        """The place of a character of the text, by its index."""
        if self._positions is None:
            self._positions = yaml_text.Positions(self.path, self.text)
        return self._positions.at(index)

    def _map(self, loc: tuple[Any, ...]) -> _Node:
        """Where all stands that is in an item, or with () outside of them.

        It is kept, since where one fault is others may be: an item is looked through once.
        """
        if loc in self._maps:
            return self._maps[loc]
        if not loc:
            found = _mapped(self.text, self._starts)
        else:
            start, after = self._starts[loc], self._starts.get((loc[0], loc[1] + 1))
            part = self.text[start.index : after.index if after else None]
            self._kept += len(part)
            if self._kept > _KEPT:
                self._maps.clear()
                self._kept = len(part)
            found = _mapped(" " * start.column + part, {})
        self._maps[loc] = found
        return found


def read(path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
    """The data of a file, or None, and what is wrong with it.

    Of a file that cannot be read, all that certainly stops it is told at once; a byte order
    mark or CRLF line ends are read and give a warning.
    """
    text, problems = yaml_text.decode(path, raw)
    if text is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    if fault := next(yaml_text.suspects(path, text), None):
        return None, [*problems, *yaml_text.unreadable(path, text, fault)]
    try:
        data, starts = _build(text)
    except yaml_syntax.Refused as refused:
        place = Place(path, refused.line + 1, refused.column + 1)
        fault = Problem(place, refused.code, refused.message, refused.hint)
        return None, [*problems, *yaml_text.unreadable(path, text, fault)]
    except YAMLError as error:
        fault = yaml_syntax.syntax(path, text, error)
        return None, [*problems, *yaml_text.unreadable(path, text, fault)]
    if text.startswith("\ufeff"):  # libyaml does not count that one: the items are not looked for
        starts = {}
    return Source(path, text, data, starts), problems


def _build(text: str) -> tuple[Any, _Starts]:
    """The data of the one document, and where the items of its lists begin.

    Raises yaml_syntax.Refused for what lists must not use, YAMLError for what is not YAML.
    """
    next_event = CParser(text).get_event
    same: Any = {}.setdefault  # what is written a thousand times is kept once
    starts: _Starts = {}
    top: list[Any] = []  # holds the document's one value
    container: Any = top
    key: Any = _ABSENT
    stack: list[tuple[Any, str | int]] = []  # the containers around, and where in them we are
    documents = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise yaml_syntax.not_for_lists(event)
            value = same(event.value, event.value)
            if value in NULLS and event.style == "":
                value = None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            container, _ = stack.pop()
            key = _ABSENT
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise yaml_syntax.not_for_lists(event)
            value = {} if kind is MappingStartEvent else []
            if len(stack) >= _DEPTH:
                at = event.start_mark
                raise yaml_syntax.Refused(
                    "CK012", at.line, at.column, f"嵌套超过 {_DEPTH} 层", "清单不需要这么深的层次"
                )
        elif kind is AliasEvent:
            raise yaml_syntax.not_for_lists(event)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                at = event.start_mark
                raise yaml_syntax.Refused(
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
                    raise yaml_syntax.Refused(
                        "CK009", at.line, at.column, "键必须是一个词", "检查冒号和缩进"
                    )  # fmt: skip
                if value[:1] in yaml_text.WIDE and event.style == "":
                    name = yaml_text.WIDE[value[0]]
                    raise yaml_syntax.Refused(
                        "CK007", at.line, at.column, f"缩进用了{name}", yaml_text.INDENT
                    )
                if value in container:
                    loc = (*(slot for _, slot in stack[1:]), value)
                    raise yaml_syntax.repeated(
                        at, value, _found(_mapped(text[: at.index], {}), loc, key=True)[0]
                    )
                key = value
                continue
            slot = key
            container[key] = value
            key = _ABSENT
        else:
            slot = len(container)
            container.append(value)
        if kind is not ScalarEvent:
            if len(stack) == 2 and kind is MappingStartEvent and type(slot) is int:
                starts[stack[1][1], slot] = event.start_mark
            stack.append((container, slot))
            container = value
    return (top[0] if top else None), starts


def _found(node: _Node, loc: Loc, key: bool) -> tuple[int, int]:
    """Line and column, from 0, of what `loc` leads to, or of the deepest part that exists."""
    line, column, parts = node
    for number, part in enumerate(loc, 1):
        if part not in parts:
            break
        key_line, key_column, (line, column, parts) = parts[part]
        if key and number == len(loc):
            return key_line, key_column
    return line, column


def _mapped(text: str, starts: _Starts) -> _Node:
    """Where all stands that is in the first value of a text; not what is in items of `starts`.

    The text may end in the middle of what comes after the value, or no longer be YAML.
    """
    next_event = CParser(text).get_event
    event = next_event()
    while not isinstance(event, (NodeEvent, StreamEndEvent)):
        event = next_event()
    found = _begun(event)
    if not isinstance(event, StreamEndEvent):
        with suppress(YAMLError):
            _fill(found, next_event, event, starts, ())
    return found


def _begun(event: Any) -> _Node:
    parts = {} if isinstance(event, CollectionStartEvent) else _NOTHING
    return event.start_mark.line, event.start_mark.column, parts


def _fill(node: _Node, next_event: Any, event: Any, starts: _Starts, loc: tuple[Any, ...]) -> None:
    """Enter the parts of a node that has just begun; of a repeated key the first one counts."""
    parts = node[2]
    if loc in starts:
        _pass(next_event, event)
    elif isinstance(event, MappingStartEvent):
        while not isinstance(name := next_event(), MappingEndEvent):
            value = next_event()
            mark, part = name.start_mark, _begun(value)
            parts.setdefault(name.value, (mark.line, mark.column, part))
            _fill(part, next_event, value, starts, (*loc, name.value))
    elif isinstance(event, SequenceStartEvent):
        while not isinstance(value := next_event(), SequenceEndEvent):
            mark, part, number = value.start_mark, _begun(value), len(parts)
            parts[number] = mark.line, mark.column, part
            _fill(part, next_event, value, starts, (*loc, number))


def _pass(next_event: Any, event: Any) -> None:
    """Go on to the end of a node."""
    depth = 0
    while True:
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if not depth:
            return
        event = next_event()
