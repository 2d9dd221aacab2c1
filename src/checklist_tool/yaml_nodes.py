"""Where in a text every key and value begins and ends, for those who change or judge it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml.cyaml import CParser
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from checklist_tool.yaml_source import NULLS


@dataclass(slots=True)
class Node:
    """A value as it is written: text[start:end], quotes and brackets included.

    A block ends with its last entry. The line end that closes a block scalar is not part of it.
    """

    kind: Literal["scalar", "mapping", "sequence"]
    start: int
    end: int
    column: int
    flow: bool = False  # of a collection: whether it has brackets
    style: str = ""  # of a scalar: empty when plain, else ' " | or >
    value: str | None = None
    entries: list[Member] = field(default_factory=list)


@dataclass(slots=True)
class Member:
    """A key and its value, or an element of a sequence; `start` is the key or the dash."""

    start: int
    key: Node | None
    value: Node

    @property
    def name(self) -> str:
        """The key as a text."""
        return (self.key and self.key.value) or ""


def nodes(text: str) -> Node | None:
    """The outermost value of a text that yaml_source has read; None when there is none."""
    next_event = CParser(text).get_event
    root = Node("sequence", 0, 0, 0, flow=True)
    stack = [root]
    key: list[Node | None] = [None]
    while True:
        event = next_event()
        kind = type(event)
        at = event.start_mark
        if kind is ScalarEvent:
            node = _scalar(text, event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            name = "mapping" if kind is MappingStartEvent else "sequence"
            node = Node(name, at.index, at.index, at.column, flow=bool(event.flow_style))  # type: ignore[arg-type]
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            done = stack.pop()
            key.pop()
            done.end = event.end_mark.index if done.flow else done.entries[-1].value.end
            continue
        elif kind is StreamEndEvent:
            return root.entries[0].value if root.entries else None
        else:
            continue
        holder = stack[-1]
        if holder.kind == "mapping" and key[-1] is None:
            key[-1] = node
            continue
        before = key[-1]
        start = before.start if before else node.start
        if holder.kind == "sequence" and not holder.flow:
            start = _dash(text, holder, node.start)
        holder.entries.append(Member(start, before, node))
        key[-1] = None
        if kind is not ScalarEvent:
            stack.append(node)
            key.append(None)


def scalars(text: str) -> Iterator[tuple[Node, int]]:
    """Every text of the text as it is written, one after the other, none of them kept.

    With each the number of the bracketed list of which it is an element, from 1, or 0.
    """
    next_event = CParser(text).get_event
    lists = 0
    around = [0]
    while type(event := next_event()) is not StreamEndEvent:
        if type(event) is ScalarEvent:
            yield _scalar(text, event), around[-1]
        elif type(event) is SequenceStartEvent or type(event) is MappingStartEvent:
            bracketed = type(event) is SequenceStartEvent and event.flow_style
            lists += bool(bracketed)
            around.append(lists if bracketed else 0)
        elif type(event) is SequenceEndEvent or type(event) is MappingEndEvent:
            around.pop()


def _scalar(text: str, event: Any) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    style = event.style or ""
    if style in ("|", ">") and style:
        written = text[start:end]
        head = written.partition("\n")[0].partition("#")[0]
        end = start + len(written[:-1] if "+" in head else written.rstrip(" \n"))
    value = None if not style and event.value in NULLS else event.value
    return Node("scalar", start, end, event.start_mark.column, style=style, value=value)


def _dash(text: str, holder: Node, before: int) -> int:
    """Where the dash of the next element stands: below the first one, and in no comment."""
    at = holder.entries[-1].value.end if holder.entries else holder.start
    while at < before:
        column = at - text.rfind("\n", 0, at) - 1
        if text[at] == "-" and column == holder.column:
            return at
        if text[at] == "#" and (column == 0 or text[at - 1] in " \t\n"):
            at = text.find("\n", at)
        at += 1
    return before
