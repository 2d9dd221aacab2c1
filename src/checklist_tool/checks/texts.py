"""CK5xx: what must not stand in any text: invisible characters, personal data, slights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from checklist_tool import shown
from checklist_tool.checks.rule import rule
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import KIND_BY_NAME, VOCABULARY
from checklist_tool.problems import Place, Problem, Severity
from checklist_tool.repository import Repository
from checklist_tool.yaml_source import Loc

# Beside what is never shown: a lost character, and those that only one computer knows.
_INVISIBLE = re.compile(f"{shown.pattern()[:-1]}\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
# What must not stand before is looked at after the first digit: digits are found faster.
_ID_NUMBER = re.compile(
    r"([1-9１-９](?<![0-9０-９A-Za-z].)[0-9０-９]{5})[ -]?([0-9０-９]{8})[ -]?"
    r"([0-9０-９]{3}[0-9０-９XxＸｘ])(?![0-9０-９A-Za-z])"
)
_MOBILE = re.compile(
    r"[1１](?<![0-9０-９A-Za-z.].)[3-9３-９][0-9０-９][ -]?[0-9０-９]{4}[ -]?[0-9０-９]{4}"
    r"(?![0-9０-９A-Za-z])"
)
_HOME = re.compile(
    r"[0-9０-９](?<![0-9０-９].)[0-9０-９]*+(?:弄|号|幢|栋|号楼)[^\s，。；、]{0,8}?[0-9０-９]{2,4}室"
)
_SLIGHTS = re.compile(
    r"傻|疯(?![牛狗])|智障|弱智|白痴|神经病(?!学)|残废|瘸子|瘫子|瞎子|聋子|哑巴|光棍(?!节)"
    r"|要饭的|叫花子|老赖|劳改犯|拖油瓶"
)
# GB 11643-1999: weights of the first 17 digits, and the check character by remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@rule(
    "CK501",
    "文字、键和文件名里没有看不见的字符，没有丢失的字",
    "零宽字符看不见，会让查找落空；方向字符会让文字前后颠倒；控制字符会打乱屏幕；"
    "私用区的字别的电脑显示不出来。写成 \\u200B 这样的也算。",
    "删掉它，或者换成正式的汉字；文件名改用小写字母、数字和 -。",
)
def no_invisible_characters(repository: Repository, today: date) -> Iterator[Problem]:
    """No file has control, zero-width, directional or private-use characters, nor has its name.

    That includes those written as an escape, such as `\\u200B`, in keys too.
    """
    for path in (*repository.sources, *repository.unread):
        for char in dict.fromkeys(_INVISIBLE.findall(path)) if "\ufffd" not in path else ():
            yield _in_name(path, char)
        if "\n" in path or "\t" in path:
            yield _in_name(path, "\n" if "\n" in path else "\t")
    for source in repository.sources.values():
        for found in source.each(_INVISIBLE):
            yield _invisible(source.at(found.start()), found[0])
        if "\\" in source.text:
            written = set(source.text)
            for loc, text, is_key in every_text(source.data, ()):
                for char in sorted(set(_INVISIBLE.findall(text)) - written):
                    yield _invisible(source.place(loc, key=is_key), char)


@rule(
    "CK503",
    "没有个人信息，注释里也没有",
    "清单是公开的，身份证号码、手机号码和住址不能写进去。住址可能是单位的，只提醒，由人来看。",
    "删掉它；已经提交到 git 的，告诉管理员清理历史。",
)
def no_personal_data(repository: Repository, today: date) -> Iterator[Problem]:
    """No file has an identity number, a mobile number or a private address, comments included."""
    for source in repository.sources.values():
        text = source.text
        for found in _ID_NUMBER.finditer(text):
            if _is_id_number("".join(found.groups())):
                yield _personal(source.at(found.start()), "身份证号码")
        for found in _MOBILE.finditer(text):
            yield _personal(source.at(found.start()), "手机号码")
        for found in _HOME.finditer(text):
            # It may be an office's: a person must look.
            yield _personal(source.at(found.start()), "住址", severity="warning")


@rule(
    "CK504",
    "公开的文字里没有贬称",
    "清单印成手册、告知单和网页，是单位说的话；居民怎么叫，只供查找时认得。",
    "换成正式的说法，如精神障碍、智力残疾；居民这样叫、这样问的，写进 data/vocabulary/。",
)
def slights_are_known_to_the_search_alone(repository: Repository, today: date) -> Iterator[Problem]:
    """No file but the vocabulary and the pinned questions has a word that slights people."""
    for path, source in repository.sources.items():
        if kind_of(path) not in (VOCABULARY, KIND_BY_NAME["answer"]):
            for found in _SLIGHTS.finditer(source.text):
                yield Problem(
                    source.at(found.start()), "CK504", f"“{found[0]}”是贬称，会印在公开的文字里",
                    "换成正式的说法；居民这样叫的，写进 data/vocabulary/", severity="warning",
                )  # fmt: skip


def _invisible(place: Place, char: str) -> Problem:
    if char == "\ufffd":
        return Problem(place, "CK501", "有丢失的字，显示成“�”", "对照原文把字补上")
    private = unicodedata.category(char) == "Co"
    what = "私用区字符（别的电脑上显示不出来）" if private else "看不见的字符"
    hint = "换成正式的汉字；没有的就注明读音" if private else "删掉它；多半是粘贴带进来的"
    return Problem(place, "CK501", f"有{what} U+{ord(char):04X}", hint)


def _in_name(path: str, char: str) -> Problem:
    message = f"文件名或文件夹名里有看不见的字符 U+{ord(char):04X}"
    return Problem(Place(path), "CK501", message, "改名：用小写字母、数字和 -")


def every_text(data: object, loc: tuple[str | int, ...]) -> Iterator[tuple[Loc, str, bool]]:
    """Every text and key, where it stands, and whether it is a key."""
    if isinstance(data, str):
        yield loc, data, False
    elif isinstance(data, dict):
        for key, value in data.items():
            yield (*loc, key), key, True
            yield from every_text(value, (*loc, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from every_text(value, (*loc, index))


def _is_id_number(number: str) -> bool:
    digits = unicodedata.normalize("NFKC", number).upper()
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == digits[17]


def _personal(place: Place, what: str, severity: Severity = "error") -> Problem:
    hint = "清单里不能有个人信息：删掉它；已经提交的，告诉管理员清理历史"
    return Problem(place, "CK503", f"像是个人的{what}", hint, severity=severity)
