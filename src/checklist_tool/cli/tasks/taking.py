"""A command for each step of a procedure, and what is said of a step that was taken."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption, day_of, own_root, today
from checklist_tool.cli.tasks import fields
from checklist_tool.cli.tasks.common import (
    ByOption,
    DryRunOption,
    NoteOption,
    OnOption,
    TaskArgument,
    remark,
)
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.model.step_commands import StepCommand, Told
    from checklist_tool.usecases.tasks.steps import Taken


def function(kind: str, command: StepCommand) -> Callable[..., int]:
    """The function of a step's command, with the options that the step takes."""

    def take(
        task: str, on: str | None, by: str | None, dry_run: bool, as_json: bool, root: Any,
        sets: Any = None, source: Any = None, **told: Any,
    ) -> int:  # fmt: skip
        from checklist_tool.usecases.tasks import steps

        if command.fills:
            told["fill"] = fields.given(sets, source)
        for one in command.told:
            told[one.name] = _value(one, told[one.name])
        if command.outcome:
            told["outcome"] = command.outcome
        folder, day = own_root(root, dry_run=dry_run), day_of(on)
        taken = steps.take(
            folder, kind, task, command.act, today(), on=day, by=by, dry_run=dry_run, **told
        )
        code = said(taken, as_json=as_json)
        if command.fills and taken.change.written and not as_json:
            _say_what_to_look_at(taken)
        return code

    examples = "\n\n".join(f"checklist tasks {example}" for example in command.examples)
    take.__doc__ = f"{command.help}\n\n例：\n\n{examples}"
    take.__annotations__ = {}
    take.__signature__ = Signature(_parameters(command))  # type: ignore[attr-defined]
    return take


def _parameters(command: StepCommand) -> list[Parameter]:
    """What Typer makes the arguments and options of the command from."""
    filled = [("sets", fields.SetOption, None), ("source", fields.FromOption, None)]
    given: list[tuple[str, Any, Any]] = [
        ("task", TaskArgument, Parameter.empty),
        *(filled if command.fills else ()),
        *((one.name, *_option(one)) for one in command.told),
        ("on", OnOption, None),
        ("by", ByOption, None),
        ("note", NoteOption, None),
        ("dry_run", DryRunOption, False),
        ("as_json", JsonOption, False),
        ("root", RootOption, None),
    ]
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, annotation, default in given
    ]


def _option(told: Told) -> tuple[Any, Any]:
    """The type of the option with what Typer says of it, and its default."""
    name = f"--{told.name.replace('_', '-')}"
    if told.flags:
        option = typer.Option("/".join(told.flags), help=told.help)
        return (
            (Annotated[bool | None, option], None) if told.required
            else (Annotated[bool, option], False)
        )  # fmt: skip
    option = (
        Choice(told.unknown, told.words).option(name, told.help) if told.words
        else typer.Option(name, help=told.help, show_default=False)
    )  # fmt: skip
    if told.required:
        return Annotated[str, option], Parameter.empty
    return Annotated[str | None, option], None


def _value(told: Told, given: Any) -> Any:
    """What the step says, from what was typed; ChecklistError when a flag had to be typed."""
    if not told.flags:
        return given
    options = list(told.flags)
    if given is None:
        hint = "或 ".join(f"{flag}（{told.words[told.flags[flag]]}）" for flag in options)
        raise ChecklistError(f"没有写{told.title}", hint=f"写 {hint}")
    chosen = options[0] if given else options[1] if len(options) > 1 else None
    return chosen and told.flags[chosen]


def said(taken: Taken, *, as_json: bool) -> int:
    """Say how each request or intervention that changed stands now, or what would change."""
    from checklist_tool.usecases.tasks import lists
    from checklist_tool.usecases.tasks.steps import next_steps

    if as_json:
        show.as_json(taken.as_json())
        return 0
    if not taken.change.written:
        show.text(taken.change.diff())
        show.remark("只是看看，没有写入")
        return 0
    for one in taken.standings:
        possible = next_steps(one)
        by_when = f"，{lists.by_when(one.due)}" if one.due else ""
        show.line(f"{one.entry.id}“{one.entry.name}”：{one.word}{by_when}")
        show.remark(f"下一步可以：{possible}" if possible else "已经办结")
        show.remark(f"记在 {one.entry.source.path}")
    remark(lists.unknown_years(taken.standings))
    return 0


def _say_what_to_look_at(taken: Taken) -> None:
    from checklist_tool.usecases.tasks import lists
    from checklist_tool.usecases.tasks.steps import to_look_at

    remark(lists.left_out(taken.lists))
    for one in taken.standings:
        if number := to_look_at(taken.lists, one, today()):
            show.remark(f"会前提示 {number} 条，见 checklist tasks check {one.entry.id}")
