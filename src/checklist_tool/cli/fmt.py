"""`checklist fmt`: the files in their canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, inside, own_root

if TYPE_CHECKING:
    from checklist_tool.usecases.tidying import Mend


def fmt(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只整理这些文件或文件夹", show_default=False)
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="不改文件，只列出要整理的；有就以 1 结束")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="先改好从 Word 等处带来的、意思清楚的笔误（全角冒号、制表符、特别的空格、"
            "项目符号、2026/1/1 这样的日期等），一行一行列出改了什么",
        ),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="不改文件，只显示会怎样改")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """把清单文件整理成统一的写法：键的顺序、缩进、引号、换行；内容和注释不变。

    加 --fix，读不了的文件也先把笔误改好；可能有两种意思的不动，由 validate 说明怎么改。

    例：

    checklist fmt

    checklist fmt data/lists/certificates --diff

    checklist fmt --check

    checklist fmt --fix --diff

    checklist fmt --fix data/lists/certificates/negative.yaml
    """
    from checklist_tool.usecases import tidying

    dry_run = check or diff
    folder = own_root(root, dry_run=dry_run)
    wanted = [inside(folder, path) for path in paths or []]
    done = tidying.tidy(folder, wanted, dry_run=dry_run, fix=fix)
    change, left = done.change, done.left
    for error in left:
        show.error(error)
    names = sorted(change.after)
    if as_json:
        show.as_json(tidying.as_json(done, mends=fix))
    elif diff:
        show.diff(change.diff())
    else:
        _tell(done.mends, dry_run=dry_run)
        show.text("".join(f"{name}\n" for name in names))
    acted = "要整理" if dry_run else "整理了"
    rest = f"有 {len(left)} 处没有动，其余不用整理" if left else "没有要整理的文件"
    show.remark(f"{acted} {len(names)} 个文件" if names else rest)
    return 1 if left or (check and names) else 0


def _tell(mends: list[Mend], *, dry_run: bool) -> None:
    """Each line that was mended: where, what was wrong, and the line before and after."""
    for mend in mends:
        place = f"{mend.path}:{mend.line}" if mend.line else mend.path
        show.line(f"{place}: {mend.what}")
        if mend.line:
            show.diff(f"-{_seen(mend.before)}\n+{mend.after}")
    if mends:
        show.remark(f"{'要改好' if dry_run else '改好了'} {len(mends)} 处笔误")


def _seen(line: str) -> str:
    """The line with blanks that could be taken for plain ones as signs."""
    return line.replace("\t", "⇥").replace("\u00a0", "⍽").replace("\u3000", "□")
