"""The edition (版本): whose lists these are, and what holds for a certificate on no list."""

from __future__ import annotations

from typing import Annotated, Literal

from checklist_tool.model.base import (
    Cited,
    Column,
    Day,
    Flag,
    Id,
    Line,
    Record,
    Text,
    Url,
    When,
    Whole,
)  # fmt: skip
from checklist_tool.model.certificate import Route
from checklist_tool.model.policy import Basis


class OffList(Record):
    """What the desk answers about a certificate on no list (清单外)."""

    answer: Annotated[Text, Column("答复")]
    instead: Annotated[list[Route], Column("替代方式")] = []
    basis: Annotated[list[Basis], Column("依据")] = []
    inferred: Annotated[list[Line], Column("整理者归纳的部分")] = []


class PartsPlayed(Record):
    """Which bodies play which part in the admission procedure (谁来办)."""

    office: Annotated[list[Line], Column("受理单位")] = []
    joint_review: Annotated[list[Line], Column("联审会议")] = []
    publisher: Annotated[list[Line], Column("发布单位")] = []


class Admission(Record):
    """How this district admits tasks (准入). What no source gives stays empty.

    Times are working days; without one, nothing of the kind is ever due.
    """

    accept_within: Annotated[Whole | None, Column("几个工作日内受理")] = None
    review_within: Annotated[Whole | None, Column("受理后几个工作日内联审")] = None
    publish_within: Annotated[Whole | None, Column("通过后几个工作日内发布")] = None
    most_per_committee: Annotated[Whole | None, Column("一个居村最多几项任务")] = None
    bodies: Annotated[PartsPlayed, Column("谁来办")] = PartsPlayed()
    note: Annotated[Text | None, Column("说明")] = None

    @property
    def parts(self) -> dict[str, list[str]]:
        """Who plays which part; a part that is not settled is missing."""
        named = ((name, getattr(self.bodies, name)) for name in type(self.bodies).model_fields)
        return {name: bodies for name, bodies in named if bodies}


class Edition(Record):
    """data/edition.yaml"""

    jurisdiction: Annotated[Line, Column("适用地区")]
    title: Annotated[Line, Column("标题")]
    edition: Annotated[Line, Column("版本")]
    issued_on: Annotated[Day, Column("发布日期")]
    issued_by: Annotated[Line | None, Column("发布单位")] = None
    notice: Annotated[Text | None, Column("版本说明")] = None
    address: Annotated[Url | None, Column("网站")] = None
    off_list: Annotated[OffList, Column("清单外的证明")]
    admission: Annotated[Admission, Column("准入")] = Admission()
    sources: Annotated[list[Cited], Column("出处")] = []


# The figures of `checklist report` that a source may give without its cases.
Figure = Literal[
    "received", "accepted", "declined", "reviewed", "approved", "published", "uploaded",
    "interventions",
]  # fmt: skip


class Span(Record):
    """The span of time that a count covers, and how the source words it."""

    start: Annotated[When | None, Column("起")] = None
    end: Annotated[When | None, Column("止")] = None
    stated: Annotated[Line | None, Column("原文")] = None


class Count(Record):
    """A number that a source gives without its cases (引用的数字).

    Reports show it as cited; counts of different spans are never added.
    """

    id: Annotated[Id, Column("编号")]
    measure: Annotated[Line, Column("统计项")]
    value: Annotated[Whole, Column("数值")]
    unit: Annotated[Line, Column("单位")]
    at_least: Annotated[Flag, Column("不少于")] = False
    area: Annotated[Line, Column("地区")]
    span: Annotated[Span, Column("时段")]
    sources: Annotated[list[Cited], Column("出处")] = []
    figure: Annotated[Figure | None, Column("报表里的哪一项")] = None
    note: Annotated[Text | None, Column("说明")] = None


class Counts(Record):
    """data/counts.yaml"""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    items: Annotated[list[Count], Column("数字")]
