"""Boards: which hang, how each stands on a day, and which steps may follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from checklist_tool.files import WorkingTree
from checklist_tool.model.base import first_day
from checklist_tool.model.figures import BOARDS as HEADINGS
from checklist_tool.model.signboard import (
    BOARDS,
    OPEN,
    OUTCOMES,
    ROUNDS,
    SPOTS,
    STATES,
    TREATMENTS,
    Board,
)
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.render.admission import told
from checklist_tool.report import boards as figures
from checklist_tool.repository import Entry, Repository, load
from checklist_tool.search.view import Row, view
from checklist_tool.usecases.committees import names_of

__all__ = ["HEADINGS", "OUTCOMES", "ROUNDS", "SPOTS", "STATES", "TREATMENTS"]  # words for doors


@dataclass(frozen=True, slots=True)
class Hanging:
    """A board as it stands on a day."""

    entry: Entry
    state: str
    since: str | None
    deadline: date | None
    overdue: bool
    relapses: int

    @property
    def board(self) -> Board:
        """The board itself."""
        return cast(Board, self.entry.item)

    @property
    def word(self) -> str:
        """Its state in Chinese."""
        return BOARDS.states[self.state]

    def as_json(self) -> dict[str, object]:
        """The stable form of `signboards list --json`."""
        board = self.board
        return {
            "id": self.entry.id, "name": board.name, "committee": board.committee,
            "spot": board.spot, "place": board.place, "sort": board.sort,
            "asked_by": board.asked_by, "state": self.state, "since": self.since,
            "next": BOARDS.next_acts(self.state),
            "deadline": f"{self.deadline}" if self.deadline else None,
            "overdue": self.overdue, "relapses": self.relapses,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overview:
    """All boards on a day: by state and committee, and what was done, each sort apart."""

    as_of: date
    by_state: dict[str, list[Hanging]]
    by_committee: dict[str, list[Hanging]]
    overdue: list[Hanging]
    relapsed: list[Hanging]
    done: dict[str, int]  # by the names of report.boards.HEADINGS; never added

    def as_json(self) -> dict[str, object]:
        """The stable form of `signboards overview --json`."""

        def ids(boards: Sequence[Hanging]) -> list[str]:
            return [one.entry.id for one in boards]

        return {
            "as_of": f"{self.as_of}",
            "by_state": {state: ids(boards) for state, boards in self.by_state.items()},
            "by_committee": {name: ids(boards) for name, boards in self.by_committee.items()},
            "overdue": ids(self.overdue),
            "relapsed": ids(self.relapsed),
            "done": self.done,
        }


def read(root: Path) -> Repository:
    """All that can be read below the root."""
    return load(WorkingTree(root))[0]


def hanging(entry: Entry, day: date) -> Hanging:
    """How a board stood on a day: what was done later does not count."""
    board: Board = entry.item
    steps = [step for step in board.steps if step.on is None or first_day(step.on) <= day]
    state, since, deadline = board.start, None, None
    for index, _, after in BOARDS.walk(steps, board.start):
        if after is not None:
            state, since = after, steps[index].on
            deadline = steps[index].deadline
    relapses = sum(step.outcome == "relapsed" for step in steps)
    overdue = state in OPEN and deadline is not None and deadline < day
    return Hanging(entry, state, since, deadline if state in OPEN else None, overdue, relapses)


def _is_known(entry: Entry, day: date) -> bool:
    """Whether a board was in the register on a day."""
    steps = entry.item.steps
    return not steps or steps[0].on is None or first_day(steps[0].on) <= day


def listed(
    lists: Repository, today: date, *, committee: str | None = None, state: str | None = None,
    spot: str | None = None, overdue: bool = False,
) -> list[Hanging]:  # fmt: skip
    """The boards of a committee, in a state, at a spot, or past their day."""
    names = names_of(lists, committee) if committee else None
    return [
        one
        for one in (hanging(entry, today) for entry in lists.of("board") if _is_known(entry, today))
        if (names is None or one.board.committee in names)
        and state in (None, one.state)
        and spot in (None, one.board.spot)
        and (one.overdue or not overdue)
    ]


def found(lists: Repository, wanted: str) -> Entry:
    """The board with this id or name; raises ChecklistError when it is not one."""
    entries = list(lists.of("board"))
    named = [one for one in entries if one.id == wanted] or [
        one for one in entries if wanted in (one.name, one.item.title)
    ]
    if len(named) == 1:
        return named[0]
    if named:
        shown = "、".join(f"{one.id}（{one.item.committee}）" for one in named)
        raise ChecklistError(f"不止一块牌子叫“{wanted}”：{shown}", hint="写编号")
    names = [text for one in entries for text in (one.id, one.name)]
    raise unknown(
        "没有编号或名称是“{}”的牌子", wanted, names, "用 checklist signboards list 看编号"
    )


def rows(entry: Entry, lists: Repository) -> list[Row]:
    """What is known of a board, to be read; each step is a sentence."""
    better = {heading: list(row.lines) for heading, row in told(entry.item, {})}
    return [
        (heading, better.get(heading, lines), numbered, remark)
        for heading, lines, numbered, remark in view(entry.item, lists.policies)
    ]


def overview(lists: Repository, today: date, committee: str | None = None) -> Overview:
    """All boards as they stand on a day, or those of one committee."""
    every = listed(lists, today, committee=committee)
    by_state: dict[str, list[Hanging]] = {}
    by_committee: dict[str, list[Hanging]] = {}
    for one in every:
        by_state.setdefault(one.state, []).append(one)
        by_committee.setdefault(one.board.committee, []).append(one)
    ids = {one.entry.id for one in every}
    until = (date.min, today)
    done = {
        name: sum(id_ in ids for id_, _ in figures.events(lists, name, until)) for name in HEADINGS
    }
    ordered = {state: by_state[state] for state in BOARDS.states if state in by_state}
    return Overview(
        today, ordered, dict(sorted(by_committee.items())),
        [one for one in every if one.overdue],
        [one for one in every if one.relapses], done,
    )  # fmt: skip


def next_steps(board: Hanging) -> str:
    """The steps that may follow, as commands are typed; empty when there are none."""
    return BOARDS.possible(board.state)
