"""`checklist impact`: what rests on a policy, and what its repeal or amendment would bring."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    apart,
    day_of,
    policies_beginning,
    root_of,
    today,
)

if TYPE_CHECKING:
    from datetime import date

    from checklist_tool.usecases.impact import Use


def impact(
    policy: Annotated[
        str, typer.Argument(help="政策文件的编号、标题或文号", autocompletion=policies_beginning)
    ],
    repealed: Annotated[
        str | None,
        typer.Option("--repealed", help="假如这一天废止，校验会多出哪些问题", show_default=False),
    ] = None,
    amended: Annotated[
        str | None,
        typer.Option("--amended", help="假如这一天修订，哪些项要重新核对", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出以一份政策文件为依据的每一项（证明、服务、牌子、准入申请、清单外的答复）和它在哪一行。

    正文里提到这份文件的地方也列出。只看，不改文件。
    没有一项用到它，或者废止、修订会带来问题，退出码是 1。

    例：

    checklist impact minfa-2020-20

    checklist impact 民发〔2020〕20号 --repealed 2027-01-01

    checklist impact 婚姻登记条例 --amended 2027-01-01
    """
    from checklist_tool.usecases.findings import Examination, text
    from checklist_tool.usecases.impact import of_policy

    apart(("--repealed", repealed), ("--amended", amended))
    folder = root_of(root)
    shown = of_policy(folder, policy, today(), _day(repealed), _day(amended))
    supposed = f"假如 {shown.day} {'废止' if repealed else '修订'}，校验会多出"
    if as_json:
        show.as_json(shown.as_json())
    else:
        entry = shown.policy
        show.line(f"{entry.item.cited()}  {entry.id}  {entry.place()}", show.BOLD)
        _show("以它为依据", shown.uses)
        _show("正文里提到它", shown.mentions)
        if shown.problems:
            show.line(f"\n{supposed}", show.BOLD)
            findings = Examination([*shown.problems], [], [])
            show.text(text.written(findings, coloured=sys.stdout.isatty()))
    if shown.unread:
        show.remark(f"这些文件里有错误，读不了的没有列出：{'、'.join(shown.unread)}")
    show.remark(f"{len(shown.uses)} 处以它为依据，{len(shown.mentions)} 处正文提到它")
    if shown.day:
        show.remark(f"{supposed} {len(shown.problems)} 个问题")
    return 1 if shown.is_problem else 0


def _day(typed: str | None) -> date | None:
    return None if typed is None else day_of(typed)


def _show(title: str, uses: Sequence[Use]) -> None:
    from checklist_tool.model.kinds import KINDS, LISTS
    from checklist_tool.usecases.impact import where

    titles = {kind.name: kind.title for kind in KINDS}
    for of_list, some in groupby(uses, lambda u: LISTS.get(u.entry.list) or titles[u.entry.kind]):
        show.line(f"\n{title} · {of_list}", show.BOLD)
        for use in some:
            entry = use.entry
            place = show.style(str(use.place), show.DIM)
            show.line("  " + "  ".join(filter(None, (entry.name, entry.id, where(use), place))))
