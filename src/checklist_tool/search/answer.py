"""A match as text and as JSON. Standard library alone, and the same bytes on every road."""

from __future__ import annotations

from _json import encode_basestring as _quoted
from _json import scanstring as _unquoted

from checklist_tool import shown

# json's own C function: importing the package would cost half the time of an answer.
from checklist_tool.model.kinds import LISTS, VERDICTS
from checklist_tool.search.store import Index, Match
from checklist_tool.search.wrapping import row_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_AHEAD = 0.04  # matches that are less than this behind the first are as good
_SURE = 0.86  # an exact name, alias or pinyin is the answer, whatever else is near
_COLOURS = {
    "issue": "32",
    "refuse": "31",
    "conditional": "33",
    "elsewhere": "36",
    "not_listed": "35",
}
LEVELS = ("sure", "several", "near", "none")
CERTIFICATE = ("证明", "證明", "情况说明", "zhengming")


class Answer:
    """What the desk answers to a query, and how sure it is.

    `level` is `sure` (one item, no doubt), `several` (items that fit equally), `near` (items that
    may be meant, so the resident is asked) or `none`. `matches` has what is sure or several,
    `near` the rest. `verdict` is the first match's where it is sure, or several agree; it is None
    for a service item, and where nothing is sure. It is `not_listed` where a certificate was asked
    for in so many words, and nothing comes near.
    """

    def __init__(
        self, index: Index, query: str, as_of: str, found: list[Match], limit: int = 3
    ) -> None:
        self.index, self.query, self.as_of = index, query, as_of
        sure = [match for match in found if match.sure]
        best = sure[0].score if sure else 0.0
        behind = best if best >= _SURE else best - _AHEAD
        given = [match for match in sure if match.score >= behind]
        rest = [match for match in found if match not in given]
        self.matches = [(match, index.row_on(match.entry, as_of)) for match in given[:limit]]
        left = limit - len(self.matches)
        self.near = [(match, index.row_on(match.entry, as_of)) for match in rest[:left]]
        self.level = (
            ("sure" if len(given) == 1 else "several") if given else "near" if rest else "none"
        )
        self.verdict = self._verdict()

    @property
    def found(self) -> bool:
        """Whether there is an answer: what may be meant is none."""
        return bool(self.matches)

    @property
    def score(self) -> tuple[bool, float]:
        """Whether there is an answer, and how well the best match fits; 0 where nothing does."""
        offered = self.offered
        return self.found, offered[0][0].score if offered else 0.0

    @property
    def offered(self) -> list[tuple[Match, tuple[Any, ...]]]:
        """All that is shown, in the order of the numbers by which the clerk chooses."""
        return [*self.matches, *self.near]

    def _verdict(self) -> str | None:
        if self.matches:
            verdicts = {row[4] for _, row in self.matches if row[4]}
            first = self.matches[0][1][4]
            return str(first) if verdicts == {first} else None
        return "not_listed" if self.level == "none" and _certificate_asked(self.query) else None

    def as_json(self) -> str:
        """The stable form, on one line."""
        index = self.index
        matches = ", ".join(
            f'{_head(row)}, "verdict": {_or_null(row[4])}, {_tail(match, row)}}}'
            for match, row in self.matches
        )
        near = ", ".join(
            f'{_head(row)}, "question": {_quoted(_question(match, row))}, {_tail(match, row)}}}'
            for match, row in self.near
        )
        off_list = (
            f', "off_list": {index.meta("off_list_item")}' if self.verdict == "not_listed" else ""
        )
        beside = ", ".join(
            f'{{"title": {_quoted(title)}, "entries": [{", ".join(map(_quoted, names))}]}}'
            for title, _, names in self._registers()
        )
        registers = f', "registers": [{beside}]' if beside else ""
        return (
            f'{{"query": {_quoted(_text(self.query))}, "as_of": {_quoted(self.as_of)},'
            f' "edition": {index.meta("edition")}, "level": {_quoted(self.level)},'
            f' "verdict": {_or_null(self.verdict)},'
            f' "matches": [{matches}], "near": [{near}]{off_list}{registers}}}'
        )

    def as_text(
        self,
        width: int = 0,
        colour: bool = False,
        chosen: int | None = None,
        height: int = 0,
        whole: str = "",
    ) -> str:
        """The answer as read in a terminal: the chosen item in full, the others in a line each.

        Without a choice the one that is sure is shown; of several, or of those that may be meant,
        each has a line. Lines are wrapped to `width` columns (0: not at all), Chinese counting two.
        On a screen of `height` lines (0: without end) what would push the verdict off it is left
        out, and a line says what that is and, by `whole`, how to see it (`{id}`: of which item).
        """
        lines: list[str] = []
        last: list[str] = []
        local = self.index.meta("local")
        edition = row_of("就近可问", [local], width) if local else []
        edition += row_of("版本", [self.index.meta("edition_line")], width)
        if chosen is None and self.level == "sure":
            chosen = 0
        if self.level == "none":
            lines += [*self._nothing(width, colour), *edition]
        elif chosen is not None:
            match, row = self.offered[chosen]
            if said := _found_by(match, row[3]):
                last += row_of("找到原因", [said], width)
            last += edition
            if len(self.offered) > 1:
                last += ["", "也可能是：", *self._listed(chosen, colour)]
            # Beside its rows an item has a head, and a line of what is left out.
            room = max(height - 2 - len(last), 1) if height else 0
            more = self.index.meta("dispute_view") if row[4] == "refuse" else "[]"
            lines = [*_full(row, more, width, colour, room, whole.format(id=row[0])), *last]
        elif self.level == "several":
            lines += ["几项都合适，请问清是哪一项：", *self._listed(None, colour)]
            lines += ["  按其中一项的名称再查，就有理由和去处。", "", *edition]
        else:
            lines += ["没有完全对上的。可能是下面的一项，请先问清：", *self._listed(None, colour)]
            lines += ["  是的，按那一项的名称再查；都不是的，换个说法。", "", *edition]
        return "\n".join(lines) + "\n"

    def _registers(self) -> list[tuple[str, str, list[str]]]:
        """The ledgers and boards that were meant, where no item of a list was."""
        if self.level != "none":
            return []
        from checklist_tool.search.registers import also

        return list(also(_parsed(self.index.meta("registers")), _text(self.query)))

    def _listed(self, chosen: int | None, colour: bool) -> Iterator[str]:
        """A line for each item but the chosen one; only several that are sure have a verdict."""
        for number, (match, row) in enumerate(self.offered):
            if number == chosen:
                continue
            sure = self.level == "several" and number < len(self.matches)
            verdict = f"【{VERDICTS[row[4]]}】" if row[4] and sure else ""
            said = f"  {number + 1}. {verdict}{row[3]}（{LISTS[row[2]]}，{row[0]}）"
            yield _paint(said, row[4] if sure else None, colour)
            if chosen is None and not sure:
                yield f"     {_question(match, row)}"

    def _nothing(self, width: int, colour: bool) -> list[str]:
        """That nothing was found, and what was looked for; then the rule for certificates."""
        from checklist_tool.chinese import words  # the search has loaded it already

        lines = [f"没有找到“{shown.in_line(self.query)}”，请换个说法"]
        plain = words.plain(_text(self.query), self.index.tables)
        if parts := [plain] if plain.isascii() else words.without_speech(plain):
            lines += row_of("按这些找过", ["、".join(filter(None, parts))], width)
        for title, command, names in self._registers():
            lines += row_of("别处有", [f"{title}：", *names, f"（全部见 {command}）"], width)
        lines += row_of("可以写", ["证明或事项的名称、叫法，或者要办的事；拼音和首字母也行"], width)
        if self.verdict == "not_listed":
            head = f"【{VERDICTS['not_listed']}】名称没有写错、清单上确实没有的证明"
            lines += ["", _paint(head, "not_listed", colour)]
            lines += _rows(self.index.meta("off_list_view"), width)
            lines += _rows(self.index.meta("dispute_view"), width)
        return lines


def ask(
    index: Index,
    query: str,
    as_of: str,
    kind: str | None = None,
    list_name: str | None = None,
    limit: int = 3,
) -> Answer:
    """The answer to a query on a day (ISO), from the items of this kind and list if given."""
    return Answer(index, query, as_of, index.search(query, as_of, kind, list_name), limit)


def _certificate_asked(query: str) -> bool:
    """Whether a certificate is asked for in so many words."""
    return any(word in query.lower() for word in CERTIFICATE)


def _question(match: Match, row: tuple[Any, ...]) -> str:
    """What the clerk asks the resident, to know whether this item is meant."""
    _, field, text = match.matched_on
    if field == "asks":
        return f"问：是不是“{text}”这样的事？"
    also = f"，也就是“{text}”" if field == "aliases" else ""
    return f"问：是不是要{'开' if row[1] == 'certificate' else '办'}“{row[3]}”{also}？"


def _head(row: tuple[Any, ...]) -> str:
    return (
        f'{{"id": {_quoted(row[0])}, "kind": {_quoted(row[1])}, "name": {_quoted(row[3])},'
        f' "list": {_quoted(row[2])}'
    )


def _tail(match: Match, row: tuple[Any, ...]) -> str:
    notice = f', "notice": {_quoted(row[8])}' if row[8] else ""
    return (
        f'"score": {match.score:.3f}, "matched_on": {_reason(match)},'
        f' "source": {row[5]}, "item": {row[6]}{notice}'
    )


def _full(
    row: tuple[Any, ...], more: str, width: int, colour: bool, room: int = 0, whole: str = ""
) -> list[str]:
    """An item: its verdict, and of its rows and the further ones as many as there is room for.

    Without `room` (0) they are all there.
    """
    _, _, list_name, name, verdict, _, _, view, _ = row
    head = f"【{VERDICTS[verdict]}】{name}" if verdict else name
    lines: list[str] = []
    left_out: list[str] = []
    for heading, written in (*_rows_of(view, width), *_rows_of(more, width)):
        if not room or (not left_out and len(lines) + len(written) <= room):
            lines += written
        else:
            lines += [] if lines else written[:room]
            left_out.append(heading)
    if left_out:
        lines += row_of("还有", [f"{'、'.join(left_out)}（{whole}）"], 0)
    return [_paint(head, verdict, colour) + f"    {LISTS[list_name]}", *lines]


def _rows(view: str, width: int) -> list[str]:
    return [line for _, lines in _rows_of(view, width) for line in lines]


def _rows_of(view: str, width: int) -> Iterator[tuple[str, list[str]]]:
    """Each row of a view: its heading, and the lines it takes."""
    for heading, texts, numbered, remark in _parsed(view):
        shown = [f"{number}. {text}" for number, text in enumerate(texts, 1)] if numbered else texts
        if heading == "出处" and len(shown) > 1:
            shown = [shown[0], f"（共 {len(shown)} 处，全部见 checklist show）"]
        if remark:
            shown = [*shown, f"（{remark}）"]
        yield heading, row_of(heading, shown, width)


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
