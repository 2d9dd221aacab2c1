"""`checklist stats`: what is asked for most at this desk."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, apart, index_at, root_of
from checklist_tool.lookup import tally
from checklist_tool.model.kinds import DESK, LIST_BY_NAME, LISTS
from checklist_tool.problems import ChecklistError, reason


def stats(
    start: Annotated[bool, typer.Option("--start", help="开始计数（只在本机）")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="停止计数，删掉已有的数")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """哪些事项问得最多，高频事项清单要不要调整。

    计数要先打开；只记日期、清单和事项编号，不记居民说的话，不记人。

    例：

    checklist stats --start

    checklist stats
    """
    folder = root_of(root)
    file = Path(tally.path(str(folder)))
    apart(("--start", start), ("--stop", stop))
    try:
        if start:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
            show.remark(f"开始计数，记在 {file}")
            return 0
        if stop:
            file.unlink(missing_ok=True)
            show.remark("已停止计数，数已删掉")
            return 0
    except OSError as error:
        raise ChecklistError(f"写不了 {file}（{reason(error)}）", hint="检查文件夹权限") from None
    if not file.exists():
        raise ChecklistError("还没有开始计数", hint="checklist stats --start")
    return _tell(_asked(folder), as_json=as_json)


def _asked(folder: Path) -> list[dict[str, Any]]:
    """Each item that was asked for, most asked first; `suggested`: it would be frequent."""
    rows = {row[0]: row for row in index_at(folder).items(tuple(DESK))}
    counted = tally.read(str(folder))
    times = Counter(item for _, _, item in counted if item in rows)
    last = {item: day for day, _, item in sorted(counted)}
    frequent = [times[item] for item, row in rows.items() if LIST_BY_NAME[row[2]].frequent]
    enough = max(min(frequent, default=0), 1)
    return [
        {
            "item": item,
            "name": rows[item][3],
            "list": rows[item][2],
            "times": number,
            "last": last[item],
            "suggested": rows[item][1] == "certificate"
            and not LIST_BY_NAME[rows[item][2]].frequent
            and number > enough,
        }
        for item, number in times.most_common()
    ]


def _tell(asked: list[dict[str, Any]], *, as_json: bool) -> int:
    if as_json:
        show.as_json(asked)
        return 0
    show.table(
        ("次数", "清单", "编号", "名称", "最近"),
        [
            (str(one["times"]), LISTS[one["list"]], one["item"], one["name"], one["last"])
            for one in asked
        ],
    )
    names = [one["name"] for one in asked if one["suggested"]]
    if names:
        show.remark(f"比高频事项清单上的还常问，可以考虑列入：{'、'.join(names)}")
    return 0
