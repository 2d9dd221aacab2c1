"""How words are taken apart for the search, by the query and by the index alike.

Standard library only. A text becomes its plain form (half-width, lower case, simplified,
no punctuation) and then grams: single characters, pairs of characters, pairs of syllables
(so that homophones meet), and runs of initials.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from checklist_tool.chinese.characters import FIRST, LAST, Tables

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

# What is also said before and after a name; within the words it may be a part of one.
_AROUND = """
    开 办 打 写 出 拿 领 做 弄 搞 盖 到 去 来 在 要 得 我 你 您 他 她 想 能 会 可以 还 也 先 再 就 都 是 有 帮 给 让 叫 替
    怎么 怎样 咋 哪 哪个 部门 单位 窗口 地方 材料 手续 流程 条件 规定 多少 钱 多久 几天 时间 谁 找 申请 办理 咨询 申领
    查询 打印 补办 我们 你们 这里 这边 那边 麻烦 阿姨 师傅 老师 同志 下 个 张 份 关于 这种 那种 这 那 事 事情 事项 需 带 准备
""".split()
FRAME = frozenset({*SPEECH, *_AROUND} - {"证明"})
# After these a name is not what is asked for, but what there is or is not; and before these it is
# a document that one has.
NOT_ASKED = tuple("没有 没 无 有 不是 不 非 未 丢了 丢失 拿着 凭 带 用 补".split())
HAD = tuple("书 丢 掉 遗失 不见 找不 过期 到期 有效 补 复印 原件 上写 上的 上面 里 写错 错".split())
# A character that makes the opposite of a name.
DENIED = frozenset("无未不非没否")
# What is said where a certificate is wanted.
PROOF = tuple("证明 证实 开 章 条子 单子 凭 签字 写 出具 说法 材料 推荐 意见".split())
# What the name of a certificate ends with, and how many characters it may have.
CERTIFICATE = ("证明", "情况说明", "zhengming")
_NAME = 14
# What is asked about a matter: whoever asks it wants to know something.
MATTERS = tuple(
    """
    多少 多久 几天 几号 几点 几岁 怎么算 比例 利率 预约 换证 年检 报销 到账 额度 期限 算不算 进度 排队 隔多
""".split()
)
SLIPS = 3  # as many as there may be in a name
_FRAMED = 30  # characters; a longer text tells a story
_LONGEST_FRAME = max(map(len, FRAME))
_FIRST = frozenset(word[0] for word in FRAME)
_LAST = frozenset(word[-1] for word in FRAME)


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


def framed(text: str) -> list[str]:
    """What may be meant when words of speech stand before and after it; longest first.

    Nothing of a text as long as a story.
    """
    if len(text) > _FRAMED or (text[:1] not in _FIRST and text[-1:] not in _LAST):
        return []
    starts = [0]
    for start in starts:
        for after in range(start + 1, min(start + _LONGEST_FRAME, len(text)) + 1):
            if text[start:after] in FRAME and after not in starts:
                starts.append(after)
    ends = before_speech(text)
    found = {text[start:end] for start in starts for end in ends if end - start > 1}
    return sorted(found - {text}, key=lambda part: (-len(part), part))


def before_speech(text: str) -> list[int]:
    """Where a text may end when the words of speech after that are taken away; first its end."""
    ends = [len(text)]
    for end in ends:
        for before in range(max(end - _LONGEST_FRAME, 0), end):
            if text[before:end] in FRAME and before not in ends:
                ends.append(before)
    return ends


def asked_for(before: str, after: str) -> bool:
    """Whether a name that stands between these is asked for, and no part of another word.

    Words of speech, or nothing, go before it.
    """
    if before.endswith(NOT_ASKED) or after.startswith(HAD):
        return False
    return not before or ends_with_speech(before)


def ends_with_speech(text: str) -> bool:
    """Whether the last of a text are words of speech."""
    return any(text[-size:] in FRAME for size in range(1, _LONGEST_FRAME + 1))


def names_certificate(text: str) -> bool:
    """Whether a plain text asks for a certificate by a name, with only words of speech around it.

    A name of one character is none, and in a story it is something that is to be proved.
    """
    return any(
        part.endswith(CERTIFICATE)
        and len(part.removesuffix("证明")) > 1
        and (len(part) <= _NAME or part.isascii())
        for part in (text, *framed(text))
    )


def same_matter(spoken: str, phrase: str, certificate: bool) -> bool:
    """Whether words that come near to a phrase can ask for the same.

    What is asked about a matter must be asked in the phrase too, and a certificate is wanted
    only by who speaks of proving something.
    """
    if any(matter in spoken and matter not in phrase for matter in MATTERS):
        return False
    return not certificate or asks_for_proof(spoken)


def asks_for_proof(spoken: str) -> bool:
    """Whether a plain text speaks of proving something, so that a certificate is wanted."""
    return any(word in spoken for word in PROOF)


def is_ideograph(char: str) -> bool:
    """Whether the tables know the character."""
    return FIRST <= ord(char) <= LAST


def pairs(text: str) -> list[str]:
    """Each two neighbouring characters."""
    return [text[index : index + 2] for index in range(len(text) - 1)]


def syllable_pairs(syllables: list[str]) -> list[str]:
    """Each two neighbouring syllables, as `qin su`; a gram that no text can be.

    Many do not tell zh, ch, sh from z, c, s, nor n from l, nor ang, eng, ing from an, en, in:
    they meet here.
    """
    return list(map(" ".join, pairwise(map(_HEARD.__getitem__, syllables))))


def heard(syllable: str) -> str:
    """A syllable as many speak it, who do not tell zh from z nor eng from en."""
    return _HEARD[syllable]


class _Heard(dict[str, str]):
    """A syllable as it is heard."""

    def __missing__(self, syllable: str) -> str:
        heard = syllable
        if heard[:2] in ("zh", "ch", "sh"):
            heard = heard[0] + heard[2:]
        elif heard[0] == "n":
            heard = "l" + heard[1:]
        if heard[-3:] in ("ang", "eng", "ing"):
            heard = heard[:-1]
        self[syllable] = heard
        return heard


_HEARD = _Heard()


def initial_runs(initials: str) -> list[str]:
    """Each three neighbouring initials, as `=qsg`."""
    runs = zip(initials, initials[1:], initials[2:], strict=False)
    return list(map("=".__add__, map("".join, runs)))


def stem(text: str) -> str:
    """A name without the word 证明, which nearly all of them end with."""
    return text.removesuffix("证明") or text


def mended(text: str) -> str:
    """The text with 证明 at its end, where two characters there were swapped."""
    if text.endswith("明证"):
        return text[:-2] + "证明"
    if len(text) > 4 and text[-3] + text[-1] == "证明":
        return text[:-3] + text[-2] + "证明"
    return text


def cuts(sounds: list[str]) -> list[str]:
    """The sounds of the stem of a name, and what is left of them without each one.

    Two that differ by one character, or by two that changed places, have one of these in
    common. None of a stem so short that hardly anything would be left.
    """
    if len(sounds) < 3:
        return []
    less = ("".join(sounds[:at] + sounds[at + 1 :]) for at in range(len(sounds)))
    return ["".join(sounds), *dict.fromkeys(less)]


def likeness(one: str, other: str) -> float:
    """The share of characters that are right, when wrong, missing, extra or swapped ones are slips.

    0 for texts too short or too different in length to be slips of each other.
    """
    longer = max(len(one), len(other))
    slips = SLIPS - (longer <= 6) - (longer <= 10)
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > slips:
        return 0.0
    own = {*one}
    shared = own & {*other}
    if longer - len(shared) - len(one) + len(own) > slips:
        return 0.0  # even if what is said twice in one is so in the other
    if longer - sum(map(min, map(one.count, shared), map(other.count, shared))) > slips:
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
