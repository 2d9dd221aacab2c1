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


Where = Path | str | tuple[Path, ...]  # a root, or the folders themselves, the first one first


def fill(where: Where, name: str, **values: Any) -> str:
    """The template of this name with the values; its suffix is the target.

    In a .typ template every value becomes a literal, so that data is never markup or code.
    Raises ChecklistError naming file, line and item when the template is at fault.
    """
    folders = tuple(map(str, folders_of(where)))
    try:
        return _environment(folders, name.endswith(".typ")).get_template(name).render(**values)
    except TemplateNotFound as error:
        raise _lacking(str(error.name)) from None
    except _MISTAKES as error:
        place = _place(error, folders)
        if place is None:
            raise
        raise ChecklistError(
            f"模板有错：{place}：{error}", hint="改好这一行；没有改过的，恢复软件自带的模板"
        ) from error


def found(where: Where, name: str) -> Path:
    """The file that is taken for a template; raises ChecklistError when there is none."""
    for folder in folders_of(where):
        if (folder / name).is_file():
            return folder / name
    raise _lacking(name)


class _Missing(StrictUndefined):
    """What a template asks for and is not there; told in Chinese."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"没有“{self._undefined_name}”这个名字"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Asks once for each attribute of a type: the answer depends on nothing else."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have it."""
        key = type(obj), attr
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]


def sandbox(*, autoescape: bool, **options: Any) -> ImmutableSandboxedEnvironment:
    """An environment in which a template reaches nothing but its values, and misses none."""
    return _Sandbox(undefined=_Missing, autoescape=autoescape, **options)


def folders_of(where: Where, own: Path | None = None) -> tuple[Path, ...]:
    """Where templates are looked for: one's own folder, the root's, the shipped one."""
    if isinstance(where, tuple):
        return where
    found = [Path(where, "templates"), Path(shipped(), "templates")]
    return tuple(dict.fromkeys([own, *found] if own else found))


def forget() -> None:
    """Look for every template again: one may have come to stand before another."""
    _environment.cache_clear()


def origin(where: Where, name: str, line: int, **values: Any) -> str:
    """Where a line of what a template gives comes from: file, line and item, for people.

    The template is filled once more, piece by piece, until that line is reached.
    """
    folders = tuple(map(str, folders_of(where)))
    environment = _environment(folders, name.endswith(".typ"))
    template = environment.get_template(name)
    pieces = template.root_render_func(template.new_context(values))
    before = 1
    for piece in pieces:
        frame = getattr(pieces, "gi_frame", None)
        breaks = piece.count("\n")
        # A piece that ends with the line break before that line has none of it.
        last = before + breaks == line and not piece.rpartition("\n")[2].strip()
        if before + breaks >= line and not last and frame is not None:
            at = template.get_corresponding_lineno(frame.f_lineno) + line - before
            source = [*Path(template.filename or "").read_text("utf-8").split("\n"), "", ""]
            text = piece.split("\n")[line - before].strip()
            # A line break that Jinja takes away after a block puts the text a line further down.
            at += text not in source[at - 1] and text in source[at]
            # Jinja calls a loop's variable `block` l_1_block.
            inside = {key: value for key, value in frame.f_locals.items() if key.startswith("l_")}
            return _short(template.filename or name, at, folders) + _item(inside)
        before += breaks
    return f"templates/{name}"


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
    environment = sandbox(
        autoescape=not typst,
        loader=FileSystemLoader(folders),
        finalize=literal if typst else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _place(error: Exception, folders: tuple[str, ...]) -> str | None:
    """The file and line of the template that is at fault and the item, or None when none is."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return _short(getattr(error, "filename", None) or "?", line, folders)
    trace, found, item = error.__traceback__, None, ""
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(folders):
            found = _short(path, trace.tb_lineno, folders)
            item = _item(trace.tb_frame.f_locals) or item
        trace = trace.tb_next
    return found and found + item


def item_of(error: Exception) -> str:
    """The item that a template was at when it failed, as a remark."""
    trace, item = error.__traceback__, ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<"):  # compiled from a text
            item = _item(trace.tb_frame.f_locals) or item
        trace = trace.tb_next
    return item


def _lacking(name: str) -> ChecklistError:
    return ChecklistError(
        f"找不到模板 templates/{name}", hint="恢复这个文件；没有改过的，重新安装软件"
    )


def _item(names: dict[str, Any]) -> str:
    """The item that a template was at, as a remark: the innermost that has an id and a name."""
    for value in reversed(list(names.values())):
        if isinstance(value, dict) and value.keys() >= {"id", "name"}:
            return f"（正排到“{value['name']}” {value['id']}）"
        if hasattr(value, "id") and hasattr(value, "name"):
            return f"（正排到“{value.name}” {value.id}）"
    return ""


def _short(path: str, line: int, folders: tuple[str, ...]) -> str:
    own = next((one for one in folders if path.startswith(one)), "")
    return f"{Path(own).name}/{path[len(own) + 1 :]} 第 {line} 行"
