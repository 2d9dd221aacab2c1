"""What only the search needs of an item (查找用语): everyday names and ways of asking."""

from __future__ import annotations

from typing import Annotated

from checklist_tool.model.base import Column, Id, Line, Record, Text


class Words(Record):
    """How residents call an item and ask for it; none of it is printed. `id` is the item's."""

    id: Annotated[Id, Column("编号", says="清单上那一项的编号，如 qinshu-guanxi", shown=None)]
    names: Annotated[
        list[Line],
        Column("日常叫法", searched=0.95, says="居民平时怎么叫，每个一行；只供查找，不印出来"),
    ] = []
    asks: Annotated[
        list[Line],
        Column("常见问法", searched=0.85, says="居民会怎么问，用居民自己的话，每句一行"),
    ] = []


class Vocabulary(Record):
    """data/vocabulary/<list>.yaml: the words by which the items of that list are found."""

    title: Annotated[Line, Column("标题", says="这份文件的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="做什么用")] = None
    items: Annotated[list[Words], Column("查找用语", says="每一项的用语，用“- id: …”开头")]
