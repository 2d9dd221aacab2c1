"""What is shown is text: which characters never are, and the signs that stand for them.

A character that cannot be seen, or that changes how others are seen, may hide what a list
says or take over a terminal; a line that a CI server takes for a command may silence it.
Standard library alone: every answer of the desk passes here.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

# First and last of each run. Tab and line feed are layout, and are not among them.
_PRINTABLE = (  # what Python calls printable, and is blank all the same
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180D), (0x180F, 0x180F),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFFC, 0xFFFC),
    (0xE0100, 0xE01EF),
)  # fmt: skip
_OTHER = (
    (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F),  # control characters
    (0x00AD, 0x00AD), (0x061C, 0x061C), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),  # zero width, separators, directions
    (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF),
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
)  # fmt: skip
_UNSEEN = (*_PRINTABLE, *_OTHER)
_BLANK = frozenset(chr(code) for first, last in _PRINTABLE for code in range(first, last + 1))

# Begins a colour that we have chosen ourselves. It is another one each time the program runs,
# so that nobody can write it into a list.
MARK = chr(0x100000 + int.from_bytes(os.urandom(2), "big") % 0xFFFE)


BOLD, DIM, CYAN = "1", "2", "36"


def unseen(char: str) -> bool:
    """Whether a character is never shown as it is."""
    code = ord(char)
    return any(first <= code <= last for first, last in _UNSEEN)


def pattern() -> str:
    """All of these characters, as a class of a regular expression."""
    return "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSEEN) + "]"


def visible(text: str) -> str:
    """The text with a sign, as `<U+202E>`, for what is never shown; in as many lines as before."""
    return text if _plain(text) else text.translate(_TEXT)


def in_line(text: str) -> str:
    """The same in one line: a line break and a tab are told by their sign too."""
    several = "\n" in text or "\t" in text
    return text.translate(_LINE) if several or not _plain(text) else text


def in_json(text: str) -> str:
    """JSON that means the same, with an escape for what is never shown, ready to print."""
    if not _plain(text):
        text = text.translate(_JSON)
    return _harmless(text, _escape) if "##" in text else text


def styled(text: str, codes: str) -> str:
    """The text in a colour, for `painted`; `codes` as in `1;31`."""
    return f"{MARK}[{codes}m{text}{MARK}[0m"


def record(title: str, rows: Iterable[tuple[str, Sequence[str], bool, str]]) -> str:
    """A record in full, for `painted`: heading, texts, whether they are numbered, and a remark."""
    lines = [styled(in_line(title), BOLD)]
    for heading, texts, numbered, note in rows:
        lines.append(styled(f"  {heading}" + (f"（{note}）" if note else ""), CYAN))
        for number, text in enumerate(texts, 1):
            said = f"{number}. {text}" if numbered else text
            lines.append("    " + said.replace("\n", "\n    "))
    return "\n".join(lines) + "\n"


def in_colour(stream: Any) -> bool:
    """Whether what is written on this stream is read in colours."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return bool(stream.isatty()) and not plain


def painted(text: str, *, coloured: bool) -> str:
    """The text as it is printed: visible, its colours ready for a terminal or taken out.

    No line of it is a command of a CI server (`::error`, `##vso[…]`).
    """
    if MARK in text and not coloured:
        head, *parts = text.split(MARK)
        text = head + "".join(part.partition("m")[2] for part in parts)
    text = visible(text)
    if "::" in text or "##" in text:
        text = _harmless(text, _sign)
    return text.replace(MARK, "\x1b")


def _plain(text: str) -> bool:
    """Whether all of it can be shown as it is; if not, there may still be nothing amiss."""
    rest = text.replace("\n", "").replace("\t", "").replace("\u3000", "")
    return rest.isprintable() and _BLANK.isdisjoint(rest)


def _harmless(text: str, sign: Callable[[int], str]) -> str:
    """The text without what GitHub and Azure read as a command, wherever in a line they do."""
    import re  # hardly ever needed, and would cost an answer a tenth of its time

    text = re.sub(r"#(?=#\w*\[)", lambda found: sign(ord(found[0])), text)
    if sign is _sign:
        text = re.sub(r"^([^\S\n]*):(?=:)", r"\g<1>" + _sign(ord(":")), text, flags=re.MULTILINE)
    return text


class _Signs(dict[int, str]):
    """For str.translate: each character as it is shown, found out when it first comes."""

    def __init__(self, sign: Callable[[int], str], also: str = "") -> None:
        super().__init__()
        self._sign, self._also = sign, also

    def __missing__(self, code: int) -> str:
        char = chr(code)
        told = unseen(char) or char in self._also
        self[code] = shown = self._sign(code) if told else char
        return shown


def _sign(code: int) -> str:
    return f"<U+{code:04X}>"


def _escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


_TEXT, _LINE, _JSON = _Signs(_sign), _Signs(_sign, also="\n\t"), _Signs(_escape)
