"""`checklist add`, `edit`, `move` and `retire`: change an item of the lists."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import choices
from checklist_tool.cli.changing import Options, carry_out
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    apart,
    day_of,
    items_beginning,
    place_of,
    root_of,
    today,
)
from checklist_tool.model.kinds import LISTS
from checklist_tool.problems import ChecklistError
from checklist_tool.values import listed

if TYPE_CHECKING:
    from checklist_tool.usecases.items import Assignment

_LISTS = listed(LISTS)


def _titles() -> Mapping[str, str]:
    from checklist_tool.usecases.items import TITLES

    return TITLES


_FILE = Choice("没有“{}”这张清单", _titles)
ItemArgument = Annotated[
    str,
    typer.Argument(help="编号、名称，或校验写出的“文件:行”", autocompletion=items_beginning),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="键=值", help="改一个键；列表加一项用 键+=值；可以写多次",
        show_default=False,
    ),
]  # fmt: skip
UnsetOption = Annotated[
    list[str] | None,
    typer.Option("--unset", metavar="键", help="去掉一个键或列表的一项", show_default=False),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="只显示会怎样改，不写入")]
AcceptOption = Annotated[
    bool,
    typer.Option("--accept-answers", help="固定问答的答复因此变了的，连同固定问答一起改"),
]


def add(
    list_name: Annotated[
        str | None,
        _FILE.argument(
            "LIST",
            f"{_LISTS}；还有 policies、allowed、boards、counts、answers；写中文也行",
            show_default=False,
        ),
    ] = None,
    sets: SetOption = None,
    dry_run: DryRunOption = False,
    accept_answers: AcceptOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """在一张清单末尾加一项；不写编号的，按名称的拼音起一个。

    不带 --set 在终端里运行，就逐个键问。带来新错误的不写入，写明是什么错误。

    例：

    checklist add 负面清单

    checklist add policies --set title=某某条例 --set issuer=国务院 --set issued_on=2026-01-01
    """
    from checklist_tool.usecases import items

    if list_name is None:
        if not _terminal():
            raise ChecklistError("没有写加到哪张清单", hint=f"有：{listed(_titles())}")
        from checklist_tool.cli import ask

        list_name = ask.which_list()
    typed, reader = _assignments(sets, None), items.Once()
    asking = not typed and _terminal()
    if asking:
        from checklist_tool.cli import ask

        typed = ask.new_item(items.lists(root_of(root), reader), items.path_of(list_name))
    if not typed:
        raise ChecklistError(
            "没有写新的一项有什么内容",
            hint="用 --set name=名称 --set reason=理由 …，或者在终端里运行",
        )
    options = Options(dry_run, accept_answers, as_json)
    decided = partial(items.add, list_name)
    return carry_out(root, decided, typed, options, asking=asking, reader=reader)


def edit(
    item: ItemArgument,
    sets: SetOption = None,
    unsets: UnsetOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="整个列表换掉，原来的各项不留")
    ] = False,
    dry_run: DryRunOption = False,
    accept_answers: AcceptOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """改一项的内容；只动写明的键，别的一个字不变，注释也在。

    键可以写英文或中文（reason 或 理由），basis[0].article 是第一条依据的条款。
    列表的值写成 [甲, 乙]，原来的要去掉大半的，加 --replace。
    依据写成“政策编号 条款”；别的几个键写成 {what: 材料, where: 地点}。
    不带 --set、--unset 在终端里运行，就问要改哪个键。带来新错误的不写入。

    例：

    checklist edit qinshu-guanxi --set reason=新的理由 --set aliases+=母女证明

    checklist edit qinshu-guanxi --set "basis+=minfa-2020-20 附件"

    checklist edit data/lists/certificates/negative.yaml:42 --unset item_no
    """
    from checklist_tool.usecases import items

    item = place_of(root, item)
    typed, reader = _assignments(sets, unsets), items.Once()
    asking = not typed and _terminal()
    if asking:
        from checklist_tool.cli import ask

        repository = items.lists(root_of(root), reader)
        typed = ask.changes(repository, items.find(repository, item))
    if not typed:
        raise ChecklistError("没有写要改什么", hint="用 --set 键=值、--unset 键，或者在终端里运行")
    options = Options(dry_run, accept_answers, as_json)

    def carried_out(replace: bool) -> int:
        decided = partial(items.edit, item, replace=replace)
        return carry_out(root, decided, typed, options, asking=asking, reader=reader)

    try:
        return carried_out(replace or asking)  # who is asked sees what goes before it is written
    except items.ListLosesMost as error:
        if as_json or dry_run or not _terminal():
            raise
        from checklist_tool.cli import ask, show

        show.error(error)
        if not ask.confirmed("换掉吗（y 换掉，别的不换）"):
            raise typer.Abort from None
        return carried_out(True)


def move(
    item: ItemArgument,
    list_name: Annotated[
        str,
        choices.LIST.argument("LIST", f"移到哪张清单：{_LISTS}；写中文也行"),
    ],
    on: Annotated[
        str | None, typer.Option("--date", metavar="日期", help="从哪一天起", show_default=False)
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="理由", help="新的理由", show_default=False)
    ] = None,
    basis: Annotated[
        list[str] | None,
        typer.Option(
            "--basis",
            metavar="依据",
            help="政策编号，空一格写条款；可以写多次",
            show_default=False,
        ),
    ] = None,
    correct: Annotated[
        bool,
        typer.Option("--correct", help="原来就放错了：原样搬过去，不写日期，不留旧条目"),
    ] = False,
    sets: SetOption = None,
    unsets: UnsetOption = None,
    dry_run: DryRunOption = False,
    accept_answers: AcceptOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """把一项移到另一张清单，编号不变；要写日期、理由和依据。

    原来的内容留在原清单上，编号后加日期，止用日期是前一天：以前的日子仍按它答复。
    新答复要另写替代方式或条件的，用 --set 一起写。带来新错误的不写入。

    例：

    checklist move juzhu-qingkuang negative --date 2027-01-01 --reason 数据已能核对
    --basis "minfa-2020-20 附件" --accept-answers

    checklist move jinglaoka consult --correct
    """  # fmt: skip
    from checklist_tool.usecases import items

    item = place_of(root, item)
    extra, reader = _assignments(sets, unsets), items.Once()
    options = Options(dry_run, accept_answers, as_json)
    for given in (("--date", on), ("--reason", reason), ("--basis", basis)):
        apart(("--correct", correct), given)
    if correct:
        return carry_out(root, lambda typed: items.correct(item, list_name, typed), extra, options)
    asking = not (on and reason and basis) and _terminal()
    if asking:
        from checklist_tool.cli import ask

        lists = items.lists(root_of(root), reader)
        items.movable(lists, item, list_name)
        on, reason, basis = ask.for_move(lists, today(), on, reason, basis)
    needed = (("--date", on), ("--reason", reason), ("--basis", basis))
    if missing := [name for name, given in needed if not given]:
        raise ChecklistError(
            f"移到别的清单要写明 {'、'.join(missing)}",
            hint="在命令里补上；政策没有变、只是原来放错清单的，改用 --correct",
        )
    decided = partial(
        items.move, item, list_name, on=day_of(on), reason=reason or "",
        grounds=basis or [],
    )  # fmt: skip
    return carry_out(
        root, lambda typed: decided(assignments=typed), extra, options, asking=asking,
        reader=reader,
    )  # fmt: skip


def retire(
    item: ItemArgument,
    last: Annotated[
        str | None,
        typer.Option("--last", metavar="日期", help="最后一天；不写就是今天", show_default=False),
    ] = None,
    replaced_by: Annotated[
        str | None,
        typer.Option("--replaced-by", metavar="什么", help="由什么替代", show_default=False),
    ] = None,
    sets: SetOption = None,
    dry_run: DryRunOption = False,
    accept_answers: AcceptOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """停用一项证明：留在清单上，写明最后一天和由什么替代；以前的日子仍按它答复。

    例：

    checklist retire juzhu-qingkuang --last 2026-12-31 --replaced-by 居住登记凭证
    --accept-answers
    """
    from checklist_tool.usecases import items

    item = place_of(root, item)
    asking = last is None and replaced_by is None and _terminal()
    if asking:
        from checklist_tool.cli import ask

        last, replaced_by = ask.for_retirement(today())
    decided = partial(
        items.retire, item, last=day_of(last), today=today(),
        replaced_by=replaced_by,
    )  # fmt: skip
    return carry_out(
        root, lambda typed: decided(assignments=typed), _assignments(sets, None),
        Options(dry_run, accept_answers, as_json), asking=asking,
    )  # fmt: skip


def _assignments(sets: list[str] | None, unsets: list[str] | None) -> list[Assignment]:
    from checklist_tool.usecases.items import assignments

    return assignments(sets or [], unsets or [])


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
