"""`checklist tasks catalogue|calendar`: what is published, and the days that matter."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, root_of, today
from checklist_tool.cli.render import put_down
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.papers import OutOption

if TYPE_CHECKING:
    from checklist_tool.repository import Repository


class Format(StrEnum):
    """The formats of the catalogue."""

    pdf = "pdf"
    html = "html"
    xlsx = "xlsx"
    json = "json"


def catalogue(
    year: Annotated[
        int | None,
        typer.Argument(metavar="[YEAR]", min=1900, max=9999, help="哪一年", show_default="今年"),
    ] = None,
    form: Annotated[
        list[Format] | None,
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
    from checklist_tool.render import catalogue as made

    folder = root_of(root)
    repository = common.loaded(folder, *common.CITED)
    chosen = year or today().year
    found = made.data(repository, chosen)
    if as_json:
        show.as_json(found)
        return 0 if found["tasks"] else 1
    for one in form or [Format.pdf]:
        data = _made(repository, chosen, one, folder)
        show.line(put_down(out, f"catalogue-{chosen}.{one.value}", data))
    show.remark(f"{chosen} 年的目录，{len(found['tasks'])} 项任务")
    return 0


def _made(repository: Repository, year: int, form: Format, folder: Path) -> bytes:
    from checklist_tool.render import catalogue as made
    from checklist_tool.render import paper

    match form:
        case Format.xlsx:
            return made.workbook(repository, year)
        case Format.json:
            text = json.dumps(made.data(repository, year), ensure_ascii=False, indent=2)
            return (text + "\n").encode()
        case Format.html:
            return paper.page(made.paper(repository, year, today()), folder).encode()
        case Format.pdf:
            return paper.document(made.paper(repository, year, today()), folder)


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
    from checklist_tool.admission.dates import appointments
    from checklist_tool.admission.overview import overview
    from checklist_tool.render.ics import Event
    from checklist_tool.render.ics import calendar as written

    repository = common.loaded(root_of(root), *common.TASKS)
    days = appointments(repository, overview(repository, today()))
    if as_json:
        show.as_json(
            [
                {"id": one.uid, "on": one.day.isoformat(), "summary": one.summary,
                 "about": one.about}
                for one in days
            ]
        )  # fmt: skip
        return 0 if days else 1
    events = [Event(one.uid, one.day, one.summary, one.about, remind) for one in days]
    name = f"{repository.edition.jurisdiction}居村组织事务准入"
    show.line(put_down(out, "tasks.ics", written(events, name, today())))
    show.remark(f"{len(days)} 个日子")
    return 0
