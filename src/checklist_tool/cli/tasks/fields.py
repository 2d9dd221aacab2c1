"""What a request says, as it is given: by --set, from a file, or asked at the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.problems import ChecklistError, reason

if TYPE_CHECKING:
    from checklist_tool.usecases.tasks.fields import Fill

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


def given(sets: Sequence[str] | None, source: Path | None) -> Fill:
    """How a request is filled in: with what a file has, and over it what was set."""
    from checklist_tool.usecases.tasks import fields

    wrong = ChecklistError(f"{source} 里不是一件申请", hint="每行一个键，如 title: …")
    return fields.given(sets or (), read(source, wrong) if source else {})


def read(source: Path, otherwise: ChecklistError) -> dict[str, Any]:
    """The keys of a file that somebody filled in; raises `otherwise` when it has none."""
    from checklist_tool.usecases.tasks import fields

    try:
        raw = source.read_bytes()
    except OSError as error:
        raise ChecklistError(f"读不了 {source}（{reason(error)}）", hint="检查文件名") from None
    return fields.of_file(str(source), raw, otherwise)


def asked() -> dict[str, Any]:
    """The fields of a request, asked one after the other at the terminal."""
    from checklist_tool.usecases.tasks import fields as requests

    titles = requests.titles()
    show.remark("一项一项写；暂时写不出的直接回车，提交前再补。")
    fields: dict[str, Any] = {"title": typer.prompt(titles["title"])}
    for name, hint in requests.HINTS.items():
        show.remark(f"{titles[name]}：{hint}")
        if name in requests.INSIDE:
            answers = {
                inner: _ask(f"  {title}")
                for inner, title in requests.titles(name).items()
                if inner != "none"
            }
            found = {inner: text for inner, text in answers.items() if text}
            if not found and name != "period" and typer.confirm("  一样也没有？", default=False):
                found = {"none": "true"}
            fields[name] = found
        elif name in requests.LISTS:
            several: list[Any] = []
            while text := _ask(f"{titles[name]}（{len(several) + 1}，没有了就回车）"):
                several.append(requests.basis(text) if name == "basis" else text)
            fields[name] = several
        else:
            fields[name] = _ask(titles[name])
        if name == "targets":
            fields["committees"] = _ask(f"{titles['committees']}（用顿号隔开）").split("、")
    fields["committees"] = [one for one in fields.get("committees", []) if one.strip()]
    return {name: value for name, value in fields.items() if value}


def _ask(said: str) -> str:
    return str(typer.prompt(said, default="", show_default=False)).strip()
