"""Typer's help pages in Chinese: its own words, where it lets them be replaced."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = {
    "help": "显示这一页",
    "install_completion": "给当前的 shell 装上命令补全",
    "show_completion": "显示补全脚本，自己安装",
}
_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}


class Command(TyperCommand):
    """A command whose help page is Chinese."""

    def get_params(self, ctx: Any) -> Any:  # noqa: D102
        return _translated(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: D102
        _adapt()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A group whose help page is Chinese."""

    def get_params(self, ctx: Any) -> Any:  # noqa: D102
        return _translated(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: D102
        _adapt()
        super().format_help(ctx, formatter)


def _translated(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if parameter.name in _HELP:
            parameter.help = _HELP[parameter.name]
    return parameters


def _adapt() -> None:
    from typer import rich_utils

    for name, title in _PANELS.items():
        setattr(rich_utils, name, title)
    if rich_utils._make_rich_text.__name__ != "folded":
        rich_utils._make_rich_text = _folding(rich_utils._make_rich_text)


def _folding(make: Any) -> Any:
    """Break a line of Chinese anywhere: without spaces it is one word, and would be cut off."""

    def folded(**given: Any) -> Any:
        text = make(**given)
        text.overflow = "fold"
        return text

    return folded
