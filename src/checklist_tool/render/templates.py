"""The Jinja environments, one a target, each with its escaping."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from checklist_tool.problems import ChecklistError
from checklist_tool.root import shipped

_MISTAKES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError)


def fill(root: Path | str, name: str, **values: Any) -> str:
    """The template of this name under templates/ with the values; its suffix is the target.

    The root's own template comes first, then the shipped one. In a .typ template every
    value becomes a literal, so that data is never markup or code. Raises ChecklistError
    naming file and line when the template is at fault.
    """
    folders = tuple(str(folder) for folder in folders_of(root))
    try:
        return _environment(folders, name.endswith(".typ")).get_template(name).render(**values)
    except TemplateNotFound as error:
        raise ChecklistError(
            f"找不到模板 templates/{error.name}", hint="恢复这个文件；没有改过的，重新安装软件"
        ) from None
    except _MISTAKES as error:
        place = _place(error, folders)
        if place is None:
            raise
        raise ChecklistError(
            f"模板有错：{place}：{error}", hint="改好这一行；没有改过的，恢复软件自带的模板"
        ) from error


def folders_of(root: Path | str) -> list[Path]:
    """Where templates are looked for, the root's own first."""
    return list(dict.fromkeys((Path(root, "templates"), Path(shipped(), "templates"))))


def literal(value: Any) -> str:
    """The value as a Typst literal: text, number, true or false, none, or an array of these.

    All ASCII but letters, digits and spaces is written as an escape that is the same in
    code and in markup, so a literal that a template puts into markup is harmless too.
    """
    if isinstance(value, Undefined):
        return str(value)  # raises, and names what is missing
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"({int(value)})"
    if isinstance(value, list | tuple):
        return "(" + "".join(literal(one) + "," for one in value) + ")"
    return '"' + _SPECIAL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", str(value)) + '"'


_SPECIAL = re.compile(r"[^A-Za-z0-9 \u00a0-\U0010ffff]|[\u2028\u2029]")


@cache
def _environment(folders: tuple[str, ...], typst: bool) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=not typst,
        finalize=literal if typst else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _place(error: Exception, folders: tuple[str, ...]) -> str | None:
    """The file and line of the template that is at fault, or None when none is."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return _short(getattr(error, "filename", None) or "?", line, folders)
    trace, found = error.__traceback__, None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(folders):
            found = _short(path, trace.tb_lineno, folders)
        trace = trace.tb_next
    return found


def _short(path: str, line: int, folders: tuple[str, ...]) -> str:
    inside = next((path[len(one) + 1 :] for one in folders if path.startswith(one)), path)
    return f"templates/{inside} 第 {line} 行"
