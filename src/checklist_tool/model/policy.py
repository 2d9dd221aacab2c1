"""The register of policies (政策依据库), and references into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, get_args

from pydantic import BaseModel

from checklist_tool.model.base import (
    Column,
    Day,
    EditorNote,
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
    version: Annotated[
        When | None,
        Column("版本", says="条款是哪一版的，写那一版通过的日期；不写就是现在施行的一版"),
    ] = None


DocNumber = Annotated[Line | None, Column("文号", says="如 民发〔2020〕20号"), Written.quoted]
FullText = Annotated[Url | None, Column("网址", says="能看到全文的公开网址")]
ReadOn = Annotated[Day | None, Column("读原文", says="哪一天读过这一版的原文；没有读过的不写")]
ReadBy = Annotated[Line | None, Column("谁读的", says="哪个单位读的；整理者自己读的不写")]


class Renumbered(Record):
    """One article that has another number than in the version before."""

    was: Annotated[Line, Column("原条号", says="上一版的条号，如 第三十七条")]
    now: Annotated[Line, Column("现条号", says="这一版的条号；没有变的，两处写一样")]
    note: Note = None


Renumbering = Annotated[
    list[Renumbered], Column("条号变化", says="和上一版比，清单引用的条款原来是第几条")
]


class Version(Record):
    """One text of a policy (版本): it goes by the day on which it was adopted."""

    adopted: Annotated[When, Column("通过", says="这一版通过、修改的日期")]
    in_force: Annotated[When | None, Column("施行", says="这一版从哪天起施行")] = None
    until: Annotated[When | None, Column("止", says="施行的最后一天；不写就到下一版施行")] = None
    doc_number: DocNumber = None
    url: FullText = None
    read_on: ReadOn = None
    read_by: ReadBy = None
    renumbered: Renumbering = []

    @property
    def starts(self) -> date:
        """The first day on which it may be in force."""
        adopted = first_day(self.adopted)
        return max(adopted, first_day(self.in_force)) if self.in_force else adopted

    def is_called(self, when: str) -> bool:
        """Whether this day of adoption, known more or less exactly, is the one of this version."""
        return self.adopted.startswith(when) or when.startswith(self.adopted)


class Policy(Record):
    """A law, regulation or document that lists rest on; it is registered once.

    Dates are as exact as the source gives them. The fields describe the latest text; earlier
    ones, and one that is adopted and not in force yet, stand in `versions`.
    """

    id: Annotated[Id, Column("编号", says="用小写拼音和短横线；定了就不再改", shown=None)]
    title: Annotated[Line, Column("标题", says="文件的全称，不带书名号", shown=None)]
    doc_number: DocNumber = None
    issuer: Annotated[Line | None, Column("制定机关", says="哪个机关制定的")] = None
    issued_on: Annotated[
        When | None, Column("印发、通过", says="印发或通过的日期，知道多细写多细")
    ] = None
    in_force_on: Annotated[When | None, Column("施行", says="从哪天起施行")] = None
    amended_on: Annotated[When | None, Column("最近修改", says="最近一次修改的日期")] = None
    repealed_on: Annotated[When | None, Column("废止", says="废止的日期；还有效的不写")] = None
    url: FullText = None
    read_on: ReadOn = None
    read_by: ReadBy = None
    renumbered: Renumbering = []
    superseded_by: Annotated[
        list[Id], Column("被取代", says="由依据库里哪些文件取代，写它们的编号")
    ] = []
    prevails_over: Annotated[
        list[Id], Column("高于", says="和依据库里哪些文件说法不同时以这一份为准，写它们的编号")
    ] = []
    versions: Annotated[
        list[Version], Column("其他版本", says="以前的版本，和通过了还没有施行的版本")
    ] = []
    note: Note = None
    editor_note: EditorNote = None

    @property
    def history(self) -> list[Version]:
        """Every version that is known, the earliest first; empty when no date is."""
        return self._history

    @cached_property
    def _history(self) -> list[Version]:  # asked for each item that rests on it
        adopted = self.amended_on or self.issued_on or self.in_force_on
        described = [
            Version(
                adopted=adopted, in_force=self.in_force_on, doc_number=self.doc_number,
                url=self.url, read_on=self.read_on, read_by=self.read_by,
                renumbered=self.renumbered,
            )
        ] if adopted else []  # fmt: skip
        return sorted([*self.versions, *described], key=lambda one: (one.starts, one.adopted))

    def version_on(self, day: date) -> Version | None:
        """The version in force on a day, as far as the register knows."""
        started = [one for one in self.history if one.starts <= day]
        last = started[-1] if started else None
        return None if last and last.until and last_day(last.until) < day else last

    def called(self, when: str) -> Version | None:
        """The version that was adopted then."""
        return next((one for one in self.history if one.is_called(when)), None)

    def on(self, day: date) -> Policy:
        """The policy as it is cited on that day: the number, address and articles of that text."""
        if not self.versions or (version := self.version_on(day)) is None:
            return self
        history = self.history
        later = history[history.index(version) + 1 :]
        latest = self.amended_on or self.issued_on or self.in_force_on
        if version.adopted == latest:
            return self
        kept = {name: value for name, value in self if name not in ("versions", "renumbered")}
        text = {"doc_number": version.doc_number, "url": version.url}
        steps = [one.renumbered for one in reversed(later)]
        return EarlierText.model_construct(**kept | text, adopted=version.adopted, steps=steps)

    @property
    def names(self) -> list[str]:
        """What it can be called by: its id, title and number."""
        return [self.id, self.title, *([self.doc_number] if self.doc_number else [])]

    @property
    def in_brackets(self) -> str:
        """The title as it stands in a sentence: 《…》, with 〈…〉 within."""
        return f"《{self.title.replace('《', '〈').replace('》', '〉')}》"

    def cited(self, article: str | None = None) -> str:
        """The policy as it is cited: 《…》（民发〔2020〕20号）第…条."""
        number = f"（{self.doc_number}）" if self.doc_number else ""
        return f"{self.in_brackets}{number}{article or ''}"

    def not_yet_in_force(self, day: date) -> bool:
        """Whether it surely is not in force yet on that day."""
        return self.in_force_on is not None and first_day(self.in_force_on) > day

    def repealed(self, day: date) -> bool:
        """Whether it surely is repealed on that day."""
        return self.repealed_on is not None and last_day(self.repealed_on) <= day


class EarlierText(Policy):
    """A policy as it was cited before it was amended; `steps` lead back from the latest text."""

    adopted: str
    steps: list[list[Renumbered]]

    def cited(self, article: str | None = None) -> str:
        """The policy with the day of the version, and the number that the article had in it."""
        for changes in self.steps:
            found = next((one for one in changes if article and article.startswith(one.now)), None)
            if article and found is None:
                article = f"{article}（现行条号）"
                break
            if article and found:
                article = found.was + article.removeprefix(found.now)
        number = f"{self.doc_number}，" if self.doc_number else ""
        return f"{self.in_brackets}（{number}{self.adopted} 版）{article or ''}"


def policies_on(policies: Mapping[str, Policy], day: date) -> dict[str, Policy]:
    """The register as it is cited on that day."""
    return {id: policy.on(day) for id, policy in policies.items()}


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
        if getattr(annotation, "past", False):
            return False
        return annotation is Basis or bool(_leading(annotation))
    return any(_holds(part) for part in get_args(annotation))


def cited(basis: Basis, policies: Mapping[str, Policy]) -> str:
    """A basis as it is cited in print."""
    policy = policies.get(basis.policy)
    return (
        policy.cited(basis.article) if policy else f"{basis.policy} {basis.article or ''}".strip()
    )
