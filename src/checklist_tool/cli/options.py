"""Options that commands share, and the root that they name."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checklist_tool import root as roots
from checklist_tool.cli import show
from checklist_tool.lookup import search
from checklist_tool.problems import ChecklistError

RootOption = Annotated[
    Path | None,
    typer.Option("--root", help="清单仓库的文件夹（里面有 data/）", show_default=False),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="按哪一天有效的清单，如 2024-02-26", show_default="今天"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def root_of(given: Path | None) -> Path:
    """The root to work on; a remark says which when it is not the obvious one."""
    folder, how = roots.find_root(str(given) if given else None, os.environ, str(Path.cwd()))
    if how in roots.REMARKS:
        show.remark(roots.REMARKS[how].format(root=folder))
    return Path(folder)


def index_of(given: Path | None) -> search.Index:
    """The index of the lists below the root, built anew when they have moved on."""
    return index_at(root_of(given))


def index_at(root: Path) -> search.Index:
    """The index of the lists of this root, built anew when they have moved on."""
    folder = str(root)
    index = search.fresh(folder)
    if index is None:
        from checklist_tool.lookup import compile

        if sys.stderr.isatty():
            show.remark("清单有变化，正在整理索引…")
        index = search.Index(compile.build(folder))
    return index


def day_of(as_of: str | None) -> str:
    """The day that is asked about (ISO), today if none; raises ChecklistError for no date."""
    if as_of is None:
        return today().isoformat()
    try:
        return date.fromisoformat(as_of).isoformat()
    except ValueError:
        raise ChecklistError(f"“{as_of}”不是一个日期", hint="写成 2024-02-26 这样") from None


def items_beginning(context: typer.Context, incomplete: str) -> list[str]:
    """For completion in a shell: ids, or names where Chinese is typed; none without an index."""
    try:
        given = context.params.get("root")
        folder, _ = roots.find_root(str(given) if given else None, os.environ, str(Path.cwd()))
        index = search.fresh(folder)
    except ChecklistError:
        return []
    return [] if index is None else [name for name in index.names() if name.startswith(incomplete)]


def today() -> date:
    """The day on which the command is run."""
    return date.today()
