"""Carrying out a change of the lists: shown, agreed to where somebody is asked, and written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import own_root, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from checklist_tool.editing import Change, Decide
    from checklist_tool.editing.assign import Assignment


class Options(NamedTuple):
    """What the commands that change items have in common."""

    dry_run: bool
    accept_answers: bool
    as_json: bool


def carry_out(
    root: Path | None,
    decided: Callable[[list[Assignment]], Decide],
    typed: list[Assignment],
    options: Options,
    *,
    asking: bool = False,
) -> int:
    """Change the lists, show what changes, and say what came of it.

    Where somebody is asked, what is refused can be mended on the spot, and is written on a yes.
    """
    from checklist_tool import editing

    dry_run, accept_answers, as_json = options
    folder = own_root(root, dry_run=dry_run)
    asking = asking and not (dry_run or as_json)
    while asking:
        from checklist_tool.cli import ask

        change = editing.change(
            folder, decided(typed), today(), dry_run=True, accept_answers=accept_answers
        )
        if not change.refused and not change.after:
            break
        _show(change)
        if change.refused:
            typed += ask.mended()
        elif ask.confirmed():
            break
        else:
            raise typer.Abort
    change = editing.change(
        folder, decided(typed), today(), dry_run=dry_run, accept_answers=accept_answers
    )
    if as_json:
        show.as_json(change.as_json())
    elif not asking:
        _show(change)
    if not change.refused:
        done = f"{'会改' if dry_run else '改了'} {len(change.after)} 个文件"
        show.remark(done if change.after else "内容本来就是这样，没有变化")
    return 1 if change.refused else 0


def _show(change: Change) -> None:
    """What changes, or why it is refused."""
    from checklist_tool.cli.formats import Findings, text

    if change.refused:
        show.text(text.written(Findings(change.refused, [], []), coloured=sys.stdout.isatty()))
        show.remark("这样改会带来上面的问题，没有写入；行号按改好以后的文件算")
        if any(problem.code == "CK601" for problem in change.refused):
            show.remark("答复就该变的，加 --accept-answers，固定问答会一起改")
    else:
        show.diff(change.diff())
    if change.warnings:
        show.remark(text.written(Findings(change.warnings, [], [])).rstrip("\n"))
