"""The admission of tasks (准入): requests and their steps, and joint reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from checklist_tool.model.base import (
    Cited,
    Column,
    Day,
    EditorNote,
    Flag,
    Id,
    Line,
    Note,
    Record,
    Text,
    When,
    last_day,
)  # fmt: skip
from checklist_tool.model.policy import Basis
from checklist_tool.model.procedure import Bodies, Objection, Procedure

Act = Literal["submit", "accept", "decline", "review", "publish", "upload", "withdraw", "expire"]
ACTS = {
    "submit": "提交",
    "accept": "受理",
    "decline": "不予受理",
    "review": "联审",
    "publish": "发布",
    "upload": "上传平台",
    "withdraw": "退出",
    "expire": "到期",
}
Outcome = Literal["approved", "rejected", "returned"]
OUTCOMES = {"approved": "通过", "rejected": "不通过", "returned": "退回补正"}
State = Literal[
    "draft", "submitted", "accepted", "declined", "in_review", "approved", "rejected",
    "returned", "published", "in_force", "withdrawn", "expired",
]  # fmt: skip
STATES: dict[str, str] = {
    "draft": "草稿",
    "submitted": "已提交",
    "accepted": "已受理",
    "declined": "不予受理",
    "in_review": "联审中",
    "approved": "通过",
    "rejected": "不通过",
    "returned": "退回补正",
    "published": "已发布",
    "in_force": "执行中",
    "withdrawn": "已退出",
    "expired": "已到期",
}
# Accepted before it is reviewed, approved before it is published, and published before it is
# uploaded: the order in the report of 金山区委社会工作部, 2024-08-15.
_MOVES: dict[str, dict[tuple[str, str | None], str]] = {
    "draft": {("submit", None): "submitted"},
    "submitted": {("accept", None): "accepted", ("decline", None): "declined"},
    "accepted": {
        ("review", None): "in_review",
        ("review", "approved"): "approved",
        ("review", "rejected"): "rejected",
        ("review", "returned"): "returned",
    },
    "in_review": {
        ("review", "approved"): "approved",
        ("review", "rejected"): "rejected",
        ("review", "returned"): "returned",
    },
    "returned": {("submit", None): "submitted"},
    "approved": {("publish", None): "published"},
    "published": {("upload", None): "in_force", ("expire", None): "expired"},
    "in_force": {("expire", None): "expired"},
    "declined": {},
    "rejected": {},
    "withdrawn": {},
    "expired": {},
}
for _state in (
    "submitted", "accepted", "in_review", "returned", "approved", "published", "in_force",
):  # fmt: skip
    _MOVES[_state]["withdraw", None] = "withdrawn"

REQUESTS = Procedure(
    start="draft",
    acts=ACTS,
    outcomes=OUTCOMES,
    states=STATES,
    moves=_MOVES,
    roles={
        "submit": ("applicant",),
        "accept": ("office",),
        "decline": ("office",),
        "review": ("joint_review",),
        "publish": ("publisher",),
        "upload": ("publisher",),
        "withdraw": ("applicant", "office", "joint_review"),
        "expire": ("office", "publisher"),
    },
    reasoned=frozenset(("decline", "rejected", "returned", "withdraw")),
)


class Step(Record):
    """One step of a request. Without `on` the source does not give its day."""

    on: Annotated[When | None, Column("日期", says="哪一天；来源没有写的不写")] = None
    act: Annotated[Act, Column("步骤", says="做了什么", words=ACTS)]
    by: Annotated[Line | None, Column("由谁", says="哪个单位")] = None
    outcome: Annotated[Outcome | None, Column("结果", says="联审的结果", words=OUTCOMES)] = None
    reason: Annotated[Text | None, Column("理由", says="不予受理、不通过、退回的必须写")] = None
    inferred: Annotated[
        Flag, Column("推定", says="来源没有写、推定走过的，写 true", shown=None)
    ] = False
    note: Note = None


EVERY = "全部居村"  # among the committees of a request: each there is


class Period(Record):
    """From when to when a task runs (完成时限); open ends stay empty."""

    start: Annotated[Day | None, Column("开始", says="从哪天开始")] = None
    end: Annotated[Day | None, Column("结束", says="到哪天结束")] = None


class Support(Record):
    """What the department brings along (费随事转)."""

    money: Annotated[Text | None, Column("经费", says="给多少经费")] = None
    people: Annotated[Text | None, Column("人员", says="派什么人")] = None
    equipment: Annotated[Text | None, Column("设备", says="配什么设备")] = None
    training: Annotated[Text | None, Column("培训", says="做什么培训")] = None
    none: Annotated[Flag, Column("不提供支持", says="部门写明什么支持都不给的，写 true")] = False


class Burdens(Record):
    """What the task would add at the committee."""

    ledger: Annotated[Text | None, Column("台账", says="要新建什么台账")] = None
    form: Annotated[Text | None, Column("报表", says="要填什么报表")] = None
    system: Annotated[Text | None, Column("系统", says="要用什么系统")] = None
    signboard: Annotated[Text | None, Column("挂牌", says="要挂什么牌子")] = None
    inspection: Annotated[Text | None, Column("检查", says="要受什么检查")] = None
    assessment: Annotated[Text | None, Column("考核", says="要受什么考核")] = None
    none: Annotated[Flag, Column("不新增负担", says="部门写明不添负担的，写 true")] = False


class Request(Record):
    """data/tasks/<year>/<id>.yaml: a department asks to hand a task to the committees (准入申请).

    Its state follows from its steps alone; steps are appended, never rewritten. `committees`
    names those that carry the task, or says EVERY.
    """

    start: ClassVar[str] = "draft"
    latest: ClassVar[str | None] = None
    party_role: ClassVar[str] = "applicant"

    id: Annotated[Id, Column("编号", says="与文件名一致，如 shuju-hecha", shown=None)]
    title: Annotated[Line, Column("事项", says="要居村承担的事项", shown=None)]
    applicant: Annotated[Line | None, Column("申请部门", says="哪个部门申请")] = None
    level: Annotated[Line | None, Column("层级", says="市级、区级或镇级")] = None
    task: Annotated[Text | None, Column("任务内容", says="要居村具体做什么")] = None
    ground: Annotated[Text | None, Column("申请理由", says="为什么要居村来做")] = None
    basis: Annotated[list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条")] = []
    workload: Annotated[Text | None, Column("任务量", says="要花多少人、多少时间")] = None
    period: Annotated[Period | None, Column("时限", says="从什么时候到什么时候")] = None
    targets: Annotated[Text | None, Column("适用范围", says="哪些居村要做")] = None
    committees: Annotated[list[Line], Column("承担的居村", says="具体哪些居村承担，每个一行")] = []
    support: Annotated[Support | None, Column("支持保障", says="费随事转：给居村什么支持")] = None
    burdens: Annotated[Burdens | None, Column("新增负担", says="会给居村添什么负担")] = None
    opinions: Annotated[list[Text], Column("听取意见", says="听了谁的意见，每条一行")] = []
    steps: Annotated[
        list[Step], Column("步骤", says="走过的步骤，按先后；只往后添，不改前面的", form="numbered")
    ] = []
    sources: Annotated[list[Cited], Column("出处", says="从哪里看到的")] = []
    note: Note = None
    editor_note: EditorNote = None

    @property
    def party(self) -> str | None:
        """Who asks."""
        return self.applicant

    @property
    def carriers(self) -> list[str]:
        """The committees that carry the task, EVERY among them for all; empty when not named."""
        return self.committees or ([EVERY] if self.targets == EVERY else [])

    @property
    def state(self) -> str:
        """The state that its steps lead to."""
        return REQUESTS.state_of(self.steps)


class Matter(Record):
    """One request on the table of a joint review; no outcome when none is known."""

    request: Annotated[Id, Column("申请", says="准入申请的编号")]
    outcome: Annotated[
        Outcome | None, Column("结果", says="联审的结果；不知道的不写", words=OUTCOMES)
    ] = None
    reason: Annotated[Text | None, Column("理由", says="不通过、退回的写理由")] = None


class JointReview(Record):
    """data/tasks/reviews/<date>.yaml: one joint review meeting (联审)."""

    on: Annotated[When, Column("日期", says="与文件名一致")]
    title: Annotated[Line, Column("会议", says="会议的名称", shown=None)]
    convened_by: Annotated[Line | None, Column("召集单位", says="哪个单位召集")] = None
    present: Annotated[list[Line], Column("到会单位", says="哪些单位到会")] = []
    matters: Annotated[list[Matter], Column("事项", says="会上审了哪些申请")] = []
    sources: Annotated[list[Cited], Column("出处", says="从哪里看到的")] = []
    note: Note = None
    editor_note: EditorNote = None


def early(
    procedure: Procedure, record: Request, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """Tasks that are said to have run out while their time is not over, or was never set."""
    end = record.period.end if record.period else None
    for index, step in enumerate(record.steps):
        if step.act != "expire":
            continue
        if end is None:
            yield Objection(
                index, "act", f"“{record.title}”没有写结束日期，说不上到期",
                "要结束它，用 withdraw（退出）并写理由；或者先补上 period 的 end",
            )  # fmt: skip
        elif step.on is not None and last_day(step.on) < end:
            yield Objection(
                index, "on", f"“{record.title}”到 {end} 才到期，{step.on} 还没有到",
                "提前结束的，用 withdraw（退出）并写理由",
            )  # fmt: skip


next_state = REQUESTS.next_state
next_acts = REQUESTS.next_acts
walk = REQUESTS.walk
state_of = REQUESTS.state_of
