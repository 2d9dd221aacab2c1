"""`checklist slip`: the answer about one item, on a page for the resident to take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool import programs
from checklist_tool.cli import show
from checklist_tool.cli.choices import formats
from checklist_tool.cli.options import JsonOption, RootOption, desk_items_beginning, root_of, today
from checklist_tool.cli.render import (
    FontOption,
    FontPathOption,
    PaperSize,
    TemplatesOption,
    look_of,
)
from checklist_tool.outputs import put_down
from checklist_tool.problems import ChecklistError
from checklist_tool.render.formats import SLIP

if TYPE_CHECKING:
    from checklist_tool.usecases.slips import Verified


if TYPE_CHECKING:
    SlipFormat = str
else:
    SlipFormat = formats(SLIP)


def slip(
    item: Annotated[
        str | None,
        typer.Argument(
            metavar="[ITEM]",
            help="证明、服务或指路的编号、名称；清单上没有的写 清单外",
            show_default=False,
            autocompletion=desk_items_beginning,
        ),
    ] = None,
    paper: Annotated[
        PaperSize | None,
        typer.Option("--paper", help="纸张；不写的用 a5，放不下就用 a4", show_default=False),
    ] = None,
    form: Annotated[
        list[SlipFormat] | None,
        typer.Option("--format", help="pdf 或 html；可写两次", show_default="pdf"),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="放到哪个文件夹")] = Path("build"),
    code: Annotated[
        str | None,
        typer.Option("--verify", metavar="CODE", help="核对单子上的校验码", show_default=False),
    ] = None,
    show_it: Annotated[bool, typer.Option("--open", help="做好就打开")] = False,
    print_it: Annotated[bool, typer.Option("--print", help="做好就送到打印机")] = False,
    font: FontOption = None,
    font_path: FontPathOption = None,
    templates: TemplatesOption = None,
    root: RootOption = None,
    as_json: JsonOption = False,
) -> int:
    """出一页告知单交给居民：答复、理由、到哪里办、依据；或者核对一张单子的校验码。

    例：

    checklist slip 亲属关系证明

    checklist slip qinshu-guanxi --paper a4 --format html

    checklist slip 清单外

    checklist slip --verify 1118-N4PR-GK
    """
    if (item is None) == (code is None):
        raise ChecklistError(
            "写一项的编号或名称，或者用 --verify 写校验码，两样里写一样",
            hint="例如：checklist slip 亲属关系证明",
        )
    from checklist_tool.usecases import slips

    folder = root_of(root)
    if code is not None:
        return _verify(slips.verified(folder, code), as_json=as_json)
    slip = slips.made(folder, item or "", today())
    look = look_of(folder, templates, font, font_path)
    papers = [paper.value] if paper else slips.PAPERS
    files = []
    for one in form or ["pdf"]:
        data, used = slips.printed(slip, one, papers, look)
        if used != papers[0]:
            show.remark(f"一张 {papers[0].upper()} 放不下，用 {used.upper()}")
        files.append(put_down(out, f"slip-{slip.id}.{one}", data))
    if as_json:
        show.as_json(slips.as_json(slip) | {"files": files})
    else:
        show.remark(f"{slip.name}：{slip.headline}，校验码 {slip.code}")
        for file in files:
            show.line(file)
    if show_it:
        programs.open_file(files[0])
    if print_it:
        programs.print_file(next((file for file in files if file.endswith(".pdf")), files[0]))
    return 0


def _verify(found: Verified, *, as_json: bool) -> int:
    """Show the slip that has the code, or why there is none."""
    slip = found.slip
    if found.is_partial:
        show.remark("清单里有读不了的条目，没有算进来；见 checklist validate")
    if as_json:
        show.as_json(found.as_json())
    elif slip is None:
        show.line(found.message)
    else:
        rows = [
            ("答复", slip.headline), ("单子日期", slip.dated),
            ("版本", f"{slip.jurisdiction}《{slip.title}》{slip.edition}（{slip.issued}发布）"),
        ]  # fmt: skip
        if found.commit:
            said = f"清单后来改过，这张单子按当时的版本（提交 {found.commit}）核对"
            rows.append(("注意", said))
        shown = [(heading, [text], False, "") for heading, text in rows]
        show.rows(f"对得上：{slip.name}（{slip.id}）", shown)
    if slip and slip.day > today():
        show.remark(f"单子的日期 {slip.day} 还没有到：看看两边电脑的日期对不对")
    return 0 if slip else 1
