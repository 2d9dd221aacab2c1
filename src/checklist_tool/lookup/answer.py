"""A match as text and as JSON. Standard library alone, and the same bytes on every road."""

from __future__ import annotations

# json's own C function: importing the package would cost half the time of an answer.
from _json import encode_basestring as _quoted
from _json import scanstring as _unquoted

from checklist_tool import shown
from checklist_tool.lookup.search import CLEAR, Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_AHEAD = 0.04  # matches that are less than this behind the first are as good
_SURE = 0.86  # an exact name, alias or pinyin is the answer, whatever else is near
VERDICTS = {
    "issue": "可以出具",
    "refuse": "不予出具",
    "conditional": "符合条件才可出具",
    "not_listed": "不在清单",
}
_COLOURS = {"issue": "32", "refuse": "31", "conditional": "33", "not_listed": "35"}
LISTS = {
    "positive": "正面清单",
    "negative": "负面清单",
    "reserve": "备库清单",
    "high_frequency": "高频事项清单",
    "handle": "为民办事",
    "consult": "为民咨询",
    "resolve": "为民解需",
}
KINDS = {"certificate": "证明", "service": "服务"}
_INDENT = 12
_MARGIN = 4  # columns into which closing marks may hang
_OPENING = frozenset("（“《〈〔【")
_CLOSING = frozenset("，。；：、！？）”》〉〕】")


class Answer:
    """What the desk answers to a query.

    `verdict` is the first match's, unless it is not clear or certificates that fit as well have
    another: then, and for a service item, it is None. Without any match it is `not_listed`.
    """

    def __init__(self, index: Index, query: str, as_of: str, matches: list[Match]) -> None:
        self.index, self.query, self.as_of = index, query, as_of
        self.matches = [(match, index.row(match.entry)) for match in matches]
        self.verdict = self._verdict()

    @property
    def found(self) -> bool:
        """Whether anything fits."""
        return bool(self.matches)

    @property
    def score(self) -> float:
        """How well the best match fits; 0 where nothing does."""
        return self.matches[0][0].score if self.matches else 0.0

    def _verdict(self) -> str | None:
        if not self.matches:
            return "not_listed"
        first, row = self.matches[0]
        if first.score < CLEAR:
            return None
        nearest = first.score if first.score >= _SURE else first.score - _AHEAD
        as_good = {row[4] for match, row in self.matches if row[4] and match.score >= nearest}
        return str(row[4]) if as_good == {row[4]} else None

    def as_json(self) -> str:
        """The stable form, on one line."""
        index = self.index
        matches = ", ".join(
            f'{{"id": {_quoted(row[0])}, "kind": {_quoted(row[1])}, "name": {_quoted(row[3])},'
            f' "list": {_quoted(row[2])}, "verdict": {_or_null(row[4])},'
            f' "score": {match.score:.3f}, "matched_on": {_reason(match)},'
            f' "source": {row[5]}, "item": {row[6]}}}'
            for match, row in self.matches
        )
        off_list = "" if self.matches else f', "off_list": {index.meta("off_list_item")}'
        return (
            f'{{"query": {_quoted(_text(self.query))}, "as_of": {_quoted(self.as_of)},'
            f' "edition": {index.meta("edition")}, "verdict": {_or_null(self.verdict)},'
            f' "matches": [{matches}]{off_list}}}'
        )

    @property
    def unsure(self) -> bool:
        """Whether certificates fit, and it is not clear which."""
        return self.verdict is None and bool(self.matches[0][1][4])

    def as_text(self, width: int = 0, colour: bool = False, chosen: int | None = None) -> str:
        """The answer as read in a terminal: the chosen match in full, the others in a line each.

        Without a choice the first is shown, or where several fit each in a line.
        Lines are wrapped to `width` columns (0: not at all), Chinese counting two.
        """
        lines: list[str] = []
        several = len(self.matches) > 1
        if not self.matches:
            head = f"【{VERDICTS['not_listed']}】{shown.in_line(self.query)}"
            lines.append(_paint(head, "not_listed", colour))
            lines += _rows(self.index.meta("off_list_view"), width)
        elif self.unsure and chosen is None and several:
            lines += ["几项都像，请问清是哪一项：", *self._others(None, colour)]
            lines += ["  按其中一项的名称再查，就有它的理由和去处。", ""]
        else:
            if self.unsure and not several:
                lines += ["问的只是一个开头，请问清要办的是不是这一项：", ""]
            match, row = self.matches[chosen or 0]
            lines += _full(row, width, colour)
            if said := _found_by(match, row[3]):
                lines += _row("找到原因", [said], width)
        lines += _row("版本", [self.index.meta("edition_line")], width)
        if several and not (self.unsure and chosen is None):
            lines += ["", "也可能是：", *self._others(chosen or 0, colour)]
        return "\n".join(lines) + "\n"

    def _others(self, chosen: int | None, colour: bool) -> Iterator[str]:
        for number, (_, row) in enumerate(self.matches):
            if number != chosen:
                verdict = f"【{VERDICTS[row[4]]}】" if row[4] else ""
                said = f"  {number + 1}. {verdict}{row[3]}（{LISTS[row[2]]}，{row[0]}）"
                yield _paint(said, row[4], colour)


def ask(
    index: Index,
    query: str,
    as_of: str,
    kind: str | None = None,
    list_name: str | None = None,
    limit: int = 3,
) -> Answer:
    """The answer to a query on a day (ISO), from the items of this kind and list if given."""
    return Answer(index, query, as_of, index.search(query, as_of, kind, list_name)[:limit])


def _full(row: tuple[Any, ...], width: int, colour: bool) -> list[str]:
    _, _, list_name, name, verdict, _, _, view = row
    head = f"【{VERDICTS[verdict]}】{name}" if verdict else name
    return [_paint(head, verdict, colour) + f"    {LISTS[list_name]}", *_rows(view, width)]


def _rows(view: str, width: int) -> list[str]:
    lines: list[str] = []
    for heading, texts, numbered, remark in _parsed(view):
        shown = [f"{number}. {text}" for number, text in enumerate(texts, 1)] if numbered else texts
        if heading == "出处" and len(shown) > 1:
            shown = [shown[0], f"（共 {len(shown)} 处，全部见 checklist show）"]
        if remark:
            shown = [*shown, f"（{remark}）"]
        lines += _row(heading, shown, width)
    return lines


def _row(heading: str, texts: list[str], width: int) -> list[str]:
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


def _found_by(match: Match, name: str) -> str:
    how, field, text = match.matched_on
    if how == "text" and field == "name":
        return ""
    said = {"name": "名称", "aliases": "又称", "asks": "常见问法"}.get(field, "说明")
    by = {"pinyin": "拼音", "initials": "拼音首字母", "words": "用词相近", "text": ""}[how]
    return f"{said}“{text}”{f'（{by}）' if by else ''}"


def _reason(match: Match) -> str:
    how, field, text = match.matched_on
    return f'{{"field": {_quoted(field)}, "by": {_quoted(how)}, "text": {_quoted(text)}}}'


def _or_null(value: str | None) -> str:
    return _quoted(value) if value is not None else "null"


def _text(typed: str) -> str:
    """What was typed, without bytes that are no text."""
    return typed.encode("utf-8", "replace").decode()


def _paint(text: str, verdict: str | None, colour: bool) -> str:
    return shown.styled(text, f"1;{_COLOURS[verdict]}") if colour and verdict else text


def _parsed(view: str) -> list[Any]:
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
