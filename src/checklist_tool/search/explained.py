"""Why a question found what it found, for those who write the lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from checklist_tool.chinese import synonyms, words
from checklist_tool.model.kinds import LISTS
from checklist_tool.search import ranking
from checklist_tool.search.answer import Answer, search
from checklist_tool.search.store import Index, Match

STATES = {
    "given": "答复",
    "asked": "先问清",
    "behind": "排在后面",
    "outside": "不算在内",
    "unlike": "没有找到",
}
_LEVELS = {
    "sure": "确定是这一项",
    "several": "几项都合适",
    "near": "没有完全对上，先问清",
    "none": "没有找到",
}
_MOST = 5  # items that are told of though they were not found
_PAIR = 3  # what two characters in a row count beside one
_FIELDS = {"name": "名称", "aliases": "又称", "asks": "常见问法"}


@dataclass(frozen=True, slots=True)
class Considered:
    """An item that was looked at, and why it is in the answer or not.

    `score`, `how` and `sure` are those of the match, None and False where there is none; `field`
    and `text` are what came nearest of the item's words.
    """

    id: str
    name: str
    list: str
    state: str
    sure: bool
    score: float | None
    how: str | None
    field: str
    text: str
    why: str

    @property
    def heading(self) -> str:
        """State, name, list, id and score in one line."""
        score = "" if self.score is None else f"，{self.score:.3f}"
        return f"【{STATES[self.state]}】{self.name}（{LISTS[self.list]}，{self.id}{score}）"


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What was understood of a question, and the items that were looked at.

    `plain` is the question without what does not count, `parts` what is left of it without words
    of speech, `meanings` the groups of everyday words that it belongs to.
    """

    query: str
    as_of: str
    level: str
    plain: str
    parts: list[str]
    meanings: list[str]
    items: list[Considered]

    @property
    def is_found(self) -> bool:
        """Whether there is an answer: what may be meant is none."""
        return self.level in ("sure", "several")

    def rows(self) -> list[tuple[str, str]]:
        """What was understood, and how sure the answer is; each with its heading."""
        rows = [("按这些找", "、".join(self.parts) or "没有可找的字")]
        rows += [("也就是", "、".join(self.meanings))] if self.meanings else []
        return [*rows, ("结论", _LEVELS[self.level])]

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        return asdict(self)


def explained(
    index: Index, query: str, as_of: str, kind: str | None, list_name: str | None, limit: int
) -> Reasoning:
    """How a question is answered on a day (ISO) from the items of a kind and list, and why so."""
    found = search(index, query, as_of, kind, list_name)
    answer = Answer(index, query, as_of, found, limit)
    plain = words.plain(query.encode("utf-8", "replace").decode(), index.tables)
    asked = _Asked(index, plain, as_of, kind, list_name)
    items = [asked.found(match, _state(answer, match)) for match in found]
    items += asked.outside({match.entry for match in found})
    items += asked.unlike({one.id for one in items})
    return Reasoning(
        query,
        as_of,
        answer.level,
        plain,
        [plain] if plain.isascii() else [part for part in words.without_speech(plain) if part],
        [meaning.removeprefix("@") for meaning in synonyms.meanings(plain)],
        items,
    )


def _state(answer: Answer, match: Match) -> str:
    for state, several in (("given", answer.matches), ("asked", answer.near)):
        if any(one.entry == match.entry for one, _ in several):
            return state
    return "behind"


class _Asked:
    """A question, and what can be said of an item that it finds or does not find."""

    def __init__(
        self, index: Index, plain: str, as_of: str, kind: str | None, list_name: str | None
    ) -> None:
        self._index, self._plain, self._as_of = index, plain, as_of
        self._kind, self._list = kind, list_name

    def found(self, match: Match, state: str) -> Considered:
        _, field, text = match.matched_on
        return self._item(match, state, f"{self._likeness(field, text)}{_doubt(match, state)}")

    def outside(self, known: set[int]) -> Iterator[Considered]:
        """What the question finds where day and scope do not matter, the best ones."""
        anywhere = self._search(lambda _: True)
        best = sorted(anywhere.values(), key=lambda match: (not match.sure, -match.score))
        for match in [one for one in best if one.entry not in known][:_MOST]:
            row = self._index.row(match.entry)
            if self._kind not in (None, row[1]) or self._list not in (None, row[2]):
                yield self._item(match, "outside", "不在 --kind、--list 要找的范围里")
            elif span := self._not_in_force(match.entry):
                yield self._item(match, "outside", f"{self._as_of} 这一天不在有效期（{span}）")

    def unlike(self, known: set[str]) -> Iterator[Considered]:
        """Items that have characters in common with the question and were not found."""
        resembling = ((self._index.row(entry), entry, said) for entry, said in self._resembling())
        others = (one for one in resembling if one[0][0] not in known)
        for row, entry, (_, field, text) in islice(others, _MOST):
            yield self._unlike(row, self._search(lambda n, entry=entry: n == entry), field, text)

    def _unlike(
        self, row: tuple[Any, ...], alone: dict[int, Match], field: str, text: str
    ) -> Considered:
        """An item that was not found; `alone` is what is found where there is no other."""
        why = ""
        for match in alone.values():
            _, field, text = match.matched_on
            why = f"{self._likeness(field, text)}，但别的事项一样像或者更像"
        if not why:
            shared = self._shared(text)
            same = f"只有“{'、'.join(shared)}”相同" if shared else "读音只有一部分相同"
            why = f"和{_FIELDS.get(field, '说明')}“{text}”{same}，不够认定"
        return Considered(row[0], row[3], row[2], "unlike", False, None, None, field, text, why)

    def _search(self, holds: Any) -> dict[int, Match]:
        exact = self._index.exact(self._plain, holds)
        return exact or ranking.inexact(self._index, self._plain, holds)

    def _item(self, match: Match, state: str, why: str) -> Considered:
        how, field, text = match.matched_on
        row = self._index.row(match.entry)
        return Considered(
            row[0], row[3], row[2], state, match.sure, round(match.score, 3), how, field, text, why
        )

    def _likeness(self, field: str, text: str) -> str:
        """How the question and one of an item's words are alike."""
        said = f"{_FIELDS.get(field, '说明')}“{text}”"
        plain = self._plain
        if plain == text:
            return f"和{said}一字不差"
        if text in plain:
            return f"话里有{said}"
        if text.startswith(plain):
            return f"是{said}的开头"
        if plain.isascii():
            return f"拼音或首字母和{said}对得上"
        return f"和{said}相近，相同的有“{'、'.join(self._shared(text)) or '读音'}”"

    def _shared(self, text: str) -> list[str]:
        blocks = SequenceMatcher(None, self._plain, text, autojunk=False).get_matching_blocks()
        return [text[block.b : block.b + block.size] for block in blocks if block.size]

    def _not_in_force(self, entry: int) -> str:
        start, end = self._index.connection.execute(
            "SELECT start, end FROM entry WHERE n = ?", (entry,)
        ).fetchone()
        if start <= self._as_of <= end:
            return ""
        return f"{start} 起" if self._as_of < start else f"{end} 止"

    def _resembling(self) -> list[tuple[int, tuple[float, str, str]]]:
        """The items within scope whose words have most in common with the question, best first."""
        asked = {*self._plain}
        pairs = {*words.pairs(self._plain)}
        best: dict[int, tuple[float, str, str]] = {}
        for entry, field, text, compared in self._index.connection.execute(
            "SELECT entry, field, phrase.text, key.text FROM key"
            " JOIN phrase ON key.phrase = phrase.n JOIN entry ON entry.n = phrase.entry"
            " WHERE form = ? AND start <= ? AND ? <= end"
            " AND ? IN ('', kind) AND ? IN ('', list)",
            (
                "pinyin" if self._plain.isascii() else "text", self._as_of, self._as_of,
                self._kind or "", self._list or "",
            ),
        ):  # fmt: skip
            common = _PAIR * len(pairs & {*words.pairs(compared)}) + len(asked & {*compared})
            share = common / (_PAIR * len(compared))
            if common > best.get(entry, (0.0,))[0]:
                best[entry] = (common + share, field, text)
        return sorted(best.items(), key=lambda one: (-one[1][0], one[0]))


def _doubt(match: Match, state: str) -> str:
    if state == "behind":
        return "；前面的更合适，或者已经够 --limit 的数"
    return "；没有疑问" if match.sure else "；也可能说的是别的，所以只问不答"
