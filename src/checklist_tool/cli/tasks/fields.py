"""What a request says, as it is given: by --set, from a file, or asked at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.problems import ChecklistError, unknown

if TYPE_CHECKING:
    from checklist_tool.model.base import Record

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="键=值",
        help="写一项，可以写几次；如 title=…、period.start=2026-03-01、support.money=…、"
        "basis=文件编号 第几条；列表再加一项用 opinions+=…",
        show_default=False,
    ),
]
FromOption = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="从 YAML 文件里读各项", show_default=False),
]
Fill = Callable[[dict[str, Any]], dict[str, Any]]  # a request as it is → as it is filled in
_LISTS = ("basis", "opinions", "committees")
_KEPT = ("id", "steps", "sources")  # what the tool sees to itself


def given(sets: Sequence[str] | None, source: Path | None) -> Fill:
    """How a request is filled in: with what a file has, and over it what was set."""
    from checklist_tool.editing import assign
    from checklist_tool.editing.layout import layout
    from checklist_tool.model.admission import Request

    read = _read(source) if source else {}
    shape = layout(Request)
    typed = assign.assignments(sets or [])
    for name in (*read, *(one.key(shape) for one in typed)):
        if name in _KEPT:
            raise ChecklistError(
                f"“{name}”不能这样写", hint="编号用 --id；步骤由各个命令记；出处由软件写"
            )
        if name not in shape.keys:
            known = [key for key in shape.keys if key not in _KEPT]
            raise unknown("申请里没有“{}”这一项", name, known, f"可以写：{'、'.join(known)}")

    def fill(request: dict[str, Any]) -> dict[str, Any]:
        filled = deepcopy({**request, **read})
        for one in typed:
            one.apply(filled, shape)
        return filled

    return fill


def asked() -> dict[str, Any]:
    """The fields of a request, asked one after the other at the terminal."""
    from checklist_tool.editing import assign
    from checklist_tool.model.admission import Request
    from checklist_tool.model.base import headings
    from checklist_tool.model.requirements import ASKED

    titles = headings(Request)
    show.remark("一项一项写；暂时写不出的直接回车，提交前再补。")
    fields: dict[str, Any] = {"title": typer.prompt(titles["title"])}
    for name, hint in ASKED.items():
        show.remark(f"{titles[name]}：{hint}")
        if shape := _inside().get(name):
            answers = {
                inner: _ask(f"  {title}")
                for inner, title in headings(shape).items()
                if inner != "none"
            }
            found = {inner: text for inner, text in answers.items() if text}
            if not found and name != "period" and typer.confirm("  一样也没有？", default=False):
                found = {"none": "true"}
            fields[name] = found
        elif name in _LISTS:
            several: list[Any] = []
            while text := _ask(f"{titles[name]}（{len(several) + 1}，没有了就回车）"):
                several.append(assign.basis(text) if name == "basis" else text)
            fields[name] = several
        else:
            fields[name] = _ask(titles[name])
        if name == "targets":
            fields["committees"] = _ask(f"{titles['committees']}（用顿号隔开）").split("、")
    fields["committees"] = [one for one in fields.get("committees", []) if one.strip()]
    return {name: value for name, value in fields.items() if value}


def _ask(said: str) -> str:
    return str(typer.prompt(said, default="", show_default=False)).strip()


def _read(source: Path) -> dict[str, Any]:
    from checklist_tool import yaml_source

    try:
        raw = source.read_bytes()
    except OSError as error:
        raise ChecklistError(
            f"读不了 {source}（{show.reason(error)}）", hint="检查文件名"
        ) from None
    read, problems = yaml_source.read(str(source), raw)
    if read is None or not isinstance(read.data, dict):
        raise ChecklistError(
            f"{source} 里不是一件申请", hint="每行一个键，如 title: …", problems=problems
        )
    return dict(read.data)


def _inside() -> dict[str, type[Record]]:
    """The fields that have fields of their own."""
    from checklist_tool.model.admission import Burdens, Period, Support

    return {"period": Period, "support": Support, "burdens": Burdens}
