"""The lists that the use cases of tasks are given, and a task by its id or name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from checklist_tool.admission.status import Due, Standing
from checklist_tool.files import Part, WorkingTree
from checklist_tool.model.admission import ACTS
from checklist_tool.model.kinds import KIND_BY_NAME
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.repository import Entry, Repository, load
from checklist_tool.shown import in_line

__all__ = ["Repository"]  # what doors are given

TASKS = ("data/edition.yaml", "data/committees.yaml", "data/tasks/")
CITED = (*TASKS, "data/counts.yaml", "data/lists/policies/")
_KINDS = ("request", "intervention")


def read(root: Path, *below: str) -> Repository:
    """All that can be read below the root, or only what lies below these folders."""
    tree = WorkingTree(root)
    repository, _ = load(Part(tree, *below) if below else tree)
    return repository


def left_out(repository: Repository) -> str | None:
    """What to say of files that could not be read, and so are not among the lists."""
    if not repository.unread:
        return None
    return in_line(f"有错误、读不了的没有算进来：{'、'.join(sorted(repository.unread))}")


def found(repository: Repository, wanted: str, *kinds: str) -> Entry:
    """The request or intervention with this id or name; ChecklistError when it is not one."""
    kinds = kinds or _KINDS
    entries = list(repository.of(*kinds))
    named = [entry for entry in entries if wanted in (entry.id, entry.name)]
    if len(named) == 1:
        return named[0]
    called = "、".join(KIND_BY_NAME[kind].title for kind in kinds)
    if named:
        shown = "、".join(entry.id for entry in named)
        raise ChecklistError(f"不止一件{called}叫“{wanted}”：{shown}", hint="写编号")
    if kinds[0] in repository.broken:
        raise ChecklistError(
            f"没有编号或名称是“{wanted}”的{called}；有的文件读不了，可能在那里面",
            hint="先运行 checklist validate，按提示改好",
        )
    names = [text for one in entries for text in (one.id, one.name)]
    raise unknown(
        f"没有编号或名称是“{{}}”的{called}", wanted, names, "用 checklist tasks list 看编号"
    )


def by_when(due: Due | None) -> str:
    """By when something must be done, in a few words; empty when nothing is due."""
    if due is None:
        return ""
    return f"{due.day} 前{ACTS[due.act]}" if due.act != "expire" else f"{due.day} 到期"


def unknown_years(standings: Iterable[Standing]) -> str | None:
    """What to say when holidays of a year were not known."""
    years = sorted({year for one in standings if one.due for year in one.due.unknown})
    if not years:
        return None
    named = "、".join(map(str, years))
    return (
        f"{named} 年的放假和调休安排，这台电脑上的 chinesecalendar 还不知道，期限只按周一到周五算；"
        "国务院公布后升级它：pip install -U chinesecalendar"
    )
