"""This committee and its service centre (本居村): where they are, and when they can be reached."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Aliases,
    Cited,
    Column,
    Item,
    Line,
    Phone,
    Record,
    Reviewed,
    Text,
)

ROLES = {"committee": "居（村）民委员会", "centre": "社区事务受理服务中心"}


class LocalPlace(Item):
    """One of the two places that a resident is told of; as shipped nothing of it is filled in."""

    role: Annotated[
        Literal["committee", "centre"],
        Column("是哪里", says="居（村）民委员会，还是社区事务受理服务中心", words=ROLES),
    ]
    aliases: Aliases = []
    full_name: Annotated[Line | None, Column("全称", says="挂牌上的全称；印在单子上")] = None
    address: Annotated[Line | None, Column("地址", says="门牌地址")] = None
    phone: Annotated[
        list[Phone], Column("电话", says="对外公开的办公电话，不写个人的", form="joined")
    ] = []
    hours: Annotated[Line | None, Column("时间", says="哪几天、几点到几点")] = None
    sources: Annotated[
        list[Cited], Column("出处", says="从哪里抄来的；自己的可以不写", on_slip=None)
    ] = []
    reviewed: Reviewed = None

    @property
    def told(self) -> str:
        """Its name, and how to reach it, in one line; "" while nothing is filled in."""
        reached = [self.address, *self.phone, self.hours]
        said = "，".join(filter(None, reached))
        if not (said or self.full_name):
            return ""
        return (self.full_name or self.name) + (f"（{said}）" if said else "")


class LocalPlaces(Record):
    """data/local.yaml"""

    title: Annotated[Line, Column("标题", says="这份文件的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="做什么用")] = None
    items: Annotated[list[LocalPlace], Column("地点", says="两个地点，用“- id: …”开头")]
