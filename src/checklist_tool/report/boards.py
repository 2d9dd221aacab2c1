"""The figures of boards: removed and standardised, outdoor and indoor, boards and signs apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklist_tool.model.figures import BOARDS
from checklist_tool.model.signboard import GONE, Board, BoardRegister
from checklist_tool.report.figures import Figure, Part
from checklist_tool.report.grouping import Event, by_everything, committee_called
from checklist_tool.report.spans import Days, holds, place
from checklist_tool.repository import Repository

SECTION = "精减挂牌"
Dated = tuple[str, str | None]  # the id of a board, and when


def figures(repository: Repository, days: Days) -> list[Figure]:
    """Every figure of the register of boards over the days; they are never added."""
    heads = (one for one in repository.lists.values() if isinstance(one, BoardRegister))
    complete = any(holds(one.complete, days) for one in heads)
    boards: dict[str, Board] = {entry.id: entry.item for entry in repository.of("board")}
    called = {id_: committee_called(repository, one.committee) for id_, one in boards.items()}
    found = []
    for name, heading in BOARDS.items():
        dated = list(dict.fromkeys(events(repository, name)))
        within = tuple(who for who, when in dated if place(when, days) == "within")
        undated = tuple(who for who, when in dated if place(when, days) == "unknown")
        parts: tuple[Part, ...] = ()
        if within or complete:
            parts = (Part("counted", Decimal(len(within)), "块", days, within),)
        why = "" if parts else "没有逐块记录"
        hung = [
            Event(id_, when, boards[id_].asked_by, (called[id_],))
            for id_, when in dated
            if id_ in within
        ]
        groups = by_everything(hung, days, complete=complete)
        found.append(Figure(name, heading, SECTION, parts, why, undated, (), groups))
    return found


def events(repository: Repository, name: str) -> Iterator[Dated]:
    """What a figure counts: each time that a board was rectified so, or came back."""
    for entry in repository.of("board"):
        board: Board = entry.item
        for step in board.steps:
            if step.act == "rectify" and step.treatment:
                done = "removed" if step.treatment in GONE else "standardised"
                called = f"{done}_{'signs' if board.is_sign else board.spot}"
            elif step.outcome == "relapsed":
                called = "relapsed_boards"
            else:
                continue
            if called == name:
                yield entry.id, step.on
