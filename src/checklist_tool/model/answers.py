"""Pinned answers (固定问答): asked this way, the desk must answer so."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, model_validator

from checklist_tool.model.base import Column, Day, Id, Line, Note, Record, Text
from checklist_tool.model.kinds import DESK, VERDICTS

# How sure the desk is of an answer: one item, several that fit equally, some that may be meant.
LEVELS = {"sure": "有把握", "several": "几项都合适", "near": "可能是", "none": "没有找到"}


class PinnedAnswer(Record):
    """A way of asking, and the item, verdict or level that must come; `on` asks as of that day.

    An item must be the first answer; with the level `near` the first that may be meant.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [name]} for name in ("item", "verdict", "level")]}
    )

    ask: Annotated[Line, Column("问法", says="居民的问法")]
    on: Annotated[Day | None, Column("按哪一天", says="按哪一天答复；不写就是今天")] = None
    kind: Annotated[
        Literal["certificate", "service", "signpost", "place"] | None,
        Column("只找", says="只找证明、服务、指路或者本居村的地点", words=DESK),
    ] = None
    item: Annotated[Id | None, Column("事项", says="应该找到的事项编号；和 verdict 至少写一个")] = (
        None
    )
    verdict: Annotated[
        Literal["issue", "refuse", "conditional", "elsewhere", "not_listed"] | None,
        Column("答复", says="应该给的答复；和 item 至少写一个", words=VERDICTS, shown=None),
    ] = None
    level: Annotated[
        Literal["sure", "several", "near", "none"] | None,
        Column("把握", says="应该有几分把握；不写的，事项要有把握", words=LEVELS),
    ] = None
    note: Note = None

    @model_validator(mode="after")
    def _pins_something(self) -> Self:
        if self.item is None and self.verdict is None and self.level is None:
            raise ValueError("没有写要答复什么\n写上事项编号 item、答复 verdict，或者把握 level")
        return self


class PinnedAnswers(Record):
    """data/answers.yaml"""

    title: Annotated[Line, Column("标题", says="这份文件的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="做什么用")] = None
    items: Annotated[list[PinnedAnswer], Column("问答", says="每一问，用“- ask: …”开头")]
