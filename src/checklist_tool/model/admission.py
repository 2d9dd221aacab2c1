"""The admission of tasks (准入): requests and their steps, joint reviews, interventions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from checklist_tool.model.base import Cited, Column, Day, Flag, Id, Line, Record, Text, When
from checklist_tool.model.policy import Basis

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
STATES: dict[State, str] = {
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
_MOVES: dict[State, dict[tuple[Act, Outcome | None], State]] = {
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
_WITHDRAWABLE: frozenset[State] = frozenset(
    ("submitted", "accepted", "in_review", "returned", "approved", "published", "in_force")
)


class Step(Record):
    """One step of a request. Without `on` the source does not give its day."""

    on: Annotated[When | None, Column("日期")] = None
    act: Annotated[Act, Column("步骤")]
    by: Annotated[Line | None, Column("由谁")] = None
    outcome: Annotated[Outcome | None, Column("结果")] = None
    reason: Annotated[Text | None, Column("理由")] = None
    inferred: Annotated[Flag, Column("推定")] = False
    note: Annotated[Text | None, Column("说明")] = None


class Period(Record):
    """From when to when a task runs (完成时限); open ends stay empty."""

    start: Annotated[Day | None, Column("开始")] = None
    end: Annotated[Day | None, Column("结束")] = None


class Support(Record):
    """What the department brings along (费随事转)."""

    money: Annotated[Text | None, Column("经费")] = None
    people: Annotated[Text | None, Column("人员")] = None
    equipment: Annotated[Text | None, Column("设备")] = None
    training: Annotated[Text | None, Column("培训")] = None


class Burdens(Record):
    """What the task would add at the committee."""

    ledger: Annotated[Text | None, Column("台账")] = None
    form: Annotated[Text | None, Column("报表")] = None
    system: Annotated[Text | None, Column("系统")] = None
    signboard: Annotated[Text | None, Column("挂牌")] = None
    inspection: Annotated[Text | None, Column("检查")] = None
    assessment: Annotated[Text | None, Column("考核")] = None


class Request(Record):
    """data/tasks/<year>/<id>.yaml: a department asks to hand a task to the committees (准入申请).

    Its state follows from its steps alone; steps are appended, never rewritten.
    """

    id: Annotated[Id, Column("编号")]
    title: Annotated[Line, Column("事项")]
    applicant: Annotated[Line | None, Column("申请部门")] = None
    level: Annotated[Line | None, Column("层级")] = None
    task: Annotated[Text | None, Column("任务内容")] = None
    ground: Annotated[Text | None, Column("申请理由")] = None
    basis: Annotated[list[Basis], Column("依据")] = []
    workload: Annotated[Text | None, Column("任务量")] = None
    period: Annotated[Period | None, Column("时限")] = None
    targets: Annotated[Text | None, Column("适用范围")] = None
    support: Annotated[Support | None, Column("支持保障")] = None
    burdens: Annotated[Burdens | None, Column("新增负担")] = None
    opinions: Annotated[list[Text], Column("听取意见")] = []
    steps: Annotated[list[Step], Column("步骤")] = []
    sources: Annotated[list[Cited], Column("出处")] = []
    note: Annotated[Text | None, Column("说明")] = None


class Matter(Record):
    """One request on the table of a joint review; no outcome when none is known."""

    request: Annotated[Id, Column("申请")]
    outcome: Annotated[Outcome | None, Column("结果")] = None


class JointReview(Record):
    """data/tasks/reviews/<date>.yaml: one joint review meeting (联审)."""

    on: Annotated[When, Column("日期")]
    title: Annotated[Line, Column("会议")]
    convened_by: Annotated[Line | None, Column("召集单位")] = None
    matters: Annotated[list[Matter], Column("事项")] = []
    sources: Annotated[list[Cited], Column("出处")] = []
    note: Annotated[Text | None, Column("说明")] = None


class Intervention(Record):
    """data/tasks/interventions/<id>.yaml: a task handed down without admission (违规下派)."""

    id: Annotated[Id, Column("编号")]
    title: Annotated[Line, Column("事项")]
    handed_down_by: Annotated[Line | None, Column("下派部门")] = None
    found_on: Annotated[When | None, Column("发现日期")] = None
    channel: Annotated[Line | None, Column("发现渠道")] = None
    outcome: Annotated[Literal["stopped", "regularised"] | None, Column("处置")] = None
    settled_on: Annotated[When | None, Column("处置日期")] = None
    filed_on: Annotated[When | None, Column("报备日期")] = None
    looked_back_on: Annotated[When | None, Column("回头看日期")] = None
    sources: Annotated[list[Cited], Column("出处")] = []
    note: Annotated[Text | None, Column("说明")] = None


def next_state(state: State, act: Act, outcome: Outcome | None = None) -> State | None:
    """The state that a step leads to, or None when it must not be taken."""
    if act == "withdraw" and outcome is None:
        return "withdrawn" if state in _WITHDRAWABLE else None
    return _MOVES[state].get((act, outcome))


def next_acts(state: State) -> list[Act]:
    """The acts that may follow in this state."""
    acts = list(dict.fromkeys(act for act, _ in _MOVES[state]))
    return [*acts, "withdraw"] if state in _WITHDRAWABLE else acts


def walk(steps: Sequence[Step]) -> Iterator[tuple[int, State, State | None]]:
    """Each step's index, the state before it, and the state after (None: not a legal step).

    An illegal step is passed over, so that one mistake is not told twice.
    """
    state: State = "draft"
    for index, step in enumerate(steps):
        after = next_state(state, step.act, step.outcome)
        yield index, state, after
        state = after or state


def state_of(steps: Sequence[Step]) -> State:
    """The state that the steps lead to."""
    state: State = "draft"
    for _, before, after in walk(steps):
        state = after or before
    return state
