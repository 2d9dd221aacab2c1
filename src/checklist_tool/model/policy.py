"""The register of policies (政策依据库), and references into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel

from checklist_tool.model.base import (
    Column,
    Id,
    Line,
    Note,
    Record,
    Text,
    Url,
    When,
    Written,
    first_day,
    last_day,
)  # fmt: skip

Loc = Sequence[str | int]


class Basis(Record):
    """A reference into the register: which policy, and which article of it."""

    # A number or title instead of the id is told with the id that it stands for: CK102.
    policy: Annotated[Line, Column("文件", says="文件在政策依据库里的编号")]
    article: Annotated[Line | None, Column("条款", says="哪一条，如 第十条、附件第4项")] = None


class Policy(Record):
    """A law, regulation or document that lists rest on; it is registered once.

    Dates are as exact as the source gives them.
    """

    id: Annotated[Id, Column("编号", says="用小写拼音和短横线；定了就不再改", shown=None)]
    title: Annotated[Line, Column("标题", says="文件的全称，不带书名号", shown=None)]
    doc_number: Annotated[
        Line | None, Column("文号", says="如 民发〔2020〕20号"), Written.quoted
    ] = None
    issuer: Annotated[Line | None, Column("制定机关", says="哪个机关制定的")] = None
    issued_on: Annotated[
        When | None, Column("印发、通过", says="印发或通过的日期，知道多细写多细")
    ] = None
    in_force_on: Annotated[When | None, Column("施行", says="从哪天起施行")] = None
    amended_on: Annotated[When | None, Column("最近修改", says="最近一次修改的日期")] = None
    repealed_on: Annotated[When | None, Column("废止", says="废止的日期；还有效的不写")] = None
    url: Annotated[Url | None, Column("网址", says="能看到全文的公开网址")] = None
    note: Note = None

    @property
    def names(self) -> list[str]:
        """What it can be called by: its id, title and number."""
        return [self.id, self.title, *([self.doc_number] if self.doc_number else [])]

    def cited(self, article: str | None = None) -> str:
        """The policy as it is cited: 《…》（民发〔2020〕20号）第…条."""
        title = f"《{self.title.replace('《', '〈').replace('》', '〉')}》"
        number = f"（{self.doc_number}）" if self.doc_number else ""
        return f"{title}{number}{article or ''}"

    def not_yet_in_force(self, day: date) -> bool:
        """Whether it surely is not in force yet on that day."""
        return self.in_force_on is not None and first_day(self.in_force_on) > day

    def repealed(self, day: date) -> bool:
        """Whether it surely is repealed on that day."""
        return self.repealed_on is not None and last_day(self.repealed_on) <= day


_BRACKETS = str.maketrans("〔〕［］[]【】", "()()()()", "《》〈〉“”")


def plain_name(name: str) -> str:
    """A name whatever brackets and digits it has: 民发[2020]第20号 gives 民发(2020)20号."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).translate(_BRACKETS)
    return re.sub(r"第(?=\d+号$)", "", plain)


class PolicyRegister(Record):
    """data/lists/policies/register.yaml"""

    title: Annotated[Line, Column("标题", says="依据库的名称", shown=None)]
    about: Annotated[Text | None, Column("用途", says="依据库做什么用")] = None
    items: Annotated[list[Policy], Column("文件", says="每份文件登记一次，用“- id: …”开头")]


def bases(record: BaseModel, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[Loc, Basis]]:
    """Every basis of a record, also in the records that it holds, and where it stands."""
    for name in _leading(type(record)):
        value = getattr(record, name)
        values = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, one in values:
            at = (*loc, name) if index is None else (*loc, name, index)
            if isinstance(one, Basis):
                yield at, one
            elif one is not None:
                yield from bases(one, at)


@cache
def _leading(shape: type[BaseModel]) -> tuple[str, ...]:
    """The fields that are a basis or hold one."""
    return tuple(name for name, info in shape.model_fields.items() if _holds(info.annotation))


def _holds(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation is Basis or bool(_leading(annotation))
    return any(_holds(part) for part in get_args(annotation))
