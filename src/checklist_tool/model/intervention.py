"""Tasks handed down without admission (违规下派): found, verified, stopped or regularised."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from checklist_tool.model.base import (
    Cited,
    Column,
    EditorNote,
    Flag,
    Id,
    Line,
    Note,
    Record,
    Text,
    When,
    Whole,
)
from checklist_tool.model.procedure import TAKE_BACK, Procedure

Act = Literal["report", "verify", "stop", "regularise", "file", "look_back", "take_back"]
ACTS = {
    "report": "发现",
    "verify": "核实",
    "stop": "叫停",
    "regularise": "规范",
    "file": "报备",
    "look_back": "回头看",
    TAKE_BACK: "更正误记",
}
Outcome = Literal["unfounded", "held", "relapsed"]
OUTCOMES = {"unfounded": "不属违规下派", "held": "没有反弹", "relapsed": "反弹"}
STATES = {
    "new": "未登记",
    "found": "已发现",
    "verified": "已核实",
    "unfounded": "不属违规下派",
    "stopped": "已叫停",
    "regularised": "已规范",
    "filed": "已报备",
    "held": "回头看没有反弹",
    "relapsed": "反弹",
}
Way = Literal["admit", "own", "merge"]
WAYS = {"admit": "补办准入", "own": "改由部门自办", "merge": "并入已有任务"}
# The order is the compilers' reading (推定): sources speak of stopping, regularising, filing and
# looking back, and of boards that must not come back; a relapse is dealt with like a new case.
_SETTLED: dict[tuple[str, str | None], str] = {
    ("stop", None): "stopped",
    ("regularise", None): "regularised",
}
_LOOKED: dict[tuple[str, str | None], str] = {
    ("look_back", "held"): "held",
    ("look_back", "relapsed"): "relapsed",
}

INTERVENTIONS = Procedure(
    start="new",
    acts=ACTS,
    outcomes=OUTCOMES,
    states=STATES,
    moves={
        "new": {("report", None): "found"},
        "found": {("verify", None): "verified", ("verify", "unfounded"): "unfounded"},
        "verified": _SETTLED,
        "stopped": {("file", None): "filed"},
        "regularised": {("file", None): "filed"},
        "filed": _LOOKED,
        "held": _LOOKED,
        "relapsed": _SETTLED,
        "unfounded": {},
    },
    roles={
        "report": (),
        "verify": ("office",),
        "stop": ("office",),
        "regularise": ("office",),
        "file": ("department", "office"),
        "look_back": ("office",),
        TAKE_BACK: ("office",),
    },
    reasoned=frozenset(("unfounded", "stop", "relapsed", TAKE_BACK)),
)


class Move(Record):
    """One step of an intervention. Without `on` the source does not give its day."""

    on: Annotated[When | None, Column("日期", says="哪一天；来源没有写的不写")] = None
    act: Annotated[Act, Column("步骤", says="做了什么", words=ACTS)]
    by: Annotated[Line | None, Column("由谁", says="哪个单位")] = None
    outcome: Annotated[
        Outcome | None, Column("结果", says="核实或者回头看的结果", words=OUTCOMES)
    ] = None
    way: Annotated[Way | None, Column("规范方式", says="规范的，写用哪种办法", words=WAYS)] = None
    request: Annotated[Id | None, Column("准入申请", says="补办准入的，写准入申请的编号")] = None
    to: Annotated[Line | None, Column("报备对象", says="向哪里报备")] = None
    reason: Annotated[Text | None, Column("理由", says="叫停、不属实、反弹、更正的写理由")] = None
    takes_back: Annotated[
        Whole | None, Column("更正哪一步", says="更正误记的，写是第几步；那一步就不算")
    ] = None
    inferred: Annotated[
        Flag, Column("推定", says="来源没有写、推定走过的，写 true", shown=None)
    ] = False
    note: Note = None


class Intervention(Record):
    """data/tasks/interventions/<id>.yaml: a task handed down without admission (违规下派).

    Its state follows from its steps. What a source tells in one line, without steps, may stand
    in found_on, outcome, settled_on, filed_on and looked_back_on: the steps go on from there.
    """

    party_role: ClassVar[str] = "department"

    id: Annotated[Id, Column("编号", says="与文件名一致", shown=None)]
    title: Annotated[Line, Column("事项", says="下派的事项", shown=None)]
    handed_down_by: Annotated[Line | None, Column("下派部门", says="哪个部门下派的")] = None
    manner: Annotated[Line | None, Column("下派方式", says="怎么下派的，如 文件、微信群、口头")] = (
        None
    )
    committees: Annotated[list[Line], Column("涉及的居村", says="涉及哪些居村，每个一行")] = []
    channel: Annotated[Line | None, Column("发现渠道", says="怎么发现的")] = None
    found_on: Annotated[
        When | None, Column("发现日期", says="什么时候发现的；写了 steps 的不用写")
    ] = None
    outcome: Annotated[
        Literal["stopped", "regularised"] | None,
        Column("处置", says="来源只有一句话的写；写了 steps 的不用写", words=STATES),
    ] = None
    settled_on: Annotated[When | None, Column("处置日期", says="什么时候处置完")] = None
    filed_on: Annotated[When | None, Column("报备日期", says="什么时候报备")] = None
    looked_back_on: Annotated[When | None, Column("回头看日期", says="什么时候回头看")] = None
    steps: Annotated[
        list[Move], Column("步骤", says="走过的步骤，按先后；只往后添，不改前面的", form="numbered")
    ] = []
    sources: Annotated[list[Cited], Column("出处", says="从哪里看到的")] = []
    note: Note = None
    editor_note: EditorNote = None

    @property
    def party(self) -> str | None:
        """Who handed it down."""
        return self.handed_down_by

    @property
    def carriers(self) -> list[str]:
        """The committees that it was handed to."""
        return self.committees

    @property
    def start(self) -> str:
        """The state before the first step: what is told in one line leads there."""
        for state, known in (
            ("held", self.looked_back_on),
            ("filed", self.filed_on),
            (self.outcome or "", self.outcome),
            ("found", self.found_on),
        ):
            if known:
                return state
        return "new"

    @property
    def latest(self) -> str | None:
        """The last date of what is told in one line."""
        dates = (self.looked_back_on, self.filed_on, self.settled_on, self.found_on)
        return next(filter(None, dates), None)

    @property
    def state(self) -> str:
        """The state that its steps lead to."""
        return INTERVENTIONS.state_of(self.steps, self.start)
