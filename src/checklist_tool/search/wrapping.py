"""Chinese in lines: two columns a character, and no mark where none may stand.

Standard library alone.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT = 12
_MARGIN = 4  # columns into which closing marks may hang
_OPENING = frozenset("（“《〈〔【")
_CLOSING = frozenset("，。；：、！？）”》〉〕】")


def row_of(heading: str, texts: list[str], width: int) -> list[str]:
    """The lines of a heading and its texts, wrapped to so many columns (0: not at all)."""
    label = "  " + heading + " " * max(_INDENT - 2 - 2 * len(heading), 2)
    lines = [part for text in texts for part in _wrapped(text, width - _INDENT - _MARGIN)]
    return [(label if not number else " " * _INDENT) + line for number, line in enumerate(lines)]


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns; numbers hang, closing marks do not begin."""
    if width < 20:
        yield from text.split("\n")
        return
    from unicodedata import east_asian_width  # only a terminal needs it

    hang = "   " if text[:1].isdigit() and text[1:3] == ". " else ""
    line, used = "", 0
    for piece in _pieces(text):
        columns = sum(2 if east_asian_width(char) in "WF" else 1 for char in piece)
        if used + columns > width and line and piece not in _CLOSING:
            yield line.rstrip()
            line, used = hang, len(hang)
        line += piece
        used += columns
    yield line


def _pieces(text: str) -> Iterator[str]:
    """What must not be broken: a Latin word or number, or one Chinese character."""
    word = ""
    for char in text:
        if char in _OPENING:
            if word:
                yield word
            word = char
        elif "!" <= char <= "~":
            word += char
        elif word and word[-1] in _OPENING:
            yield word + char
            word = ""
        else:
            if word:
                yield word
            word = ""
            yield char
    if word:
        yield word
