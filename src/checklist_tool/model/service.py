"""Service items of the handbook 滨海百事通."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Aliases,
    Column,
    DeskNote,
    EditorNote,
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
from checklist_tool.model.checked import CheckedAgainst
from checklist_tool.model.policy import Basis

FORMS = {"original": "原件", "copy": "复印件", "copy_with_original": "复印件，验原件"}


class Material(Record):
    """What to bring (材料)."""

    name: Annotated[Line, Column("材料", says="材料的名称", shown=None)]
    form: Annotated[
        Literal["original", "copy", "copy_with_original"] | None,
        Column("形式", says="原件还是复印件", words=FORMS),
    ] = None
    count: Annotated[Line | None, Column("份数", says="几份")] = None
    note: Annotated[Text | None, Column("说明", says="要注意什么")] = None


class Stage(Record):
    """One step of the process (流程): who does what."""

    who: Annotated[Line | None, Column("谁", says="哪一方")] = None
    what: Annotated[Text, Column("做什么", says="这一步做什么")]


class Compiled(Record):
    """When an item went through each of the five steps by which the handbook was compiled."""

    survey: Annotated[When | None, Column("社区调研", says="社区调研的日期，知道多细写多细")] = None
    collection: Annotated[When | None, Column("部门征集", says="部门征集的日期")] = None
    visits: Annotated[When | None, Column("对象走访", says="对象走访的日期")] = None
    assessment: Annotated[When | None, Column("集中研判", says="集中研判的日期")] = None
    bound: Annotated[When | None, Column("汇总成册", says="汇总成册的日期")] = None


class Service(Item):
    """A service (服务事项): who may have it, by what basis, with what, how and where."""

    aliases: Aliases = []
    audience: Annotated[Text | None, Column("服务对象", says="哪些人可以办", on_slip=10)] = None
    basis: Annotated[
        list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条", on_slip=70)
    ] = []
    conditions: Annotated[
        list[Text], Column("办理条件", says="办理条件，每条一行", on_slip=11)
    ] = []
    materials: Annotated[list[Material], Column("申报材料", says="要带什么材料", on_slip=12)] = []
    process: Annotated[
        list[Stage], Column("办理流程", says="谁做什么，按先后", on_slip=13, form="numbered")
    ] = []
    where: Annotated[
        list[Line], Column("办理地点", says="到哪里办，每处一行", on_slip=14, form="joined")
    ] = []
    time_limit: Annotated[Line | None, Column("时限", says="多久办好", on_slip=16)] = None
    fee: Annotated[Line | None, Column("收费", says="不收费的写 免费", on_slip=17)] = None
    phone: Annotated[
        list[Phone],
        Column(
            "咨询电话", says="只写热线或固定电话，如 12345、021-12345678", on_slip=15, form="joined"
        ),
    ] = []
    compiled: Annotated[
        Compiled | None, Column("编制过程", says="编制手册的五步各在什么时候", on_slip=None)
    ] = None
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    checked: CheckedAgainst = None
    note: Note = None
    desk_note: DeskNote = None
    editor_note: EditorNote = None


class ServiceList(Record):
    """data/lists/services/<list>.yaml"""

    title: Annotated[Line, Column("标题", says="清单的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这张清单做什么用")] = None
    items: Annotated[list[Service], Column("事项", says="每一项服务，用“- id: …”开头")]
