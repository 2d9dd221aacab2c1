"""What `import` and `compare` share: the options of a table of others, and its faults."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import LIST

if TYPE_CHECKING:
    from checklist_tool.usecases.exchange import TableFault

ListOption = Annotated[
    str | None, LIST.option("--list", "别处来的表：是哪一张清单的，如 negative 或 负面清单")
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="列=键",
        help="别处来的表：哪一列是哪个键，如 事由=reason；不读的写 列=",
        show_default=False,
    ),
]


_LONG, _EVERY = 100, 20  # rows of a table for which progress is shown, and how often


def progress(done: int, total: int) -> None:
    """In a terminal, how many rows of a long table are matched; the line goes with the last."""
    is_last = done + 1 == total
    if total < _LONG or not sys.stderr.isatty() or (done % _EVERY and not is_last):
        return
    said = "" if is_last else f"正在对名称：{done} / {total} 行"
    sys.stderr.write(f"\r{said:<30}\r")
    sys.stderr.flush()


def tell(faults: Sequence[TableFault]) -> None:
    """Every fault of a table with its cell, and how to mend it."""
    for fault in faults:
        show.line(f"{fault.at}：{fault.message}")
        if fault.hint:
            show.line(f"    可以这样改：{fault.hint}")
