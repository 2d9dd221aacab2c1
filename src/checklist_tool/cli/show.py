"""How results look in a terminal, and how they are told elsewhere."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from checklist_tool import shown
from checklist_tool.problems import ChecklistError

RED, GREEN, YELLOW = "31", "32", "33"
BOLD, DIM, CYAN = shown.BOLD, shown.DIM, shown.CYAN


class SafeStream:
    """A stream that writes a sign in place of each character that cannot be seen.

    Rich, whose tables and pages are ours, writes past it; what it is given is made visible before.
    """

    def __init__(self, stream: Any) -> None:
        self.rich_proxied_file = stream

    def write(self, text: str) -> int:
        """Write the text with signs for what cannot be seen."""
        self.rich_proxied_file.write(shown.painted(text, coloured=shown.in_colour(self)))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


def line(said: str = "", *styles: str, err: bool = False) -> None:
    """Print a line, in these styles where it is read in a terminal."""
    _write(sys.stderr if err else sys.stdout, style(said, *styles) + "\n")


def style(said: str, *styles: str) -> str:
    """A part of a line in these styles."""
    return shown.styled(said, ";".join(styles)) if said and styles else said


def as_json(value: object) -> None:
    """Print a value as JSON, two spaces an indent."""
    line(shown.in_json(json.dumps(value, ensure_ascii=False, indent=2)))


def text(said: str) -> None:
    """Print what is ready to be read."""
    _write(sys.stdout, said)


def commands(said: str) -> None:
    """Print lines that are commands of a CI server, and are meant to be."""
    stream = getattr(sys.stdout, "rich_proxied_file", sys.stdout)
    stream.write(said)
    stream.flush()


def diff(said: str) -> None:
    """A change as `diff -u` shows it; coloured in a terminal."""
    colours = {"+": GREEN, "-": RED, "@": CYAN}
    for one in said.removesuffix("\n").split("\n") if said else ():
        styles = [colours[one[0]]] if one[:1] in colours else []
        line(one, *styles, *([BOLD] if one.startswith(("+++ ", "--- ")) else []))


def remark(text: str) -> None:
    """A remark beside the result, on stderr."""
    line(text, DIM, err=True)


def error(error: ChecklistError) -> None:
    """Why the command could not be carried out, and the way out."""
    line(f"错误：{shown.in_line(error.message)}", RED, err=True)
    for number, hint in enumerate(error.hint.split("\n") if error.hint else ()):
        said = shown.in_line(hint.strip())
        line(f"    {said}" if number else f"    可以这样做：{said}", err=True)
    for problem in error.problems:
        line(f"    {problem.place}: {problem.code} {problem.message}", err=True)


def _write(stream: Any, said: str) -> None:
    stream.write(said) if isinstance(stream, SafeStream) else stream.write(
        shown.painted(said, coloured=shown.in_colour(stream))
    )
    stream.flush()


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under headings; tab-separated when it is not read in a terminal."""
    if not sys.stdout.isatty():
        for row in rows:
            line("\t".join(map(shown.in_line, row)))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        grid.add_column(heading)
    for row in rows:
        grid.add_row(*(Text(shown.in_line(cell)) for cell in row))
    Console().print(grid)


def rows(title: str, record: Sequence[tuple[str, Sequence[str], bool, str]]) -> None:
    """A record in full: heading by heading, as an item gives it."""
    text(shown.record(title, record))


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
    line(shown.in_line(f"错误：{said} {name}{f'（{detail}）' if detail else ''}"), RED, err=True)
    context = getattr(error, "ctx", None)
    if near:
        line(f"    可以这样做：是不是想写 {'、'.join(near)}？", err=True)
    line(f"    用法见：{context.command_path if context else 'checklist'} --help", err=True)


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


def stop_writing() -> None:
    """Nothing more can be written, and Python must not try on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
