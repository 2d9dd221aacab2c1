"""`checklist tasks agenda|minutes`: a joint review before and after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, day_of, only_with, own_root, today
from checklist_tool.cli.render import put_down
from checklist_tool.cli.tasks import common
from checklist_tool.cli.tasks.papers import FormatOption, OutOption, put
from checklist_tool.cli.tasks.writing import DryRunOption, told, write
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.admission.steps import Files
    from checklist_tool.repository import Repository

DayArgument = Annotated[str, typer.Argument(metavar="DATE", help="开会的日期，如 2026-03-10")]
_HOW_TO = """\
# 联审结果表：每件的 outcome 填 通过、不通过 或 退回补正；不通过、退回的再填 reason。
# 这次没有议的，整件删掉；它仍然等待联审。
# convened_by 是召集单位，present 是到会单位（一个一行，前面写 - ）。
# 填完运行：checklist tasks minutes {day} --from 这个文件
"""


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
    from checklist_tool.admission import meeting
    from checklist_tool.render.meeting import agenda as composed

    only_with("--save", save, ("--title", title), ("--convened-by", convened_by))
    folder, day = own_root(root, dry_run=not save), day_of(on)
    if save:
        write(
            folder,
            lambda repository: meeting.planned(repository, day, today(), title, convened_by),
            dry_run=False,
        )
    repository = common.loaded(folder)
    requests = meeting.on_the_table(repository, day, today())
    if not requests:
        raise ChecklistError("没有等待联审的申请", hint="先受理：checklist tasks accept 编号")
    known = meeting.on_file(repository, day)
    paper = composed(repository, requests, day, today(), known.item if known else None)
    files = put(paper, f"agenda-{day}", form, out, folder)
    if as_json:
        show.as_json({"on": on, "requests": [entry.id for entry in requests], "files": files})
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
    from checklist_tool.admission import meeting
    from checklist_tool.render.meeting import minutes as composed

    folder, day = own_root(root, dry_run=dry_run or source is None), day_of(on)
    if source is not None:
        filled = _filled(source)

        def decide(repository: Repository) -> Files:
            return meeting.recorded(repository, day, filled, today())

        changed = write(folder, decide, dry_run=dry_run)
        if dry_run or not as_json:
            told(folder, changed, as_json=as_json)
        if dry_run:
            return 0
    repository = common.loaded(folder)
    known = meeting.on_file(repository, day)
    if known is None or not any(one.outcome for one in known.item.matters):
        return _blank(repository, day, out, as_json=as_json)
    files = put(composed(repository, known.item, day), f"minutes-{day}", form, out, folder)
    if as_json:
        outcomes = {one.request: one.outcome for one in known.item.matters}
        show.as_json({"on": on, "outcomes": outcomes, "files": files})
    else:
        for one in files:
            show.line(one)
    return 0


def _blank(repository: Repository, day: date, out: Path, *, as_json: bool) -> int:
    """Put down the form that is to be filled in; one that is there already stays."""
    from checklist_tool.admission import meeting
    from checklist_tool.editing.splice import fresh

    blank = meeting.form(repository, day, today())
    if not blank["matters"]:
        raise ChecklistError("没有等待联审的申请", hint="先受理：checklist tasks accept 编号")
    target = out / f"minutes-{day}.yaml"
    if target.exists():
        raise ChecklistError(
            f"{target} 已经有了，没有覆盖",
            hint=f"填好以后：checklist tasks minutes {day} --from {target}"
            "；要重新出一份，先把它挪开",
        )
    put_down(out, target.name, (_HOW_TO.format(day=day) + fresh(blank)).encode())
    if as_json:
        show.as_json({"on": day.isoformat(), "outcomes": None, "files": [str(target)]})
    else:
        show.line(str(target))
        show.remark(f"填好以后：checklist tasks minutes {day} --from {target}")
    return 0


def _filled(source: Path) -> dict[str, Any]:
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
            f"{source} 不是结果表", hint="重新出一份：checklist tasks minutes 日期",
            problems=problems,
        )  # fmt: skip
    return read.data
