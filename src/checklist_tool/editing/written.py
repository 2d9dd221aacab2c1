"""How a value is written in a list file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from checklist_tool.editing.layout import UNKNOWN, Layout
from checklist_tool.model.base import Written
from checklist_tool.yaml_source import NULLS

Data = str | None | list["Data"] | dict[str, "Data"]
STEP = 2  # spaces a level


@dataclass(slots=True)
class Piece:
    """A value with the comments around it; `above` holds blank lines too, as empty texts."""

    value: str | list[Piece] | dict[str, Piece] | None
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)  # of a collection: after its last entry
    plain: bool = False  # it was written without quotes


def piece(data: Data) -> Piece:
    """A value without comments."""
    if isinstance(data, dict):
        return Piece({key: piece(value) for key, value in data.items()})
    if isinstance(data, list):
        return Piece([piece(value) for value in data])
    return Piece(data)


def lines(whole: Piece, layout: Layout, indent: int = 0) -> Iterator[str]:
    """The lines of a mapping or list that is not empty, each key and element from a line on."""
    pad = " " * indent
    if isinstance(whole.value, dict):
        for key, part in layout.ordered(whole.value):
            yield from _remarks(part.above, indent)
            yield from _placed(f"{pad}{scalar(key, plain=True)}:", part, layout.of(key), indent)
    elif isinstance(whole.value, list):
        for part in whole.value:
            inner = layout.of(0)
            if not (part.value and isinstance(part.value, dict | list)):
                yield from _remarks(part.above, indent)
                yield from _placed(f"{pad}-", part, inner, indent)
                continue
            written = list(lines(part, inner, indent + STEP))
            first = next(n for n, line in enumerate(written) if line and line.lstrip()[0] != "#")
            # What stands above its first line stands above the dash.
            above = [*part.above, *filter(None, [part.beside]), *map(str.strip, written[:first])]
            yield from _remarks(above, indent)
            yield f"{pad}- {written[first].lstrip()}"
            yield from written[first + 1 :]
    yield from _remarks(whole.below, indent)


def _remarks(remarks: list[str], indent: int) -> Iterator[str]:
    for remark in remarks:
        yield " " * indent + remark if remark else ""


def _placed(head: str, part: Piece, layout: Layout, indent: int) -> Iterator[str]:
    beside = f"  {part.beside}" if part.beside else ""
    value = part.value
    if isinstance(value, dict | list):
        if value:
            yield head + beside
            yield from lines(part, layout, indent + STEP)
        else:
            yield f"{head} {'{}' if isinstance(value, dict) else '[]'}{beside}"
            yield from _remarks(part.below, indent + STEP)
    elif value is None:
        yield head + beside
    else:
        text = scalar(value, layout.written, indent + STEP, plain=part.plain and not layout.known)
        first, *rest = text.split("\n")
        yield f"{head} {first}{beside}"
        yield from rest


_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s]|\.\.\.)(?!.*(?::\s|:$|\s#|\s$)).+")
# What YAML 1.1 or 1.2 would take for something else than a text.
_TAKEN = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<|\d{4}-\d\d?-\d\d?(?:[t \t]+\d\d?:\d\d:\d\d.*)?"
    r"|[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.[\d_]+)(?:e[-+]?\d+)?|[-+]?0[xob][\da-f_]+"
    r"|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
_FLOW = re.compile(r"[,\[\]{}:?]")  # between brackets libyaml takes no `:` or `?` without quotes


def scalar(
    text: str,
    written: Written | None = None,
    indent: int = 0,
    *,
    flow: bool = False,
    plain: bool = False,
) -> str:
    """A text as it is written after its key, later lines with this indent.

    Without quotes where it stays the same text for every reader of YAML, or where it is
    meant to be a number or a day (`plain`); never folded.
    """
    invisible = not text.isprintable() and any(map(_invisible, text))
    if "\n" in text and not flow and not invisible and _fits_a_block(text):
        return _block(text, indent)
    if invisible or "\n" in text:
        return '"' + "".join(map(_escaped, text)) + '"'
    could = _PLAIN.fullmatch(text) and text not in NULLS and not (flow and _FLOW.search(text))
    meant = written is Written.plain or plain or not _TAKEN.fullmatch(text)
    if could and meant and written is not Written.quoted:
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _fits_a_block(text: str) -> bool:
    return text[0] not in " \n" and not text.endswith("\n\n") and not re.search(r"(?m) $", text)


def _block(text: str, indent: int) -> str:
    head = "|" if text.endswith("\n") else "|-"
    pad = " " * indent
    body = text.removesuffix("\n").split("\n")
    return "\n".join([head, *(pad + line if line else "" for line in body)])


def flow(data: Data, layout: Layout = UNKNOWN) -> str:
    """A value on one line, as it stands between brackets."""
    if isinstance(data, dict):
        pairs = (
            f"{scalar(key, flow=True, plain=True)}: {flow(value, layout.of(key))}"
            for key, value in layout.ordered(data)
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(flow(value, layout.of(0)) for value in data) + "]"
    return "~" if data is None else scalar(data, layout.written, flow=True)


_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and char != "\n"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _invisible(char):
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
