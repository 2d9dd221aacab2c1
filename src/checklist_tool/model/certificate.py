"""Certificate lists, and the verdict of an item."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from checklist_tool.model.base import (
    Aliases,
    Asks,
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
    Whole,
)  # fmt: skip
from checklist_tool.model.policy import Basis

Verdict = Literal["issue", "refuse", "conditional"]
VERDICTS = {
    "issue": "可以出具",
    "refuse": "不予出具",
    "conditional": "符合条件才可出具",
    "not_listed": "不在清单",
}
CERTIFICATE_LISTS = {
    "positive": "正面清单",
    "negative": "负面清单",
    "reserve": "备库清单",
    "high_frequency": "高频事项清单",
}
Status = Literal["in_force", "being_replaced", "retired"]
STATUSES = {"in_force": "有效", "being_replaced": "正在被替代", "retired": "已停用"}


class Route(Record):
    """One way to go instead (替代方式): in which case, what to do, at which office, with what."""

    when: Annotated[Text | None, Column("情形")] = None
    what: Annotated[Text, Column("做法", searched=0.2)]
    who: Annotated[Line | None, Column("办理单位", searched=0.1)] = None
    where: Annotated[Line | None, Column("地点")] = None
    bring: Annotated[list[Line], Column("携带")] = []
    channel: Annotated[Line | None, Column("渠道")] = None


class Exemption(Record):
    """An exception (例外): in which case, and what holds then."""

    when: Annotated[Text, Column("情形")]
    then: Annotated[Text, Column("处理")]


class Certificate(Item):
    """A certificate that people ask a committee for (证明事项).

    A refused one says where the applicant goes `instead`. The verdict is the list's
    unless the item states its own (备库, 高频). It is in force from `effective_from` to
    `effective_to`, both days included; an empty end is open.
    """

    aliases: Aliases = []
    asks: Asks = []
    asked_by: Annotated[list[Line], Column("索要单位", searched=0.15)] = []
    purpose: Annotated[Line | None, Column("用途")] = None
    verdict: Annotated[Verdict | None, Column("答复")] = None
    reason: Annotated[Text, Column("理由", searched=0.1)]
    instead: Annotated[list[Route], Column("替代方式")] = []
    conditions: Annotated[list[Text], Column("条件")] = []
    exceptions: Annotated[list[Exemption], Column("例外")] = []
    steps: Annotated[list[Text], Column("步骤")] = []
    time_limit: Annotated[Line | None, Column("时限")] = None
    basis: Annotated[list[Basis], Column("依据")] = []
    batch: Annotated[Line | None, Column("所属批次")] = None
    item_no: Annotated[Whole | None, Column("序号")] = None
    effective_from: Annotated[Day | None, Column("起用")] = None
    effective_to: Annotated[Day | None, Column("止用")] = None
    replaced_by: Annotated[Line | None, Column("由什么替代")] = None
    status: Annotated[Status, Column("状态")] = "in_force"
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    note: Note = None

    def in_force(self, day: date) -> bool:
        """Whether the desk answers from it on that day."""
        if self.status == "retired" and self.effective_to is None:
            return False  # it has ended, and nobody wrote when
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)


class CertificateList(Record):
    """data/lists/certificates/<list>.yaml: `verdict` holds for items that state none."""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    verdict: Annotated[Verdict | None, Column("答复")] = None
    items: Annotated[list[Certificate], Column("事项")]
