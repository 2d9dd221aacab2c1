"""`checklist edition new`: close an edition and begin the next."""

from __future__ import annotations

from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.diff import ChangesFormat
from checklist_tool.cli.options import JsonOption, RootOption, apart, day_of, own_root, today


def new(
    number: Annotated[str, typer.Argument(metavar="EDITION", help="第几期，如 第2期")],
    issued_on: Annotated[
        str | None,
        typer.Option("--issued-on", metavar="日期", help="哪一天发布", show_default="今天"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示，不写入")] = False,
    form: Annotated[
        ChangesFormat | None,
        typer.Option("--format", help="markdown 是可以随新一期印发的说明", show_default="text"),
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """开新一期：改好期数和发布日期，列出上一期发布以来改了什么、哪些还没有核对。

    提交和打标签的命令会写出来，由人运行。以前各期用 checklist edition 看。

    例：

    checklist edition new 第2期 --dry-run

    checklist edition new 第2期 --issued-on 2027-01-01 --format markdown
    """
    from checklist_tool.usecases import editions, items

    if as_json and form is not ChangesFormat.json:
        apart(("--json", True), ("--format", form))
        form = ChangesFormat.json
    folder = own_root(root, dry_run=dry_run)
    found = editions.close(folder, number, day_of(issued_on), today(), dry_run=dry_run)
    if found.change.refused:
        raise items.refusal(found.change)
    if form is ChangesFormat.json:
        show.as_json(found.as_json())
    elif form is ChangesFormat.markdown:
        show.text(found.changes.markdown() if found.changes else "没有上一期可以比较。\n")
    else:
        show.diff(found.change.diff())
        if found.changes:
            from checklist_tool.cli import told_changes

            policies = found.changes.before.policies, found.changes.after.policies
            title = f"{found.before.edition} → {found.after.edition}"
            told_changes.changes(found.changes.changes, title, *policies)
        if found.awaiting:
            show.line("\n还没有核对", show.BOLD)
            show.table(
                ("编号", "名称", "为什么"),
                [(one.entry.id, one.entry.name, one.said) for one in found.awaiting],
            )
    if not found.changes:
        show.remark(f"git 里查不到“{found.before.edition}”从哪里开始，说不出改了什么")
    elif not found.changes.changes:
        show.remark(f"“{found.before.edition}”发布以来没有变化")
    done = "会开" if dry_run else "开了"
    show.remark(f"{done}“{found.after.edition}”，{found.after.issued_on} 发布")
    if not dry_run:
        show.remark("看过以后提交、打标签：")
        show.remark(found.commands)
    return 0
