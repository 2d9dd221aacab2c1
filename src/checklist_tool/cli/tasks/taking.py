"""A step of a request or an intervention taken, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from checklist_tool.cli import show
from checklist_tool.cli.options import today
from checklist_tool.cli.steps import AskedStep, step_function, would_change
from checklist_tool.cli.tasks import fields
from checklist_tool.cli.tasks.common import ByOption, TaskArgument, remark

if TYPE_CHECKING:
    from checklist_tool.usecases.step_commands import StepCommand
    from checklist_tool.usecases.tasks.steps import Taken


def function(kind: str, step: StepCommand) -> Callable[..., int]:
    """The function of a step's command; `submit` may fill the request in with it."""

    def take(asked: AskedStep, sets: list[str] | None = None, source: Path | None = None) -> int:
        from checklist_tool.usecases.tasks import steps

        told = asked.told | ({"fill": fields.given(sets, source)} if step.fills else {})
        taken = steps.take(
            asked.root, kind, asked.record or "", step.act, today(), on=asked.on, by=asked.by,
            dry_run=asked.dry_run, **told,
        )  # fmt: skip
        code = said(taken, as_json=asked.as_json)
        if step.fills and taken.change.written and not asked.as_json:
            _say_what_to_look_at(taken)
        return code

    more = {"sets": fields.SetOption, "source": fields.FromOption} if step.fills else {}
    return step_function("tasks", step, take, record=TaskArgument, by=ByOption, more=more)


def said(taken: Taken, *, as_json: bool) -> int:
    """Say how each request or intervention that changed stands now, or what would change."""
    from checklist_tool.usecases.tasks import lists
    from checklist_tool.usecases.tasks.steps import next_steps

    if as_json:
        show.as_json(taken.as_json())
        return 0
    if not taken.change.written:
        would_change(taken.change.diff())
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
