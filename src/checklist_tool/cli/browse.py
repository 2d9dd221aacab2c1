"""`checklist list` and `checklist show`: what is on the lists, and one item in full."""

from __future__ import annotations

import json
from typing import Annotated, Any

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
)
from checklist_tool.lookup.answer import VERDICTS
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.problems import unknown


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
    apart(("--all", every), ("--as-of", as_of))
    day = None if every else day_of(as_of).isoformat()
    rows = [
        row
        for row in index_of(root).items([kind] if kind else tuple(DESK), day)
        if list_name is None or row[2] == list_name
    ]
    rows.sort(key=lambda row: list(LISTS).index(row[2]))
    if as_json:
        show.as_json([_head(row) for row in rows])
    else:
        show.table(
            ("清单", "答复", "编号", "名称"),
            [(LISTS[row[2]], VERDICTS.get(row[4], "—"), row[0], row[3]) for row in rows],
        )
        show.remark(f"共 {len(rows)} 项")
    return 0 if rows else 1


def show_item(
    item: Annotated[str, typer.Argument(help="编号或名称", autocompletion=items_beginning)],
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """显示一项的全部内容和它在文件里的位置：证明、服务、政策文件、准入申请等。

    例：

    checklist show qinshu-guanxi

    checklist show 亲属关系证明 --json
    """
    index = index_of(root)
    found = index.named(item)
    if not found:
        raise unknown("没有编号或名称是“{}”的事项", item, index.names())
    if as_json:
        show.as_json([_head(row) | _place(row) | {"item": json.loads(row[6])} for row in found])
        return 0
    for row in found:
        _show(row)
    return 0


def _head(row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(("id", "kind", "list", "name", "verdict"), row, strict=False))


def _place(row: tuple[Any, ...]) -> dict[str, Any]:
    source = json.loads(row[5])
    return {"path": source["path"], "line": source["line"]}


def _show(row: tuple[Any, ...]) -> None:
    record = json.loads(row[6])
    place = _place(row)
    head = [("编号", [row[0]], False, "")]
    if row[2] in LISTS:
        head.append(("清单", [LISTS[row[2]]], False, ""))
    for name, title in (("aliases", "又称"), ("asks", "常见问法")):
        if several := record.get(name):
            head.append((title, ["；".join(several)], False, ""))
    tail = ("位置", [f"{place['path']}:{place['line']}"], False, "")
    verdict = f"【{VERDICTS[row[4]]}】" if row[4] else ""
    show.rows(f"{verdict}{row[3]}", [*head, *json.loads(row[7]), tail])
