"""Ledgers (台账) in one general form: a new ledger is a file that says its fields and measures."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from checklist_tool.model.base import (
    Cited,
    Column,
    EditorNote,
    Flag,
    Id,
    Inferred,
    Item,
    Line,
    Note,
    Record,
    Text,
    When,
)
from checklist_tool.model.edition import CitedCount, Span

FIELD_TYPES = {
    "text": "文字",
    "number": "数",
    "date": "日期",
    "choice": "几选一",
    "item": "清单事项",
    "policy": "政策文件",
    "committee": "居村",
    "request": "准入申请",
}
# Which kinds of entries a field may refer to, by its type.
REFERENCES = {
    "item": ("certificate", "service"),
    "policy": ("policy",),
    "committee": ("committee",),
    "request": ("request",),
}
MEASURE_KINDS = {"count": "条数", "sum": "合计", "share": "占比", "newest": "最近日期"}


class Time(NamedTuple):
    """By what cases may be grouped beside fields: its heading, and how much of a date it is."""

    heading: str
    length: int


TIMES = {"year": Time("年", 4), "month": Time("月", 7)}


class LedgerField(Record):
    """A field that the entries of a ledger have."""

    key: Annotated[Id, Column("键", says="英文小写，如 place；条目的 values 里用它", shown=None)]
    heading: Annotated[Line, Column("栏目", says="表头怎么写")]
    type: Annotated[
        Literal["text", "number", "date", "choice", "item", "policy", "committee", "request"],
        Column("类型", says="这一栏填什么", words=FIELD_TYPES),
    ] = "text"
    unit: Annotated[Line | None, Column("单位", says="数的单位，如 人、万元")] = None
    choices: Annotated[
        list[Line], Column("可选的值", says="几选一的，每个值一行", form="joined")
    ] = []
    required: Annotated[Flag, Column("必填", says="每一条都要填的，写 true")] = False


class Measure(Record):
    """A figure that is computed from the entries of a ledger, or cited for it."""

    key: Annotated[Id, Column("键", says="英文小写，如 sessions；引用的数字用它指明", shown=None)]
    heading: Annotated[Line, Column("统计项", says="数的是什么")]
    kind: Annotated[
        Literal["count", "sum", "share", "newest"],
        Column("算法", says="怎么算", words=MEASURE_KINDS),
    ] = "count"
    of: Annotated[
        Id | None, Column("算哪一栏", says="合计、占比、最近日期的，写栏目的键", shown=None)
    ] = None
    equal: Annotated[Line | None, Column("等于什么", says="占比：这一栏是什么的才算在分子里")] = (
        None
    )
    out_of: Annotated[
        Id | None, Column("占哪一栏", says="占比：两栏合计相除的，写作分母的栏目的键", shown=None)
    ] = None
    unit: Annotated[Line | None, Column("单位", says="场、人次、万元等")] = None
    by: Annotated[
        list[Id],
        Column("分组", says="按什么分：year（年）、month（月），或栏目的键", form="joined"),
    ] = []


class LedgerEntry(Item):
    """One case of a ledger, with its source or the office that recorded it."""

    values: Annotated[
        dict[str, Text], Column("内容", says="每个栏目一行：栏目的键: 内容", shown=10)
    ] = {}
    recorded_by: Annotated[
        Line | None, Column("记录单位", says="哪个单位记下来的；有公开出处的写 sources")
    ] = None
    recorded_on: Annotated[When | None, Column("记录日期", says="哪天记下来的")] = None
    sources: Annotated[list[Cited], Column("出处", says="从哪里看到的")] = []
    inferred: Inferred = []
    note: Note = None
    editor_note: EditorNote = None


class Ledger(Record):
    """data/ledgers/<name>.yaml: what an entry is, its fields and measures, and the entries.

    `complete` is the span over which every case is entered: only there no entry means none.
    """

    title: Annotated[Line, Column("标题", says="台账的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="这本台账做什么用")] = None
    entry: Annotated[Line, Column("一条是什么", says="一条记的是什么，如 一场庭审")]
    dated_by: Annotated[
        Id | None, Column("按哪一栏算时间", says="日期栏的键；没有的不分时段", shown=None)
    ] = None
    complete: Annotated[
        Span | None, Column("逐条记全的时段", says="这段时间里每一条都记了；没有把握的不写")
    ] = None
    public: Annotated[Flag, Column("公开", says="上网站的，写 true")] = False
    searched: Annotated[Flag, Column("可查询", says="柜台查得到的，写 true")] = False
    fields: Annotated[list[LedgerField], Column("栏目", says="每一栏，用“- key: …”开头")]
    measures: Annotated[list[Measure], Column("统计项", says="每个统计项，用“- key: …”开头")] = []
    counts: Annotated[
        list[CitedCount], Column("引用的数字", says="来源只给数目的，用“- id: …”开头")
    ] = []
    items: Annotated[list[LedgerEntry], Column("条目", says="每一条，用“- id: …”开头")] = []

    def field(self, wanted: str) -> LedgerField | None:
        """The field with this key or heading."""
        return next((one for one in self.fields if wanted in (one.key, one.heading)), None)
