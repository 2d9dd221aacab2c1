"""Papers about tasks, put down as files in the formats that were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli.choices import formats
from checklist_tool.outputs import put_down
from checklist_tool.render.formats import PAPER

if TYPE_CHECKING:
    from checklist_tool.usecases.tasks.publishing import Paper


if TYPE_CHECKING:
    PaperFormat = str
else:
    PaperFormat = formats(PAPER)


FormatOption = Annotated[
    list[PaperFormat] | None,
    typer.Option("--format", help="pdf、html 或 docx；可写几次", show_default="pdf"),
]
OutOption = Annotated[Path, typer.Option("--out", help="放到哪个文件夹")]


def put(
    paper: Paper, name: str, forms: list[PaperFormat] | None, out: Path, root: Path
) -> list[str]:
    """The paper as files in the folder, one a format; their paths."""
    from checklist_tool.usecases.tasks.publishing import printed

    return [
        put_down(out, f"{name}.{form}", printed(paper, form, root)) for form in forms or ["pdf"]
    ]
