"""The lists as sheets of text: one sheet a list, one for each field that has rows of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checklist_tool.exchange.units import Unit, units
from checklist_tool.model.base import Record
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import KIND_BY_NAME, LIST_BY_NAME, Kind
from checklist_tool.model.vocabulary import Words
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Entry, Repository

# The heading of the hidden column that says what was exported; the keys of the units follow it.
BASELINE = "导出时的内容（不要改）"
ID = "编号"
NOTHING = "-"
WORDS = tuple(key for key in Words.model_fields if key != "id")  # keys of the vocabulary


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its heading, what may be written, and whether it may be changed."""

    text: str
    says: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    locked: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A table of texts; `table` is the list whose entries it holds, of a `unit` their rows."""

    title: str
    table: str
    headings: tuple[Heading, ...]
    rows: list[list[str]]
    unit: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is exported, and of which edition and revision; `records` has it as it stands."""

    title: str
    edition: str
    revision: str
    sheets: list[Worksheet]
    records: dict[str, list[Entry]]


def compose(repository: Repository, names: Sequence[str], revision: str) -> Workbook:
    """The book of these lists (`request` for the admission requests), in the order given."""
    edition = repository.edition
    records = {name: list(entries(repository, name)) for name in names}
    sheets = [_main(name, records[name]) for name in names]
    by_kind: dict[str, list[Entry]] = {}
    for name in names:
        by_kind.setdefault(kind_named(name).name, []).extend(records[name])
    for kind_name, found in by_kind.items():
        kind = KIND_BY_NAME[kind_name]
        sheets += [_rows(kind, unit, found) for unit in units_of(kind) if unit.rows]
    return Workbook(edition.title, edition.edition, revision, sheets, records)


def tables() -> dict[str, str]:
    """What can be exported: every list whose entries have an id, and requests; with titles."""
    listed = {
        name: one.title for name, one in LIST_BY_NAME.items() if _has_id(KIND_BY_NAME[one.kind])
    }
    return {**listed, "request": KIND_BY_NAME["request"].title}


def kind_named(name: str) -> Kind:
    """The kind of a list, or the kind itself where it is not kept in lists."""
    return KIND_BY_NAME[LIST_BY_NAME[name].kind if name in LIST_BY_NAME else name]


def shape_of(kind: Kind) -> type[Record]:
    """The model of one entry of a kind."""
    if not kind.items:
        return kind.shape
    annotation = kind.shape.model_fields["items"].annotation
    found: type[Record] = annotation.__args__[0]  # type: ignore[union-attr]
    return found


def entries(repository: Repository, name: str) -> Iterator[Entry]:
    """The entries that stand in a table of this name."""
    if name not in LIST_BY_NAME:
        yield from repository.of(name)
        return
    path = LIST_BY_NAME[name].path
    yield from (entry for entry in repository.entries if entry.source.path == path and entry.loc)


def raw(entry: Entry) -> dict[str, Any]:
    """The entry as it stands in its file."""
    data: Any = entry.source.data
    for part in entry.loc:
        data = data[part]
    return dict(data)


def whole(entry: Entry) -> dict[str, Any]:
    """The entry as it stands in its file, and the words by which the search finds it."""
    return {**raw(entry.words), **raw(entry)} if entry.words else raw(entry)


def units_of(kind: Kind) -> tuple[Unit, ...]:
    """The units of an entry of a kind; last the words by which the search finds it."""
    words = tuple(unit for unit in units(Words) if unit.key in WORDS) if kind.word else ()
    return units(shape_of(kind)) + words


def main_units(kind: Kind) -> list[Unit]:
    """The units of a kind that stand on the sheet of the list itself."""
    return [unit for unit in units_of(kind) if not unit.rows]


def rows_title(kind: Kind, unit: Unit) -> str:
    """The name of the sheet of a unit that has rows."""
    return f"{kind.title}·{unit.heading}"


def baseline(kind: Kind, record: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each unit of a record, by its key."""
    return {unit.key: digest(unit, record) for unit in units_of(kind)}


def digest(unit: Unit, record: Mapping[str, Any]) -> str:
    """What a unit of a record is compared by, to see whether somebody else has changed it."""
    return digest_of(unit.cells(record) if unit.rows else unit.text(record))


def digest_of(cells: str | Iterable[Sequence[str]]) -> str:
    """The digest of the cell, or of the rows, of a unit."""
    text = plain(cells) if isinstance(cells, str) else "\x1e".join(
        "\x1f".join(map(plain, row)) for row in cells
    )  # fmt: skip
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10] if text else NOTHING


def plain(text: str) -> str:
    """A cell without what programs change by saving it: line ends, and white space at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def _has_id(kind: Kind) -> bool:
    return kind.items and "id" in shape_of(kind).model_fields


def _main(name: str, found: list[Entry]) -> Worksheet:
    kind = kind_named(name)
    every = units_of(kind)
    shown = main_units(kind)
    keys = " ".join(unit.key for unit in every)
    headings = [_heading(unit, locked=unit.key == "id") for unit in shown]
    headings.append(Heading(f"{BASELINE} {keys}", locked=True, hidden=True))
    rows = []
    for entry in found:
        record = whole(entry)
        kept = " ".join(baseline(kind, record).values())
        rows.append([*(unit.text(record) for unit in shown), f"{name} {kept}"])
    title = LIST_BY_NAME[name].title if name in LIST_BY_NAME else kind.title
    return Worksheet(title, name, tuple(headings), rows)


def _rows(kind: Kind, unit: Unit, found: list[Entry]) -> Worksheet:
    stepped = not kind.items and unit.key == "steps"
    headings = [
        Heading(ID, "是哪一项的：写那一项的编号"),
        Heading("名称（只供看）", "方便看，不读回去", locked=True),
        *(_heading(inner, locked=stepped) for inner in unit.rows),
    ]
    rows = [[entry.id, entry.name, *cells] for entry in found for cells in unit.cells(whole(entry))]
    return Worksheet(rows_title(kind, unit), kind.name, tuple(headings), rows, unit.key)


def _heading(unit: Unit, *, locked: bool = False) -> Heading:
    says = unit.says
    if unit.form == "basis":
        says = "每条一行：政策依据库里的编号，空一格写条款"
    if unit.required:
        says = f"必填。{says}"
    return Heading(unit.heading, says, unit.words, locked)


def unread(repository: Repository, names: Iterable[str]) -> list[str]:
    """The files of these lists that could not be read, or not whole, and so are not in the book."""
    wanted = {kind_named(name).name for name in names}
    return sorted(path for path in repository.unread
                  if (kind := kind_of(path)) is not None and kind.name in wanted)  # fmt: skip


def named(typed: Sequence[str]) -> list[str]:
    """The tables that are typed by name, title, or group; raises ChecklistError for others."""
    known = tables()
    groups = {
        "all": list(known),
        "全部": list(known),
        "certificates": [n for n in known if kind_named(n).name == "certificate"],
        "证明": [n for n in known if kind_named(n).name == "certificate"],
        "services": [n for n in known if kind_named(n).name == "service"],
        "服务": [n for n in known if kind_named(n).name == "service"],
        "tasks": ["request"],
    }
    found: list[str] = []
    for one in typed:
        listed = groups.get(one) or [
            name for name, title in known.items() if one in (name, title)
        ]  # fmt: skip
        if not listed:
            said = "、".join(f"{name}（{title}）" for name, title in known.items())
            raise ChecklistError(
                f"没有“{one}”这张清单",
                hint=f"可以写 all、certificates、services、tasks，或者：{said}",
            )
        found += [name for name in listed if name not in found]
    return found
