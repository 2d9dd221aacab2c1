"""How results look in a terminal, and how they are told elsewhere."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from checklist_tool.problems import ChecklistError


def as_json(value: object) -> None:
    """Print a value as JSON, two spaces an indent."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def text(said: str) -> None:
    """Print what is ready to be read."""
    typer.echo(said, nl=False)


def diff(said: str) -> None:
    """A change as `diff -u` shows it; coloured in a terminal."""
    colours = {"+": typer.colors.GREEN, "-": typer.colors.RED, "@": typer.colors.CYAN}
    for line in said.splitlines():
        typer.secho(line, fg=colours.get(line[:1]), bold=line.startswith(("+++ ", "--- ")) or None)


def remark(text: str) -> None:
    """A remark beside the result, on stderr."""
    typer.secho(text, err=True, dim=True)


def error(error: ChecklistError) -> None:
    """Why the command could not be carried out, and the way out."""
    typer.secho(f"错误：{error.message}", err=True, fg=typer.colors.RED)
    if error.hint:
        typer.echo(f"    可以这样做：{error.hint}", err=True)
    for problem in error.problems:
        typer.echo(f"    {problem.place}: {problem.code} {problem.message}", err=True)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under headings; tab-separated when it is not read in a terminal."""
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        grid.add_column(heading)
    for row in rows:
        grid.add_row(*map(Text, row))
    Console().print(grid)


def rows(title: str, shown: Sequence[tuple[str, list[str], bool, str]]) -> None:
    """A record in full: heading by heading, as lookup.view gives it."""
    typer.secho(title, bold=True)
    for heading, lines, numbered, note in shown:
        typer.secho(f"  {heading}" + (f"（{note}）" if note else ""), fg=typer.colors.CYAN)
        for number, line in enumerate(lines, 1):
            typer.echo(f"    {number}. {line}" if numbered else f"    {line}")


_MISUSES = {
    "NoSuchOption": "没有这个选项",
    "MissingParameter": "缺少参数",
    "BadOptionUsage": "后面没有写内容的选项",
    "BadParameter": "参数不对",
    "BadArgumentUsage": "参数不对",
}


def misuse(error: Any) -> None:
    """What was wrong with the command as it was typed."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":  # the help page was shown, and says it all
        return
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    name = option or ""
    if parameter and not option:
        given = parameter.opts if parameter.param_type_name == "option" else ()
        name = next(iter(given), parameter.human_readable_name)
    detail = _detail(error.message) if kind in ("BadParameter", "UsageError") else ""
    said = _MISUSES.get(kind, "命令用得不对")
    near = getattr(error, "possibilities", None)
    if kind == "UsageError" and detail.startswith("No such command"):
        said, (name, *near), detail = "没有这个命令", detail.split("'")[1::2], ""
    elif "does not take a value" in error.message:
        said = "后面不能写内容的选项"
    elif kind == "UsageError" and "unexpected extra argument" in detail:
        said, name, detail = "多了参数", detail.partition(" (")[2].removesuffix(")"), ""
    typer.secho(
        f"错误：{said} {name}{f'（{detail}）' if detail else ''}", err=True, fg=typer.colors.RED
    )
    context = getattr(error, "ctx", None)
    if near:
        typer.echo(f"    可以这样做：是不是想写 {'、'.join(near)}？", err=True)
    typer.echo(f"    用法见：{context.command_path if context else 'checklist'} --help", err=True)


def _detail(message: str) -> str:
    """What Typer says of a value, in Chinese."""
    for english, chinese in (
        ("is not one of ", "只能是："),
        ("is not in the range ", "要在这个范围里："),
    ):
        if english in message:
            return chinese + message.partition(english)[2].rstrip(".").replace("'", "")
    if "is not a valid" in message:
        return "写法不对：" + message.partition("'")[2].partition("'")[0]
    return message


_REASONS = {
    PermissionError: "没有权限",
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    NotADirectoryError: "路径里有一段不是文件夹",
    FileExistsError: "已经有同名的文件",
}


def reason(error: OSError) -> str:
    """Why the system would not let a file be read or written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "磁盘满了" if full else _REASONS.get(type(error), "系统不让")


def stop_writing() -> None:
    """Nothing more can be written, and Python must not try on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
