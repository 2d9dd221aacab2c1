"""`checklist signboards`: boards at the committees' offices, and their inspection in rounds."""

from __future__ import annotations

import typer

from checklist_tool.cli.steps import StepGroup


class _Commands(StepGroup):
    places = {
        "list": "look:list_boards",
        "show": "look:show_board",
        "overview": "look:overview",
        "sheet": "look:sheet",
        "request": "asking:request",
    }
    steps_after = {"board": "sheet"}


app = typer.Typer(
    name="signboards",
    cls=_Commands,
    help="居村挂牌：登记、分轮检查、整改、报备、回头看、销号；反弹的看得见前后经过。",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
