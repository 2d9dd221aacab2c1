"""What can be wrong, and where."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from checklist_tool.shown import in_line

_LONGEST = 1000  # characters of a message

Severity = Literal["error", "warning"]

# What changes in a message when lines or items are added above: places and ordinal numbers.
_MOVING = re.compile(r"(?:data/[^\s:]+)?:\d+:\d+|第 \d+(?= [行项])|有 \d+(?= 行)")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file; line and column count from 1, as editors do."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{in_line(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in the data: collected, sorted and shown, never raised.

    `message` says what is the case, `hint` what to do; both are Chinese and meant
    for the person who edits the lists. `item` is the id of the item, if it has one.
    They quote what the lists say: each is one line, with a sign for what cannot be seen.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    item: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        for name in ("message", "hint", "item"):
            object.__setattr__(self, name, in_line(_short(getattr(self, name))))

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays the same when the fault only moves to another line, or with its item."""
        return (self.code, self.item or self.place.path, _MOVING.sub("", self.message))

    def as_json(self) -> dict[str, str | int | None]:
        """The stable form that `validate --format json` prints."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": in_line(self.place.path),
            "line": self.place.line,
            "column": self.place.column,
            "item": self.item or None,
            "message": self.message,
            "hint": self.hint,
        }


def _short(text: str) -> str:
    """A text that quotes a whole page without its middle: a thousand faults would quote it too."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


class ChecklistError(Exception):
    """What stops a command and can be put right by the person who gave it.

    `message` and `hint` are Chinese; `problems` are the faults behind it, if any.
    """

    def __init__(self, message: str, hint: str = "", problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = problems or []

    def as_json(self) -> dict[str, Any]:
        """The stable form of a refusal, whatever was to be done."""
        return {
            "written": False,
            "refused": [problem.as_json() for problem in self.problems],
            "message": self.message,
            "hint": self.hint,
        }


def unknown(
    said: str, wanted: str, names: Iterable[str], otherwise: str = "用 checklist query 按说法查找"
) -> ChecklistError:
    """That nothing is called so, with the names that hold it or are near; `{}` is what was said."""
    from difflib import get_close_matches

    known = list(dict.fromkeys(names))
    within = [name for name in known if wanted in name] if wanted else []
    near = list(dict.fromkeys([*within, *get_close_matches(wanted, known, 3)]))[:3]
    hint = f"是不是：{'、'.join(near)}？" if near else otherwise
    return ChecklistError(said.format(wanted), hint=hint)


_REASONS = {
    PermissionError: "没有权限",
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    NotADirectoryError: "路径里有一段不是文件夹",
    FileExistsError: "已经有同名的文件",
}


def reason(error: OSError) -> str:
    """Why the system would not let a file be read or written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "磁盘满了" if full else _REASONS.get(type(error), "系统不让")
