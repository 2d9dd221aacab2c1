"""A new board asked for: what a department wants to hang is a task that must be admitted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.admission import steps
from checklist_tool.model.signboard import BOARDS, GONE, SPOTS
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decided, Repository
from checklist_tool.usecases.committees import also_called
from checklist_tool.usecases.tasks.steps import Taken, write


def requested(
    root: Path, name: str, spot: str, committees: Sequence[str], department: str, today: date, *,
    on: date, ground: str | None = None, wanted: str | None = None, dry_run: bool = False,
) -> Taken:  # fmt: skip
    """The draft of an admission request for a board at these committees.

    Raises ChecklistError for a board that was taken down there.
    """

    def decide(lists: Repository) -> Decided:
        _refuse_taken_down(lists, name, spot, committees)
        where = f"{'、'.join(committees)}的{SPOTS[spot]}"
        fields: dict[str, Any] = {
            "title": f"新增挂牌：{name}", "applicant": department,
            "task": f"在{where}挂“{name}”，并一直挂着、保持完好",
            **({"ground": ground} if ground else {}),
            "targets": "、".join(committees), "committees": list(committees),
            "burdens": {"signboard": f"{name}（{SPOTS[spot]}）"},
            **_note(lists, name, spot),
        }  # fmt: skip
        return steps.draft(lists, fields, on, wanted)

    return write(root, decide, today, dry_run=dry_run)


def _note(lists: Repository, name: str, spot: str) -> dict[str, str]:
    """That a rule allows the board, for whoever decides whether the rule holds here."""
    scopes = [
        entry.item.scope
        for entry in lists.of("allowed_board")
        if entry.name == name and entry.item.spot in (None, spot)
    ]
    said = f"准许悬挂的牌子里有“{name}”（{'；'.join(scopes)}）；管到本地的，不用申请"
    return {"note": said} if scopes else {}


def _refuse_taken_down(
    lists: Repository, name: str, spot: str, committees: Sequence[str]
) -> None:  # fmt: skip
    names = {called for one in committees for called in also_called(lists, one)}
    for entry in lists.of("board"):
        board = entry.item
        gone = [step for step in board.steps if step.treatment in GONE and step.act == "rectify"]
        if (board.name, board.spot) == (name, spot) and board.committee in names and gone:
            raise ChecklistError(
                f"{board.title}{gone[-1].on or ''}整改掉过，现在是“{BOARDS.states[board.state]}”",
                hint=f"先看经过：checklist signboards show {entry.id}；"
                "确实要挂，用 checklist tasks new 写明理由",
            )
