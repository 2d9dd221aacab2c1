"""The figures of boards: removed and standardised, outdoor and indoor, boards and signs apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklist_tool.model.figures import BOARDS
from checklist_tool.model.signboard import GONE, Board, BoardRegister, BoardStep
from checklist_tool.report.figures import Figure, FigurePart
from checklist_tool.report.grouping import CountedEvent, by_everything, committee_called
from checklist_tool.report.spans import ALWAYS, Days, holds, place
from checklist_tool.repository import Repository

SECTION = "精减挂牌"
Dated = tuple[str, str | None]  # the id of a board, and when


def figures(repository: Repository, days: Days) -> list[Figure]:
    """Every figure of the register of boards over the days; they are never added."""
    heads = (one for one in repository.lists.values() if isinstance(one, BoardRegister))
    complete = any(holds(one.complete, days) for one in heads)
    boards: dict[str, Board] = {entry.id: entry.item for entry in repository.of("board")}
    found = []
    for name, heading in BOARDS.items():
        dated = list(events(repository, name, days))
        within = tuple(who for who, when in dated if place(when, days) == "within")
        undated = tuple(who for who, when in dated if place(when, days) == "unknown")
        parts: tuple[FigurePart, ...] = ()
        if within or complete:
            parts = (FigurePart("counted", Decimal(len(within)), "块", days, within),)
        why = "" if parts else "没有逐块记录"
        hung = [
            CountedEvent(
                id_, when, boards[id_].asked_by,
                (committee_called(repository, boards[id_].committee),),
            )
            for id_, when in dated
            if id_ in within
        ]  # fmt: skip
        groups = by_everything(hung, days, complete=complete)
        found.append(Figure(name, heading, SECTION, parts, why, undated, (), groups))
    return found


def events(repository: Repository, name: str, days: Days = ALWAYS) -> Iterator[Dated]:
    """What a figure counts, each board once: rectified so and not come back, or come back.

    When is that of its last rectification of the days, or of the first time it came back.
    """
    for entry in repository.of("board"):
        board: Board = entry.item
        rectified = relapsed = None
        for step in board.steps:
            if not place(step.on, days):
                continue
            if step.act == "rectify" and step.treatment:
                rectified = step
            elif step.outcome == "relapsed":
                rectified, relapsed = None, relapsed or step
        if name == "relapsed_boards" and relapsed:
            yield entry.id, relapsed.on
        elif rectified and name == _called(board, rectified):
            yield entry.id, rectified.on


def _called(board: Board, step: BoardStep) -> str:
    """The figure that a rectification belongs to."""
    done = "removed" if step.treatment in GONE else "standardised"
    return f"{done}_{'signs' if board.is_sign else board.spot}"
