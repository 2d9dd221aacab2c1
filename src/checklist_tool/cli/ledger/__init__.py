"""`checklist ledger`: a district's ledgers, each a file that says its fields and measures."""

from __future__ import annotations

from typing import Annotated

import typer

from checklist_tool.cli.chinese import Group
from checklist_tool.cli.options import JsonOption, RootOption, root_of


class _Commands(Group):
    places = {
        "list": "commands:list_entries",
        "show": "commands:show_entry",
        "add": "commands:add_entry",
        "edit": "commands:edit_entry",
        "totals": "commands:show_totals",
    }


app = typer.Typer(name="ledger", cls=_Commands, rich_markup_mode="rich")


@app.callback(invoke_without_command=True)
def ledger(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="台账的名称或标题", show_default=False)
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """台账：培训、持证、三驾马车、巡回审判等，一本一个文件；不写 NAME 就列出有哪些。

    新开一本台账，在 data/ledgers/ 里写一个文件就行。

    例：

    checklist ledger

    checklist ledger hearings list

    checklist ledger training totals --from 2024-01-01 --to 2024-12-31
    """
    from checklist_tool.cli import show

    if context.invoked_subcommand:
        context.obj = name
        return 0
    from checklist_tool.usecases import ledgers

    lists = ledgers.read(root_of(root))
    books = [ledgers.book(lists, name)] if name else ledgers.every(lists)
    if as_json:
        shown = [book.as_json() for book in books]
        show.as_json(shown[0] if name else shown)
    else:
        show.table(
            ("台账", "标题", "条目", "引用的数字", "一条是什么"),
            [
                (one.name, one.ledger.title, str(len(one.entries)), str(len(one.ledger.counts)),
                 one.ledger.entry)
                for one in books
            ],
        )  # fmt: skip
    return 0 if books else 1
