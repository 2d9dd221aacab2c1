"""What every record has in common, and how data becomes records."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT_PATTERN = r"\S"
URL_PATTERN = r"^https?://[^\s/]+\S*$"
PHONE_PATTERN = r"^[0-9]{3,8}$|^0[0-9]{2,3}-[0-9]{7,8}$"
LINE_PATTERN = r"^\S(.*\S)?$"


@dataclass(frozen=True, slots=True)
class Column:
    """How a field is shown and found: its heading, and its weight in the search (0 to 1)."""

    heading: str
    searched: float = 0.0


class Written(Enum):
    """How a text stands in the files, where that is not left to what it looks like."""

    plain = "plain"  # 2024 is a year
    quoted = "quoted"  # "12345" is a telephone number


class Record(BaseModel):
    """A mapping of the data files. Keys are exactly the fields; values are texts as written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def _day(value: Any) -> Any:
    if not isinstance(value, str) or isinstance(value, date):
        return value
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


def _when(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise ValueError
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise PydanticCustomError("when", "not a day, month or year") from None
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,12}", value, re.ASCII):
            raise PydanticCustomError("whole", "not a whole number")
        return int(value)
    return value


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(pattern=TEXT_PATTERN)]
Line = Annotated[str, StringConstraints(pattern=LINE_PATTERN)]  # one line, no space at either end
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN)]
Phone = Annotated[str, StringConstraints(pattern=PHONE_PATTERN), Written.quoted]  # public
Day = Annotated[date, BeforeValidator(_day)]
When = Annotated[
    str, AfterValidator(_when), Written.plain
]  # as exact as the source: 2024, 2024-02 or 2024-02-26
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]

Provenance = Literal["published", "law", "inferred"]
PROVENANCES = {
    "published": "公开清单或报道载明",
    "law": "法律法规直接规定",
    "inferred": "整理者推定，未见于公开清单",
}


def first_day(when: str) -> date:
    """The first day that a date known to the year, month or day can mean."""
    return date.fromisoformat((when + "-01-01")[:10])


def last_day(when: str) -> date:
    """The last day that a date known to the year, month or day can mean."""
    if len(when) == 4:
        return date(int(when), 12, 31)
    if len(when) == 7:
        year, month = int(when[:4]), int(when[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(when)


class Cited(Record):
    """Where a statement was seen: a page with an address, or a print with publisher and date."""

    title: Annotated[Line, Column("标题")]
    url: Annotated[Url | None, Column("网址")] = None
    publisher: Annotated[Line | None, Column("发布者")] = None
    published_on: Annotated[When | None, Column("发布日期")] = None


class Review(Record):
    """When an office last confirmed an item (核定)."""

    on: Annotated[Day, Column("日期")]
    by: Annotated[Line, Column("核定单位")]


class Item(Record):
    """What every entry of a list has; the fields of a kind stand in the order of its files."""

    id: Annotated[Id, Column("编号")]
    name: Annotated[Line, Column("名称", searched=1.0)]


# Fields that end the entries of several kinds. `inferred` names the fields of an entry that are
# the compilers' reading and stand in no source; `provenance` says the same of the entry itself.
Aliases = Annotated[list[Line], Column("又称", searched=0.95)]
Asks = Annotated[list[Line], Column("常见问法", searched=0.85)]
Sources = Annotated[list[Cited], Column("出处")]
Origin = Annotated[Provenance, Column("来历")]
Inferred = Annotated[list[Line], Column("整理者归纳的部分")]
Reviewed = Annotated[Review | None, Column("最近核定")]
Note = Annotated[Text | None, Column("说明")]


def headings(shape: type[BaseModel]) -> dict[str, str]:
    """The Chinese heading of every field, in the order of the model."""
    return {name: column.heading for name, column in columns(shape)}


def columns(shape: type[BaseModel]) -> Iterator[tuple[str, Column]]:
    """Every field with its Column, in the order of the model."""
    for name, info in shape.model_fields.items():
        found = next((part for part in info.metadata if isinstance(part, Column)), None)
        yield name, found or Column(name)
