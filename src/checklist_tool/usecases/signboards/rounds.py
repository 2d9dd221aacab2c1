"""A round of inspection: a sheet to print or to fill in, and the filled one read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.admission import steps
from checklist_tool.exchange.book import Heading
from checklist_tool.model.fit import fit
from checklist_tool.model.meant import day_meant
from checklist_tool.model.signboard import (
    OUTCOMES,
    ROUNDS,
    SORTS,
    SPOTS,
    TREATMENTS,
    BoardRegister,
)
from checklist_tool.problems import ChecklistError
from checklist_tool.render.blocks import Row
from checklist_tool.render.paper import Paper, Sheet
from checklist_tool.repository import Decided, Entry, Repository
from checklist_tool.usecases import sheets
from checklist_tool.usecases.signboards.standing import Hanging, found
from checklist_tool.usecases.signboards.steps import REGISTER, Taken, with_new, written
from checklist_tool.usecases.tasks.publishing import printed
from checklist_tool.values import value_of

# The columns of a sheet: heading, and the field of the board or of the step.
_BOARD = {
    "编号": "id", "居村": "committee", "牌名": "name", "位置": "spot", "点位": "place",
    "牌类": "sort", "要求挂牌的部门": "asked_by",
}  # fmt: skip
_STEP = {"结果": "outcome", "处置": "treatment", "整改期限": "deadline", "理由": "reason"}
_WORDS: dict[str, Mapping[str, str]] = {
    "spot": SPOTS, "sort": SORTS, "outcome": OUTCOMES, "treatment": TREATMENTS,
}  # fmt: skip
_BOX = "□"


def table(lists: Repository, boards: Sequence[Hanging], form: str) -> bytes:
    """The sheet to fill in with a spreadsheet: a row a board, and room for those found anew."""
    headings = [
        Heading(name, words=_WORDS.get(key, {}), locked=key == "id")
        for name, key in (_BOARD | _STEP).items()
    ]
    rows = [[*_cells(one), *("" for _ in _STEP)] for one in boards]
    return sheets.written(lists, "检查表", headings, rows, form)


def sheet(lists: Repository, boards: Sequence[Hanging], round_: str, on: date) -> Paper:
    """The sheet to print: a page a committee, a box to tick for each finding."""
    by_committee: dict[str, list[Hanging]] = {}
    for one in boards:
        by_committee.setdefault(one.board.committee, []).append(one)
    looked = round_ == "look_back"
    ticks = ("held", "relapsed") if looked else ("allowed", "wrong")
    return Paper(
        title=f"居村挂牌{ROUNDS[round_]}检查表",
        jurisdiction=lists.edition.jurisdiction,
        day=on,
        lead=(("轮次", ROUNDS[round_]), ("居村", f"{len(by_committee)} 个")),
        headings=("居村", "登记的牌子", "检查人", "日期"),
        widths=(8, 4, 6, 6),
        table=tuple((name, f"{len(some)}", "", "") for name, some in by_committee.items()),
        empty="没有登记的牌子。",
        sheets=tuple(
            Sheet(
                heading=name,
                badge=f"登记 {len(some)} 块",
                rows=(
                    *(_ticked(number, one, ticks) for number, one in enumerate(some, 1)),
                    Row("新发现", tuple(_blank() for _ in range(3)), False, ""),
                ),
            )
            for name, some in by_committee.items()
        ),
        apart=True,
        signatures=("检查人", "居村"),
        foot="对外和室内、摘除和规范、牌子和制度上墙分开数，不相加。",
    )  # fmt: skip


def _ticked(number: int, one: Hanging, ticks: Sequence[str]) -> Row:
    board = one.board
    about = "，".join(
        filter(None, (SPOTS[board.spot], board.place, SORTS.get(board.sort or ""), one.word))
    )
    boxes = "　".join(f"{_BOX} {OUTCOMES[tick]}" for tick in ticks)
    done = "　".join(f"{_BOX} {word}" for word in TREATMENTS.values())
    back = f"反弹过 {one.relapses} 次" if one.relapses else ""
    lines = (f"{board.name}（{about}）{one.entry.id}", boxes, f"处置：{done}　期限：", "理由：")
    return Row(f"第 {number} 块", lines, False, back)


def _blank() -> str:
    return f"牌名：＿＿＿＿＿＿＿＿　{_BOX} 门口　{_BOX} 室内　{_BOX} 不应挂　期限："


def file(
    lists: Repository, boards: Sequence[Hanging], round_: str, on: date, form: str, root: Path
) -> bytes:
    """The sheet in one of its formats: pdf, html, docx, or csv and xlsx to fill in."""
    if form in sheets.FORMS:
        return table(lists, boards, form)
    return printed(sheet(lists, boards, round_, on), form, root)


def read_back(
    root: Path, path: Path, round_: str, today: date, *, on: date, by: str | None = None,
    dry_run: bool = False,
) -> Taken:  # fmt: skip
    """Every row with a finding as a step, those without an id as new boards: all or none.

    Raises ChecklistError naming the row that is at fault.
    """
    found_rows = list(_rows(path))
    act = "look_back" if round_ == "look_back" else "inspect"

    def decide(lists: Repository) -> Decided:
        for number, board, step in found_rows:
            try:
                lists = _applied(lists, board, step, round_, act, today, on, by)
            except ChecklistError as error:
                raise sheets.in_row(number, error) from error
        return {REGISTER: lists.sources[REGISTER].data} if found_rows else {}

    return written(root, decide, today, dry_run=dry_run)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Each row with a finding: its number, what it says of the board, and of the step."""
    for number, row in sheets.rows(path, ("居村", "牌名", "结果")):
        if "结果" not in row:
            continue
        try:
            board = {key: _value(key, row[name]) for name, key in _BOARD.items() if name in row}
            step = {key: _value(key, row[name]) for name, key in _STEP.items() if name in row}
        except ChecklistError as error:
            raise sheets.in_row(number, error) from error
        yield number, board, step


def _value(key: str, typed: str) -> str:
    """A cell as the files hold it."""
    if key == "deadline":
        return day_meant(typed) or typed
    words = _WORDS.get(key)
    if words is None:
        return typed
    value = value_of(words, typed)
    if value is None:
        raise ChecklistError(f"没有“{typed}”", hint=f"可以写：{'、'.join(words.values())}")
    return value


def _applied(
    lists: Repository, board: Mapping[str, str], step: Mapping[str, str], round_: str, act: str,
    today: date, on: date, by: str | None,
) -> Repository:  # fmt: skip
    """The lists with one finding more, so that the next one is decided on them."""
    told: dict[str, Any] = {"round": round_, **step}
    if "id" in board:
        entry = found(lists, board["id"])
        data = steps.step(entry, lists, today, act=act, on=on, by=by, **told)[REGISTER]
    else:
        taken = {"on": on.isoformat(), "act": "inspect", **({"by": by} if by else {}), **told}
        data = with_new(lists, board, taken)
    return _with_register(lists, data)


def _with_register(lists: Repository, data: dict[str, Any]) -> Repository:
    record, faults = fit(BoardRegister, data)
    if record is None:
        raise ChecklistError(faults[0].message, hint=faults[0].hint)
    there = lists.sources.get(REGISTER)
    if there is None:
        raise ChecklistError(f"没有 {REGISTER}", hint="先用 checklist add boards 登记第一块")
    source = replace(there, data=data)
    others = [one for one in lists.entries if one.kind != "board"]
    boards = [
        Entry("board", "register", item, source, ("items", index))
        for index, item in enumerate(record.items)
    ]
    return replace(lists, sources={**lists.sources, REGISTER: source}, entries=[*others, *boards])


def _cells(one: Hanging) -> list[str]:
    board = one.board
    return [
        one.entry.id, board.committee, board.name, SPOTS[board.spot], board.place or "",
        SORTS.get(board.sort or "", ""), board.asked_by or "",
    ]  # fmt: skip
