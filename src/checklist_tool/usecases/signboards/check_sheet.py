"""The sheet of a round to print: a page a committee, with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checklist_tool.model.committee import COMMITTEE_KINDS
from checklist_tool.model.signboard import BOARDS, OUTCOMES, ROUNDS, SORTS, SPOTS, TREATMENTS
from checklist_tool.render.blocks import Row
from checklist_tool.render.paper import Paper, Sheet
from checklist_tool.report.grouping import committee_called
from checklist_tool.repository import Repository
from checklist_tool.usecases.committees import also_called
from checklist_tool.usecases.signboards.standing import SignboardStanding

_BOX = "□"
_ROOM = 8  # lines for boards that are found anew
_FOOT = "对外和室内、摘除和规范、牌子和制度上墙分开数，不相加。"


def act_of(round_: str) -> str:
    """The step that a finding of a round is."""
    return "look_back" if round_ == "look_back" else "inspect"


def by_committee(
    lists: Repository, boards: Sequence[SignboardStanding], committee: str | None
) -> dict[str, list[SignboardStanding]]:
    """The boards of every committee that is registered or has one, or of the one that is meant."""
    found: dict[str, list[SignboardStanding]] = {}
    meant = also_called(lists, committee) if committee else None
    for entry in lists.of("committee"):
        if meant is None or meant & {*entry.item.names}:
            found[entry.item.full_name] = []
    for one in boards:
        found.setdefault(committee_called(lists, one.board.committee), []).append(one)
    return found


def sheet(
    lists: Repository, boards: Sequence[SignboardStanding], round_: str, on: date,
    committee: str | None = None,
) -> Paper:  # fmt: skip
    """A page a committee: its boards with what may be found, which may hang, room for new ones.

    A board that cannot be inspected now is named with its state and has no boxes.
    """
    groups = by_committee(lists, boards, committee)
    looked = round_ == "look_back"
    return Paper(
        title=f"居村挂牌{ROUNDS[round_].removesuffix('检查')}检查表",
        jurisdiction=lists.edition.jurisdiction,
        day=on,
        lead=(("轮次", ROUNDS[round_]), ("居村", f"{len(groups)} 个")),
        headings=("居村", "登记的牌子", "检查人", "日期"),
        widths=(8, 4, 6, 6),
        table=tuple((name, f"{len(some)}", "", "") for name, some in groups.items()),
        empty="居村名录里没有居村，登记簿里也没有牌子。",
        sheets=tuple(
            Sheet(
                heading=name,
                badge=f"登记 {len(some)} 块",
                rows=(
                    *_rows(some, round_),
                    *(() if looked else _allowed(lists, name)),
                    Row("新发现", (_BLANK,) * _ROOM, False, ""),
                ),
            )
            for name, some in groups.items()
        ),
        apart=True,
        signatures=("检查人", "居村"),
        foot=_FOOT,
    )  # fmt: skip


_BLANK = f"牌名：＿＿＿＿＿＿＿＿　{_BOX} 门口　{_BOX} 室内　{_BOX} 可以挂　{_BOX} 不应挂　期限："


def _rows(boards: Sequence[SignboardStanding], round_: str) -> tuple[Row, ...]:
    act = act_of(round_)
    asked = [one for one in boards if act in BOARDS.next_acts(one.state)]
    others = tuple(
        f"{one.board.name}（{SPOTS[one.board.spot]}）{one.entry.id}：{one.word}"
        + (f"，{one.deadline} 以前改好" if one.deadline else "")
        for one in boards
        if one not in asked
    )
    ticked = tuple(_ticked(number, one, round_) for number, one in enumerate(asked, 1))
    return (*ticked, Row("别的登记", others, False, "")) if others else ticked


def _ticked(number: int, one: SignboardStanding, round_: str) -> Row:
    board = one.board
    ticks = ("held", "relapsed") if round_ == "look_back" else ("allowed", "wrong")
    about = "，".join(
        filter(None, (SPOTS[board.spot], board.place, SORTS.get(board.sort or ""), one.word))
    )
    boxes = "　".join(f"{_BOX} {OUTCOMES[tick]}" for tick in ticks)
    done = "　".join(f"{_BOX} {word}" for word in TREATMENTS.values())
    back = f"反弹过 {one.relapses} 次" if one.relapses else ""
    lines = (f"{board.name}（{about}）{one.entry.id}", boxes, f"处置：{done}　期限：", "理由：")
    return Row(f"第 {number} 块", lines, False, back)


def _allowed(lists: Repository, committee: str) -> tuple[Row, ...]:
    """Which boards may hang at a committee, by its kind where that is known."""
    kinds = {one.item.full_name: one.item.kind for one in lists.of("committee")}
    kind = kinds.get(committee)
    named = [
        f"{one.item.name}（{SPOTS.get(one.item.spot or '', '都可以')}，{one.item.scope}）"
        for one in lists.of("allowed_board")
        if kind is None or one.item.committees in (None, kind)
    ]
    whose = f"{COMMITTEE_KINDS[kind]}准挂的" if kind else "准挂的"
    return (Row(whose, tuple(named), False, ""),) if named else ()
