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
    Whole,
    last_day,
)  # fmt: skip
from checklist_tool.model.content import EVERY, Content
from checklist_tool.model.procedure import (
    BACK,
    TAKE_BACK,
    Bodies,
    Objection,
    Procedure,
    in_effect,
)

Act = Literal[
    "submit", "accept", "decline", "review", "fulfil", "publish", "upload", "amend", "withdraw",
    "end", "expire", "take_back",
]  # fmt: skip
ACTS = {
    "submit": "提交",
    "accept": "受理",
    "decline": "不予受理",
    "review": "联审",
    "fulfil": "落实条件",
    "publish": "发布",
    "upload": "上传平台",
    "amend": "申请变更",
    "withdraw": "撤回",
    "end": "提前结束",
    "expire": "到期",
    TAKE_BACK: "更正误记",
}
Outcome = Literal["approved", "rejected", "returned"]
OUTCOMES = {"approved": "通过", "rejected": "不通过", "returned": "退回补正"}
State = Literal[
    "draft", "submitted", "accepted", "declined", "in_review", "approved", "rejected",
    "returned", "published", "in_force", "amending", "amended", "withdrawn", "expired",
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
    "in_force": "已上传平台",
    "amending": "变更待审",
    "amended": "变更已通过",
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
    "approved": {("fulfil", None): "approved", ("publish", None): "published"},
    "published": {("upload", None): "in_force"},
    "in_force": {},
    "amending": {
        ("review", None): "amending",
        ("review", "approved"): "amended",
        ("review", "rejected"): BACK,
        ("review", "returned"): BACK,
        ("withdraw", None): BACK,
    },
    "amended": {
        ("fulfil", None): "amended",
        ("publish", None): "published",
        ("withdraw", None): BACK,
    },
    "declined": {},
    "rejected": {},
    "withdrawn": {},
    "expired": {},
}
for _state in ("submitted", "accepted", "in_review", "returned", "approved"):
    _MOVES[_state]["withdraw", None] = "withdrawn"
OPEN = ("draft", "submitted", "accepted", "in_review", "returned", "approved")
REFUSED = ("declined", "rejected", "withdrawn")
AMENDED = ("amending", "amended")  # a task that runs, of which a change was applied for
ENDED = ("withdrawn", "expired")
RUNNING = ("published", "in_force", *AMENDED)
for _state in RUNNING:
    if _state not in AMENDED:
        _MOVES[_state]["amend", None] = "amending"
    _MOVES[_state] |= {("end", None): "withdrawn", ("expire", None): "expired"}

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
        "fulfil": ("applicant", "office"),
        "publish": ("publisher",),
        "upload": ("publisher",),
        "amend": ("applicant",),
        "withdraw": ("applicant", "office", "joint_review"),
        "end": ("applicant", "office", "joint_review"),
        "expire": ("office", "publisher"),
        TAKE_BACK: ("office", "applicant", "joint_review", "publisher"),
    },
    reasoned=frozenset(("decline", "rejected", "returned", "amend", "withdraw", "end", TAKE_BACK)),
    asides=frozenset(AMENDED),
    on_demand=frozenset(("fulfil",)),
)


class Condition(Record):
    """What an approval asks for. One that changes fields holds at once, any other is fulfilled."""

    text: Annotated[Text, Column("条件", says="会上怎么说的")]
    changes: Annotated[
        Content | None, Column("改动", says="改申请里哪一项、改成什么；只提要求的不写")
    ] = None
    due: Annotated[Day | None, Column("期限", says="哪一天以前做到")] = None


class Step(Record):
    """One step of a request. Without `on` the source does not give its day.

    What a step fixes it keeps: a submission its content, an amendment its changes, and both,
    as approval and publication do, the fingerprint of what they are about.
    """

    on: Annotated[When | None, Column("日期", says="哪一天；来源没有写的不写")] = None
    act: Annotated[Act, Column("步骤", says="做了什么", words=ACTS)]
    by: Annotated[Line | None, Column("由谁", says="哪个单位")] = None
    outcome: Annotated[Outcome | None, Column("结果", says="联审的结果", words=OUTCOMES)] = None
    reason: Annotated[Text | None, Column("理由", says="不予受理、不通过、退回的必须写")] = None
    conditions: Annotated[
        list[Condition], Column("附带条件", says="有条件通过的，每个条件一项", form="numbered")
    ] = []
    condition: Annotated[
        Whole | None, Column("落实哪个条件", says="落实条件的，写是第几个条件")
    ] = None
    asks: Annotated[
        list[Text], Column("要补正的", says="退回的，要补正什么，每点一行", form="numbered")
    ] = []
    answers: Annotated[
        list[Text], Column("补正说明", says="再提交的，对每一点怎么补的，每点一行", form="numbered")
    ] = []
    takes_back: Annotated[
        Whole | None, Column("更正哪一步", says="更正误记的，写是第几步；那一步就不算")
    ] = None
    content: Annotated[
        Content | None, Column("定下的内容", says="这一步时的申请内容，由软件存下，不手改")
    ] = None
    changes: Annotated[
        Content | None, Column("申请改成", says="申请变更的，只写要变的几项，由软件存下")
    ] = None
    fingerprint: Annotated[
        Line | None, Column("指纹", says="这一步定下的内容的指纹，由软件算出")
    ] = None
    inferred: Annotated[
        Flag, Column("推定", says="来源没有写、推定走过的，写 true", shown=None)
    ] = False
    note: Note = None


class Identified(Record):
    """What a request is referred to by."""

    id: Annotated[Id, Column("编号", says="与文件名一致，如 shuju-hecha", shown=None)]


class Request(Content, Identified):
    """data/tasks/<year>/<id>.yaml: a department asks to hand a task to the committees (准入申请).

    Its state follows from its steps alone; steps are appended, never rewritten. What it asks for
    stands as it was submitted, approved or published: see `model.versions`.
    """

    past: ClassVar[bool] = False
    start: ClassVar[str] = "draft"
    latest: ClassVar[str | None] = None
    party_role: ClassVar[str] = "applicant"

    title: Annotated[Line, Column("事项", says="要居村承担的事项", shown=None)]
    renews: Annotated[Id | None, Column("续办", says="续办哪一件到期前的任务，写它的编号")] = None
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
    for index, step in in_effect(record.steps):
        if step.act != "expire":
            continue
        if end is None:
            yield Objection(
                index, "act", f"“{record.title}”没有写结束日期，说不上到期",
                "要结束它，用 end（提前结束）并写理由",
            )  # fmt: skip
        elif step.on is not None and last_day(step.on) < end:
            yield Objection(
                index, "on", f"“{record.title}”到 {end} 才到期，{step.on} 还没有到",
                "提前结束的，用 end（提前结束）并写理由",
            )  # fmt: skip


next_state = REQUESTS.next_state
next_acts = REQUESTS.next_acts
walk = REQUESTS.walk
state_of = REQUESTS.state_of
