"""The steps of a board, of one or of a whole round."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice
from checklist_tool.cli.edit import SetOption
from checklist_tool.cli.options import JsonOption, RootOption, apart, day_of, own_root, today
from checklist_tool.cli.signboards.look import ROUND
from checklist_tool.cli.tasks.common import DryRunOption, NoteOption, OnOption
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.usecases.signboards import Taken


def _treatments() -> Mapping[str, str]:
    from checklist_tool.usecases.signboards import TREATMENTS

    return TREATMENTS


def _findings() -> Mapping[str, str]:
    from checklist_tool.usecases.signboards import OUTCOMES

    return {name: OUTCOMES[name] for name in ("allowed", "wrong")}


BoardArgument = Annotated[str, typer.Argument(metavar="ID", help="牌子的编号或名称")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="由谁：单位名称", show_default="该由谁就是谁")
]
PhotoOption = Annotated[
    list[str] | None,
    typer.Option("--photo", help="照片在清单仓库里的路径；可写几次", show_default=False),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="理由", show_default=False)]
TreatmentOption = Annotated[
    str | None,
    Choice("没有“{}”这种处置", _treatments).option(
        "--treatment", "remove（摘除）、merge（合并）、standardise（规范版式）、move（移位）"
    ),
]


def inspect(
    board: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="牌子的编号或名称；新发现的不写", show_default=False),
    ] = None,
    outcome: Annotated[
        str | None,
        Choice("检查没有“{}”这种结果", _findings).option(
            "--outcome", "allowed（可以挂）、wrong（不应挂，要写理由和期限）"
        ),
    ] = None,
    round_: Annotated[
        str | None, ROUND.option("--round", "哪一轮：自查、街镇检查、区检查，写英文或中文")
    ] = None,
    treatment: TreatmentOption = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", help="哪一天以前改好", show_default=False)
    ] = None,
    reason: ReasonOption = None,
    photo: PhotoOption = None,
    sets: SetOption = None,
    table: Annotated[
        Path | None,
        typer.Option("--table", help="填好的检查表（xlsx、csv），整轮一起记", show_default=False),
    ] = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """检查一块牌子，登记一块新发现的，或者把填好的检查表整轮读回来。

    例：

    checklist signboards inspect --set name=家长学校 --set committee=东门居民区 --set spot=indoor
    --outcome 不应挂 --reason 没有业务 --deadline 2026-12-31 --on 2026-11-02

    checklist signboards inspect --table 检查表.csv --round 街镇检查 --on 2026-11-02
    """
    from checklist_tool.usecases import rounds, signboards

    apart(("ID", board), ("--set", sets), ("--table", table))
    folder, day = own_root(root, dry_run=dry_run), day_of(on)
    if table:
        if round_ is None:
            raise ChecklistError(
                "没有写是哪一轮", hint="加上 --round 自查、街镇检查、区检查或回头看"
            )
        taken = rounds.read_back(folder, table, round_, today(), on=day, by=by, dry_run=dry_run)
        return _said(taken, as_json=as_json)
    if outcome is None:
        raise ChecklistError("没有写检查结果", hint="加上 --outcome 可以挂，或者 --outcome 不应挂")
    told = {
        "outcome": outcome, "round": round_, "treatment": treatment, "deadline": deadline,
        "reason": reason, "note": note,
    }  # fmt: skip
    if board:
        taken = signboards.take(
            folder, board, "inspect", today(), on=day, by=by, photos=photo or (),
            dry_run=dry_run, **told,
        )  # fmt: skip
    elif sets:
        taken = signboards.register(
            folder, sets, today(), on=day, by=by, photos=photo or (), dry_run=dry_run, **told
        )
    else:
        hint = "写编号；新发现的写 --set name=… --set committee=… --set spot=outdoor"
        raise ChecklistError("没有写是哪一块牌子", hint=hint)
    return _said(taken, as_json=as_json)


def rectify(
    board: BoardArgument,
    treatment: TreatmentOption = None,
    photo: PhotoOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """记下整改好了：摘除、合并、规范版式或移位；检查时定了的不用再写。

    例：

    checklist signboards rectify dongmen-jiazhang --treatment 摘除 --on 2026-11-10
    """
    told = {"treatment": treatment, "note": note}
    return _taken(root, board, "rectify", on, by, photo, told, dry_run, as_json)


def file(
    board: BoardArgument,
    to: Annotated[str | None, typer.Option("--to", help="向谁报备", show_default=False)] = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """报备：整改好了，报给主管部门。

    例：

    checklist signboards file dongmen-jiazhang --to 区委社会工作部
    """
    return _taken(root, board, "file", on, by, None, {"to": to, "note": note}, dry_run, as_json)


def look_back(
    board: BoardArgument,
    held: Annotated[
        bool | None, typer.Option("--held/--relapsed", help="没有反弹，还是反弹了；反弹要写理由")
    ] = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", help="反弹的，哪一天以前改好", show_default=False)
    ] = None,
    reason: ReasonOption = None,
    photo: PhotoOption = None,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """回头看：有没有反弹；反弹的要再整改，前后经过都在。

    例：

    checklist signboards look-back dongmen-jiazhang --held --on 2026-11-20
    """
    if held is None:
        raise ChecklistError(
            "没有写回头看的结果", hint="写 --held（没有反弹）或 --relapsed（反弹）"
        )
    told = {
        "outcome": "held" if held else "relapsed", "round": "look_back", "deadline": deadline,
        "reason": reason, "note": note,
    }  # fmt: skip
    return _taken(root, board, "look_back", on, by, photo, told, dry_run, as_json)


def close(
    board: BoardArgument,
    on: OnOption = None,
    by: ByOption = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """销号：回头看没有反弹的才能销；以后反弹的还会回来。

    例：

    checklist signboards close dongmen-jiazhang
    """
    return _taken(root, board, "close", on, by, None, {"note": note}, dry_run, as_json)


def _taken(
    root: Path | None, board: str, act: str, on: str | None, by: str | None,
    photos: list[str] | None, told: Mapping[str, Any], dry_run: bool, as_json: bool,
) -> int:  # fmt: skip
    from checklist_tool.usecases import signboards

    taken = signboards.take(
        own_root(root, dry_run=dry_run), board, act, today(), on=day_of(on), by=by,
        photos=photos or (), dry_run=dry_run, **told,
    )  # fmt: skip
    return _said(taken, as_json=as_json)


def _said(taken: Taken, *, as_json: bool) -> int:
    from checklist_tool.usecases.signboards import next_steps

    if as_json:
        show.as_json(taken.as_json())
    elif not taken.change.written:
        show.text(taken.change.diff())
        show.remark("只是看看，没有写入")
    else:
        for one in taken.boards:
            show.line(f"{one.entry.id}“{one.board.title}”：{one.word}")
            if possible := next_steps(one):
                show.remark(f"下一步可以：{possible}")
        for warning in taken.change.warnings:
            show.remark(f"{warning.message}；{warning.hint}")
    return 0
