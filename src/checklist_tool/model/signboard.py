"""Boards at a committee's office (挂牌): which are allowed, which hang, and what became of them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from checklist_tool.model.base import (
    Column,
    Day,
    EditorNote,
    Id,
    Inferred,
    Item,
    Line,
    Note,
    Origin,
    Record,
    Reviewed,
    Sources,
    Text,
    When,
)  # fmt: skip
from checklist_tool.model.committee import COMMITTEE_KINDS
from checklist_tool.model.edition import Span
from checklist_tool.model.policy import Basis
from checklist_tool.model.procedure import Procedure

Spot = Literal["outdoor", "indoor"]
SPOTS = {"outdoor": "对外（门口）", "indoor": "室内"}
Sort = Literal["institution", "function", "rule", "display", "honour"]
SORTS = {
    "institution": "机构牌",
    "function": "功能指引牌",
    "rule": "制度上墙",
    "display": "宣传栏",
    "honour": "荣誉牌",
}
SIGNS = ("rule", "display")  # counted apart from boards
Treatment = Literal["remove", "merge", "standardise", "move"]
TREATMENTS = {"remove": "摘除", "merge": "合并", "standardise": "规范版式", "move": "移位"}
GONE = ("remove", "merge")  # the board hangs no longer; otherwise it hangs as it should
Round = Literal["self_check", "town", "district", "look_back"]
ROUNDS = {
    "self_check": "自查",
    "town": "街镇检查",
    "district": "区检查",
    "look_back": "回头看",
}
Act = Literal["inspect", "rectify", "file", "look_back", "close"]
ACTS = {
    "inspect": "检查",
    "rectify": "整改",
    "file": "报备",
    "look_back": "回头看",
    "close": "销号",
}
Outcome = Literal["allowed", "wrong", "held", "relapsed"]
OUTCOMES = {"allowed": "可以挂", "wrong": "不应挂", "held": "没有反弹", "relapsed": "反弹"}
STATES = {
    "new": "待核实",
    "allowed": "可以挂",
    "wrong": "应整改",
    "rectified": "已整改",
    "filed": "已报备",
    "held": "回头看没有反弹",
    "relapsed": "反弹",
    "closed": "已销号",
}
OPEN = ("wrong", "relapsed")  # something is to be done about the board
_INSPECTED: dict[tuple[str, str | None], str] = {
    ("inspect", "allowed"): "allowed",
    ("inspect", "wrong"): "wrong",
}
_RECTIFIED: dict[tuple[str, str | None], str] = {("rectify", None): "rectified"}
_LOOKED: dict[tuple[str, str | None], str] = {
    ("look_back", "held"): "held",
    ("look_back", "relapsed"): "relapsed",
}
# The order is the compilers' reading (推定): reports speak of checks by the committee, the town
# and the district, of filing what was rectified, of looking back, and of closing case by case.
BOARDS = Procedure(
    start="new",
    acts=ACTS,
    outcomes=OUTCOMES,
    states=STATES,
    moves={
        "new": _INSPECTED,
        "allowed": _INSPECTED,
        "wrong": _RECTIFIED,
        "rectified": {("file", None): "filed"},
        "filed": _LOOKED,
        "held": {**_LOOKED, ("close", None): "closed"},
        "relapsed": _RECTIFIED,
        "closed": {("look_back", "held"): "closed", ("look_back", "relapsed"): "relapsed"},
    },
    roles={
        "inspect": (),
        "rectify": (),
        "file": ("department", "office"),
        "look_back": ("office",),
        "close": ("office",),
    },
    reasoned=frozenset(("wrong", "relapsed")),
)


class AllowedBoard(Item):
    """A board that a rule allows, where it may hang, and for which area the rule holds."""

    spot: Annotated[Spot | None, Column("位置", says="挂在门口还是室内", words=SPOTS)] = None
    committees: Annotated[
        Literal["residents", "villagers"] | None,
        Column("哪种居村", says="只准一种居村挂的写；都可以挂的不写", words=COMMITTEE_KINDS),
    ] = None
    scope: Annotated[Line, Column("适用范围", says="这条规定管到哪个地区")]
    basis: Annotated[list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条")] = []
    sources: Sources = []
    provenance: Origin = "published"
    inferred: Inferred = []
    reviewed: Reviewed = None
    note: Note = None
    editor_note: EditorNote = None


class AllowedBoards(Record):
    """data/lists/signboards/allowed.yaml"""

    title: Annotated[Line, Column("标题", says="目录的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这份目录做什么用")] = None
    items: Annotated[list[AllowedBoard], Column("牌子", says="每一块准挂的牌子，用“- id: …”开头")]


class BoardStep(Record):
    """One step of a board: an inspection, what was done about it, a look back."""

    on: Annotated[When | None, Column("日期", says="哪一天；来源没有写的不写")] = None
    act: Annotated[Act, Column("步骤", says="做了什么", words=ACTS)]
    by: Annotated[Line | None, Column("由谁", says="哪个单位")] = None
    round: Annotated[
        Round | None, Column("哪一轮", says="自查、街镇检查、区检查还是回头看", words=ROUNDS)
    ] = None
    outcome: Annotated[
        Outcome | None, Column("结果", says="检查、回头看的结果", words=OUTCOMES)
    ] = None
    treatment: Annotated[
        Treatment | None, Column("处置", says="怎么处置，整改的要写", words=TREATMENTS)
    ] = None
    deadline: Annotated[Day | None, Column("整改期限", says="哪一天以前改好")] = None
    to: Annotated[Line | None, Column("报备对象", says="向哪里报备")] = None
    photos: Annotated[
        list[Line], Column("照片", says="照片的路径，从清单仓库最上层写起", form="joined")
    ] = []
    reason: Annotated[Text | None, Column("理由", says="不应挂、反弹的写理由")] = None
    note: Note = None


class Board(Item):
    """A board found at a committee. Its state follows from its steps, which are appended."""

    party_role: ClassVar[str] = "department"
    start: ClassVar[str] = "new"
    latest: ClassVar[str | None] = None

    committee: Annotated[Line, Column("居村", says="挂在哪个居村")]
    spot: Annotated[Spot, Column("位置", says="挂在门口还是室内", words=SPOTS)]
    place: Annotated[Line | None, Column("点位", says="门口、大厅、会议室、走廊等")] = None
    sort: Annotated[Sort | None, Column("牌类", says="哪一类牌子", words=SORTS)] = None
    asked_by: Annotated[Line | None, Column("要求挂牌的部门", says="哪个部门要求挂的")] = None
    basis: Annotated[list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条")] = []
    request: Annotated[Id | None, Column("准入申请", says="新增的牌子，写通过准入的申请的编号")] = (
        None
    )
    steps: Annotated[
        list[BoardStep],
        Column("步骤", says="走过的步骤，按先后；只往后添，不改前面的", form="numbered"),
    ] = []
    sources: Sources = []
    note: Note = None
    editor_note: EditorNote = None

    @property
    def title(self) -> str:
        """What the board is called in messages about its steps."""
        return f"{self.committee}的{self.name}"

    @property
    def party(self) -> str | None:
        """Who wanted it to hang."""
        return self.asked_by

    @property
    def is_sign(self) -> bool:
        """Whether it is a rule or a display on the wall, which is counted apart from boards."""
        return self.sort in SIGNS

    @property
    def state(self) -> str:
        """The state that its steps lead to."""
        return BOARDS.state_of(self.steps, self.start)


class BoardRegister(Record):
    """data/lists/signboards/register.yaml

    `complete` is the span over which every board and step is entered: only there none means none.
    """

    title: Annotated[Line, Column("标题", says="登记簿的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这份登记簿做什么用")] = None
    complete: Annotated[
        Span | None, Column("逐块记全的时段", says="这段时间里每块牌子都记了；没有把握的不写")
    ] = None
    items: Annotated[list[Board], Column("牌子", says="每一块发现的牌子，用“- id: …”开头")] = []
