"""`checklist compare`: another place's lists beside ours."""

from __future__ import annotations

from typing import Annotated

import typer

from checklist_tool.cli import foreign, show
from checklist_tool.cli.foreign import ListOption, MapOption
from checklist_tool.cli.options import JsonOption, RootOption, root_of

_IN = {"verdict": "答复", "instead": "替代方式"}


def compare(
    other: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIR|REV",
            help="别处的清单：一张表（xlsx、csv 等）、一个清单仓库的文件夹，或 git 里的一个版本",
        ),
    ],
    list_name: ListOption = None,
    mapped: MapOption = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """把别处的清单和这里的并排比：相同的、只有这里有的、只有那里有的、答复不同的。

    按名称对上；只有又称对得上的不算同一项，标明“可能是”，由人来看。

    例：

    checklist compare 外区清单.csv --list 负面清单

    checklist compare ../外区清单仓库 --json
    """
    from checklist_tool.usecases import exchange

    found, faults = exchange.comparison(root_of(root), other, list_name, mapped or [])
    if faults:
        foreign.tell(faults)
        show.remark(f"有 {len(faults)} 处读不准，没有比")
        return 1
    if as_json:
        show.as_json(found.as_json())
        return 0
    for title, pairs in (("答复或去处不同", found.differs), ("相同", found.same)):
        show.line(f"{title}（{len(pairs)}）", show.BOLD)
        for pair in pairs:
            told = "、".join(_IN[one] for one in pair.differs)
            both = f"：这里{pair.here.said}，那里{pair.there.said}（{told}不同）" if told else ""
            show.line(f"  {pair.here.name}{both}")
    show.line(f"只有这里有（{len(found.only_here)}）", show.BOLD)
    for side in found.only_here:
        show.line(f"  {side.name}（{side.said}）")
    show.line(f"只有那里有（{len(found.only_there)}）", show.BOLD)
    for side in found.only_there:
        likely = "、".join(
            f"{one.name}（{one.id}，{one.said}）" for one in found.doubtful.get(side.name, ())
        )
        show.line(f"  {side.name}（{side.said}）" + (f"；可能是：{likely}" if likely else ""))
    return 0
