"""Certificate lists, and the verdict of an item."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from checklist_tool.model.base import (
    Aliases,
    Column,
    Day,
    DeskNote,
    EditorNote,
    Inferred,
    Item,
    Line,
    Origin,
    Record,
    Reviewed,
    Sources,
    Text,
    Whole,
)  # fmt: skip
from checklist_tool.model.checked import CheckedAgainst
from checklist_tool.model.kinds import VERDICTS
from checklist_tool.model.policy import Basis

Verdict = Literal["issue", "refuse", "conditional"]
Status = Literal["in_force", "being_replaced", "retired"]
STATUSES = {"in_force": "有效", "being_replaced": "正在被替代", "retired": "已停用"}


class Route(Record):
    """One way to go instead (替代方式): in which case, what to do, at which office, with what."""

    when: Annotated[Text | None, Column("情形", says="哪种情形走这条路；只有一条路的不写")] = None
    what: Annotated[Text, Column("做法", says="用什么材料、办什么手续代替")]
    who: Annotated[Line | None, Column("办理单位", says="到哪个单位办")] = None
    where: Annotated[Line | None, Column("地点", says="地点，写公开的")] = None
    bring: Annotated[list[Line], Column("携带", says="带什么，每样一行")] = []
    channel: Annotated[Line | None, Column("渠道", says="线上、电话、数据共享等")] = None


class Exemption(Record):
    """An exception (例外): in which case, and what holds then."""

    when: Annotated[Text, Column("情形", says="什么情形不按上面的办")]
    then: Annotated[Text, Column("处理", says="这时怎么办")]


class Certificate(Item):
    """A certificate that people ask a committee for (证明事项).

    A refused one says where the applicant goes `instead`. The verdict is the list's
    unless the item states its own (备库, 高频). It is in force from `effective_from` to
    `effective_to`, both days included; an empty end is open.
    """

    aliases: Aliases = []
    asked_by: Annotated[
        list[Line],
        Column(
            "索要单位", says="哪些单位会向居民要这张证明", shown=40, on_slip=None, form="joined"
        ),
    ] = []
    purpose: Annotated[
        Line | None, Column("用途", says="拿去做什么用；同名的两项靠它区分", shown=40, on_slip=30)
    ] = None
    verdict: Annotated[
        Verdict | None,
        Column("答复", says="清单没有统一答复的（备库、高频）才写", words=VERDICTS, shown=None),
    ] = None
    reason: Annotated[
        Text, Column("理由", says="为什么能开或者不能开，一两句话", shown=10, on_slip=10)
    ]
    instead: Annotated[
        list[Route],
        Column(
            "替代方式",
            says="不予出具的必须写：居民改用什么、去哪里",
            shown=30,
            on_slip=20,
            form="numbered",
        ),
    ] = []
    conditions: Annotated[
        list[Text], Column("条件", says="符合条件才可出具的必须写，每条一行", shown=20, on_slip=11)
    ] = []
    exceptions: Annotated[
        list[Exemption], Column("例外", says="什么情形另有办法", shown=30, on_slip=21)
    ] = []
    steps: Annotated[
        list[Text],
        Column(
            "步骤", says="居村怎么办，按先后，每步一行", shown=20, on_slip=None, form="numbered"
        ),
    ] = []
    time_limit: Annotated[Line | None, Column("时限", says="多久办好", shown=35, on_slip=13)] = None
    basis: Annotated[
        list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条", shown=41, on_slip=70)
    ] = []
    batch: Annotated[
        Line | None, Column("所属批次", says="文件附件的第几批", shown=41, on_slip=None)
    ] = None
    item_no: Annotated[
        Whole | None, Column("序号", says="在那一批里的序号，只写数字", shown=None)
    ] = None
    effective_from: Annotated[
        Day | None,
        Column("起用", says="从哪一天起按这一项答复；不写就是一直有效", shown=41, on_slip=None),
    ] = None
    effective_to: Annotated[
        Day | None, Column("止用", says="按这一项答复的最后一天", shown=41, on_slip=33)
    ] = None
    replaced_by: Annotated[
        Line | None, Column("由什么替代", says="停用以后由什么代替", shown=43, on_slip=32)
    ] = None
    status: Annotated[
        Status, Column("状态", says="不写就是有效", words=STATUSES, shown=42, on_slip=31)
    ] = "in_force"
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    checked: CheckedAgainst = None
    note: Annotated[
        Text | None, Column("说明", says="别处写不下的话，居民也会看到", shown=45, on_slip=None)
    ] = None
    desk_note: DeskNote = None
    editor_note: EditorNote = None

    def in_force(self, day: date) -> bool:
        """Whether the desk answers from it on that day."""
        if self.status == "retired" and self.effective_to is None:
            return False  # it has ended, and nobody wrote when
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)


class CertificateList(Record):
    """data/lists/certificates/<list>.yaml: `verdict` holds for items that state none."""

    title: Annotated[Line, Column("标题", says="清单的名称", shown=None)]
    verdict: Annotated[
        Verdict | None,
        Column("答复", says="整张清单统一的答复；各项不同的不写", words=VERDICTS, shown=None),
    ] = None
    about: Annotated[Text | None, Column("用途", says="这张清单做什么用")] = None
    items: Annotated[list[Certificate], Column("事项", says="每一项证明，用“- id: …”开头")]
