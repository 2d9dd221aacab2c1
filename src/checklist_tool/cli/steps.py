"""A command for each step of a procedure, made from what the model says of the step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer

from checklist_tool.cli import show
from checklist_tool.cli.chinese import Group, command
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import JsonOption, RootOption, day_of, own_root
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.usecases.step_commands import StepCommand, Told

IdOption = Annotated[
    str | None,
    typer.Option("--id", help="编号，如 dujulaoren-zoufang", show_default="按事项的拼音"),
]
OnOption = Annotated[
    str | None, typer.Option("--on", help="哪一天，如 2024-02-26", show_default="今天")
]
NoteOption = Annotated[str | None, typer.Option("--note", help="另外要说明的", show_default=False)]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写入")]


class StepGroup(Group):
    """A group with a command for each step of some procedures.

    `steps_after` has the kinds of record whose steps are taken here, each with the command after
    which they stand on the help page. The function of a step is made by `function` in the
    module `taking` of the group's package, from the kind and what the model says of the step.
    """

    steps_after: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _WithSteps(self)  # type: ignore[assignment]


class _WithSteps(Mapping[str, Any]):
    """The commands of a group and those of its steps.

    The steps are looked up only when no other command has the name, or all are listed.
    """

    def __init__(self, group: StepGroup) -> None:
        self._others = group.commands
        self._after = group.steps_after
        self._package = type(group).__module__

    def __getitem__(self, name: str) -> Any:
        if name in self._others:
            return self._others[name]
        found = self._steps()[name]
        taking = import_module(f"{self._package}.taking")
        return command(name, taking.function(*found))

    def __iter__(self) -> Iterator[str]:
        after: dict[str, list[str]] = {}
        for name, (kind, _) in self._steps().items():
            after.setdefault(self._after[kind], []).append(name)
        for name in self._others:
            yield name
            yield from after.get(name, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _steps(self) -> Mapping[str, tuple[str, StepCommand]]:
        from checklist_tool.usecases.step_commands import steps

        return steps(*self._after)


@dataclass(frozen=True, slots=True)
class AskedStep:
    """A step as it was asked for: of which record, when, by whom, and what else it says."""

    root: Path
    record: str | None
    on: date
    by: str | None
    told: dict[str, Any]
    dry_run: bool
    as_json: bool


def step_function(
    group: str, step: StepCommand, take: Callable[..., int], *, record: Any, by: Any,
    optional: bool = False, more: Mapping[str, Any] = {},
) -> Callable[..., int]:  # fmt: skip
    """The function of a step's command, with the options that the step takes.

    It calls `take` with an Asked, and by name with the options of the command alone, `more`.
    `record` and `by` are the types of what names the record, which may be `optional`, and of
    who takes the step, each with what Typer says of it.
    """

    def function(
        record: str | None, on: str | None, by: str | None, dry_run: bool, as_json: bool,
        root: Path | None, **typed: Any,
    ) -> int:  # fmt: skip
        own = {name: typed.pop(name) for name in more}
        told = {one.name: _value(one, typed[one.name]) for one in step.told} | dict(step.says)
        told["note"] = typed["note"]
        folder, day = own_root(root, dry_run=dry_run), day_of(on)
        return take(AskedStep(folder, record, day, by, told, dry_run, as_json), **own)

    examples = "\n\n".join(f"checklist {group} {example}" for example in step.examples)
    parameters = [
        ("record", record, None if optional else Parameter.empty),
        *((name, option, None) for name, option in more.items()),
        *((one.name, *_option(one)) for one in step.told),
        ("on", OnOption, None),
        ("by", by, None),
        ("note", NoteOption, None),
        ("dry_run", DryRunOption, False),
        ("as_json", JsonOption, False),
        ("root", RootOption, None),
    ]
    function.__doc__ = f"{step.help}\n\n例：\n\n{examples}"
    function.__annotations__ = {}
    function.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, annotation, default in parameters
        ]
    )
    return function


def would_change(diff: str) -> None:
    """Show what a dry run would write."""
    show.text(diff)
    show.remark("只是看看，没有写入")


def _option(told: Told) -> tuple[Any, Any]:
    """The type of the option with what Typer says of it, and its default."""
    name = told.option or f"--{told.name.replace('_', '-')}"
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
    if told.several:
        return Annotated[list[str] | None, option], None
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
