"""A round of inspection: a sheet to print or to fill in, and the filled one read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.admission import steps
from checklist_tool.exchange.book import Heading
from checklist_tool.model.meant import day_meant
from checklist_tool.model.signboard import BOARDS, OUTCOMES, SORTS, SPOTS, TREATMENTS
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository
from checklist_tool.usecases import sheets
from checklist_tool.usecases.signboards.check_sheet import act_of, by_committee, sheet
from checklist_tool.usecases.signboards.in_turn import in_turn
from checklist_tool.usecases.signboards.standing import Hanging, found
from checklist_tool.usecases.signboards.steps import (
    REGISTER,
    Taken,
    treatment_of,
    with_new,
    written,
)
from checklist_tool.usecases.tasks.publishing import printed
from checklist_tool.values import value_of

# The columns of a sheet: heading, and the field of the board or of the step.
_BOARD = {
    "编号": "id", "居村": "committee", "牌名": "name", "位置": "spot", "点位": "place",
    "牌类": "sort", "要求挂牌的部门": "asked_by",
}  # fmt: skip
_FINDING = {"结果": "outcome", "处置": "treatment", "整改期限": "deadline", "理由": "reason"}
# What is told of several boards at once; a row with a day has been done.
_DONE = {"日期": "on", "处置": "treatment", "报备对象": "to", "说明": "note"}
_DATES = ("deadline", "on")
_WORDS: dict[str, Mapping[str, str]] = {
    "spot": SPOTS, "sort": SORTS, "outcome": OUTCOMES, "treatment": TREATMENTS,
}  # fmt: skip
_Typed = tuple[dict[str, str], dict[str, str]]  # what a row says of the board, and of the step


def table(
    lists: Repository, boards: Sequence[Hanging], round_: str, form: str,
    committee: str | None = None,
) -> bytes:  # fmt: skip
    """The sheet to fill in with a spreadsheet: a row a board, and one for each committee to copy.

    Boards that cannot be inspected now are not in it.
    """
    act = act_of(round_)
    rows = []
    for name, some in by_committee(lists, boards, committee).items():
        asked = [one for one in some if act in BOARDS.next_acts(one.state)]
        rows += [[*_cells(one), *("" for _ in _FINDING)] for one in asked]
        rows.append(["", name, *("" for _ in range(len(_BOARD) + len(_FINDING) - 2))])
    return _written(lists, "检查表", _BOARD | _FINDING, rows, form)


def list_to_fill_in(lists: Repository, boards: Sequence[Hanging], form: str) -> bytes:
    """These boards as a table in which to note what was done about each."""
    rows = [[*_cells(one), *("" for _ in _DONE)] for one in boards]
    return _written(lists, "牌子", _BOARD | _DONE, rows, form)


def file(
    lists: Repository, boards: Sequence[Hanging], round_: str, on: date, form: str, root: Path,
    committee: str | None = None,
) -> bytes:  # fmt: skip
    """The sheet in one of its formats: pdf, html, docx, or csv and xlsx to fill in."""
    if form in sheets.FORMS:
        return table(lists, boards, round_, form, committee)
    return printed(sheet(lists, boards, round_, on, committee), form, root)


def read_back(
    root: Path, path: Path, round_: str, today: date, *, on: date, by: str | None = None,
    dry_run: bool = False,
) -> Taken:  # fmt: skip
    """Every row with a finding as a step, those without an id as new boards: all or none.

    Raises ChecklistError naming the row that is at fault.
    """

    def register(lists: Repository, row: _Typed) -> dict[str, Any]:
        board, step = row
        told: dict[str, Any] = {"round": round_, **step}
        if "id" not in board:
            taken = {"on": on.isoformat(), "act": "inspect", **({"by": by} if by else {}), **told}
            return with_new(lists, board, taken)
        entry = found(lists, board["id"])
        return steps.step(entry, lists, today, act=act_of(round_), on=on, by=by, **told)[REGISTER]

    rows = list(_typed(path, ("居村", "牌名", "结果"), _FINDING, "结果"))
    return written(root, in_turn(rows, register), today, dry_run=dry_run)


def several(
    root: Path, path: Path, act: str, today: date, *, by: str | None = None, dry_run: bool = False
) -> Taken:
    """A step more for every row with a day: all or none.

    Raises ChecklistError naming the row that is at fault.
    """

    def register(lists: Repository, row: _Typed) -> dict[str, Any]:
        board, told = row
        entry = found(lists, board["id"])
        step: dict[str, Any] = {key: told[key] for key in _TOLD[act] if key in told}
        if act == "rectify":
            step["treatment"] = treatment_of(entry, told.get("treatment"))
        on = _day(told["on"])
        return steps.step(entry, lists, today, act=act, on=on, by=by, **step)[REGISTER]

    rows = list(_typed(path, ("编号", "日期"), _DONE, "日期"))
    return written(root, in_turn(rows, register), today, dry_run=dry_run)


_TOLD = {"rectify": ("treatment", "note"), "file": ("to", "note"), "close": ("note",)}


def _written(
    lists: Repository, title: str, columns: Mapping[str, str], rows: Sequence[list[str]], form: str
) -> bytes:
    headings = [
        Heading(name, words=_WORDS.get(key, {}), locked=key == "id")
        for name, key in columns.items()
    ]
    return sheets.written(lists, title, headings, rows, form)


def _typed(
    path: Path, needed: Sequence[str], columns: Mapping[str, str], filled: str
) -> Iterator[tuple[int, _Typed]]:
    """Each row that is filled in, with its number."""
    for number, row in sheets.rows(path, needed):
        if filled not in row:
            continue
        try:
            board = {key: _value(key, row[name]) for name, key in _BOARD.items() if name in row}
            step = {key: _value(key, row[name]) for name, key in columns.items() if name in row}
        except ChecklistError as error:
            raise sheets.in_row(number, error) from error
        yield number, (board, step)


def _value(key: str, typed: str) -> str:
    """A cell as the files hold it; a part of a word that only one has will do (门口, 规范)."""
    if key in _DATES:
        return day_meant(typed) or typed
    words = _WORDS.get(key)
    if words is None:
        return typed
    value = value_of(words, typed)
    within = [one for one, word in words.items() if typed in word]
    if value is None and len(within) == 1:
        value = within[0]
    if value is None:
        raise ChecklistError(f"没有“{typed}”", hint=f"可以写：{'、'.join(words.values())}")
    return value


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ChecklistError(f"“{typed}”不是一个日期", hint="写成 2026-11-02") from None


def _cells(one: Hanging) -> list[str]:
    board = one.board
    return [
        one.entry.id, board.committee, board.name, SPOTS[board.spot], board.place or "",
        SORTS.get(board.sort or "", ""), board.asked_by or "",
    ]  # fmt: skip
