"""Boards: which hang, how each stands, and the next step of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from checklist_tool import editing
from checklist_tool.admission import steps
from checklist_tool.editing import Change
from checklist_tool.editing.assign import assignments
from checklist_tool.editing.items import proposed_id
from checklist_tool.editing.layout import layout
from checklist_tool.files import WorkingTree
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
from checklist_tool.report import boards as figures
from checklist_tool.repository import Entry, Repository, load
from checklist_tool.search.view import Row, view
from checklist_tool.usecases import photos as photos_of
from checklist_tool.usecases.ledgers import committee_names

__all__ = ["HEADINGS", "OUTCOMES", "ROUNDS", "SPOTS", "STATES", "TREATMENTS"]  # words for doors

REGISTER = "data/lists/signboards/register.yaml"


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


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files, and the boards that changed as they stand now."""

    change: Change
    boards: list[Hanging]

    def as_json(self) -> Any:
        """The change of a dry run, else the boards."""
        if not self.change.written:
            return self.change.as_json()
        return [one.as_json() for one in self.boards]


def read(root: Path) -> Repository:
    """All that can be read below the root."""
    return load(WorkingTree(root))[0]


def hanging(entry: Entry, today: date) -> Hanging:
    """How a board stands on a day."""
    board: Board = entry.item
    state, since, deadline = board.start, None, None
    for index, _, after in BOARDS.walk(board.steps, board.start):
        if after is not None:
            state, since = after, board.steps[index].on
            deadline = board.steps[index].deadline
    relapses = sum(step.outcome == "relapsed" for step in board.steps)
    overdue = state in OPEN and deadline is not None and deadline < today
    return Hanging(entry, state, since, deadline if state in OPEN else None, overdue, relapses)


def listed(
    lists: Repository, today: date, *, committee: str | None = None, state: str | None = None,
    spot: str | None = None, overdue: bool = False,
) -> list[Hanging]:  # fmt: skip
    """The boards of a committee, in a state, at a spot, or past their day."""
    names = committee_names(lists, committee) if committee else None
    return [
        one
        for one in (hanging(entry, today) for entry in lists.of("board"))
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
    """What is known of a board, to be read."""
    return view(entry.item, lists.policies)


def overview(lists: Repository, today: date) -> Overview:
    """All boards as they stand on a day."""
    every = listed(lists, today)
    by_state: dict[str, list[Hanging]] = {}
    by_committee: dict[str, list[Hanging]] = {}
    for one in every:
        by_state.setdefault(one.state, []).append(one)
        by_committee.setdefault(one.board.committee, []).append(one)
    done = {name: len(list(figures.events(lists, name))) for name in HEADINGS}
    ordered = {state: by_state[state] for state in BOARDS.states if state in by_state}
    return Overview(
        today, ordered, dict(sorted(by_committee.items())),
        [one for one in every if one.overdue],
        [one for one in every if one.relapses], done,
    )  # fmt: skip


def take(
    root: Path, wanted: str, act: str, today: date, *, on: date, by: str | None = None,
    photos: Sequence[str] = (), dry_run: bool = False, **told: Any,
) -> Taken:  # fmt: skip
    """One step more for a board; `told` is what else the step says.

    Raises ChecklistError when the step must not be taken, a photo is none, or an error comes in.
    """
    for photo in photos:
        photos_of.look_at(root, photo)
    if photos:
        told["photos"] = list(photos)

    def decide(lists: Repository) -> editing.Decided:
        entry = found(lists, wanted)
        if act == "rectify" and not told.get("treatment"):
            told["treatment"] = next(
                (step.treatment for step in reversed(entry.item.steps) if step.treatment), None
            )
            if told["treatment"] is None:
                words = "、".join(f"{value}（{word}）" for value, word in TREATMENTS.items())
                raise ChecklistError("没有写怎么处置", hint=f"加上 --treatment：{words}")
        return steps.step(entry, lists, today, act=act, on=on, by=by, **told)

    return written(root, decide, today, dry_run=dry_run)


def register(
    root: Path, sets: Sequence[str], today: date, *, on: date, by: str | None = None,
    photos: Sequence[str] = (), dry_run: bool = False, **told: Any,
) -> Taken:  # fmt: skip
    """A board that was not in the register, with the inspection that found it."""
    for photo in photos:
        photos_of.look_at(root, photo)
    if photos:
        told["photos"] = list(photos)
    fields: dict[str, Any] = {}
    for one in assignments(sets):
        one.apply(fields, layout(Board))
    if "steps" in fields:
        raise ChecklistError("步骤由各个命令记，不能这样写", hint="去掉 --set steps=…")

    def decide(lists: Repository) -> editing.Decided:
        return {REGISTER: with_new(lists, fields, _inspection(on, by, told))}

    return written(root, decide, today, dry_run=dry_run)


def next_steps(board: Hanging) -> str:
    """The steps that may follow, as commands are typed; empty when there are none."""
    return BOARDS.possible(board.state)


def _inspection(on: date, by: str | None, told: Mapping[str, Any]) -> dict[str, Any]:
    step = {"on": on.isoformat(), "act": "inspect", "by": by, **told}
    return {key: value for key, value in step.items() if value is not None}


def with_new(
    lists: Repository, fields: Mapping[str, str], step: Mapping[str, Any]
) -> dict[str, Any]:
    """The register with a new board, whose source is the inspection unless it has one."""
    for name, heading in (("name", "牌名"), ("committee", "居村"), ("spot", "位置")):
        if not fields.get(name):
            raise ChecklistError(f"没有写{heading}（{name}）", hint=f"加上 --set {name}=…")
    if REGISTER in lists.unread:
        raise ChecklistError(f"{REGISTER} 读不了", hint="先运行 checklist validate，按提示改好")
    names = committee_names(lists, fields["committee"])
    for entry in lists.of("board"):
        board: Board = entry.item
        if (board.name, board.spot) == (
            fields["name"],
            fields["spot"],
        ) and board.committee in names:
            raise ChecklistError(
                f"登记簿里已经有{board.title}：{entry.id}，{BOARDS.states[board.state]}",
                hint=f"写编号 {entry.id}；整改过又挂出来的，用 look-back --relapsed，前后经过都在",
            )
    there = lists.sources.get(REGISTER)
    data: dict[str, Any] = there.data if there else {"title": "挂牌登记"}
    origin = {
        "title": "检查记录", "publisher": step.get("by") or fields["committee"],
        "published_on": step["on"],
    }  # fmt: skip
    new = {
        "id": proposed_id(f"{fields['committee']}{fields['name']}", lists),
        **fields, "steps": [dict(step)], "sources": [origin],
    }  # fmt: skip
    return {**data, "items": [*(data.get("items") or []), new]}


def written(root: Path, decide: editing.Decide, today: date, *, dry_run: bool) -> Taken:
    """Write what was decided unless dry_run, and return what became of the boards.

    Raises ChecklistError when that brings in an error, naming every one.
    """
    seen: dict[str, Any] = {}

    def noted(lists: Repository) -> editing.Decided:
        seen.update((entry.id, entry.item) for entry in lists.of("board"))
        return decide(lists)

    change = editing.change(root, noted, today, dry_run=dry_run)
    if change.refused:
        raise ChecklistError(
            f"这样写会带来 {len(change.refused)} 个错误，没有写入",
            hint=change.refused[0].hint, problems=change.refused,
        )  # fmt: skip
    now = change.lists or Repository()
    changed = [
        hanging(entry, today) for entry in now.of("board") if entry.item != seen.get(entry.id)
    ]
    return Taken(change, changed)
