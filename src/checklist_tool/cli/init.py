"""`checklist init`: a new repository of lists for another district."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import day_of, today
from checklist_tool.problems import ChecklistError, reason

_START = Choice("不能从“{}”开始", {"empty": "空的清单", "national": "国家清单"})


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="建在哪个文件夹")],
    jurisdiction: Annotated[
        str | None,
        typer.Option("--jurisdiction", help="哪个地区的，如 某市某区", show_default=False),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="清单的名称", show_default="地区加“居村组织清单”")
    ] = None,
    edition: Annotated[str, typer.Option("--edition", help="第几期")] = "第1期",
    issued_on: Annotated[
        str | None, typer.Option("--issued-on", help="发布的那一天", show_default="今天")
    ] = None,
    start: Annotated[
        str,
        _START.option(
            "--from", "从哪里开始：empty（空的清单）、national（国家第一批清单的 20 项）"
        ),
    ] = "empty",
    with_git: Annotated[
        bool | None,
        typer.Option("--git/--no-git", help="同时建 git 仓库", show_default="在终端里会问"),
    ] = None,
) -> int:
    """给另一个地区建一个清单仓库：清单、编辑器设置、CI 例子、给编辑人员的说明；马上能查、能印。

    例：

    checklist init 某区清单 --jurisdiction 某市某区 --from national --git
    """
    from checklist_tool.usecases.founding import Founding

    asking = sys.stdin.isatty() and sys.stdout.isatty()
    if jurisdiction is None and asking:
        from checklist_tool.cli import prompts

        jurisdiction = prompts.asked("哪个地区（如 某市某区）", must=True)
    if not jurisdiction:
        raise ChecklistError("没有写哪个地区", hint="加 --jurisdiction 某市某区")
    if with_git is None and asking:
        from checklist_tool.cli import ask

        with_git = ask.confirmed("同时建 git 仓库吗（y 建，别的不建）")
    founding = Founding(
        folder, jurisdiction, title or f"{jurisdiction}居村组织清单", edition,
        day_of(issued_on), "national" if start == "national" else "empty",
    )  # fmt: skip
    try:
        done = founding.write(today(), with_git=bool(with_git))
    except OSError as error:
        raise ChecklistError(f"写不进 {folder}（{reason(error)}）", hint="换一个文件夹") from error
    for path in done:
        show.line(path)
    show.remark(
        f"建好了，共 {len(done)} 个文件；"
        f"下一步：进入 {folder}，看 README.md，运行 checklist validate"
    )
    return 0
