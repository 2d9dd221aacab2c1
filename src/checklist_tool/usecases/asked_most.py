"""What is asked for most at this desk and what it does not find, where that is to be counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from checklist_tool.model.kinds import DESK, LIST_BY_NAME
from checklist_tool.problems import ChecklistError, reason
from checklist_tool.search import asked_most
from checklist_tool.search.answer import LEVELS
from checklist_tool.search.store import Index


@dataclass(frozen=True, slots=True)
class AskedItem:
    """How often an item was asked for; `suggested` when it should be on a frequent list."""

    item: str
    name: str
    list: str
    times: int
    last: str
    suggested: bool

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a day were answered at each level."""

    day: str
    sure: int
    several: int
    near: int
    none: int

    @property
    def missed(self) -> int:
        """Those that got no answer: nothing was found, or only what may be meant."""
        return self.near + self.none

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        return asdict(self)


def start(root: Path) -> Path:
    """Begin to count; the file in which it is counted. ChecklistError when that cannot be."""
    file = _file(root)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except OSError as error:
        raise _refused(file, error) from None
    return file


def stop(root: Path) -> None:
    """Count no longer, and forget what was counted; ChecklistError when that cannot be."""
    file = _file(root)
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(file, error) from None


def is_counted(root: Path) -> bool:
    """Whether it is counted what is asked for."""
    return _file(root).exists()


def counted(index: Index) -> list[AskedItem]:
    """Each item that was asked for, most asked first."""
    rows = {row[0]: row for row in index.items(tuple(DESK))}
    asked = asked_most.read(index.root)
    times = Counter(item for _, _, item in asked if item in rows)
    last = {item: day for day, _, item in sorted(asked)}
    frequent = [times[item] for item, row in rows.items() if LIST_BY_NAME[row[2]].frequent]
    enough = max(min(frequent, default=0), 1)
    return [
        AskedItem(
            item, rows[item][3], rows[item][2], number, last[item],
            rows[item][1] == "certificate"
            and not LIST_BY_NAME[rows[item][2]].frequent
            and number > enough,
        )
        for item, number in times.most_common()
    ]  # fmt: skip


def by_day(index: Index) -> list[DayCount]:
    """The days on which anything was asked, and how sure the answers were; the latest day first."""
    asked = [row for row in asked_most.read(index.root) if row[1] in LEVELS]
    times = Counter((day, level) for day, level, _ in asked)
    days = sorted({day for day, _, _ in asked}, reverse=True)
    return [DayCount(day, **{level: times[day, level] for level in LEVELS}) for day in days]


def _file(root: Path) -> Path:
    return Path(asked_most.path(str(root)))


def _refused(file: Path, error: OSError) -> ChecklistError:
    return ChecklistError(f"写不了 {file}（{reason(error)}）", hint="检查文件夹权限")
