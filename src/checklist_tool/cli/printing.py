"""Show what printing makes: progress, finished files, differences."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checklist_tool.cli import show
from checklist_tool.cli.options import today
from checklist_tool.problems import ChecklistError, reason
from checklist_tool.usecases.printing import PrintOrder

_SAID = {"missing": "还没有", "different": "和现在的清单、模板印出来的不一样"}


def fill(order: PrintOrder) -> None:
    """Print the order and show each finished file."""
    try:
        for path in order.fill(today(), progress):
            show.line(str(path))
    except OSError as error:
        raise ChecklistError(
            f"写不进 {order.out}（{reason(error)}）", hint="换一个文件夹：--out"
        ) from None


def check(order: PrintOrder) -> int:
    """Show what differs from what would be printed now, and return the exit code."""
    different = 0
    for difference in order.differences(today(), progress):
        show.line(f"{difference.path}：{_SAID[difference.kind]}")
        different += 1
    if different:
        show.remark("重新印一次：去掉 --check")
    else:
        show.remark(f"{order.out} 里的和现在印出来的一样")
    return 1 if different else 0


@contextmanager
def progress(name: str, total: int) -> Iterator[Any]:
    """Something to call with each finished file: a bar in a terminal, else a line at the start."""
    if total == 1 or not sys.stderr.isatty():
        show.remark(f"正在印 {name}{f'，共 {total} 个文件' if total > 1 else ''} …")
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(f"正在印 {name}", total=total)
        yield lambda _: bar.advance(task)
