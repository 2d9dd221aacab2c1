"""CK5xx: characters that look like others: foreign letters, strokes, radicals, full-width forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.checks.texts import every_text
from checklist_tool.problems import Place, Problem
from checklist_tool.repository import Repository

_NAMED = frozenset(("name", "title", "aliases", "names", "doc_number"))
# Names are for CK502; prose may have what it likes.
_PROSE = _NAMED | {"reason", "note", "desk_note", "editor_note"}
# Wide forms that Chinese text is written with; other compatibility characters are look-alikes.
_CHINESE_MARKS = frozenset("（），：；！？～％＋－／．＜＝＞＆＃＊")
# Letters of other scripts in the shape of Latin ones; what Unicode folds by itself is not here.
_LATIN = dict(
    zip(
        "аеорсухіјѕһԁԛԝոАВЕЅІЈКМНОРСТУХαικνορυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡı‐‒–—―−",
        "aeopcyxijshdqwnABESIJKMHOPCTYXaiknopuxABEZHIKMNOPTYXagi------",
        strict=True,
    )
)
_SHAPED = str.maketrans(_LATIN)
_DISGUISE = re.compile(
    f"[０-９Ａ-Ｚａ-ｚ\U0001d400-\U0001d7ff{''.join(filter(str.isalpha, _LATIN))}]"
    "|[a-z0-9][‐‑‒–—―−][a-z0-9]"
)
_SCRIPTS = {
    "CYRILLIC": "西里尔字母", "GREEK": "希腊字母", "KATAKANA": "日文假名", "HIRAGANA": "日文假名",
    "KATAKANA-HIRAGANA": "日文假名", "BOPOMOFO": "注音符号", "HANGUL": "韩文字母",
}  # fmt: skip
# Each may stand where 一 is meant. A dash also joins names: then only the words around tell.
_STROKES = frozenset("ーㄧㅡ㇐─━")
_DASHED = re.compile(
    r"(?<=[唯统同第划逐万])[—―](?![—―])"
    r"|(?<![—―])[—―](?=致|次性|寸照|套房|人户|站式|网通办|卡通|门式|件事)"
)
# Not the unified ideographs among the compatibility ones: they fold into nothing else.
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f\u2800-\u28ff]")


@rule(
    "CK502",
    "名称和文号里没有形似字",
    "全角字母、外文字母、像“一”的笔画看上去一样，查找却对不上；多半是从 PDF 复制来的。",
    "改成提示里写的正式字。",
)
def names_have_no_look_alikes(repository: Repository, today: date) -> Iterator[Problem]:
    """Names, aliases and document numbers are written in the characters they seem to be."""
    fine: set[str] = set()
    for entry in repository.entries:
        for loc, text in entry.texts(*sorted(_NAMED)):
            if text.isascii():
                continue
            if not fine.issuperset(text):
                for char in dict.fromkeys(text):
                    if fix := _look_alike(char):
                        yield entry.problem("CK502", loc, f"“{text}”里的{fix[0]}", fix[1])
                    else:
                        fine.add(char)
            if dash := _DASHED.search(text):
                yield entry.problem(
                    "CK502", loc, f"“{text}”里的“{dash[0]}”是破折号，像是“一”字", "改成汉字“一”"
                )


@rule(
    "CK511",
    "没有部首、兼容字和盲文符号",
    "部首（⼀、⻋）看上去就是汉字，程序却当成别的字，有的字体印不出来；空白的盲文什么也不显示。",
    "改成提示里写的正式字；空白的删掉。",
)
def texts_have_no_radicals(repository: Repository, today: date) -> Iterator[Problem]:
    """No file has radicals, compatibility ideographs or Braille, wherever they stand.

    That includes those written as an escape, such as `\\u2800`.
    """
    for source in repository.sources.values():
        for found in source.each(_RADICAL):
            if fix := _not_written(found[0]):
                yield Problem(source.at(found.start()), "CK511", *fix)
        if "\\" in source.text:
            for loc, text, at_key in every_text(source.data, ()):
                for char in dict.fromkeys(_RADICAL.findall(text)):
                    if char not in source.text and (fix := _not_written(char)):
                        yield Problem(source.place(loc, key=at_key), "CK511", *fix)


@rule(
    "CK512",
    "键、编号、数字和日期用半角英文写",
    "全角的２０２６、外文字母的 jiа 看上去没有错，程序却对不上，找半天也看不出来。",
    "换成提示里写的半角英文。",
)
def codes_are_written_in_ascii(repository: Repository, today: date) -> Iterator[Problem]:
    """Keys, ids, numbers and dates are written in ordinary letters and digits.

    `ｊia` and `２０２６` look right and are not what the program looks for.
    """
    for source in repository.sources.values():
        if not _DISGUISE.search(source.text):
            continue
        for loc, text, at_key in every_text(source.data, ()):
            in_prose = not at_key and not _PROSE.isdisjoint(loc[-2:])
            if not in_prose and (plain := _in_ascii(text)):
                shown = f"键“{text}”" if at_key else f"“{text}”"
                yield _told(source.place(loc, key=at_key), shown, text, plain)


def _in_ascii(text: str) -> str:
    """What a text of look-alikes seems to be; empty when it is what it seems, or is Chinese."""
    if text.isascii():
        return ""
    plain = unicodedata.normalize("NFKC", text.translate(_SHAPED)).translate(_SHAPED)
    return plain if plain.isascii() and any(map(str.isalnum, plain)) else ""


def _told(place: Place, what: str, text: str, plain: str) -> Problem:
    char = next(char for char in text if not char.isascii())
    name = unicodedata.name(char, "").partition(" ")[0]
    kind = "全角字符" if name == "FULLWIDTH" else _SCRIPTS.get(name, "形似字符")
    message = f"{what}里的“{char}”（U+{ord(char):04X}）是{kind}，程序不认"
    return Problem(place, "CK512", message, f"改成半角英文的“{plain}”")


def _look_alike(char: str) -> tuple[str, str] | None:
    """What is wrong with a character of a name, and what to do."""
    if char < "\x80" or char in _CHINESE_MARKS or _RADICAL.match(char):
        return None
    code = f"U+{ord(char):04X}"
    if char.isspace():
        return f"空格是特殊空格（{code}）", "删掉它，或者改成普通空格"
    if char in _STROKES:
        return f"“{char}”（{code}）不是汉字，像是“一”字", "改成汉字“一”；是连接号的，改成“-”"
    name, category = unicodedata.name(char, ""), unicodedata.category(char)
    if category[0] == "M":
        return f"附加符号（{code}）叠在前一个字上", "删掉它；多半是从别的软件粘贴带进来的"
    plain = unicodedata.normalize("NFKC", char)
    if plain != char:
        shown = f"“{plain}”" if plain.isprintable() else "普通写法"
        return f"“{char}”（{code}）是形似字符", f"改成{shown}"
    script = name.replace("-", " ").partition(" ")[0]
    if category[0] == "L" and script == "LATIN":
        base = _LATIN.get(char) or unicodedata.normalize("NFKD", char)[0]
        shown = f"“{base}”" if base.isascii() else "英文字母"
        return f"“{char}”（{code}）不是普通的英文字母", f"改成{shown}"
    if category[0] == "L" and script in _SCRIPTS:
        seems = "形似拉丁字母的外文字母" if script in ("CYRILLIC", "GREEK") else _SCRIPTS[script]
        fix = f"改成英文字母“{_LATIN[char]}”" if char in _LATIN else "改成英文字母或汉字"
        return f"“{char}”（{code}）是{seems}", fix
    return None


def _not_written(char: str) -> tuple[str, str] | None:
    """What is wrong with a character that no Chinese text has, and what to do."""
    code = f"U+{ord(char):04X}"
    if char == "\u2800":
        return f"有看不见的空白符号（{code}）", "删掉它；多半是粘贴带进来的"
    if "\u2800" <= char <= "\u28ff":
        return f"“{char}”（{code}）是盲文符号", "改成汉字或标点"
    plain = unicodedata.normalize("NFKC", char)
    if unicodedata.name(char, "").startswith(("CJK RADICAL", "KANGXI")):
        shown = f"“{plain}”" if plain != char else "正式的汉字"
        hint = f"改成{shown}；多半是从 PDF 复制来的"
        return f"“{char}”（{code}）是部首，不是汉字", hint
    if plain != char:
        return f"“{char}”（{code}）是兼容字，不是通用的汉字", f"改成“{plain}”"
    return None
