"""The register of policies (政策依据库), and references into it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from checklist_tool.model.base import (
    Column,
    Id,
    Line,
    Record,
    Text,
    Url,
    When,
    Written,
    first_day,
    last_day,
)  # fmt: skip


class Basis(Record):
    """A reference into the register: which policy, and which article of it."""

    policy: Annotated[Id, Column("文件")]
    article: Annotated[Line | None, Column("条款")] = None


class Policy(Record):
    """A law, regulation or document that lists rest on; it is registered once.

    Dates are as exact as the source gives them.
    """

    id: Annotated[Id, Column("编号")]
    title: Annotated[Line, Column("标题")]
    doc_number: Annotated[Line | None, Column("文号"), Written.quoted] = None
    issuer: Annotated[Line | None, Column("制定机关")] = None
    issued_on: Annotated[When | None, Column("印发、通过")] = None
    in_force_on: Annotated[When | None, Column("施行")] = None
    amended_on: Annotated[When | None, Column("最近修改")] = None
    repealed_on: Annotated[When | None, Column("废止")] = None
    url: Annotated[Url | None, Column("网址")] = None
    note: Annotated[Text | None, Column("说明")] = None

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


class PolicyRegister(Record):
    """data/lists/policies/register.yaml"""

    title: Annotated[Line, Column("标题")]
    about: Annotated[Text | None, Column("用途")] = None
    items: Annotated[list[Policy], Column("文件")]
