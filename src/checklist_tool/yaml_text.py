"""What to say of a text that is no YAML, or not for lists: one Chinese problem, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from checklist_tool import yaml_slips
from checklist_tool.files import LIMIT
from checklist_tool.problems import Place, Problem


def decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """The text with LF line ends, or None, and what is wrong with the bytes."""
    start = Place(path)
    if len(raw) > LIMIT:
        return None, [
            Problem(
                start,
                "CK002",
                f"文件超过 {LIMIT // 1024 // 1024} MB，不像是一张清单",
                "检查是不是放错了文件，或者夹带了不是清单的内容",
            )
        ]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            Problem(
                start, "CK003", "文件是 UTF-16 编码", "在编辑器里用“另存为”，编码选 UTF-8，再保存"
            )
        ]
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        problems.append(
            Problem(
                start,
                "CK004",
                "文件开头有 BOM（看不见的编码标记）",
                "在编辑器里另存为“UTF-8（无 BOM）”",
                severity="warning",
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, raw, error)]
    if "\r" in text:
        crlf = text.count("\r\n")
        where = place_at(path, text, text.index("\r"))
        message = (
            f"有 {crlf} 行以 CRLF（Windows 换行）结尾" if crlf else "换行符是 CR（旧式 Mac 换行）"
        )
        problems.append(
            Problem(
                where,
                "CK005",
                message,
                "在编辑器右下角把换行符改成 LF 再保存",
                severity="warning",
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    before = raw[: error.start].decode("utf-8")
    place = place_at(path, before, len(before))
    start = raw.rfind(b"\n", 0, error.start) + 1
    end = raw.find(b"\n", error.start)
    line = raw[start : end if end >= 0 else len(raw)]
    # In GBK hardly any two bytes are UTF-8 by chance; a damaged file still has whole characters.
    lost, whole = _lost(raw)
    try:
        shown = line.decode("gb18030")[:40]
    except UnicodeDecodeError:
        shown = ""
    lost_here, whole_here = _lost(line)
    if shown.strip() and _GBK.fullmatch(shown) and whole >= lost and whole_here < lost_here:
        others = sum(_lost(one)[0] > 0 for one in raw.split(b"\n")) - 1
        more = f"，像这样的还有 {others} 行" if others else ""
        return Problem(
            place,
            "CK003",
            f"这一行像是 GBK 编码，其余是 UTF-8：“{shown.strip()}”{more}",
            "照这里写的重新打这一行，再存为 UTF-8",
        )
    if not shown or whole >= lost:
        return Problem(
            place, "CK003", "文件不是 UTF-8 编码，有读不出的字节", "用原来的软件另存为 UTF-8"
        )
    return Problem(
        place,
        "CK003",
        f"文件不是 UTF-8 编码，看起来是 GBK：“{shown.strip()}”",
        "在编辑器里用 GBK 打开，再另存为 UTF-8",
    )


_GBK = re.compile("[ -~\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’…—·]*\r?")


def _lost(raw: bytes) -> tuple[int, int]:
    """How many characters of these bytes are no UTF-8, and how many are, beside ASCII."""
    read = raw.decode("utf-8", "replace")
    lost = read.count("\ufffd")
    return lost, sum(char > "\x7f" for char in read) - lost


WIDE = {"\u3000": "全角空格", "\u00a0": "不换行空格"}
INDENT = "改成普通空格，每一层两个空格"


class Positions:
    """Where the characters of a text stand, by their index.

    What is asked for in the order of the text is counted once, and needs no memory.
    """

    def __init__(self, path: str, text: str) -> None:
        self._path, self._text = path, text
        self._index = self._line = self._start = 0  # of the last one asked for, and of its line

    def at(self, index: int) -> Place:
        """The place of a character."""
        if index < self._index:
            self._index = self._line = self._start = 0
        if breaks := self._text.count("\n", self._index, index):
            self._line += breaks
            self._start = self._text.rindex("\n", self._index, index) + 1
        self._index = index
        return Place(self._path, self._line + 1, index - self._start + 1)


_SUSPECT = re.compile(
    r"(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufffe\uffff])"
    r"|^(?P<conflict><{7}|>{7})(?= |$)",
    re.MULTILINE,
)


def suspects(path: str, text: str) -> Iterator[Problem]:
    """What libyaml would take for something else, or report at the wrong place."""
    mark = ""
    if text.isspace() or not text:
        yield Problem(
            Place(path), "CK013", "文件是空的", "写上清单的内容；不要的文件用 git 删除，不要清空"
        )
        return
    positions = Positions(path, text)
    for found in _SUSPECT.finditer(text):
        kind = found.lastgroup or ""
        place = positions.at(found.start(kind))
        if kind == "control":
            yield Problem(
                place,
                "CK006",
                f"有不可见的控制字符 U+{ord(found[kind]):04X}",
                "删掉这个字符；多半是从别的软件粘贴带进来的",
            )
            continue
        before, mark = mark, found["conflict"]
        if before[:1] + mark[:1] != "<>":  # the end of a conflict that was told of
            yield Problem(
                place,
                "CK008",
                "留有合并冲突的标记（<<<<<<< 到 >>>>>>>）",
                "在两种写法里选一种，再删掉三行标记；拿不准就请提交这两处改动的人一起看",
            )


_TOLD = 20  # places of one file that are told one by one
_COUNTED = 1000
# A text of several lines begins below such a line: `note: |`, `- >-`.
_BLOCK = re.compile(r"(?:^|[:-] ) *[|>][0-9+-]* *(?: #.*)?$")


def unreadable(path: str, text: str, fault: Problem) -> list[Problem]:
    """The fault for which a file was refused, and all else that stops it from being read.

    So nobody mends one place, and is told of the next. In order; the first ones of many.
    """
    if text.count("\0") * 4 > len(text):
        return [fault]  # another encoding, in which every second character would be told of
    places = {fault.place: fault}
    for other in islice(chain(suspects(path, text), _misindented(path, text)), _COUNTED):
        places.setdefault(other.place, other)
    found = [places[place] for place in sorted(places)]
    if (rest := len(found) - _TOLD) > 0:
        number = f"{rest} 多" if len(found) >= _COUNTED else f"{rest} "
        after = found[_TOLD]
        said = f"读不了的地方还有 {number}处，没有一一写出"
        found[_TOLD:] = [Problem(after.place, after.code, said, "先改好前面的，再运行一次")]
    return found


def _misindented(path: str, text: str) -> Iterator[Problem]:
    """The lines that are indented by anything but spaces, but for those of a text in lines."""
    within = None  # how far the line is indented below which such a text stands
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" "))
        if line.isspace() or not line or (within is not None and indent > within):
            continue
        within = indent if _BLOCK.search(line) else None
        if problem := indentation(path, line, number):
            yield problem


def indentation(path: str, line: str, number: int) -> Problem | None:
    """A line that is indented by anything but spaces; `number` counts from 0."""
    found = re.match(r" *([\t\u3000\u00a0\ufeff])[\s]*[^\s#]", line)
    if found is None:
        return None
    place = Place(path, number + 1, found.start(1) + 1)
    if found[1] == "\ufeff":
        hint = "删掉它；多半是几个文件接在一起时带进来的"
        return Problem(place, "CK007", "缩进里有看不见的字符 U+FEFF（BOM）", hint)
    name = yaml_slips.BLANKS[found[1]]
    return Problem(place, "CK007", f"缩进用了{name}", INDENT)


def place_at(path: str, text: str, index: int) -> Place:
    """The place of a character of a text, by its index."""
    line = text.count("\n", 0, index)
    return Place(path, line + 1, index - text.rfind("\n", 0, index))
