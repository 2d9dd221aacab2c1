"""Boards looked at: listed, shown, counted, and the sheet of a round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice, formats
from checklist_tool.cli.options import JsonOption, RootOption, apart, day_of, root_of, today
from checklist_tool.outputs import put_down
from checklist_tool.render.formats import PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checklist_tool.usecases.signboards.standing import SignboardStanding

_DONE_NOT_ADDED = "对外和室内、摘除和规范、牌子和制度上墙分开数，不相加"


def _states() -> Mapping[str, str]:
    from checklist_tool.usecases.signboards.standing import STATES

    return STATES


def _spots() -> Mapping[str, str]:
    from checklist_tool.usecases.signboards.standing import SPOTS

    return SPOTS


def _rounds() -> Mapping[str, str]:
    from checklist_tool.usecases.signboards.standing import ROUNDS

    return ROUNDS


ROUND = Choice("没有“{}”这一轮", _rounds)
CommitteeOption = Annotated[
    str | None, typer.Option("--committee", help="只看这个居村的", show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="看哪一天超期没有", show_default="今天")
]


if TYPE_CHECKING:
    SheetFormat = str
else:
    SheetFormat = formats((*PAPER, "xlsx", "csv"))  # the last two to be filled in


def list_boards(
    committee: CommitteeOption = None,
    state: Annotated[
        str | None,
        Choice("没有“{}”这种状态", _states).option("--state", "只列这种状态的，写英文或中文"),
    ] = None,
    spot: Annotated[
        str | None, Choice("没有“{}”这种位置", _spots).option("--spot", "只列门口的或室内的")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列过了整改期限的")] = False,
    as_of: AsOfOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="写成表格，如 整改.xlsx、整改.csv", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出登记的牌子和现在的状态；或者写成表格，填上日期用 rectify、file、close --table 读回来。

    例：

    checklist signboards list --state 应整改

    checklist signboards list --committee 红光村 --json

    checklist signboards list --state 应整改 --out build/整改.xlsx
    """
    from checklist_tool.usecases.signboards import standing as signboards

    apart(("--out", out), ("--json", as_json))
    lists = signboards.read(root_of(root))
    found = signboards.listed(
        lists, day_of(as_of), committee=committee, state=state, spot=spot, overdue=overdue
    )
    if out and found:
        from checklist_tool.usecases.signboards import rounds

        data = rounds.list_to_fill_in(lists, found, out.suffix.removeprefix("."))
        show.line(put_down(out.parent, out.name, data))
        return 0
    if as_json:
        show.as_json([one.as_json() for one in found])
    elif found:
        show.table(("编号", "居村", "牌名", "位置", "状态", "日期", "期限"), [*map(_row, found)])
    else:
        show.remark("没有这样的牌子")
    return 0 if found else 1


def show_board(
    board: Annotated[str, typer.Argument(metavar="ID", help="牌子的编号或名称")],
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """一块牌子的全部经过。

    例：

    checklist signboards show dongmen-jiazhang
    """
    from checklist_tool.usecases.signboards import standing as signboards

    lists = signboards.read(root_of(root))
    entry = signboards.found(lists, board)
    stands = signboards.hanging(entry, today())
    if as_json:
        show.as_json(
            stands.as_json() | {"item": entry.item.model_dump(mode="json", exclude_defaults=True)}
        )
        return 0
    again = f"，反弹过 {stands.relapses} 次" if stands.relapses else ""
    show.rows(f"{entry.item.title}：{stands.word}{again}", signboards.rows(entry, lists))
    show.line(f"  {entry.place()}")
    if possible := signboards.next_steps(stands):
        show.remark(f"下一步可以：{possible}")
    return 0


def overview(
    committee: CommitteeOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """总览：按状态、按居村，超期的，反弹的，处置了多少。

    例：

    checklist signboards overview

    checklist signboards overview --committee 红光村
    """
    from checklist_tool.usecases.signboards import standing as signboards

    found = signboards.overview(signboards.read(root_of(root)), day_of(as_of), committee)
    if as_json:
        show.as_json(found.as_json())
        return 0
    rows = [("状态", signboards.STATES[state], f"{len(some)}", _names(some))
            for state, some in found.by_state.items()]  # fmt: skip
    rows += [("居村", name, f"{len(some)}", _names(some))
             for name, some in found.by_committee.items()]  # fmt: skip
    rows += [("超期", "", f"{len(found.overdue)}", _names(found.overdue))] if found.overdue else []
    rows += [("反弹过", one.board.committee, f"{one.relapses}", one.entry.id)
             for one in found.relapsed]  # fmt: skip
    if not found.by_state:
        show.remark("登记簿里没有牌子：没有逐块记录，不是没有牌子")
        return 1
    rows += [
        ("登记的处置", signboards.HEADINGS[name], f"{number}", "")
        for name, number in found.done.items()
        if number
    ]
    show.table(("看", "", "块", "牌子"), rows)
    show.remark(_DONE_NOT_ADDED)
    return 0


def sheet(
    round_: Annotated[
        str, ROUND.argument("ROUND", "哪一轮：自查、街镇检查、区检查、回头看，写英文或中文")
    ],
    committee: CommitteeOption = None,
    form: Annotated[
        list[SheetFormat] | None,
        typer.Option(
            "--format", help="pdf、html、docx，或填写用的 xlsx、csv；可写几次", show_default="pdf"
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="放到哪个文件夹")] = Path("build"),
    on: Annotated[str | None, typer.Option("--on", help="哪一天检查", show_default="今天")] = None,
    root: RootOption = None,
) -> int:
    """一轮的检查表：一个居村一页，逐块打勾；xlsx、csv 填好了用 inspect --table 读回来。

    例：

    checklist signboards sheet 自查 --format xlsx --format pdf
    """
    from checklist_tool.usecases.signboards import rounds
    from checklist_tool.usecases.signboards import standing as signboards

    folder = root_of(root)
    lists = signboards.read(folder)
    boards = signboards.listed(lists, today(), committee=committee)
    day = day_of(on)
    for one in dict.fromkeys(form or ["pdf"]):
        data = rounds.file(lists, boards, round_, day, one, folder, committee)
        show.line(put_down(out, f"signboards-{round_.replace('_', '-')}-{day}.{one}", data))
    return 0


def _row(one: SignboardStanding) -> tuple[str, ...]:
    from checklist_tool.usecases.signboards.standing import SPOTS

    board = one.board
    late = "（超期）" if one.overdue else ""
    by_when = f"{one.deadline}{late}" if one.deadline else ""
    return (
        one.entry.id, board.committee, board.name, SPOTS[board.spot], one.word, one.since or "",
        by_when,
    )  # fmt: skip


def _names(boards: list[SignboardStanding]) -> str:
    more = f"…等 {len(boards)} 块" if len(boards) > 10 else ""
    return "；".join(f"{one.board.committee} {one.board.name}" for one in boards[:10]) + more
