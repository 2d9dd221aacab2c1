"""`checklist render`: the handbook as a page and as a book."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import RootOption, root_of, today
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.render import book
    from checklist_tool.repository import Repository


class Format(StrEnum):
    """What is rendered."""

    html = "html"
    pdf = "pdf"


def render(
    what: Annotated[
        str,
        typer.Argument(help="all、certificates、services，或一张清单的名字如 negative"),
    ] = "all",
    form: Annotated[
        list[Format] | None,
        typer.Option(
            "--format", help="html（一个文件）或 pdf；可写两次", show_default="html 和 pdf"
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="放到哪个文件夹")] = Path("build"),
    root: RootOption = None,
) -> int:
    """印制手册：一个网页文件（断网也能查）和一本 PDF（可打印、可存档）。

    例：

    checklist render

    checklist render certificates --format pdf --out build
    """
    from checklist_tool import checks
    from checklist_tool.files import WorkingTree
    from checklist_tool.render.book import compose

    folder = root_of(root)
    tree = WorkingTree(folder)
    repository, problems = checks.examine(tree, today())
    faults = [problem for problem in problems if problem.severity == "error"]
    if faults:
        raise ChecklistError(
            f"清单有 {len(faults)} 个错误，没有印", hint="先改好再印", problems=faults[:10]
        )
    composed = compose(repository, what, tree.revision())
    try:
        out.mkdir(parents=True, exist_ok=True)
        for one in form or list(Format):
            target = out / f"{what}.{one.value}"
            show.remark(f"正在印 {target} …")
            write(target, _made(one, composed, repository, folder))
            typer.echo(str(target))
    except OSError as error:
        raise ChecklistError(
            f"写不进 {out}（{show.reason(error)}）", hint="换一个文件夹：--out"
        ) from None
    return 0


def _made(form: Format, composed: book.Book, repository: Repository, folder: Path) -> bytes:
    if form is Format.html:
        from checklist_tool.render import html

        return html.page(composed, repository, folder).encode()
    from checklist_tool.render import pdf

    return pdf.document(composed, folder)


def write(target: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    part = target.with_name(target.name + ".part")
    part.write_bytes(data)
    part.replace(target)
