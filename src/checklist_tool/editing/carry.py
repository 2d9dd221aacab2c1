"""An item carried from one list to another as it is written, comments and all."""

from __future__ import annotations

from typing import Any, cast

from checklist_tool import yaml_source
from checklist_tool.editing.in_place import Splices
from checklist_tool.yaml_nodes import Node, nodes


def excerpt(text: str, number: int) -> list[str] | None:
    """The lines of an item, the comments right above it too; None when it has none of its own."""
    items = _items(text)
    lines = _span(text, items, number) if items else None
    if items is None or lines is None:
        return None
    rows = text.split("\n")[lines[0] : lines[1]]
    return [row[min(items.column, len(row) - len(row.lstrip(" "))) :] for row in rows]


def without(text: str, number: int) -> str:
    """The text without an item and its comments; unchanged if it cannot be removed safely."""
    items = _items(text)
    lines = _span(text, items, number) if items else None
    if lines is None:
        return text
    rows = text.split("\n")
    start, end = lines
    # Of the blank lines around it, those on one side go with it.
    if number == 0:
        while end < len(rows) - 1 and not rows[end].strip():
            end += 1
    else:
        while not rows[start - 1].strip():
            start -= 1
    data = _data(text)
    rest = "\n".join([*rows[:start], *rows[end:]])
    del data["items"][number]
    return rest if _data(rest) == data else text


def added(text: str, rows: list[str], item: Any) -> str:
    """The text with these lines as its last item; unchanged if they do not fit in."""
    items = _items(text)
    if items is None:
        return text
    splices = Splices(text)
    end = splices.line_end(splices.foot(items.entries[-1].value.end, items.column))
    gap = "\n\n" if splices.apart(items, [item]) else "\n"
    body = "\n".join(" " * items.column + row if row else "" for row in rows)
    found = text[:end] + gap + body + text[end:]
    data = _data(text)
    data["items"].append(item)
    return found if _data(found) == data else text


def _items(text: str) -> Node | None:
    """The list of items, when each has lines of its own."""
    root = nodes(text)
    entries = root.entries if root and root.kind == "mapping" and not root.flow else []
    found = next((entry.value for entry in entries if entry.name == "items"), None)
    return found if found and found.kind == "sequence" and not found.flow else None


def _span(text: str, items: Node, number: int) -> tuple[int, int] | None:
    """The lines of an item, from the comments right above it to those that end it."""
    entry = items.entries[number]
    rows = text.split("\n")
    start = text.count("\n", 0, entry.start)
    if rows[start][: items.column].strip():
        return None
    while start and rows[start - 1].lstrip(" ").startswith("#"):
        start -= 1
    end = text.count("\n", 0, Splices(text).foot(entry.value.end, items.column)) + 1
    return start, end


def _data(text: str) -> Any:
    source, _ = yaml_source.read("", text.encode("utf-8", "surrogatepass"))
    return cast(Any, source.data) if source else None
