"""`checklist stats`: what is asked for most at this desk, and how much it does not find."""

from __future__ import annotations

from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, apart, index_at, root_of
from checklist_tool.model.kinds import LISTS
from checklist_tool.problems import ChecklistError

_DAYS = 31  # of which a screen shows a line; --json has all


def stats(
    start: Annotated[bool, typer.Option("--start", help="开始计数（只在本机）")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="停止计数，删掉已有的数")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """哪些事项问得最多，每天有多少问题没有找到，清单和叫法要不要补。

    计数要先打开，只在本机；只记日期、答得有多准和事项编号，不记居民说的话，不记人。

    例：

    checklist stats --start

    checklist stats
    """
    from checklist_tool.usecases import asked_most

    folder = root_of(root)
    apart(("--start", start), ("--stop", stop))
    if start:
        show.remark(f"开始计数，记在 {asked_most.start(folder)}")
        return 0
    if stop:
        asked_most.stop(folder)
        show.remark("已停止计数，数已删掉")
        return 0
    if not asked_most.is_counted(folder):
        raise ChecklistError("还没有开始计数", hint="checklist stats --start")
    index = index_at(folder)
    found, days = asked_most.counted(index), asked_most.by_day(index)
    if as_json:
        show.as_json(
            {"items": [one.as_json() for one in found], "days": [one.as_json() for one in days]}
        )
        return 0
    show.table(
        ("次数", "清单", "编号", "名称", "最近"),
        [(str(one.times), LISTS[one.list], one.item, one.name, one.last) for one in found],
    )
    show.line()
    show.table(
        ("日期", "确定", "几项都合适", "可能是", "没有找到"),
        [(one.day, *map(str, (one.sure, one.several, one.near, one.none))) for one in days[:_DAYS]],
    )
    if asked := sum(one.sure + one.several + one.missed for one in days):
        missed = sum(one.missed for one in days)
        show.remark(
            f"从 {days[-1].day} 起共问 {asked} 次，没有答上的 {missed} 次（{missed / asked:.0%}）；"
            "怎么没有答上，见 checklist query --explain"
        )
    if names := [one.name for one in found if one.suggested]:
        show.remark(f"比高频事项清单上的还常问，可以考虑列入：{'、'.join(names)}")
    return 0
