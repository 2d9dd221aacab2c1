"""Signs that offices write into cells and titles: the same as above, nothing, a total, a list."""

from __future__ import annotations

import re

from checklist_tool.model.kinds import DESK, LIST_BY_NAME

_DITTO = ("同上", "同前", "以上", "同以上", "见上", "同上栏", "同上项")
_DITTO_SIGNS = ("〃", "″", '"', "”", "“", "''")
_NOTHING = re.compile(r"[-/\\—–－~_～／]+|[(（]?(?:无|暂无|没有)[)）]?。?")
_TOTAL = re.compile(
    r"(?:合计|总计|共计|小计|总数)[:：]?[（(]?[\d.,，]*[)）]?(?:项|条|件|个|种|份|类)?"
)
_REMARK = re.compile(
    r"^\s*(?:注|备注|说明|填表|合计|总计|共计|附注|资料来源|来源)\s*[\d一二三]*\s*[:：]?"
)
_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}\s*[.．、)）](?!\d)|[（(]\s*(?:\d{1,3}|[一二三四五六七八九十百]+)\s*[)）]"
    r"|[一二三四五六七八九十百]+、|[①-⑳])\s*"
)
_NOTED = re.compile(r"^[*＊※#△▲☆★]+|(?:[*＊※#△▲☆★①-⑳]|\[\d+\])+$")
_QUOTED = re.compile(r"《([^《》]+)》|“([^“”]+)”|「([^「」]+)」|\"([^\"]+)\"")
_APART = re.compile(r"(?<=[\u3400-\u9fff）】])\s+(?=[\u3400-\u9fff（【])")


def is_ditto(text: str) -> bool:
    """Whether a cell says no more than that it is the same as the one above."""
    plain = "".join(text.split())
    return plain in _DITTO_SIGNS or re.sub(r"[\W_]", "", plain) in _DITTO


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: a stroke, 无."""
    return bool(_NOTHING.fullmatch("".join(text.split())))


def is_total(text: str) -> bool:
    """Whether a cell begins a row that sums up the others."""
    return bool(_TOTAL.fullmatch("".join(text.split())))


def is_remark(text: str) -> bool:
    """Whether a row that has nothing else is a remark below the table."""
    return bool(_REMARK.match(text))


def without_number(text: str) -> str:
    """A text without the number before it."""
    return _NUMBER.sub("", text)


def name(text: str) -> str:
    """A name on one line, without numbers, marks of notes, quotes around it and blanks within."""
    plain = "".join(without_number(text).split("\n")).strip()
    plain = _NOTED.sub("", plain).strip()
    if quoted := _QUOTED.fullmatch(plain):
        plain = next(filter(None, quoted.groups())).strip()
    return _APART.sub("", plain)


def is_name(text: str) -> bool:
    """Whether a text may be a name: a number or sign alone is none."""
    return not is_ditto(text) and sum(map(str.isalpha, text)) > 1


def list_of(title: str) -> str | None:
    """The list of the desk whose title a sheet or file has in its name; the longest that fits."""
    fits = [one for one in LIST_BY_NAME.values() if one.kind in DESK and one.title in title]
    return max(fits, key=lambda one: len(one.title)).name if fits else None


def other_list(caption: str, list_name: str) -> str | None:
    """The title of the one list that a caption names, where it is not this one."""
    titles = [one.title for one in LIST_BY_NAME.values()
              if one.kind in DESK and one.title in caption]  # fmt: skip
    own = LIST_BY_NAME[list_name].title
    return titles[0] if len(titles) == 1 and titles[0] != own else None
