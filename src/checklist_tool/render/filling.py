"""One template filled with plain data, and where in it a fault is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateNotFound

from checklist_tool.problems import ChecklistError
from checklist_tool.render.plain import Plain
from checklist_tool.render.sandbox import environment

# What Jinja says of a template, and its names of signs.
_IN_CHINESE = (
    (r"unexpected '(.+?)', expected '(.+?)'", "“{0}”写的不是地方，这里要写“{1}”"),
    (r"unexpected '(.+?)'", "“{0}”写的不是地方，检查前后的括号"),
    (r"expected token '(.+?)', got '(.+?)'", "这里要写“{0}”，写的却是“{1}”"),
    (r"expected an expression, got '(.+?)'", "“{0}”前面少写了内容"),
    (r"unexpected end of template", "没有写完，少了一个 {{% end… %}}"),
    (r"missing end of (.+?) ", "没有写完（{0}），少了结尾的符号"),
    (r"encountered unknown tag '(.+?)'", "没有“{0}”这种写法"),
    (r"no (?:filter|test) named '(.+?)'", "没有“{0}”这个写法"),
    (r"unexpected char (.+?) at", "{0} 这个符号不能写在这里"),
)
_TOKENS = {
    "end of print statement": "}}", "end of statement block": "%}", "end of template": "文件末尾",
    "begin of statement block": "{%", "begin of print statement": "{{",
}  # fmt: skip
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SAID = 300  # characters of a message that a template may have written itself


def filled(
    folders: tuple[Path, ...], given: dict[str, Plain], name: str, values: dict[str, Plain]
) -> str:
    """The template of this name with what all are given and the values; its suffix is the target.

    In a .typ template every value becomes a literal, so that data is never markup or code.
    Raises ChecklistError naming file, line and item when the template is at fault.
    """
    try:
        return _template(folders, name).render(given | values)
    except TemplateNotFound as error:
        raise lacking(str(error.name)) from None
    except Exception as error:  # whatever a template does; it is the one that can be put right
        place = _place(error, tuple(map(str, folders))) or f"templates/{name}"
        raise ChecklistError(
            f"模板有错：{place}：{said(error)}", hint="改好这一行；没有改过的，恢复软件自带的模板"
        ) from error


def lacking(name: str) -> ChecklistError:
    """That there is no template of this name."""
    return ChecklistError(
        f"找不到模板 templates/{name}", hint="恢复这个文件；没有改过的，重新安装软件"
    )


def said(error: BaseException) -> str:
    """What is wrong with a template, in a few words."""
    if isinstance(error, RecursionError):
        return "嵌套得太深，或者自己用到自己"
    if isinstance(error, MemoryError):
        return "内存不够"
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码的文本"
    if isinstance(error, ZeroDivisionError):
        return "除数是 0"
    text = shortened(str(error))
    for pattern, words in _IN_CHINESE:
        if match := re.match(pattern, text, re.IGNORECASE):
            return words.format(*(_TOKENS.get(one, one) for one in match.groups()))
    return text if _CHINESE.search(text) else f"写法不对（{text}）"


def shortened(text: str) -> str:
    """The beginning of a message that is too long to be read."""
    return text if len(text) <= _SAID else f"{text[:_SAID]}…"


def origin(folders: tuple[Path, ...], name: str, line: int, values: dict[str, Plain]) -> str:
    """Where a line of what a template gives comes from: file, line and item, for people.

    The template is filled once more, piece by piece, until that line is reached.
    """
    template = _template(folders, name)
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
            return _short(template.filename or name, at, tuple(map(str, folders))) + _item(inside)
        before += breaks
    return f"templates/{name}"


def item_of(error: BaseException) -> str:
    """The item that a template compiled from a text was at when it failed, as a remark."""
    trace, item = error.__traceback__, ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<"):
            item = _item(trace.tb_frame.f_locals) or item
        trace = trace.tb_next
    return item


def _template(folders: tuple[Path, ...], name: str) -> Template:
    return environment(tuple(map(str, folders)), name.endswith(".typ")).get_template(name)


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


def _item(names: dict[str, Any]) -> str:
    """The item that a template was at, as a remark: the innermost that has an id and a name."""
    for value in reversed(list(names.values())):
        if isinstance(value, dict) and value.keys() >= {"id", "name"}:
            return f"（正排到“{value['name']}” {value['id']}）"
    return ""


def _short(path: str, line: int, folders: tuple[str, ...]) -> str:
    own = next((one for one in folders if path.startswith(one)), "")
    return f"{Path(own).name}/{path[len(own) + 1 :]} 第 {line} 行"
