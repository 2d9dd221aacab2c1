"""Typer's commands with help pages in Chinese, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
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
_USAGE = {"Usage: ": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}


class _Chinese:
    """What Typer says of a command on its own, in Chinese."""

    def get_params(self, ctx: Any) -> Any:
        parameters = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if parameter.name in _HELP:
                parameter.help = _HELP[parameter.name]
        return parameters

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as error:  # of an option without its value Typer forgets whose
            error.ctx = getattr(error, "ctx", None) or ctx  # type: ignore[attr-defined]
            raise

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for english, chinese in _USAGE.items():
            usage = usage.replace(english, chinese)
        return usage

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _adapt()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Chinese, TyperCommand):
    """A command whose help page is Chinese."""


class Group(_Chinese, TyperGroup):
    """A group whose help page is Chinese, and whose commands are loaded one by one.

    `places` says where each command is, as `module:function` of the group's own package, in the
    order of the help page.
    """

    places: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        found = _Commands(type(self).__module__, self.places)
        self.commands = found  # type: ignore[assignment]  # nobody adds to them


class _Commands(Mapping[str, Any]):
    """Commands by name. Loading all of them takes as long as most of them run."""

    def __init__(self, package: str, places: Mapping[str, str]) -> None:
        self._package = package
        self._places = places
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            module, _, held = self._places[name].partition(":")
            self._loaded[name] = command(
                name, getattr(import_module(f"{self._package}.{module}"), held)
            )
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def command(name: str, held: Any) -> Any:
    """The function, or the group, as a command with this name."""
    if isinstance(held, typer.Typer):
        return typer.main.get_group(held)
    alone = typer.Typer(add_completion=False)
    alone.command(name, cls=Command)(held)
    return typer.main.get_command(alone)


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
