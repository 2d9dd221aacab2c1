"""`checklist tasks agenda|minutes`: a joint review before and after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, only_with, own_root, today
from checklist_tool.cli.steps import DryRunOption
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.fields import read
from checklist_tool.cli.tasks.papers import FormatOption, OutOption, put
from checklist_tool.cli.tasks.taking import said
from checklist_tool.outputs import put_down
from checklist_tool.problems import ChecklistError

DayArgument = Annotated[str, typer.Argument(metavar="DATE", help="开会的日期，如 2026-03-10")]


def agenda(
    on: DayArgument,
    save: Annotated[
        bool, typer.Option("--save", help="把会议和事项记进 data/tasks/reviews/")
    ] = False,
    title: Annotated[
        str | None, typer.Option("--title", help="会议名称（与 --save 一起用）", show_default=False)
    ] = None,
    convened_by: Annotated[
        str | None,
        typer.Option("--convened-by", help="召集单位（与 --save 一起用）", show_default=False),
    ] = None,
    form: FormatOption = None,
    out: OutOption = Path("build"),
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """印联审议程：每件申请一页，附会前提示。会议已经登记的印它的事项，没有的印全部等待联审的。

    例：

    checklist tasks agenda 2026-03-10 --format pdf --format docx

    checklist tasks agenda 2026-03-10 --save --convened-by 区委社会工作部
    """
    from checklist_tool.usecases.tasks import lists, meetings

    only_with("--save", save, ("--title", title), ("--convened-by", convened_by))
    folder, day = own_root(root, dry_run=not save), day_of(on)
    if save:
        taken = meetings.plan(folder, day, today(), title, convened_by)
        repository = taken.lists
        common.remark(lists.left_out(repository))
    else:
        repository = common.loaded(folder)
    paper, requests = meetings.agenda(repository, day, today())
    files = put(paper, f"agenda-{day}", form, out, folder)
    if as_json:
        show.as_json({"on": on, "requests": requests, "files": files})
    else:
        show.remark(f"{day} 联审，{len(requests)} 件")
        for one in files:
            show.line(one)
    return 0


def minutes(
    on: DayArgument,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="填好的结果表", show_default=False),
    ] = None,
    form: FormatOption = None,
    out: OutOption = Path("build"),
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """记一次联审的结果：先出一张结果表来填，填好了一次全部记下，印出纪要。

    没有填完的一件也不记。已经记过的会议，直接印纪要。

    例：

    checklist tasks minutes 2026-03-10

    checklist tasks minutes 2026-03-10 --from build/minutes-2026-03-10.yaml
    """
    from checklist_tool.usecases.tasks import lists, meetings

    folder, day = own_root(root, dry_run=dry_run or source is None), day_of(on)
    if source is None:
        repository = common.loaded(folder)
    else:
        hint = "重新出一份：checklist tasks minutes 日期"
        filled = read(source, ChecklistError(f"{source} 不是结果表", hint=hint))
        taken = meetings.record(folder, day, filled, today(), dry_run=dry_run)
        if dry_run or not as_json:
            said(taken, as_json=as_json)
        if dry_run:
            return 0
        repository = taken.lists
        common.remark(lists.left_out(repository))
    found = meetings.minutes(repository, day)
    if found is None:
        return _blank(meetings.form(repository, day, today()), day, out, as_json=as_json)
    paper, outcomes = found
    files = put(paper, f"minutes-{day}", form, out, folder)
    if as_json:
        show.as_json({"on": on, "outcomes": outcomes, "files": files})
    else:
        for one in files:
            show.line(one)
    return 0


def _blank(form: str, day: date, out: Path, *, as_json: bool) -> int:
    """Put down the form that is to be filled in; one that is there already stays."""
    target = out / f"minutes-{day}.yaml"
    if target.exists():
        raise ChecklistError(
            f"{target} 已经有了，没有覆盖",
            hint=f"填好以后：checklist tasks minutes {day} --from {target}"
            "；要重新出一份，先把它挪开",
        )
    put_down(out, target.name, form.encode())
    if as_json:
        show.as_json({"on": day.isoformat(), "outcomes": None, "files": [str(target)]})
    else:
        show.line(str(target))
        show.remark(f"填好以后：checklist tasks minutes {day} --from {target}")
    return 0
