"""Boards at a committee's office (挂牌): which are allowed, and which hang."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Column,
    Day,
    Inferred,
    Item,
    Line,
    Note,
    Origin,
    Record,
    Reviewed,
    Sources,
    Text,
)  # fmt: skip
from checklist_tool.model.policy import Basis

Spot = Literal["outdoor", "indoor"]
TREATMENTS = {
    "keep": "保留",
    "remove": "摘除",
    "merge": "合并",
    "restyle": "整改样式",
    "move": "移位",
}
SPOTS = {"outdoor": "对外（门口）", "indoor": "室内"}


class AllowedBoard(Item):
    """A board that a rule allows, where it may hang, and for which area the rule holds."""

    spot: Annotated[Spot | None, Column("位置")] = None
    scope: Annotated[Line, Column("适用范围")]
    basis: Annotated[list[Basis], Column("依据")] = []
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    note: Note = None


class AllowedBoards(Record):
    """data/lists/signboards/allowed.yaml"""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    items: Annotated[list[AllowedBoard], Column("牌子")]


class Board(Item):
    """A board found at a committee, and what became of it."""

    committee: Annotated[Line, Column("居村")]
    spot: Annotated[Spot, Column("位置")]
    asked_by: Annotated[Line | None, Column("要求挂牌的部门")] = None
    found_on: Annotated[Day, Column("发现日期")]
    treatment: Annotated[
        Literal["keep", "remove", "merge", "restyle", "move"] | None, Column("处置")
    ] = None
    rectified_on: Annotated[Day | None, Column("整改完成日期")] = None
    looked_back_on: Annotated[Day | None, Column("回头看日期")] = None
    sources: Sources = []
    note: Note = None


class BoardRegister(Record):
    """data/lists/signboards/register.yaml"""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    items: Annotated[list[Board], Column("牌子")] = []
