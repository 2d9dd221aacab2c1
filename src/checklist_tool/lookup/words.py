"""How words are taken apart for the search, by the query and by the index alike.

Standard library only. A text becomes its plain form (half-width, lower case, simplified,
no punctuation) and then grams: single characters, pairs of characters, pairs of syllables
(so that homophones meet), and runs of initials.
"""

from __future__ import annotations

import unicodedata
from array import array
from itertools import pairwise

FIRST, LAST = 0x3400, 0x9FFF  # the ideographs that the tables cover

# What people say around the thing they want. Longest first, so that the whole phrase goes.
SPEECH = sorted(
    """
    请问一下 请问 我想问 想问 问一下 咨询一下 麻烦问 你好 您好 怎么办理 怎么办 怎么开 怎么弄 怎么搞
    如何办理 如何 去哪里 到哪里 去哪儿 去哪 到哪 在哪里 在哪 哪里 哪儿 能不能 可不可以 可以不可以
    可以吗 能开吗 能办吗 行不行 要不要 是不是 有没有 需不需要 需要 我想 我要 想要 帮我 帮忙 给我 让我
    叫我 要我 说要 非要 一定要 要求 开一个 开一张 开一份 开个 开张 开具 出具 出个 打个 打一张 写个 弄个
    盖个章 盖个 盖章 盖公章 居委会 居委 村委会 村委 社区 村里 居民委员会 村民委员会 什么 这个 那个 一个
    一张 一份 一下 的话 现在 应该 就是 还是 但是 因为 所以 然后 而且 不过 已经 吗 呢 啊 吧 呀 哦 嘛 的 了 么 证明
    """.split(),
    key=len,
    reverse=True,
)


class Tables:
    """Traditional to simplified, and the usual reading of each ideograph."""

    def __init__(self, simplified: bytes, readings: bytes, syllables: str) -> None:
        self._simplified = array("H")
        self._simplified.frombytes(simplified)
        self._readings = array("H")
        self._readings.frombytes(readings)
        self.syllables = syllables.split()
        self._known: frozenset[str] | None = None

    def simplify(self, text: str) -> str:
        """The text in simplified characters."""
        table = self._simplified
        return "".join(
            chr(table[code - FIRST]) if FIRST <= (code := ord(char)) <= LAST else char
            for char in text
        )

    def reading(self, char: str) -> str:
        """The syllable of an ideograph without tone, or the character itself."""
        code = ord(char)
        if FIRST <= code <= LAST and (number := self._readings[code - FIRST]):
            return self.syllables[number - 1]
        return char

    def spell(self, letters: str) -> list[str] | None:
        """Letters cut into the fewest syllables, or None when they are no pinyin."""
        if self._known is None:
            self._known = frozenset(self.syllables)
        known = self._known
        never = len(letters) + 1
        fewest = [(0, 0)] + [(never, 0)] * len(
            letters
        )  # syllables up to here, where the last began
        for end in range(1, never):
            for start in range(max(0, end - 6), end):
                if fewest[start][0] + 1 < fewest[end][0] and letters[start:end] in known:
                    fewest[end] = (fewest[start][0] + 1, start)
        if fewest[-1][0] == never:
            return None
        cut, end = [], len(letters)
        while end:
            start = fewest[end][1]
            cut.append(letters[start:end])
            end = start
        return cut[::-1]


def plain(text: str, tables: Tables | None = None) -> str:
    """Half-width, lower case, letters, digits and ideographs only; simplified with tables."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = "".join(filter(str.isalnum, text.lower()))
    return tables.simplify(text) if tables and not text.isascii() else text


def without_speech(text: str) -> list[str]:
    """The parts of a plain text that are left when words of speech are taken out."""
    for phrase in SPEECH:
        if phrase in text:
            text = text.replace(phrase, " ")
    return text.split()


def is_ideograph(char: str) -> bool:
    """Whether the tables know the character."""
    return FIRST <= ord(char) <= LAST


def pairs(text: str) -> list[str]:
    """Each two neighbouring characters."""
    return [text[index : index + 2] for index in range(len(text) - 1)]


def syllable_pairs(syllables: list[str]) -> list[str]:
    """Each two neighbouring syllables, as `qin shu`; a gram that no text can be."""
    return list(map(" ".join, pairwise(syllables)))


def initial_runs(initials: str) -> list[str]:
    """Each three neighbouring initials, as `=qsg`."""
    runs = zip(initials, initials[1:], initials[2:], strict=False)
    return list(map("=".__add__, map("".join, runs)))


def stem(text: str) -> str:
    """A name without the word 证明, which nearly all of them end with."""
    return text.removesuffix("证明") or text


def likeness(one: str, other: str) -> float:
    """The share of characters that are right, when wrong, missing, extra or swapped ones are slips.

    0 for texts too short or too different in length to be slips of each other.
    """
    longer = max(len(one), len(other))
    slips = 1 + (longer > 6) + (longer > 10)
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > slips:
        return 0.0
    if longer - min(sum(map(other.count, {*one})), sum(map(one.count, {*other}))) > slips:
        return 0.0  # too few characters in common, whatever their order
    wrong = _distance(one, other)
    return 1 - wrong / longer if wrong <= slips else 0.0


def _distance(one: str, other: str) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, char in enumerate(one, 1):
        last, before_last = row, before
        row = [index]
        for place, wanted in enumerate(other, 1):
            best = min(last[place] + 1, row[-1] + 1, last[place - 1] + (char != wanted))
            if index > 1 and place > 1 and char == other[place - 2] and wanted == one[index - 2]:
                best = min(best, before_last[place - 2] + 1)
            row.append(best)
        before = last
    return row[-1]
