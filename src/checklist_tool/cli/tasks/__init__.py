"""`checklist tasks`: tasks on their way to the committees, and those handed down without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer

from checklist_tool.cli.chinese import Group, command

_OPENED_BY = {"request": "new", "intervention": "report-unadmitted"}


class _Commands(Group):
    places = {
        "list": "look:list_tasks",
        "show": "look:show_task",
        "check": "look:check",
        "board": "board:board",
        "new": "start:new",
        "agenda": "meeting:agenda",
        "minutes": "meeting:minutes",
        "catalogue": "publishing:catalogue",
        "calendar": "publishing:calendar",
        "report-unadmitted": "start:report_unadmitted",
    }

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _WithSteps(self.commands)  # type: ignore[assignment]


class _WithSteps(Mapping[str, Any]):
    """The commands, and one for each step of a procedure after the one that opens a record.

    The steps are looked up only when no other command has the name, or all are listed.
    """

    def __init__(self, others: Mapping[str, Any]) -> None:
        self._others = others

    def __getitem__(self, name: str) -> Any:
        if name in self._others:
            return self._others[name]
        from checklist_tool.cli.tasks.taking import function
        from checklist_tool.usecases.tasks.commands import steps

        return command(name, function(*steps()[name]))

    def __iter__(self) -> Iterator[str]:
        from checklist_tool.usecases.tasks.commands import steps

        after: dict[str, list[str]] = {}
        for name, (kind, _) in steps().items():
            after.setdefault(_OPENED_BY[kind], []).append(name)
        for name in self._others:
            yield name
            yield from after.get(name, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)


app = typer.Typer(
    name="tasks",
    cls=_Commands,
    help="居村组织事务准入：申请、受理、联审、发布、上传平台、到期或退出；违规下派的处置。",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
