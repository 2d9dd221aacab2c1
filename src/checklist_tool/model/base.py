"""What every record has in common, and how data becomes records."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from checklist_tool.model import scalars
from checklist_tool.values import plain_number

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT_PATTERN = r"\S"
URL_PATTERN = r"^https?://[^\s/]+\S*$"
PHONE_PATTERN = r"^[0-9]{3,8}$|^0[0-9]{2,3}-[0-9]{7,8}$"
LINE_PATTERN = r"^\S(.*\S)?$"


Reader = Literal["everyone", "desk", "editor"]
READERS: tuple[Reader, ...] = ("everyone", "desk", "editor")


@dataclass(frozen=True, slots=True)
class Column:
    """How a field is shown and found: its heading, and its weight in the search (0 to 1).

    `says` tells an editor what to write; `words` are the Chinese words of the values it may have.
    `shown` and `on_slip` order the fields for whoever reads an entry, at the desk, in print and on
    pages, or a slip: the smaller comes first, equals stand as in the model, None is not shown.
    `form` says how several values stand: each on a line, as numbered lines, or joined in one line.
    `reader` is for whom the field is: for everyone, for the desk alone, or for the editors alone.
    """

    heading: str
    searched: float = 0.0
    says: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    shown: int | None = 50
    on_slip: int | None = 50
    form: Literal["lines", "numbered", "joined"] = "lines"
    reader: Reader = "everyone"

    def told(self, reader: Reader) -> bool:
        """Whether that reader is told the field; the editors are told what the desk is."""
        return READERS.index(self.reader) <= READERS.index(reader)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """The field as an editor shows it while somebody types."""
        schema: dict[str, Any] = handler(core)
        schema["title"] = self.heading
        said = [self.says] if self.says else []
        if self.words:
            words = {value: self.words.get(value, "不写") for value in schema["enum"]}
            schema["enumDescriptions"] = list(words.values())
            said.append("、".join(f"{value} {word}" for value, word in words.items() if value))
        if said:
            schema["description"] = "。".join(said)
        return schema


class Written(Enum):
    """How a text stands in the files, where that is not left to what it looks like."""

    plain = "plain"  # 2024 is a year
    quoted = "quoted"  # "12345" is a telephone number


class Record(BaseModel):
    """A mapping of the data files. Keys are exactly the fields; values are texts as written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def _seen(*types: str, **limits: Any) -> WithJsonSchema:
    """What a schema says of a value: here it is the text as written, other readers make numbers."""
    return WithJsonSchema({"type": [*types] if len(types) > 1 else types[0], **limits})


_ANY = ("string", "number", "boolean")
_YEAR, _MONTH = "(?!0000)[0-9]{4}", "(0[1-9]|1[0-2])"
_LEAP_YEAR = "(?!0000)([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
# The days that there are; editors do not look at the format of a text.
_DAY_OF_YEAR = (
    f"{_YEAR}-({_MONTH}-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    f"|{_LEAP_YEAR}-02-29"
)

Text = Annotated[str, StringConstraints(pattern=TEXT_PATTERN), _seen(*_ANY, pattern=TEXT_PATTERN)]
# One line, no space at either end. What is told of a list quotes it often, so it has an end.
Line = Annotated[
    str,
    StringConstraints(pattern=LINE_PATTERN, max_length=500),
    _seen(*_ANY, pattern=LINE_PATTERN, maxLength=500),
]
Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=60),
    _seen("string", "integer", "boolean", pattern=ID_PATTERN, maxLength=60, minimum=0),
]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN), _seen("string", pattern=URL_PATTERN)]
# A public line.
Phone = Annotated[
    str,
    StringConstraints(pattern=PHONE_PATTERN),
    Written.quoted,
    _seen("string", "integer", pattern=PHONE_PATTERN, minimum=100, maximum=99_999_999),
]
Day = Annotated[
    date,
    BeforeValidator(scalars.day),
    _seen("string", format="date", pattern=f"^({_DAY_OF_YEAR})$"),
]
# As exact as the source: 2024, 2024-02 or 2024-02-26.
When = Annotated[
    str,
    AfterValidator(scalars.when),
    Written.plain,
    _seen(
        "string",
        "integer",
        pattern=f"^({_YEAR}(-{_MONTH})?|{_DAY_OF_YEAR})$",
        minimum=1000,
        maximum=9999,
    ),
]
Whole = Annotated[
    int,
    BeforeValidator(scalars.whole),
    _seen("string", "integer", pattern="^[0-9]{1,12}$", minimum=0, maximum=999_999_999_999),
]
# A number as exact as the source: 109, 72.2.
Number = Annotated[
    Decimal,
    BeforeValidator(scalars.number),
    PlainSerializer(plain_number, when_used="json"),
    Written.plain,
    _seen("string", "number", pattern=scalars.NUMBER_PATTERN, minimum=0),
]
Flag = Annotated[
    bool, BeforeValidator(scalars.flag), _seen("boolean", "string", pattern="^(true|false)$")
]

Provenance = Literal["published", "law", "inferred"]
PROVENANCES: dict[str, str] = {
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

    title: Annotated[Line, Column("标题", says="文件、网页或书的标题", shown=None)]
    url: Annotated[
        Url | None, Column("网址", says="能打开的公开网址，以 http:// 或 https:// 开头")
    ] = None
    publisher: Annotated[Line | None, Column("发布者", says="没有网址的，写谁发布的")] = None
    published_on: Annotated[
        When | None, Column("发布日期", says="写 2024、2024-02 或 2024-02-26，知道多细写多细")
    ] = None
    gone_on: Annotated[
        Day | None, Column("打不开", says="网址打不开了，写发现的那一天；还能打开的不写")
    ] = None

    @property
    def link(self) -> str:
        """The address, as long as it leads somewhere; "" otherwise."""
        return self.url if self.url and not self.gone_on else ""


class Review(Record):
    """When an office last confirmed an item (核定)."""

    on: Annotated[Day, Column("日期", says="核定的那一天，如 2026-02-26")]
    by: Annotated[Line, Column("核定单位", says="哪个单位核定的")]


class Item(Record):
    """What every entry of a list has; the fields of a kind stand in the order of its files."""

    id: Annotated[
        Id, Column("编号", says="用小写拼音和短横线，如 qinshu-guanxi；定了就不再改", shown=None)
    ]
    name: Annotated[Line, Column("名称", searched=1.0, says="正式名称，一行", shown=None)]


# Fields that end the entries of several kinds. `inferred` names the fields of an entry that are
# the compilers' reading and stand in no source; `provenance` says the same of the entry itself.
Aliases = Annotated[
    list[Line],
    Column("又称", searched=0.95, says="文件或别的清单上的叫法，每个一行", shown=None),
]
Sources = Annotated[
    list[Cited],
    Column("出处", says="这一项从哪里看到的；至少一处", on_slip=None),
]
Origin = Annotated[Provenance, Column("来历", says="内容怎么来的", words=PROVENANCES, on_slip=None)]
Inferred = Annotated[
    list[Line],
    Column("整理者归纳的部分", says="哪些键是整理者归纳的，写键名，如 steps", shown=None),
]
Reviewed = Annotated[
    Review | None, Column("最近核定", says="最近一次由哪个单位在哪天核定", on_slip=None)
]
Note = Annotated[Text | None, Column("说明", says="别处写不下的话，居民也会看到", on_slip=None)]
DeskNote = Annotated[
    Text | None,
    Column(
        "柜台提示", says="写给经办人的话；不上告知单、手册和网站", shown=15, on_slip=None,
        reader="desk",
    ),
]  # fmt: skip
EditorNote = Annotated[
    Text | None,
    Column(
        "编者记", says="关于出处、还要核对什么，写给编清单的人；哪里都不印", on_slip=None,
        reader="editor",
    ),
]  # fmt: skip


def headings(shape: type[BaseModel]) -> Mapping[str, str]:
    """The Chinese heading of every field, in the order of the model."""
    return _headings(shape)


@cache
def _headings(shape: type[BaseModel]) -> Mapping[str, str]:
    return MappingProxyType({name: column.heading for name, column in columns(shape)})


def choices(column: Column | None, values: Iterable[str]) -> dict[str, str]:
    """The values that a field may have, each with its Chinese word, or itself for want of one."""
    words = column.words if column else {}
    return {value: words.get(value, value) for value in values}


def columns(shape: type[BaseModel]) -> Iterator[tuple[str, Column]]:
    """Every field with its Column, in the order of the model."""
    for name, info in shape.model_fields.items():
        found = next((part for part in info.metadata if isinstance(part, Column)), None)
        yield name, found or Column(name)


@cache
def shown(shape: type[BaseModel], reader: Reader = "everyone") -> tuple[tuple[str, Column], ...]:
    """The fields of an entry that a reader is shown, in the order in which they are."""
    found = [
        (name, column)
        for name, column in columns(shape)
        if column.shown is not None and column.told(reader)
    ]
    return tuple(sorted(found, key=lambda one: one[1].shown or 0))


def on_slip(shape: type[BaseModel]) -> tuple[str, ...]:
    """The headings of the fields that stand on a slip, in the order in which they do."""
    found = [column for _, column in shown(shape) if column.on_slip is not None]
    return tuple(column.heading for column in sorted(found, key=lambda one: one.on_slip or 0))
