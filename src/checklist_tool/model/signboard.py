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
    "restyle": "规范版式",
    "move": "移位",
}
SPOTS = {"outdoor": "对外（门口）", "indoor": "室内"}


class AllowedBoard(Item):
    """A board that a rule allows, where it may hang, and for which area the rule holds."""

    spot: Annotated[Spot | None, Column("位置", says="挂在门口还是室内", words=SPOTS)] = None
    scope: Annotated[Line, Column("适用范围", says="这条规定管到哪个地区")]
    basis: Annotated[list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条")] = []
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    note: Note = None


class AllowedBoards(Record):
    """data/lists/signboards/allowed.yaml"""

    title: Annotated[Line, Column("标题", says="目录的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这份目录做什么用")] = None
    items: Annotated[list[AllowedBoard], Column("牌子", says="每一块准挂的牌子，用“- id: …”开头")]


class Board(Item):
    """A board found at a committee, and what became of it."""

    committee: Annotated[Line, Column("居村", says="挂在哪个居村")]
    spot: Annotated[Spot, Column("位置", says="挂在门口还是室内", words=SPOTS)]
    asked_by: Annotated[Line | None, Column("要求挂牌的部门", says="哪个部门要求挂的")] = None
    found_on: Annotated[Day, Column("发现日期", says="发现的那一天")]
    treatment: Annotated[
        Literal["keep", "remove", "merge", "restyle", "move"] | None,
        Column("处置", says="怎么处置", words=TREATMENTS),
    ] = None
    rectified_on: Annotated[Day | None, Column("整改完成日期", says="整改完成的那一天")] = None
    looked_back_on: Annotated[Day | None, Column("回头看日期", says="回头看的那一天")] = None
    sources: Sources = []
    note: Note = None


class BoardRegister(Record):
    """data/lists/signboards/register.yaml"""

    title: Annotated[Line, Column("标题", says="登记簿的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这份登记簿做什么用")] = None
    items: Annotated[list[Board], Column("牌子", says="每一块发现的牌子，用“- id: …”开头")] = []
