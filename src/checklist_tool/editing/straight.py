"""The lines of a list file as they were meant: marks, keys, colons and blanks put right.

The text need not be YAML. Line by line it is known from the models which key or which entry of
a list may stand at which column; only a line that fits there but for its signs is changed, and
never what stands in a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from checklist_tool.editing.layout import UNKNOWN, Layout
from checklist_tool.editing.written import STEP
from checklist_tool.yaml_slips import BLANK, BLANKS, KEY, MARK

_LEAD = re.compile(rf"{BLANK.pattern}*")
_DASH = re.compile(rf"-(?:{BLANK.pattern}+|$)")
_PLAIN_KEY = re.compile(r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s:]+) *:(?: |$)")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_TAB, _WIDE = (2, 4, 8), (2, 1)  # columns that one of them may stand for


class MeantLine(NamedTuple):
    """A line as it was meant, and what was wrong with it; nothing when it stays as it was."""

    text: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """A mapping or list that is open: where its keys or dashes stand."""

    column: int
    layout: Layout
    entries: bool = False


@dataclass(frozen=True, slots=True)
class _Key:
    """A key at the beginning of a text: as it was meant, what follows, what was wrong."""

    written: str
    name: str
    rest: str
    what: tuple[str, ...]


class _Place(NamedTuple):
    """Where a line belongs: its column, the frames that stay open, and how its text begins."""

    column: int
    frames: list[_Frame]
    entry: bool
    opened: bool  # it is the first of what a key holds


def straightened(text: str, layout: Layout) -> list[MeantLine]:
    """Every line of the text as it was meant."""
    reader = _Reader(layout)
    return [reader.line(line) for line in text.split("\n")]


class _Reader:
    """Reads lines from the first to the last, and knows what is open."""

    def __init__(self, layout: Layout) -> None:
        self._frames = [_Frame(0, layout)]
        self._awaiting: _Frame | None = None  # a key without a value, which may follow
        self._text: int | None = None  # deeper than this column, a text goes on
        self._block = False
        self._closing: list[str] = []  # the signs that end the quotes and brackets still open

    def line(self, line: str) -> MeantLine:
        """The next line as it was meant."""
        if self._closing:
            _read_on(line, self._closing)
            return MeantLine(line)
        lead = _LEAD.match(line)[0]  # type: ignore[index]  # it matches any line
        body = line[len(lead) :]
        if not body:
            odd = tuple(_odd(lead))
            return MeantLine("", odd) if odd and not self._block else MeantLine(line)
        if body.startswith("#"):
            return MeantLine(line)
        columns = _columns(lead)
        if self._text is not None and min(columns) > self._text:
            return MeantLine(line)
        places = [place for column in columns for place in self._places(column, lead, body)]
        opened = [place for place in places if place.opened]
        if opened and self._awaiting:
            places = [place for place in places if not place.opened]
            step = self._awaiting.column + STEP
            places.append(min(opened, key=lambda one: (one.column != step, one.column)))
        if len(places) != 1:
            if not places and self._awaiting and max(columns) > self._awaiting.column:
                self._text, self._awaiting = self._awaiting.column, None
            return MeantLine(line)
        return self._taken(places[0], lead, body)

    def _places(self, column: int, lead: str, body: str) -> Iterator[_Place]:
        """Where the line may belong if it begins at this column."""
        sure = not set(lead) <= {" "}  # the column is a guess, so the key must be known
        above, waiting = self._frames, self._awaiting
        if waiting and (column > waiting.column or _marked(body)):
            if column >= waiting.column:
                for entry in (True, False):
                    frame = _Frame(column, waiting.layout, entry)
                    if (entry or column > waiting.column) and _fits(frame, body, sure=sure):
                        yield _Place(column, [*above, frame], entry, True)
            if column > waiting.column:
                return
        for number in range(len(above) - 1, -1, -1):
            frame = above[number]
            if frame.column == column and _fits(frame, body, sure=sure):
                yield _Place(column, above[: number + 1], frame.entries, False)
                return

    def _taken(self, place: _Place, lead: str, body: str) -> MeantLine:
        """The line at its place."""
        self._frames, self._awaiting, self._text, self._block = (
            list(place.frames),
            None,
            None,
            False,
        )
        written, what = " " * place.column, list(_odd(lead))
        layout, column = place.frames[-1].layout, place.column
        if place.entry:
            mark = MARK.match(body)
            found = mark or _DASH.match(body)
            assert found is not None
            odd = _odd(found[0][1:])
            dash = "- " if mark or odd else found[0]
            what += [_of_mark(mark["mark"])] if mark else odd
            body, layout, written = body[found.end() :], layout.element or UNKNOWN, written + dash
            column = len(written)
        key = None if place.entry and not _holds_keys(layout) else _key(body, layout)
        if key is None:
            self._value(body, place.column, layout)
            return MeantLine(written + body, tuple(what))
        if place.entry:
            self._frames.append(_Frame(column, layout))
        self._value(key.rest, column, layout.of(layout.headings.get(key.name, key.name)))
        return MeantLine(written + key.written + key.rest, (*what, *key.what))

    def _value(self, text: str, column: int, layout: Layout) -> None:
        """Note what may follow in the next lines after a value that begins so."""
        if not text or text.startswith("#"):
            self._awaiting = _Frame(column, layout)
        elif text[0] in "\"'[{":
            _read_on(text, self._closing)
            self._text = column
        else:
            self._text, self._block = column, _BLOCK.match(text) is not None


def _of_mark(mark: str) -> str:
    return "“-”后面少一个空格" if mark == "-" else f"项目符号“{mark}”"


def _marked(body: str) -> bool:
    return bool(MARK.match(body) or _DASH.match(body))


def _holds_keys(layout: Layout) -> bool:
    return bool(layout.keys) or not layout.known


def _fits(frame: _Frame, body: str, *, sure: bool) -> bool:
    """Whether a line that begins so may stand in there; with `sure`, whether it must be that."""
    layout = frame.layout
    if not frame.entries:
        key = _key(body, layout) if _holds_keys(layout) else None
        return key is not None and (not sure or _is_known(key.name, layout))
    mark = MARK.match(body)
    found = mark or _DASH.match(body)
    if found is None or (layout.known and layout.element is None):
        return False
    element = layout.element or UNKNOWN
    if not element.keys:
        return element.known or mark is None
    inner = body[found.end() :]
    key = _key(inner, element)
    return key is not None and _is_known(key.name, element) if mark or sure else True


def _is_known(name: str, layout: Layout) -> bool:
    return name in layout.keys or name in layout.headings


def _key(text: str, layout: Layout) -> _Key | None:
    """The key with which the text begins; None when it surely is none."""
    found = KEY.match(text)
    if found is None:
        plain = _PLAIN_KEY.match(text)
        return plain and _Key(plain[0], plain["key"].strip("\"'"), text[plain.end() :], ())
    name, colon, sep = found["key"], found["colon"], found["sep"]
    rest = text[found.end() :]
    what = []
    quoted = bool(found["open"] or found["close"])
    if quoted:
        if not (found["open"] and found["close"] and _is_known(name, layout)):
            return None
        what.append("键的引号")
    what += _odd(found["gap"])
    if colon != ":":
        what.append(f"全角冒号“{colon}”")
    what += _odd(sep)
    if rest and not sep and colon == ":":
        what.append("冒号后面少一个空格")
    if what and not _is_known(name, layout):
        word = re.fullmatch("[A-Za-z_]+", name) is not None
        if not word or (rest[:1].isascii() and colon == ":" and not sep):
            return None
    if not what:
        return _Key(text[: found.end()], name, rest, ())
    return _Key(f"{name}: " if rest else f"{name}:", name, rest, tuple(what))


def _columns(lead: str) -> list[int]:
    """The columns at which a line with these blanks before it may have been meant to begin."""
    tabs, wide = lead.count("\t"), lead.count("\u3000")
    single = len(lead) - tabs - wide
    return sorted({single + tabs * tab + wide * one for tab in _TAB for one in _WIDE})


def _odd(blanks: str) -> list[str]:
    """What the blanks are called that are no plain spaces."""
    names = (BLANKS.get(blank, "特别的空格") for blank in blanks if blank != " ")
    return list(dict.fromkeys(names))


def _read_on(text: str, closing: list[str]) -> None:
    """Read a text that begins within, or opens, quotes and brackets; change what must close them.

    Reading ends where all are closed.
    """
    at = 0
    while at < len(text):
        char, last = text[at], closing[-1] if closing else ""
        if last in ("'", '"'):
            if char == "\\" and last == '"':
                at += 1
            elif char == last:
                closing.pop()
        elif char in "'\"" and (not closing or text[at - 1 : at] in ("", " ", ",", "[", "{")):
            closing.append(char)
        elif char in "[{":
            closing.append("]" if char == "[" else "}")
        elif char == last:
            closing.pop()
        if not closing:
            return
        at += 1
