"""What a request says, as it is given: by --set, from a file, or asked at the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.model.base import Record

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="写一项，可以写几次；如 title=…、period.start=2026-03-01、support.money=…、"
        "basis=文件编号 第几条、opinions=…",
        show_default=False,
    ),
]
FromOption = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="从 YAML 文件里读各项", show_default=False),
]
_LISTS = ("basis", "opinions", "committees")
_KEPT = ("id", "steps", "sources")  # what the tool sees to itself


def given(sets: Sequence[str] | None, source: Path | None) -> dict[str, Any]:
    """The fields of a file, and over them those that were set."""
    from checklist_tool.editing import assign

    fields = _read(source) if source else {}
    added: set[str] = set()
    for one in sets or ():
        key, equals, value = one.partition("=")
        key, value = key.strip(), value.strip()
        if not equals or not value:
            raise ChecklistError(f"“{one}”不是 键=值", hint="写成 --set workload=每月一次")
        name, _, inner = key.partition(".")
        _check(name, inner, key)
        if inner:
            known = fields.get(name)
            fields[name] = {**(known if isinstance(known, dict) else {}), inner: value}
        elif name in _LISTS:
            before = fields.get(name, []) if name in added else []
            fields[name] = [*before, assign.basis(value) if name == "basis" else value]
            added.add(name)
        else:
            fields[name] = value
    return fields


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
    for name in read.data:
        _check(name, "", name)
    return dict(read.data)


def _check(name: str, inner: str, key: str) -> None:
    from checklist_tool.model.admission import Request

    known = [one for one in Request.model_fields if one not in _KEPT]
    if name in _KEPT:
        raise ChecklistError(
            f"“{name}”不能这样写", hint="编号用 --id；步骤由各个命令记；出处由软件写"
        )
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"是不是 {near[0]}？" if near else f"可以写：{'、'.join(known)}"
        raise ChecklistError(f"申请里没有“{key}”这一项", hint=hint)
    if inner:
        shape = _inside().get(name)
        inside = list(shape.model_fields) if shape else []
        if inner not in inside:
            hint = f"可以写：{'、'.join(f'{name}.{one}' for one in inside)}" if inside else ""
            raise ChecklistError(f"申请里没有“{key}”这一项", hint=hint or f"直接写 {name}=…")


def _inside() -> dict[str, type[Record]]:
    """The fields that have fields of their own."""
    from checklist_tool.model.admission import Burdens, Period, Support

    return {"period": Period, "support": Support, "burdens": Burdens}
