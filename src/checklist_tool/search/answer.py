"""An answer: what fits a query, how sure it is, what it holds, and its JSON.

Standard library alone, and the same bytes with and without the command line.
"""

from __future__ import annotations

# json's own C function: importing the package would cost half the time of an answer.
from _json import encode_basestring as _quoted

from checklist_tool.search.store import Index, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from checklist_tool.search.broken import LeftOut

_AHEAD = 0.04  # matches that are less than this behind the first are as good
_SURE = 0.86  # an exact name, alias or pinyin is the answer, whatever else is near
LEVELS = ("sure", "several", "near", "none")


class Answer:
    """What the desk answers to a query, and how sure it is.

    `level` is `sure` (one item, no doubt), `several` (items that fit equally), `near` (items that
    may be meant, so the resident is asked) or `none`. `matches` has what is sure or several,
    `near` the rest. `verdict` is the first match's where it is sure, or several agree; it is None
    for a service item, and where nothing is sure. It is `not_listed` where a certificate was asked
    for in so many words, and nothing comes near. `broken` has the items of exactly this name that
    are left out because of a fault; then there is no other answer.
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
        # Whatever else fits, what was asked for is known to stand on the lists.
        self.broken = self._broken()
        if self.broken:
            given, rest, self.matches, self.near = [], [], [], []
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
        if self.level != "none":
            return None
        from checklist_tool.chinese import words  # the search has loaded it already

        # An item that has a fault is in no index, and may be what was asked for.
        named = words.names_certificate(words.plain(self.typed, self.index.tables))
        return "not_listed" if named and not self.index.meta("faults") else None

    def _broken(self) -> list[LeftOut]:
        if self.index.meta("broken") == "[]":  # as nearly always
            return []
        from checklist_tool.search.broken import called

        return called(self.index, self.typed)

    def as_json(self) -> str:
        """The stable form, on one line."""
        index = self.index
        matches = ", ".join(
            f'{_head(row)}, "verdict": {_or_null(row[4])}, {_tail(match, row)}}}'
            for match, row in self.matches
        )
        near = ", ".join(
            f'{_head(row)}, "question": {_quoted(question(match, row))}, {_tail(match, row)}}}'
            for match, row in self.near
        )
        off_list = (
            f', "off_list": {index.meta("off_list_item")}' if self.verdict == "not_listed" else ""
        )
        beside = ", ".join(
            f'{{"title": {_quoted(title)}, "entries": [{", ".join(map(_quoted, names))}]}}'
            for title, _, names in self.registers
        )
        registers = f', "registers": [{beside}]' if beside else ""
        left_out = ", ".join(
            f'{{"id": {_quoted(one.id)}, "name": {_quoted(one.name)},'
            f' "path": {_quoted(one.path)}, "line": {one.line}}}'
            for one in self.broken
        )
        left_out = f', "broken": [{left_out}]' if left_out else ""
        faults = f', "faults": {index.meta("faults")}' if index.meta("faults") else ""
        return (
            f'{{"query": {_quoted(self.typed)}, "as_of": {_quoted(self.as_of)},'
            f' "edition": {index.meta("edition")}, "level": {_quoted(self.level)},'
            f' "verdict": {_or_null(self.verdict)},'
            f' "matches": [{matches}], "near": [{near}]{off_list}{registers}{left_out}{faults}}}'
        )

    @property
    def typed(self) -> str:
        """What was typed, without bytes that are no text."""
        return self.query.encode("utf-8", "replace").decode()

    @property
    def registers(self) -> list[tuple[str, str, list[str]]]:
        """The ledgers, boards and figures that were meant, where no item of a list surely was."""
        if self.broken or self.level not in ("none", "near"):
            return []
        from checklist_tool.search.parsing import parsed
        from checklist_tool.search.registers import also

        return list(also(parsed(self.index.meta("registers")), self.typed))


def ask(
    index: Index,
    query: str,
    as_of: str,
    kind: str | None = None,
    list_name: str | None = None,
    limit: int = 3,
) -> Answer:
    """The answer to a query on a day (ISO), from the items of this kind and list if given."""
    return Answer(index, query, as_of, search(index, query, as_of, kind, list_name), limit)


def search(
    index: Index, query: str, as_of: str, kind: str | None = None, list_name: str | None = None
) -> list[Match]:
    """What fits a query, best first; empty when nothing fits clearly.

    Only items in force on the day `as_of` (ISO), and of this kind and list if given. What does
    not stand in the index word for word is for `ranking`, which is loaded only then.
    """

    def holds(number: int) -> bool:
        row = index.connection.execute(
            "SELECT kind, list, start <= ? AND ? <= end FROM entry WHERE n = ?",
            (as_of, as_of, number),
        ).fetchone()
        return bool(row[2]) and kind in (None, row[0]) and list_name in (None, row[1])

    query = query.encode("utf-8", "replace").decode()  # an argument may be any bytes
    found = index.exact("".join(filter(str.isalnum, query.lower())), holds)
    if not found:
        from checklist_tool.search import ranking

        found = ranking.inexact(index, query, holds)
    return sorted(found.values(), key=lambda match: (not match.sure, -match.score, match.entry))


def question(match: Match, row: tuple[Any, ...]) -> str:
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


def _reason(match: Match) -> str:
    how, field, text = match.matched_on
    return f'{{"field": {_quoted(field)}, "by": {_quoted(how)}, "text": {_quoted(text)}}}'


def _or_null(value: str | None) -> str:
    return _quoted(value) if value is not None else "null"
