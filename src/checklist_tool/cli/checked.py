"""`checklist check` and `checklist unchecked`: who read an item, and what awaits a look."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import choices, show
from checklist_tool.cli.changing import Options, carry_out
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    apart,
    day_of,
    desk_items_beginning,
    place_of,
    policies_beginning,
    root_of,
    today,
)
from checklist_tool.outputs import put_down
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.usecases.items import Decide


class UncheckedFormat(StrEnum):
    """How what awaits a look is told."""

    text = "text"
    json = "json"
    html = "html"


class By(StrEnum):
    """By what the items are put together."""

    list = "list"
    policy = "policy"


def check(
    items: Annotated[
        list[str],
        typer.Argument(
            metavar="ITEM…", help="编号、名称或“文件:行”", autocompletion=desk_items_beginning
        ),
    ],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="单位", help="哪个单位核对的", show_default=False),
    ] = None,
    reading: Annotated[
        bool, typer.Option("--reading", help="不是单位核对，是整理者自己读了原文")
    ] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="哪一天；不写就是今天")
    ] = None,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            metavar="键",
            help="只核对了这个键，或其中一条，如 instead[0]；可以写多次",
            show_default=False,
        ),
    ] = None,
    policies: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            metavar="文件",
            help="只对照了这份依据；可以写多次",
            show_default=False,
            autocompletion=policies_beginning,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会怎样改，不写入")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """记下一项对照原文核对过：哪天、哪个单位、对照依据的哪一版。

    核对时的内容留下指纹：以后改了这些内容，这一项又算没有核对。

    例：

    checklist check qinshu-guanxi --by 金山区民政局

    checklist check falv-yuanzhu --reading --field basis --policy falv-yuanzhu-fa
    """
    from checklist_tool.usecases import checked

    if bool(by) == reading:
        raise ChecklistError(
            "写明哪个单位核对的", hint="用 --by 单位；整理者自己读原文的，用 --reading"
        )
    day = day_of(on)
    if day > today():
        raise ChecklistError(f"{day} 还没有到", hint="写实际核对的那一天")
    wanted = [place_of(root, one) for one in items]

    lost: list[str] = []

    def decided(_: object) -> Decide:
        return checked.check(wanted, by, day, fields or (), policies or (), lost.append)

    code = carry_out(root, decided, [], Options(dry_run, False, as_json))
    for one in lost if code == 0 else ():
        show.remark(one)
    return code


def unchecked(
    list_name: Annotated[str | None, choices.LIST.option("--list", "只列这一张清单")] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            help="只列以这份文件为依据的",
            show_default=False,
            autocompletion=policies_beginning,
        ),
    ] = None,
    form: Annotated[
        UncheckedFormat, typer.Option("--format", help="text、json；html 是可以打印签字的一页")
    ] = UncheckedFormat.text,
    by: Annotated[
        By, typer.Option("--by", help="list 按清单列；policy 按依据列，一份文件一份文件地核对")
    ] = By.list,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="写成 Excel 表格，按清单、按依据各一张，如 待核对.xlsx",
            show_default=False,
        ),
    ] = None,
    root: RootOption = None,
) -> int:
    """列出等着核对的：没有核对过的、只核对了一部分的、核对以后改过的、依据修订或废止了的、出处旧了或打不开的。

    不加 --list、--policy 的，也列出依据库里缺文号、日期、网址和没有用到的文件。有就退出码是 1。

    例：

    checklist unchecked --policy 婚姻登记条例

    checklist unchecked --list negative --format html

    checklist unchecked --out build/待核对.xlsx
    """  # fmt: skip
    from checklist_tool.usecases import unchecked

    folder = root_of(root)
    apart(("--out", out), ("--format", form is not UncheckedFormat.text))
    other = out or form is not UncheckedFormat.text
    apart(("--by", by is By.policy), ("--out" if out else "--format", other))
    if out and out.suffix != ".xlsx":
        raise ChecklistError(f"不会写 {out.suffix or out.name}", hint="文件名以 .xlsx 结尾")
    found = unchecked.unchecked(folder, today(), list_name, policy)
    if out:
        show.line(put_down(out.parent, out.name, found.table()))
    elif form is UncheckedFormat.json:
        show.as_json(found.as_json())
    elif form is UncheckedFormat.html:
        show.text(found.page(today(), folder))
    else:
        if by is By.policy:
            show.table(unchecked.BY_POLICY, found.rows_by_policy)
        else:
            show.table(unchecked.HEADINGS, found.rows)
        if found.policies:
            show.line("\n政策依据库", show.BOLD)
            show.table(unchecked.MISSING, found.missing)
        show.remark(f"{len({one.entry.id for one in found.items})} 项等着核对")
    return 1 if found.items or found.policies else 0
