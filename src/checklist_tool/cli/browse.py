"""`checklist list` and `checklist show`: what is on the lists, and one item in full."""

from __future__ import annotations

from typing import Annotated

import typer

from checklist_tool.cli import choices, show
from checklist_tool.cli.options import (
    AsOfOption,
    JsonOption,
    RootOption,
    apart,
    day_of,
    index_of,
    items_beginning,
    today,
)


def list_items(
    list_name: Annotated[
        str | None,
        choices.LIST.argument(
            "[LIST]", "哪一张清单，如 negative 或 负面清单；不写就列出全部", show_default=False
        ),
    ] = None,
    kind: Annotated[
        str | None, choices.KIND.option("--kind", "只列证明（certificate）或只列服务（service）")
    ] = None,
    as_of: AsOfOption = None,
    every: Annotated[bool, typer.Option("--all", help="停用的和还没有起用的也列出")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出清单上有效的事项。

    例：

    checklist list negative

    checklist list 负面清单

    checklist list --kind service --json
    """
    from checklist_tool.usecases import desk

    apart(("--all", every), ("--as-of", as_of))
    day = day_of(as_of)
    index = index_of(root)
    found = desk.items(index, desk.Scope(kind, list_name), day, every=every)
    if as_json:
        show.as_json([item.head() for item in found])
    else:
        show.table(("清单", "答复", "编号", "名称"), [desk.cells(item) for item in found])
        show.remark(f"共 {len(found)} 项")
    if told := desk.told_of_day(index, day, today()):
        show.remark(told)
    return 0 if found else 1


def show_item(
    item: Annotated[str, typer.Argument(help="编号或名称", autocompletion=items_beginning)],
    every: Annotated[bool, typer.Option("--all", help="编者记也显示")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """显示一项的全部内容和它在文件里的位置：证明、服务、政策文件、准入申请等。

    例：

    checklist show qinshu-guanxi

    checklist show 亲属关系证明 --json
    """
    from checklist_tool.usecases import desk

    found = desk.named(index_of(root), item, today(), every)
    if as_json:
        show.as_json([one.as_json() for one in found])
        return 0
    for one in found:
        show.rows(one.title(), one.rows())
    return 0
