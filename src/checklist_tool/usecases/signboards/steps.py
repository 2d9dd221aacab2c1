"""A step of a board, and a new board entered with the inspection that found it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any

from checklist_tool import editing
from checklist_tool.admission import steps
from checklist_tool.chinese import ids
from checklist_tool.editing import Change
from checklist_tool.editing.assign import assignments
from checklist_tool.editing.items import proposed_id
from checklist_tool.editing.layout import layout
from checklist_tool.model.signboard import BOARDS, ROUNDS, TREATMENTS, Board
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Entry, Repository
from checklist_tool.usecases import photos as photos_of
from checklist_tool.usecases.committees import also_called
from checklist_tool.usecases.items import refusal
from checklist_tool.usecases.signboards.standing import SignboardStanding, found, hanging

REGISTER = "data/lists/signboards/register.yaml"


@dataclass(frozen=True, slots=True)
class SignboardsTaken:
    """What became of the files, and the boards that changed as they stand now."""

    change: Change
    boards: list[SignboardStanding]

    def as_json(self) -> Any:
        """The change of a dry run, else the boards."""
        if not self.change.written:
            return self.change.as_json()
        return [one.as_json() for one in self.boards]


def take(
    root: Path, wanted: str, act: str, today: date, *, on: date, by: str | None = None,
    dry_run: bool = False, **told: Any,
) -> SignboardsTaken:  # fmt: skip
    """One step more for a board; `told` is what else the step says.

    Raises ChecklistError when the step must not be taken, a photo is none, or an error comes in.
    """
    for photo in told.get("photos") or ():
        photos_of.look_at(root, photo)

    def decide(lists: Repository) -> Decided:
        entry = found(lists, wanted)
        if act == "rectify":
            told["treatment"] = treatment_of(entry, told.get("treatment"))
        return steps.step(entry, lists, today, act=act, on=on, by=by, **told)

    return written(root, decide, today, dry_run=dry_run)


def treatment_of(entry: Entry, told: str | None) -> str:
    """How a board is rectified: as it is told, else as the last inspection asked.

    Raises ChecklistError when neither says so.
    """
    steps_back = reversed(entry.item.steps)
    found = told or next((step.treatment for step in steps_back if step.treatment), None)
    if found is None:
        words = "、".join(f"{value}（{word}）" for value, word in TREATMENTS.items())
        raise ChecklistError("没有写怎么处置", hint=f"加上 --treatment：{words}")
    return str(found)


def register(
    root: Path, sets: Sequence[str], today: date, *, on: date, by: str | None = None,
    dry_run: bool = False, **told: Any,
) -> SignboardsTaken:  # fmt: skip
    """A board that was not in the register, with the inspection that found it."""
    for photo in told.get("photos") or ():
        photos_of.look_at(root, photo)
    fields: dict[str, Any] = {}
    for one in assignments(sets):
        one.apply(fields, layout(Board))
    if "steps" in fields:
        raise ChecklistError("步骤由各个命令记，不能这样写", hint="去掉 --set steps=…")

    def decide(lists: Repository) -> Decided:
        return {REGISTER: with_new(lists, fields, _inspection(on, by, told))}

    return written(root, decide, today, dry_run=dry_run)


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
    names = also_called(lists, fields["committee"])
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
    by = step.get("by")
    if by is None and step.get("round") != "self_check":
        what = ROUNDS.get(step.get("round", ""), "检查")
        raise ChecklistError(
            f"没有写{what}是哪个单位做的",
            hint="加上 --by 单位，居村自己查的写 --round 自查；它就是这块牌子的出处",
        )
    there = lists.sources.get(REGISTER)
    data: dict[str, Any] = there.data if there else {"title": "挂牌登记"}
    origin = {
        "title": "检查记录", "publisher": by or fields["committee"],
        "published_on": step["on"],
    }  # fmt: skip
    new = {
        "id": _proposed(lists, fields["committee"], fields["name"]),
        **fields, "steps": [dict(step)], "sources": [origin],
    }  # fmt: skip
    return {**data, "items": [*(data.get("items") or []), new]}


def _proposed(lists: Repository, committee: str, name: str) -> str:
    """An id of the committee's id and the board's name, or of both names in pinyin."""
    known = next((one.id for one in lists.of("committee") if committee in one.item.names), None)
    if known is None:
        return proposed_id(f"{name}{committee}", lists)
    taken = {entry.id for entry in lists.entries}
    stem = f"{known}-{ids.proposed(name, otherwise='paizi')}"
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(one for one in candidates if one not in taken)


def written(root: Path, decide: Decide, today: date, *, dry_run: bool) -> SignboardsTaken:
    """Write what was decided unless dry_run, and return what became of the boards.

    Raises ChecklistError when that brings in an error, naming every one.
    """
    seen: dict[str, Any] = {}

    def noted(lists: Repository) -> Decided:
        seen.update((entry.id, entry.item) for entry in lists.of("board"))
        return decide(lists)

    change = editing.change(root, noted, today, dry_run=dry_run)
    if change.refused:
        raise refusal(change)
    now = change.lists or Repository()
    changed = [
        hanging(entry, today) for entry in now.of("board") if entry.item != seen.get(entry.id)
    ]
    return SignboardsTaken(change, changed)
