"""Committees (居村): residents' and villagers' committees, as other records name them."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Column,
    EditorNote,
    Flag,
    Item,
    Line,
    Note,
    Record,
    Sources,
    Text,
)

COMMITTEE_KINDS = {"residents": "居民委员会", "villagers": "村民委员会"}


class Committee(Item):
    """A residents' or villagers' committee."""

    kind: Annotated[
        Literal["residents", "villagers"],
        Column("类别", says="居民委员会还是村民委员会", words=COMMITTEE_KINDS),
    ]
    town: Annotated[Line, Column("街镇", says="属于哪个街道、镇或工业区")]
    sources: Sources = []
    note: Note = None
    editor_note: EditorNote = None

    @property
    def full_name(self) -> str:
        """Its town and its name, which tells it from others of the same name."""
        return f"{self.town}{self.name}"

    @property
    def names(self) -> tuple[str, str, str]:
        """All that others may call it by."""
        return self.id, self.name, self.full_name


class CommitteeRegister(Record):
    """data/committees.yaml

    In a register that is `complete` every committee stands that a task or a board may name.
    """

    title: Annotated[Line, Column("标题", says="名录的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这份名录做什么用")] = None
    complete: Annotated[
        Flag, Column("已收全", says="所有居村都在这里的，写 true；别处写了名录里没有的就是错误")
    ] = False
    items: Annotated[list[Committee], Column("居村", says="每个居村，用“- id: …”开头")] = []
