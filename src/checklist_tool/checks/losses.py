"""CK032, CK04x: what is written, and is read as less or as something else without an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from checklist_tool.checks.rule import rule
from checklist_tool.files import right_name, says_yaml
from checklist_tool.model.files import kind_of, path_meant
from checklist_tool.problems import Place, Problem, Severity
from checklist_tool.repository import Repository
from checklist_tool.yaml_nodes import Node, scalars
from checklist_tool.yaml_slips import MARK, NUMBERED
from checklist_tool.yaml_source import Source

# A file is taken apart only where one of these is found in it.
_COMMENT = re.compile(r"[ \t]+#(.*)")
_BEHIND_TEXT = re.compile(r"\S[ \t]+#")
_WIDE_COMMA = re.compile(r"\[[^\[\]\n]*[，、]")
_CHINESE = "[\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uff01-\uff5e\U00020000-\U0003ffff]"
_NUMERAL = "[0-9%()\u2460-\u2473]"  # ①
_EDGE = rf"(?:{_CHINESE}|{_NUMERAL})"
# Compiled when they are first needed, which takes long: few files need more than the last one.
_FOLDED = rf"({_EDGE})[ \t]*\n[ \t]*(?={_EDGE})"
_MERGED = rf"\n[ \t]*(?!-\d|\d+\.\d)(?={MARK.pattern})"
_SPACED = rf"(?=({_CHINESE} {_EDGE}|{_NUMERAL} {_CHINESE}))"
_SPACED_NUMERAL = rf"{_CHINESE} {_NUMERAL}|{_NUMERAL} {_CHINESE}"
_GOING_ON = re.compile(rf"\n[ \t]*(?:{_EDGE}|(?!-\d|\d+\.\d){MARK.pattern})")
_BRACKETS = ("（）", "()", "“”", "‘’", "《》", "〈〉", "【】", "〔〕", "「」")
_IN_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")
_GOES_ON = tuple("、，：；（(“《—-/~～第和与及或")
_SHOWN = 12  # characters on either side
_ODD_ENTRY = re.compile(rf"[-\[,:] +['\"]?(?:{NUMBERED.pattern}|\S.*，)|\[{NUMBERED.pattern}")
_Entry = tuple[tuple[str | int, ...], str, str]
BY_SPELLING = ("CK042", "CK043")  # seen in how a text is written, no longer in what it says


@rule(
    "CK032",
    "清单文件的名字以 .yaml 结尾",
    "positive.txt、positive.yaml.txt、positive.YAML 看上去在，程序却不读，里面的柜台查不到；"
    "Windows 常把 .txt 藏起来不显示。旁边已经有同名清单的，多半是副本，只提醒；"
    "看不出是哪张清单的也只提醒。隐藏文件和 .md 不管。",
    "改名，以 .yaml 结尾；副本把要的内容并进清单，再删掉。",
)
def list_files_end_with_yaml(repository: Repository, today: date) -> Iterator[Problem]:
    """No file is passed over because of its ending, so that nobody takes it for read.

    Beside the list itself it is a copy, and what looks like no list may be anything: these are
    warnings.
    """
    for path in repository.misnamed:
        meant = path_meant(path)
        right = meant or right_name(path)
        name = right.rpartition("/")[2]
        message = "文件名不以 .yaml 结尾，里面的内容没有被读"
        listed = bool(meant) or says_yaml(path)
        if right in repository.sources:
            hint = f"要的内容抄进 {name}，再删掉这一个；旧的样子 git 里都有"
        elif listed or kind_of(right):
            hint = f"改名为 {name}，里面要是 YAML 文字；不是清单的，移到 data/ 外面"
        else:
            hint = "清单文件以 .yaml 结尾；不是清单的，移到 data/ 外面"
        certain = listed and right not in repository.sources
        severity: Severity = "error" if certain else "warning"
        yield Problem(Place(path), "CK032", message, hint, severity=severity)


@rule(
    "CK041",
    "没有文字被 # 截断（提醒）",
    "空格后面的 # 是注释的开始，后面的字不算内容：“三号楼 #201 室”只读到“三号楼”。",
    "是内容的，整段文字两边加英文引号；是注释的，另起一行写。",
)
def no_text_is_cut_by_a_comment(repository: Repository, today: date) -> Iterator[Problem]:
    """No text goes on in what is a comment to the program: ` #` begins one.

    Most comments are meant. One that begins without a space, closes a bracket of the text, or
    follows a text that has no end, is more likely the rest of the text.
    """
    for source, written, _ in _scalars(repository, _BEHIND_TEXT):
        found = _COMMENT.match(source.text, written.end) if not written.style else None
        if found and _is_rest(written.value or "", found[1]):
            before, after = (written.value or "")[-_SHOWN:], found[1][:_SHOWN]
            where = f"“{before}”后面" if before else "这里"
            yield _warning(
                source, source.text.index("#", found.start()), "CK041",
                f"{where}的“#{after}”成了注释，没有读进去",
                "是内容的，整段文字两边加英文引号；是注释的，另起一行写",
            )  # fmt: skip


@rule(
    "CK042",
    "方括号里几项之间用英文逗号（提醒）",
    "[甲，乙] 只是一项，名字叫“甲，乙”，哪一个都查不到。",
    "用英文逗号加一个空格，或者每项一行；就是一项的，两边加英文引号。",
)
def bracketed_lists_have_commas(repository: Repository, today: date) -> Iterator[Problem]:
    """No list in brackets is separated by full-width commas, which are a part of the text."""
    found = ((each[2], each) for each in _scalars(repository, _WIDE_COMMA))
    for number, elements in groupby(found, key=lambda pair: pair[0]):
        if not number:
            continue
        listed = [each for _, each in elements]
        marks = "，、" if len(listed) == 1 else "，"
        for source, written, _ in listed:
            text = _IN_BRACKETS.sub("", written.value or "").strip("，、")
            mark = next((mark for mark in marks if mark in text), "")
            if mark and not written.style:
                yield _warning(
                    source, written.start, "CK042",
                    f"方括号里的“{(written.value or '')[:30]}”用“{mark}”隔开，读成了一项",
                    "几项之间用英文逗号加一个空格，或者每项一行；就是一项的，两边加英文引号",
                )  # fmt: skip


@rule(
    "CK043",
    "一段文字不分成几行写（提醒）",
    "YAML 把几行接成一行时，中间加一个空格：印出来字与字之间会空一块；"
    "“-乙”少了空格，就接到上一项“甲”后面，成了“甲 -乙”一项。",
    "写成一行；要分段的，在键后面写 |，下面每段一行。",
)
def folded_lines_gain_no_space(repository: Repository, today: date) -> Iterator[Problem]:
    """No Chinese text is wrapped in a way that puts a space between two of its characters.

    Or beside a numeral, where the text does not set its numerals apart by spaces elsewhere. An
    entry whose mark is not the one of YAML is a part of the text above it.
    """
    for source, written, _ in _scalars(repository, _GOING_ON):
        if written.style == "|":
            continue
        text = source.text[written.start : written.end]
        if not written.style and (merged := re.search(_MERGED, text)):
            entry = text[merged.end() :].partition("\n")[0][:_SHOWN].strip()
            yield _warning(
                source, written.start + merged.end(), "CK043",
                f"“{entry}”没有成为单独的一项，接到了上一行的文字后面",
                "是单独一项的，用“- ”开头，和上面的“- ”左对齐；是文字的，接到上一行的末尾",
            )  # fmt: skip
            continue
        spaced = set(re.findall(_SPACED, written.value or "")) if "\n" in text else ()
        for found in re.finditer(_FOLDED, text) if spaced else ():
            begun, end = found.end(1), found.end()
            pair = f"{found[1]} {text[end]}"
            apart = re.match(_SPACED_NUMERAL, pair) and re.search(_SPACED_NUMERAL, text)
            if apart or pair not in spaced:
                continue
            before = text[max(0, begun - 6) : begun].splitlines()[-1].strip(" '\"")
            after = text[end : end + 5].splitlines()[0]
            yield _warning(
                source, written.start + end, "CK043",
                f"分行写的文字接起来，中间多出一个空格：“{before} {after}”",
                "写成一行；要分段的，在键后面写 |，下面每段一行",
            )  # fmt: skip
            break


class Odd(NamedTuple):
    """What is wrong with an entry of a list or a name, how it is mended, and as what, if sure."""

    message: str
    hint: str
    meant: str | None = None


def odd_entry(field: str, text: str) -> Odd | None:
    """That a text of a field begins with a number of Word, or holds several aliases."""
    if found := NUMBERED.match(text):
        message = f"“{text[:30]}”开头的编号“{found[0].strip()}”成了内容"
        return Odd(message, "删掉编号", text[found.end() :])
    if field in ("aliases", "names") and "，" in _IN_BRACKETS.sub("", text).strip("，"):
        return Odd(f"“{text[:30]}”像是几个又称写成了一个", "一个一个地写，每个是单独的一项")
    return None


@rule(
    "CK044",
    "名称和列表的每一项不带编号，一个又称就是一项（提醒）",
    "从 Word 复制来的“1. ”“（一）”“①”成了名称的一部分；几个又称用逗号写在一行，读成一个，"
    "哪一个都查不到。",
    "删掉编号；又称每个一行，用“- ”开头。",
)
def entries_are_one_each_and_have_no_numbers(
    repository: Repository, today: date
) -> Iterator[Problem]:
    """No name and no entry of a list begins with its number, and no alias is several."""
    told = {problem.place for problem in bracketed_lists_have_commas(repository, today)}
    for source in repository.sources.values():
        if _ODD_ENTRY.search(source.text):
            for loc, field, text in _entries(source.data, (), ""):
                odd = odd_entry(field, text)
                if odd and (place := source.place(loc)) not in told:
                    yield Problem(place, "CK044", odd.message, odd.hint, severity="warning")


def _entries(data: object, loc: tuple[str | int, ...], field: str) -> Iterator[_Entry]:
    """Every name and every text in a list: where it stands, and in which field."""
    if isinstance(data, str):
        if field == "name" or isinstance(loc[-1], int):
            yield loc, field, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _entries(value, (*loc, key), key)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _entries(value, (*loc, index), field)


def _scalars(
    repository: Repository, suspect: re.Pattern[str]
) -> Iterator[tuple[Source, Node, int]]:
    """The texts of the files in which something suspect is found."""
    for source in repository.sources.values():
        if suspect.search(source.text):
            for written, number in scalars(source.text):
                yield source, written, number


def _is_rest(text: str, comment: str) -> bool:
    """Whether what follows `#` is likely the rest of the text before it."""
    if comment[:1].isalnum() or text.endswith(_GOES_ON):
        return True
    return any(
        text.count(pair[0]) > text.count(pair[1]) and pair[1] in comment for pair in _BRACKETS
    )


def _warning(source: Source, index: int, code: str, message: str, hint: str) -> Problem:
    return Problem(source.at(index), code, message, hint, severity="warning")
