"""The edition (版本): whose lists these are, and what holds for a certificate on no list."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from checklist_tool.model.base import (
    Cited,
    Column,
    Day,
    EditorNote,
    Flag,
    Id,
    Line,
    Note,
    Number,
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

    answer: Annotated[Text, Column("答复", says="清单上没有的证明，柜台怎么答复")]
    instead: Annotated[
        list[Route], Column("替代方式", says="居民改用什么、去哪里", form="numbered")
    ] = []
    basis: Annotated[list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条")] = []
    inferred: Annotated[
        list[Line], Column("整理者归纳的部分", says="哪些键是整理者归纳的，写键名", shown=None)
    ] = []


class Dispute(Record):
    """What a resident is told when whoever asked for a certificate still insists (对方仍要求).

    It ends every refusal: of an item that is not issued, and of a certificate on no list.
    """

    say: Annotated[Text, Column("对居民说", says="不开的时候，对居民说的一句话")]
    steps: Annotated[
        list[Route], Column("对方仍要", says="对方还是要这张证明的，怎么办", form="numbered")
    ]
    basis: Annotated[list[Basis], Column("不得索要", says="凭哪份文件、哪一条，对方不得索要")] = []
    inferred: Annotated[
        list[Line], Column("整理者归纳的部分", says="哪些键是整理者归纳的，写键名", shown=None)
    ] = []


class PartsPlayed(Record):
    """Which bodies play which part in the admission procedure (谁来办)."""

    office: Annotated[list[Line], Column("受理单位", says="受理准入申请的单位，每个一行")] = []
    joint_review: Annotated[list[Line], Column("联审会议", says="联审的会议，每个一行")] = []
    publisher: Annotated[list[Line], Column("发布单位", says="发布的单位，每个一行")] = []


class Span(Record):
    """The span of time that a count covers, and how the source words it."""

    start: Annotated[When | None, Column("起", says="从什么时候起，知道多细写多细")] = None
    end: Annotated[When | None, Column("止", says="到什么时候止")] = None
    stated: Annotated[Line | None, Column("原文", says="来源里的原话，如 今年以来")] = None

    @property
    def days(self) -> str:
        """From when to when, as exact as it is known."""
        return "至".join(dict.fromkeys(filter(None, (self.start, self.end))))

    @property
    def said(self) -> str:
        """The span as the source words it, or its days."""
        return self.stated or self.days


class Grounds(Record):
    """The rules by which a request is questioned before the meeting, and other tasks refused."""

    own_duty: Annotated[list[Basis], Column("像部门自己的职责", says="部门不得转交职责的规定")] = []
    no_support: Annotated[list[Basis], Column("没有写支持", says="须给经费、条件的规定")] = []
    certificate: Annotated[list[Basis], Column("要居村开证明", says="居村开哪些证明的规定")] = []
    signboard: Annotated[list[Basis], Column("要挂牌子", says="挂哪些牌子的规定")] = []
    refusal: Annotated[list[Basis], Column("清单以外的任务", says="居村可以拒绝的规定")] = []


class Admission(Record):
    """How this district admits tasks (准入). What no source gives stays empty.

    Times are working days; without one, nothing of the kind is ever due.
    """

    accept_within: Annotated[
        Whole | None, Column("几个工作日内受理", says="几个工作日，只写数字；没有规定的不写")
    ] = None
    review_within: Annotated[
        Whole | None, Column("受理后几个工作日内联审", says="几个工作日，只写数字；没有规定的不写")
    ] = None
    publish_within: Annotated[
        Whole | None, Column("通过后几个工作日内发布", says="几个工作日，只写数字；没有规定的不写")
    ] = None
    most_per_committee: Annotated[
        Whole | None, Column("一个居村最多几项任务", says="几项，只写数字；没有规定的不写")
    ] = None
    # A factory, since an instance as the default would build the schema whenever this is loaded.
    bodies: Annotated[PartsPlayed, Column("谁来办", says="受理、联审、发布各是哪些单位")] = Field(
        default_factory=PartsPlayed
    )
    complete: Annotated[
        Span | None,
        Column("逐件记全的时段", says="这段时间里每件申请、处置都记在这里；没有把握的不写"),
    ] = None
    grounds: Annotated[Grounds, Column("依据的规定", says="会前提示和拒绝各按哪一条")] = Field(
        default_factory=Grounds
    )
    note: Note = None

    @property
    def parts(self) -> dict[str, list[str]]:
        """Who plays which part; a part that is not settled is missing."""
        named = ((name, getattr(self.bodies, name)) for name in type(self.bodies).model_fields)
        return {name: bodies for name, bodies in named if bodies}


class Correction(Record):
    """What is taken away or rewritten after all (更正): `validate --since` lets it pass once.

    It counts for the change that brings it in; the next one needs an entry of its own.
    """

    what: Annotated[
        Line, Column("更正什么", says="事项、申请的编号，固定问答的问法，会议的日期，或者第几期")
    ]
    on: Annotated[Day, Column("日期", says="哪一天决定的")]
    reason: Annotated[Text, Column("理由", says="为什么要删掉或者改写，依据什么")]


class Reported(Record):
    """The days whose figures the handbook and the site show."""

    start: Annotated[Day, Column("起", says="从哪一天起")]
    end: Annotated[Day, Column("止", says="到哪一天止，含当天")]


class Edition(Record):
    """data/edition.yaml"""

    jurisdiction: Annotated[Line, Column("适用地区", says="哪个地区用这套清单")]
    title: Annotated[Line, Column("标题", says="这套清单的名称", shown=None)]
    edition: Annotated[Line, Column("版本", says="第几期")]
    issued_on: Annotated[Day, Column("发布日期", says="发布的那一天；算把各项都核定了一遍")]
    issued_by: Annotated[Line | None, Column("发布单位", says="哪个单位发布")] = None
    notice: Annotated[Text | None, Column("版本说明", says="印在手册和每个答复上的说明")] = None
    address: Annotated[Url | None, Column("网站", says="手册的网站，印成二维码")] = None
    off_list: Annotated[OffList, Column("清单外的证明", says="清单上没有的证明怎么答复")]
    dispute: Annotated[
        Dispute | None, Column("对方仍要求的", says="不开的证明，对方还是要的，居民怎么办")
    ] = None
    admission: Annotated[Admission, Column("准入", says="本区准入的时限和分工；没有规定的不写")] = (
        Field(default_factory=Admission)
    )
    reported: Annotated[
        Reported | None,
        Column("公布数字的时段", says="手册和网站登哪段时间的数字；不登的不写"),
    ] = None
    recheck_within: Annotated[
        Whole | None, Column("依据变了几天内核对", says="几天，只写数字；过了就算错误，不写只提醒")
    ] = None
    sources_within: Annotated[
        Whole | None, Column("出处几年内", says="几年，只写数字；出处再旧就列进待核对，不写不看")
    ] = None
    corrections: Annotated[
        list[Correction], Column("更正", says="删掉、改写已经有的内容的，每处写明理由")
    ] = []
    sources: Annotated[list[Cited], Column("出处", says="这套清单从哪里来")] = []


# The figures of `checklist report` that a source may give without its cases; those of a ledger
# stand in the ledger.
Figure = Literal[
    "positive", "negative", "reserve", "high_frequency", "handle", "consult", "resolve",
    "signs_reduced", "outdoor_cleared", "indoor_cleared", "guides_adjusted",
    "received", "accepted", "declined", "reviewed", "approved", "published", "uploaded",
    "interventions",
]  # fmt: skip


class CitedCount(Record):
    """A number that a source gives without its cases (引用的数字).

    Reports show it as cited; counts of different spans are never added.
    """

    id: Annotated[Id, Column("编号", says="用小写拼音和短横线；定了就不再改", shown=None)]
    measure: Annotated[Line, Column("统计项", says="数的是什么；台账里写统计项的键")]
    value: Annotated[Number, Column("数值", says="多少，只写数字，如 366、72.2")]
    unit: Annotated[Line, Column("单位", says="件、项、块、% 等")]
    at_least: Annotated[Flag, Column("不少于", says="来源说“多、余、以上”的，写 true")] = False
    stated: Annotated[Line | None, Column("原文的数", says="来源里的写法，如 20余万元")] = None
    area: Annotated[Line, Column("地区", says="哪个地区")]
    span: Annotated[Span, Column("时段", says="哪段时间")]
    sources: Annotated[list[Cited], Column("出处", says="从哪里看到的")] = []
    note: Note = None
    editor_note: EditorNote = None

    @property
    def said(self) -> str:
        """The number as the source has it."""
        space = "" if self.unit == "%" else " "
        return self.stated or f"{self.value}{space}{self.unit}{'以上' if self.at_least else ''}"


class Count(CitedCount):
    """A cited count of data/counts.yaml, which may be a figure of the report."""

    figure: Annotated[
        Figure | None, Column("报表里的哪一项", says="算进报表的哪一项；不进报表的不写")
    ] = None


class Counts(Record):
    """data/counts.yaml"""

    title: Annotated[Line, Column("标题", says="这份文件的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="做什么用")] = None
    items: Annotated[list[Count], Column("数字", says="每个数字，用“- id: …”开头")]
