"""`checklist tasks catalogue|calendar`: what is published, and the days that matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import formats
from checklist_tool.cli.options import JsonOption, RootOption, root_of, today
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.papers import OutOption
from checklist_tool.outputs import put_down
from checklist_tool.render.formats import CATALOGUE

if TYPE_CHECKING:
    CatalogueFormat = str
else:
    CatalogueFormat = formats(CATALOGUE)


def catalogue(
    year: Annotated[
        int | None,
        typer.Argument(metavar="[YEAR]", min=1900, max=9999, help="哪一年", show_default="今年"),
    ] = None,
    form: Annotated[
        list[CatalogueFormat] | None,
        typer.Option(
            "--format", help="pdf、html、xlsx 或 json（给平台）；可写几次", show_default="pdf"
        ),
    ] = None,
    out: OutOption = Path("build"),
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """印一年的准入任务目录：已经发布、这一年执行过的任务。

    例：

    checklist tasks catalogue 2026 --format pdf --format xlsx

    checklist tasks catalogue 2026 --json
    """
    from checklist_tool.usecases.tasks import lists, publishing

    folder = root_of(root)
    repository = common.loaded(folder, *lists.CITED)
    chosen = year or today().year
    found = publishing.catalogue(repository, chosen)
    if as_json:
        show.as_json(found)
        return 0 if found["tasks"] else 1
    for one in form or ["pdf"]:
        data = publishing.catalogue_file(repository, chosen, one, today(), folder)
        show.line(put_down(out, f"catalogue-{chosen}.{one}", data))
    show.remark(f"{chosen} 年的目录，{len(found['tasks'])} 项任务")
    return 0


def calendar(
    remind: Annotated[
        int, typer.Option("--remind", min=0, max=365, help="提前几天提醒；0 不提醒")
    ] = 0,
    out: OutOption = Path("build"),
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """出一个日历文件（ics）：受理、联审、发布的期限，到期的日子，联审会议；日历软件能打开。

    例：

    checklist tasks calendar --remind 3
    """
    from checklist_tool.usecases.tasks import lists, publishing

    repository = common.loaded(root_of(root), *lists.TASKS)
    days = publishing.days(repository, today())
    if as_json:
        show.as_json(publishing.as_json(days))
        return 0 if days else 1
    data = publishing.calendar(repository, days, today(), remind)
    show.line(put_down(out, "tasks.ics", data))
    show.remark(f"{len(days)} 个日子")
    return 0
