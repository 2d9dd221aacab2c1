"""Pinned answers (固定问答): asked this way, the desk must answer so."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator

from checklist_tool.model.base import Column, Day, Id, Line, Note, Record, Text


class PinnedAnswer(Record):
    """A way of asking, and the item or verdict that must come; `on` asks as of that day."""

    ask: Annotated[Line, Column("问法")]
    on: Annotated[Day | None, Column("按哪一天")] = None
    kind: Annotated[Literal["certificate", "service"] | None, Column("只找")] = None
    item: Annotated[Id | None, Column("事项")] = None
    verdict: Annotated[
        Literal["issue", "refuse", "conditional", "not_listed"] | None, Column("答复")
    ] = None
    note: Note = None

    @model_validator(mode="after")
    def _pins_something(self) -> Self:
        if self.item is None and self.verdict is None:
            raise ValueError("没有写要答复什么\n写上事项编号 item，或者答复 verdict")
        return self


class PinnedAnswers(Record):
    """data/answers.yaml"""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    items: Annotated[list[PinnedAnswer], Column("问答")]
