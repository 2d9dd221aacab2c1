"""The language of templates: they reach the values they are given, and nothing of Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, TemplateReference
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Cycler, Namespace

from checklist_tool.render.telephones import linked
from checklist_tool.shown import visible

# What Jinja itself hands to templates: loop, namespace(), an imported template, super, cycler().
# Undefined, so that a name of what is missing is told as the missing one.
_TOOLS = (LoopContext, Namespace, TemplateModule, BlockReference, Cycler, Undefined)
_OFFERED = ("range", "namespace", "cycler", "joiner")


class _Missing(StrictUndefined):
    """What a template asks for and is not there; told in Chinese."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"没有“{self._undefined_name}”这个名字"


class _Sandbox(SandboxedEnvironment):
    """Looks names up in mappings: nothing that is given has an attribute or a method."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands in a mapping under a name."""
        if type(obj) is dict:
            if attribute in obj:
                return obj[attribute]
        elif isinstance(obj, TemplateReference):
            return self.getitem(obj, attribute)
        elif isinstance(obj, _TOOLS) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What stands in a mapping, a list or a text at a place."""
        if isinstance(obj, dict | list | tuple | str | TemplateReference):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=argument)
        return self.getattr(obj, str(argument))


def sandbox(
    *, autoescape: bool | Callable[[str | None], bool], **options: Any
) -> SandboxedEnvironment:
    """An environment in which a template reaches nothing but its values, and misses none."""
    options.setdefault("finalize", _visible)
    made = _Sandbox(undefined=_Missing, autoescape=autoescape, **options)
    made.globals = {name: made.globals[name] for name in _OFFERED}
    return made


def _visible(value: Any) -> Any:
    return visible(value) if type(value) is str else value  # what is Markup a template has made


def _is_markup(name: str | None) -> bool:
    """Whether a template is filled with texts as HTML has them; Markdown has them as they are."""
    return name is None or not name.endswith((".md", ".txt"))


@cache
def environment(folders: tuple[str, ...], typst: bool) -> SandboxedEnvironment:
    """The environment of the templates of some folders, those in Typst or all others."""
    made = sandbox(
        autoescape=False if typst else _is_markup,
        loader=FileSystemLoader(folders),
        **({"finalize": literal} if typst else {}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["telephones"] = linked
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made


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
    return '"' + _SPECIAL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", visible(str(value))) + '"'


_SPECIAL = re.compile(r"[^A-Za-z0-9 \u00a0-\U0010ffff]|[\u2028\u2029]")
