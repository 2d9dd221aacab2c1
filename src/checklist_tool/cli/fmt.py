"""`checklist fmt`: the files in their canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, below, inside, own_root


def fmt(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只整理这些文件或文件夹", show_default=False)
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="不改文件，只列出要整理的；有就以 1 结束")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="不改文件，只显示会怎样改")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """把清单文件整理成统一的写法：键的顺序、缩进、引号、换行；内容和注释不变。

    例：

    checklist fmt

    checklist fmt data/lists/certificates --diff

    checklist fmt --check
    """
    from checklist_tool import editing

    dry_run = check or diff
    folder = own_root(root, dry_run=dry_run)
    wanted = [inside(folder, path) for path in paths or []]
    change, left = editing.tidy(
        folder, lambda path: not wanted or below(path, wanted), dry_run=dry_run
    )
    for error in left:
        show.error(error)
    names = sorted(change.after)
    if as_json:
        show.as_json({"changed": names, "left": [error.message for error in left]})
    elif diff:
        show.diff(change.diff())
    else:
        show.text("".join(f"{name}\n" for name in names))
    done = "要整理" if dry_run else "整理了"
    rest = f"有 {len(left)} 处没有动，其余不用整理" if left else "没有要整理的文件"
    show.remark(f"{done} {len(names)} 个文件" if names else rest)
    return 1 if left or (check and names) else 0
