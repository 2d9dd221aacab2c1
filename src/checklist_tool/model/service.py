"""Service items of the handbook 滨海百事通."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Aliases,
    Asks,
    Column,
    Inferred,
    Item,
    Line,
    Note,
    Origin,
    Phone,
    Record,
    Reviewed,
    Sources,
    Text,
    When,
)  # fmt: skip
from checklist_tool.model.policy import Basis

SERVICE_LISTS = {"handle": "为民办事", "consult": "为民咨询", "resolve": "为民解需"}
FORMS = {"original": "原件", "copy": "复印件", "copy_with_original": "复印件，验原件"}


class Material(Record):
    """What to bring (材料)."""

    name: Annotated[Line, Column("材料")]
    form: Annotated[Literal["original", "copy", "copy_with_original"] | None, Column("形式")] = None
    count: Annotated[Line | None, Column("份数")] = None
    note: Annotated[Text | None, Column("说明")] = None


class Stage(Record):
    """One step of the process (流程): who does what."""

    who: Annotated[Line | None, Column("谁")] = None
    what: Annotated[Text, Column("做什么")]


class Compiled(Record):
    """When an item went through each of the five steps by which the handbook was compiled."""

    survey: Annotated[When | None, Column("社区调研")] = None
    collection: Annotated[When | None, Column("部门征集")] = None
    visits: Annotated[When | None, Column("对象走访")] = None
    assessment: Annotated[When | None, Column("集中研判")] = None
    bound: Annotated[When | None, Column("汇总成册")] = None


class Service(Item):
    """A service (服务事项): who may have it, by what basis, with what, how and where."""

    aliases: Aliases = []
    asks: Asks = []
    audience: Annotated[Text | None, Column("服务对象", searched=0.1)] = None
    basis: Annotated[list[Basis], Column("依据")] = []
    conditions: Annotated[list[Text], Column("办理条件")] = []
    materials: Annotated[list[Material], Column("申报材料")] = []
    process: Annotated[list[Stage], Column("办理流程")] = []
    where: Annotated[list[Line], Column("办理地点")] = []
    time_limit: Annotated[Line | None, Column("时限")] = None
    fee: Annotated[Line | None, Column("收费")] = None
    phone: Annotated[list[Phone], Column("咨询电话")] = []
    compiled: Annotated[Compiled | None, Column("编制过程")] = None
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    note: Note = None


class ServiceList(Record):
    """data/lists/services/<list>.yaml"""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    items: Annotated[list[Service], Column("事项")]
