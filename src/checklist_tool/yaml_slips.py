"""What goes wrong in a line that was typed in Word or with Chinese punctuation, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

BLANKS = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "不换行空格"}
_BLANK = r"[ \t\u3000\u00a0\u2000-\u200a\u202f\u205f]"
BLANK = re.compile(_BLANK)
# How an entry of a list begins in a document: • 甲, 1．甲, （一）甲
_BULLET = r"[－—–−•·●○■□◆◇▪►‧∙\uf000-\uf0ff①-⑳]"
_NUMBER = (
    r"(?:\d{1,3}[．.、)）]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)])"
)
MARK = re.compile(rf"(?P<mark>{_BULLET}|{_NUMBER}|-(?=[^\s-])|\*(?={_BLANK})){_BLANK}*(?=\S)")
# The number or bullet with which a text begins; not the numeral of 3.15 or 一、二级.
NUMBERED = re.compile(
    rf"(?:(?![－—–−]){_BULLET}|{_NUMBER}){_BLANK}*(?=[^\s\d一二三四五六七八九十])"
)
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "”": "”", "’": "’", "＂": "＂"}
_OPEN, _CLOSE = ("".join(marks) for marks in (QUOTES, QUOTES.values()))
# A key and its colon, as it may have been typed, and the blanks around the colon.
KEY = re.compile(
    rf"(?P<open>[{_OPEN}])?(?P<key>[^\W\d](?:[\w·、-]*\w)?)(?P<close>[{_CLOSE}])?"
    rf"(?P<gap>{_BLANK}*)(?P<colon>[:：﹕︰])(?P<sep>{_BLANK}*)"
)
_START = re.compile(rf"{_BLANK}*(?:-{_BLANK}+)*")
_WORD = re.compile(r"[A-Za-z_]+")


class TypingSlip(NamedTuple):
    """A fault of a line, its column from 0, and how it is mended."""

    column: int
    message: str
    hint: str


def slip(line: str) -> TypingSlip | None:
    """What is wrong with the mark, the key or the colon with which the line begins."""
    if wide := _wide(line):
        return wide
    start = _START.match(line).end()  # type: ignore[union-attr]  # it matches any line
    marked = MARK.match(line, start)
    found = KEY.match(line, marked.end() if marked else start)
    word = found is not None and _WORD.fullmatch(found["key"]) is not None
    if marked and (word or marked["mark"] in "-*" or re.match(_BULLET, marked["mark"])):
        said = f"列表的一项用了“{marked['mark']}”开头"
        if marked["mark"] == "-":
            said = "列表的“-”后面少一个空格"
        return TypingSlip(start, said, "用英文短横线加一个空格“- ”开头")
    if found is None or not (word or line[:start].isspace() or not start):
        return None  # a colon within the text of an entry
    if found["open"] and found["close"] and word:
        return TypingSlip(start, f"键“{found['key']}”带了引号", "去掉引号")
    colon, rest = found["colon"], line[found.end() :]
    if colon != ":":
        hint = "改成英文冒号加一个空格"
        if not word:
            hint = f"是键的，{hint}；是上一行折下来的文字，接到上一行的末尾"
        return TypingSlip(found.start("colon"), f"键后面用了全角冒号“{colon}”", hint)
    odd = next((blank for blank in found["sep"] if blank not in " \t"), None)
    if odd and word:
        name = BLANKS.get(odd, "特别的空格")
        return TypingSlip(found.start("sep"), f"冒号后面是{name}", "改成普通空格")
    if word and rest and not found["sep"] and not rest.startswith("/"):
        return TypingSlip(found.end(), "冒号后面少一个空格", "在冒号后面空一格")
    return None


_VALUE = r"\s*(?:- +)*(?:[a-z_]+: +)?"
_WIDE = (
    (
        re.compile(rf"{_VALUE}[\"'][^\"']*(?P<at>[”’」』＂])\s*(?:#.*)?$"),
        "引号没有收尾：左边是英文引号，右边是中文引号“{}”",
        "右边也改成英文引号",
    ),
    (
        re.compile(rf"{_VALUE}(?P<at>[｛［])"),
        "用了全角括号“{}”",
        "括号、里面的逗号和冒号都改成英文的；或者每项一行",
    ),
    (
        re.compile(rf"{_VALUE}[\[{{][^\]}}]*(?P<at>[｝］])\s*(?:#.*)?$"),
        "括号没有收尾：右边用了全角括号“{}”",
        "改成英文括号",
    ),
    (
        re.compile(rf"{_VALUE}\{{[^{{}}]*?(?P<at>，)\s*[a-z_]+\s*[:：]"),
        "花括号里用了全角逗号“{}”",
        "改成英文逗号加一个空格；或者每个键一行",
    ),
)  # fmt: skip


def _wide(line: str) -> TypingSlip | None:
    """A quote, bracket or comma that looks like the one which ends or parts a value."""
    for pattern, said, hint in _WIDE:
        if found := pattern.match(line):
            return TypingSlip(found.start("at"), said.format(found["at"]), hint)
    return None


_ID = re.compile(r"\s*id: ")
_AT = re.compile(r" *(?P<dashes>(?:- +)*)(?P<key>[a-z_]+):(?P<value> +[^\s#])?")
_OPENED = re.compile(r"\s*(?:- )?\w+:\s*$")
_BRACKET = re.compile(r"\s*(?:- )*(?:\w+: +)?(?P<bracket>[\[{])[^\]}]*[\]}] *[^\s#,:\]}]")
_ANY_KEY = re.compile(r"\s*(?:- +)*(?:[^\s:]+|\"[^\"]*\"|'[^']*') *:(?: |$)")
_NO_TEXT = re.compile(r"\s*(?:- |-$|#|---|\.\.\.|[a-z_]+(?: |$)|$)")


def structure(
    lines: Sequence[str], number: int, simple_key: int | None
) -> tuple[int, TypingSlip] | None:
    """The line near this one that is no key, lacks its dash or begins with a bracket.

    `simple_key` is the line that the parser could not take for a key.
    """
    line = lines[number]
    if found := _BRACKET.match(line):
        at = found.start("bracket")
        what = "列表" if line[at] == "[" else "几个键"
        hint = "整段文字两边加英文引号，或者换成〔〕、（）"
        return number, TypingSlip(at, f"文字以 {line[at]} 开头，被当成了{what}", hint)
    for near in (number, before(lines, number)):
        if near is not None and _lacks_dash(lines, near):
            return near, _no_dash(lines[near])
    if line.lstrip().startswith("- ") and (first := _first_of(lines, number)) is not None:
        return first, _no_dash(lines[first])
    if simple_key is not None and not _ANY_KEY.match(wrapped := lines[simple_key]):
        if _NO_TEXT.match(wrapped) or before(lines, simple_key) is None:
            return None
        hint = "接到上一行的末尾；要留两行的，这一行前面加空格，比上一行的键多缩进两格"
        column = len(wrapped) - len(wrapped.lstrip())
        return simple_key, TypingSlip(column, "这一行没有写成“键: 值”，像是上一行折下来的", hint)
    indented = _off_column(lines, number)
    return (number, indented) if indented else None


def _off_column(lines: Sequence[str], number: int) -> TypingSlip | None:
    """That a key stands at a column at which no key above stands that it may go with."""
    found = _AT.match(lines[number])
    if found is None or found["dashes"]:
        return None
    column = found.start("key")
    open_at: dict[int, str] = {}
    least = None
    at = nearest = before(lines, number)
    while at is not None and least != 0:
        above = _AT.match(lines[at])
        if above and (least is None or above.start("key") < least):
            if at == nearest and not above["value"] and column > above.start("key"):
                return None  # what the key above holds begins here
            least = above.start("key")
            open_at[least] = above["key"]
            if above["dashes"]:
                least = _indent(lines[at])
        at = before(lines, at)
    if column in open_at or not open_at:
        return None
    right = min(open_at, key=lambda one: (abs(one - column), -one))
    said = f"“{found['key']}”前面有 {column} 个空格，和上面的键都对不齐"
    do = f"改成 {right} 个空格" if right else "去掉前面的空格"
    return TypingSlip(column, said, f"{do}，和“{open_at[right]}”左对齐")


def before(lines: Sequence[str], number: int) -> int | None:
    """The line before this one that is neither blank nor a comment."""
    while number > 0:
        number -= 1
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number
    return None


def _lacks_dash(lines: Sequence[str], number: int) -> bool:
    """Whether the id of an item stands there without the dash that begins an item."""
    above = before(lines, number)
    return bool(_ID.match(lines[number])) and above is not None and (
        bool(_OPENED.match(lines[above])) or _indent(lines[number]) < _indent(lines[above])
    )  # fmt: skip


def _first_of(lines: Sequence[str], number: int) -> int | None:
    """The id of the first item of the list to which this one belongs, when it has no dash."""
    at = before(lines, number)
    while at is not None and _indent(lines[at]) >= _indent(lines[number]):
        if lines[at].lstrip().startswith("- ") and _indent(lines[at]) == _indent(lines[number]):
            return None
        if _ID.match(lines[at]) and _lacks_dash(lines, at):
            return at
        at = before(lines, at)
    return None


def _no_dash(line: str) -> TypingSlip:
    return TypingSlip(
        _indent(line), "“id”前面少了“- ”", "每一项从“- id: …”开始，下面的键和 id 左对齐"
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
