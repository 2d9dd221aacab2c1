"""`checklist signboards request`: a new board goes through admission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption, day_of, own_root, today
from checklist_tool.cli.steps import DryRunOption, IdOption, OnOption


def _spots() -> Mapping[str, str]:
    from checklist_tool.usecases.signboards.standing import SPOTS

    return SPOTS


def request(
    name: Annotated[str, typer.Argument(metavar="NAME", help="牌名", show_default=False)],
    spot: Annotated[str, Choice("没有“{}”这种位置", _spots).option("--spot", "挂在门口还是室内")],
    department: Annotated[
        str, typer.Option("--department", help="哪个部门要挂", show_default=False)
    ],
    committee: Annotated[
        list[str], typer.Option("--committee", help="挂在哪个居村；可写几次", show_default=False)
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", help="为什么要挂", show_default=False)
    ] = None,
    wanted: IdOption = None,
    on: OnOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """起草新增一块牌子的准入申请；整改掉的，不能换个办法再挂。

    通过以后用 inspect --set request=申请编号 --outcome 可以挂 登记。

    例：

    checklist signboards request 家长学校 --spot 室内 --department 某某局 --committee 东门居民区
    """
    from checklist_tool.cli.tasks.taking import said
    from checklist_tool.usecases.signboards import admitting

    taken = admitting.requested(
        own_root(root, dry_run=dry_run), name, spot, committee, department, today(),
        on=day_of(on), ground=reason, wanted=wanted, dry_run=dry_run,
    )  # fmt: skip
    return said(taken, as_json=as_json)
