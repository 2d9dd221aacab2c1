"""Carrying out a change of the lists: shown, agreed to where somebody is asked, and written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import own_root, today
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from collections.abc import Callable

    from checklist_tool.usecases.items import Assignment, Change, Decide, Once


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
    reader: Once | None = None,
    located: Callable[[Change], Change] | None = None,
) -> int:
    """Change the lists, show what changes, and say what came of it.

    Where somebody is asked, what is refused can be mended on the spot, and is written on a yes;
    what the reader has read for the questions is not read again. `located` says where in a file
    that was read what is refused stands.
    """
    from checklist_tool.usecases import items

    dry_run, accept_answers, as_json = options
    folder = own_root(root, dry_run=dry_run)
    asking = asking and not (dry_run or as_json)
    reader = reader or items.Once()
    if asking:
        typed, accept_answers = _agreed(
            folder, decided, typed, reader, accept_answers=accept_answers
        )
    change = items.change(
        folder, decided(typed), today(), dry_run=dry_run, accept_answers=accept_answers,
        reader=reader,
    )  # fmt: skip
    if located:
        change = located(change)
    if as_json and change.refused:
        raise items.refusal(change)
    if as_json:
        show.as_json(change.as_json())
    elif not asking:
        _show(change)
    if change.refused:
        return 2
    done = f"{'会改' if dry_run else '改了'} {len(change.after)} 个文件"
    show.remark(done if change.after else "内容本来就是这样，没有变化")
    return 0


def _agreed(
    folder: Path,
    decided: Callable[[list[Assignment]], Decide],
    typed: list[Assignment],
    reader: Once,
    *,
    accept_answers: bool,
) -> tuple[list[Assignment], bool]:
    """What is to be written once somebody has seen it and said yes, pinned answers included.

    What was typed is kept: only what is wrong with it is asked for again.
    """
    from checklist_tool.cli import ask
    from checklist_tool.usecases import items

    while True:
        try:
            change = items.change(
                folder, decided(typed), today(), dry_run=True, accept_answers=accept_answers,
                reader=reader,
            )  # fmt: skip
        except ChecklistError as error:
            if not typed or error.problems:
                raise
            show.error(error)
            typed = [*typed, *ask.mended(typed)]
            continue
        if not change.refused and not change.after:
            return typed, accept_answers
        _show(change, asking=True)
        if not change.refused:
            if ask.confirmed():
                return typed, accept_answers
            raise typer.Abort
        if all(problem.code == "CK601" for problem in change.refused):
            if not ask.confirmed("答复就该这样变，固定问答一起改吗（y 一起改，别的放弃）"):
                raise typer.Abort
            accept_answers = True
        else:
            typed = [*typed, *ask.again(items.lists(folder, reader), change)]


def _show(change: Change, *, asking: bool = False) -> None:
    """What changes, or why it is refused."""
    from checklist_tool.usecases.findings import Examination, text

    if change.refused:
        show.text(text.written(Examination(change.refused, [], []), coloured=sys.stdout.isatty()))
        show.remark("这样改会带来上面的问题，没有写入；行号按改好以后的文件算")
        if not asking and any(problem.code == "CK601" for problem in change.refused):
            show.remark("答复就该变的，加 --accept-answers，固定问答会一起改")
    else:
        show.diff(change.diff())
    if change.warnings:
        show.remark(text.written(Examination(change.warnings, [], [])).rstrip("\n"))
