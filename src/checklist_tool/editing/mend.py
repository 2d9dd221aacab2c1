"""What is mended of a file without asking: slips of typing of which it is sure what was meant."""

from __future__ import annotations

import copy
import re
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from checklist_tool import yaml_source
from checklist_tool.editing.in_place import spliced
from checklist_tool.editing.layout import Layout, layout_of
from checklist_tool.editing.straight import straightened
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import fit
from checklist_tool.model.kinds import Kind
from checklist_tool.problems import ChecklistError

_TIMES = 9  # a line that was put right may show where the next ones belong
_OF_DATES = frozenset("0123456789０１２３４５６７８９〇○零一二三四五六七八九十年月日/.-  ")
_MARK = b"\xef\xbb\xbf"


class Mend(NamedTuple):
    """What was mended: in which line (0: in all of the file), what was wrong, and the line."""

    path: str
    line: int
    what: str
    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, Any]:
        """The stable form that `fmt --fix --json` prints."""
        return self._asdict()


def mended(path: str, raw: bytes) -> tuple[bytes, list[Mend]]:
    """The file without its slips of typing, and each that was mended.

    A file that is right stays as it is, and so does whatever could mean two things. Text that
    stands in a value stays, but for a date or a value in quotes that does not fit its key.
    """
    kind = kind_of(path)
    body = raw
    while body.startswith(_MARK):
        body = body[len(_MARK) :]
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return raw, []
    if kind is None:
        return raw, []
    mends = [] if body == raw else [Mend(path, 0, "文件开头的 BOM")]
    if ends := len(re.findall(r"\r\n?", text)):
        mends.append(Mend(path, 0, f"{ends} 行的换行符，改成 LF"))
        text = re.sub(r"\r\n?", "\n", text)
    layout = layout_of(path)
    straight, changed = _lines(path, text, kind, layout)
    after = _values(path, straight, kind, layout)
    mends += [Mend(path, number, what, old, new) for number, what, old, new in changed]
    mends += [
        Mend(path, number, "日期的写法" if set(old) <= set(new) | _OF_DATES else "引号", old, new)
        for number, old, new in _different(straight, after)
    ]
    return after.encode(), sorted(mends, key=lambda mend: mend.line)


def _faults(path: str, text: str, kind: Kind) -> tuple[Any, list[Any]] | None:
    """The data of the text and what does not fit; None when it cannot be read."""
    source, _ = yaml_source.read(path, text.encode())
    return (source.data, fit(kind.shape, source.data)[1]) if source else None


def _lines(
    path: str, text: str, kind: Kind, layout: Layout
) -> tuple[str, list[tuple[int, str, str, str]]]:
    """The text with its lines put right, if it is at fault, and what was changed."""
    read = _faults(path, text, kind)
    if read and not read[1]:
        return text, []
    found: dict[int, tuple[str, ...]] = {}
    now = text
    for _ in range(_TIMES):
        lines = straightened(now, layout)
        found |= {
            number: (*found.get(number, ()), *line.what)
            for number, line in enumerate(lines, 1)
            if line.what
        }
        new = "\n".join(line.text for line in lines)
        if new == now:
            break
        now = new
    if now == text:
        return text, []
    then = _faults(path, now, kind)
    if read and (then is None or len(then[1]) > len(read[1])):
        return text, []
    old, new_lines = text.split("\n"), now.split("\n")
    return now, [
        (number, "、".join(dict.fromkeys(what)), old[number - 1], new_lines[number - 1])
        for number, what in sorted(found.items())
    ]


def _values(path: str, text: str, kind: Kind, layout: Layout) -> str:
    """The text with the values that do not fit, but surely mean one that does."""
    read = _faults(path, text, kind)
    meant = [fault for fault in read[1] if fault.meant] if read else []
    if read is None or not meant:
        return text
    data = copy.deepcopy(read[0])
    for fault in meant:
        holder = data
        for part in fault.loc[:-1]:
            holder = holder[part]
        holder[fault.loc[-1]] = fault.meant
    try:
        return spliced(text, data, layout)
    except ChecklistError:
        return text


def _different(old: str, new: str) -> list[tuple[int, str, str]]:
    """The lines that differ, with their numbers in the new text."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True), 1)
        return [(number, one, other) for number, (one, other) in pairs if one != other]
    return [
        (b1 + 1, "\n".join(before[a1:a2]), "\n".join(after[b1:b2]))
        for act, a1, a2, b1, b2 in SequenceMatcher(None, before, after, False).get_opcodes()
        if act != "equal"
    ]
