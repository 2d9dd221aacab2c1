"""A step of a board taken, or a whole round of them, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.edit import SetOption
from checklist_tool.cli.options import apart, today
from checklist_tool.cli.steps import AskedStep, step_function, would_change
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.usecases.signboards.steps import SignboardsTaken
    from checklist_tool.usecases.step_commands import StepCommand

_BoardArgument = Annotated[str, typer.Argument(metavar="ID", help="牌子的编号或名称")]
_KnownArgument = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="牌子的编号或名称；新发现的不写", show_default=False),
]
_SomeArgument = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="牌子的编号或名称；成批的不写", show_default=False),
]
_FilledOption = Annotated[
    Path | None,
    typer.Option(
        "--table", help="填好的表格（xlsx、csv），写了日期的行一起记；list --out 写得出来",
        show_default=False,
    ),
]  # fmt: skip
_ByOption = Annotated[
    str | None, typer.Option("--by", help="由谁：单位名称", show_default="该由谁就是谁")
]
_TableOption = Annotated[
    Path | None,
    typer.Option("--table", help="填好的检查表（xlsx、csv），整轮一起记", show_default=False),
]


def function(kind: str, step: StepCommand) -> Callable[..., int]:
    """The function of a step's command; `inspect` also enters new boards and whole rounds."""

    def take(asked: AskedStep) -> int:
        from checklist_tool.usecases.signboards import steps

        taken = steps.take(
            asked.root, asked.record or "", step.act, today(), on=asked.on, by=asked.by,
            dry_run=asked.dry_run, **asked.told,
        )  # fmt: skip
        return _said(taken, as_json=asked.as_json)

    def inspect(asked: AskedStep, sets: list[str] | None, table: Path | None) -> int:
        apart(("ID", asked.record), ("--set", sets), ("--table", table))
        if table:
            return _round(asked, table)
        if asked.told["outcome"] is None:
            raise ChecklistError(
                "没有写检查结果", hint="加上 --outcome 可以挂，或者 --outcome 不应挂"
            )
        if asked.record:
            return take(asked)
        if not sets:
            hint = "写编号；新发现的写 --set name=… --set committee=… --set spot=outdoor"
            raise ChecklistError("没有写是哪一块牌子", hint=hint)
        from checklist_tool.usecases.signboards import steps

        taken = steps.register(
            asked.root, sets, today(), on=asked.on, by=asked.by, dry_run=asked.dry_run,
            **asked.told,
        )  # fmt: skip
        return _said(taken, as_json=asked.as_json)

    def some(asked: AskedStep, table: Path | None) -> int:
        apart(("ID", asked.record), ("--table", table))
        if asked.record:
            return take(asked)
        if table is None:
            raise ChecklistError("没有写是哪一块牌子", hint="写编号；成批的用 --table 表格")
        from checklist_tool.usecases.signboards import rounds

        taken = rounds.several(
            asked.root, table, step.act, today(), by=asked.by, dry_run=asked.dry_run
        )
        return _said(taken, as_json=asked.as_json)

    if step.act == "look_back":  # a round of them is read back by `inspect`
        return step_function("signboards", step, take, record=_BoardArgument, by=_ByOption)
    if not step.fills:
        return step_function(
            "signboards", step, some, record=_SomeArgument, by=_ByOption, optional=True,
            more={"table": _FilledOption},
        )  # fmt: skip
    return step_function(
        "signboards", step, inspect, record=_KnownArgument, by=_ByOption, optional=True,
        more={"sets": SetOption, "table": _TableOption},
    )  # fmt: skip


def _round(asked: AskedStep, table: Path) -> int:
    """Enter every finding of a sheet that was filled in."""
    from checklist_tool.usecases.signboards import rounds

    if asked.told["round"] is None:
        raise ChecklistError("没有写是哪一轮", hint="加上 --round 自查、街镇检查、区检查或回头看")
    taken = rounds.read_back(
        asked.root, table, asked.told["round"], today(), on=asked.on, by=asked.by,
        dry_run=asked.dry_run,
    )  # fmt: skip
    return _said(taken, as_json=asked.as_json)


def _said(taken: SignboardsTaken, *, as_json: bool) -> int:
    from checklist_tool.usecases.signboards.standing import next_steps

    if as_json:
        show.as_json(taken.as_json())
    elif not taken.change.written:
        would_change(taken.change.diff())
    else:
        for one in taken.boards:
            show.line(f"{one.entry.id}“{one.board.title}”：{one.word}")
            if possible := next_steps(one):
                show.remark(f"下一步可以：{possible}")
        for warning in taken.change.warnings:
            show.remark(f"{warning.message}；{warning.hint}")
    return 0
