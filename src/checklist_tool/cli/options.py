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

RootOption = Annotated[
    Path | None,
    typer.Option("--root", help="清单仓库的文件夹（里面有 data/）", show_default=False),
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


def today() -> date:
    """The day on which the command is run."""
    return date.today()
