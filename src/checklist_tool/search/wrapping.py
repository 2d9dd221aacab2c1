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


def screen_lines(lines: list[str], width: int) -> int:
    """How many lines these take on a screen of so many columns, where an address may be longer."""
    if not width:
        return len(lines)
    return sum(max(-(-_columns(line) // width), 1) for line in lines)


def one_line(heading: str, names: list[str], end: str, width: int) -> str:
    """A heading with as many of these names as a line of so many columns holds, and the end.

    Without a width (0) it has all of them.
    """
    for fewer in range(len(names)):
        listed = names[: len(names) - fewer]
        said = "、".join(listed) + (f"等 {len(names)} 项" if fewer else "") + end
        [line] = row_of(heading, [said], 0)
        if not width or _columns(line) <= width:
            break
    return line


def _columns(text: str) -> int:
    from unicodedata import east_asian_width  # only a terminal needs it

    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns; numbers hang, closing marks do not begin."""
    if width < 20:
        yield from text.split("\n")
        return
    hang = "   " if text[:1].isdigit() and text[1:3] == ". " else ""
    line, used = "", 0
    for piece in _pieces(text):
        columns = _columns(piece)
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
