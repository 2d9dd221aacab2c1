"""Signposts (指路): matters that residents ask about and that another office handles."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Aliases,
    Cited,
    Column,
    Day,
    DeskNote,
    EditorNote,
    Flag,
    Inferred,
    Item,
    Line,
    Note,
    Origin,
    Phone,
    Record,
    Reviewed,
    Text,
)  # fmt: skip
from checklist_tool.model.checked import CheckedAgainst
from checklist_tool.model.policy import Basis
from checklist_tool.model.service import Material


class PublicLine(Record):
    """A telephone number that anybody may call, and whose it is."""

    number: Annotated[Phone, Column("号码", says="只写公开的热线或固定电话")]
    of: Annotated[Line, Column("名称", says="这是什么电话")]
    unconfirmed: Annotated[
        Flag, Column("未核实", says="只在民间的汇编里看到、没有找到公布它的单位或报道的，写 true")
    ] = False


class Read(Cited):
    """Where a statement was seen: which of the fields it gives, and when it was read."""

    says: Annotated[
        list[Literal["office", "phone", "materials"]],
        Column("说了什么", says="这一处写着哪几项：单位 office、电话 phone、材料 materials"),
    ]
    read_on: Annotated[Day, Column("查阅日期", says="哪一天查的，如 2026-11-29")]


class Signpost(Item):
    """A matter that is not the committee's: which office handles it, and how to reach that."""

    aliases: Aliases = []
    office: Annotated[Line, Column("请找", says="这件事归哪个单位办", on_slip=10)]
    phone: Annotated[
        list[PublicLine],
        Column("电话", says="公开的热线，号码和名称都写", on_slip=11, form="joined"),
    ] = []
    where: Annotated[
        list[Line],
        Column("办理地点", says="到哪里办，或者网上的入口，每处一行", on_slip=12, form="joined"),
    ] = []
    materials: Annotated[
        list[Material],
        Column("携带材料", says="公开的规定写了的才写；以窗口要求为准", on_slip=13),
    ] = []
    question: Annotated[
        Text | None,
        Column("先问清", says="容易弄混的，先问居民哪一句", on_slip=None, reader="desk"),
    ] = None
    basis: Annotated[
        list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条", on_slip=70)
    ] = []
    sources: Annotated[
        list[Read], Column("出处", says="单位、电话、材料各从哪里看到的", on_slip=None)
    ] = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    checked: CheckedAgainst = None
    note: Note = None
    desk_note: DeskNote = None
    editor_note: EditorNote = None


class SignpostList(Record):
    """data/lists/signposts/<list>.yaml: none of its items is the committee's."""

    title: Annotated[Line, Column("标题", says="清单的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这张清单做什么用")] = None
    verdict: Annotated[
        Literal["elsewhere"],
        Column("答复", says="这些事都不归居村；可以不写", shown=None),
    ] = "elsewhere"
    items: Annotated[list[Signpost], Column("指路", says="每一件事，用“- id: …”开头")]
