"""JSON of texts, lists and flags, read without the package json: that costs half an answer."""

from __future__ import annotations

from _json import scanstring as _unquoted  # json's own C function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parsed(view: str) -> list[Any]:
    """The rows of a view, which is JSON of texts, lists and flags."""
    return list(_parse(view, 0)[0])


def _parse(text: str, at: int) -> tuple[Any, int]:
    if text[at] == '"':
        return _unquoted(text, at + 1, True)
    if text[at] == "[":
        values = []
        at += 1
        while text[at] != "]":
            value, at = _parse(text, at)
            values.append(value)
            at += 2 if text[at] == "," else 0
        return values, at + 1
    return (True, at + 4) if text[at] == "t" else (False, at + 5)
