"""Read a table that somebody else has made: the entries that it names, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checklist_tool.chinese.names import folded
from checklist_tool.exchange import book, marks
from checklist_tool.exchange.grids import EMPTY, At, Cell, Grid, TableFault, TableFile
from checklist_tool.exchange.head import COMPOSED, Head, found
from checklist_tool.exchange.units import Unit, put
from checklist_tool.model.kinds import LIST_BY_NAME, Kind
from checklist_tool.model.policy import Policy, plain_name

_SECTION = re.compile(r"^\s*[（(]?[一二三四五六七八九十]+[)）]?、?")
_CITED = re.compile(
    r"《([^《》]+)》\s*(?:[（(]([^（()）]*?号)[)）])?\s*(?:的)?\s*(第[^《》，,；;。\s]*|附件[^《》，,；;。\s]*)?"
)
_WHICH = "改表名或者 --list，让两处说的一样；不写 --list 就按表名读"
_DIGITS = ("item_no", "phone")  # fields in which only digits count, however wide they are


@dataclass(slots=True)
class Named:
    """An entry that a foreign table names: the value of each field, and the place of its cell."""

    list: str
    name: str
    at: At
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, At] = field(default_factory=dict)
    remark: str = ""


@dataclass(slots=True)
class Foreign:
    """What a foreign file names, what its columns are read as, and what is wrong or passed over."""

    entries: list[Named] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    faults: list[TableFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)


def read(
    tables: TableFile,
    list_name: str | None,
    mapped: Mapping[str, str],
    policies: Mapping[str, Policy],
) -> Foreign:
    """The entries of every sheet that has a head.

    Each sheet is of `list_name`, or else of the list that its title or the name of the file says.
    """
    result = Foreign()
    for grid in tables.grids:
        if not any(True for _ in grid.rows()):
            result.remarks.append(f"表“{grid.title}”是空的，没有读")
            continue
        if grid.hidden:
            result.remarks.append(f"表“{grid.title}”是隐藏的，没有读；要读的先取消隐藏")
            continue
        titled = marks.list_of(grid.title)
        name = list_name or titled or marks.list_of(tables.name)
        at = At(tables.name, grid.title)
        if list_name and titled and titled != list_name:
            there, typed = LIST_BY_NAME[titled].title, LIST_BY_NAME[list_name].title
            result.faults.append(TableFault(at, f"表名写的是{there}，--list 写的是{typed}", _WHICH))
            continue
        if name is None:
            hint = "写明 --list negative 这样，或者把表名改成“负面清单”"
            result.faults.append(TableFault(at, "不知道是哪一张清单的事项", hint))
            continue
        _Sheet(result, tables.name, grid, name, policies).read(mapped)
    if not result.entries and not result.faults:
        result.faults.append(TableFault(At(tables.name), "没有读到一项", "检查是不是选错了文件"))
    _check_twice(result)
    return result


class _Sheet:
    def __init__(
        self, result: Foreign, file: str, grid: Grid, name: str, policies: Mapping[str, Policy]
    ) -> None:
        self.result = result
        self.file = file
        self.grid = grid
        self.name = name
        self.kind: Kind = book.kind_named(name)
        self.units: dict[str, Unit] = {unit.key: unit for unit in book.units_of(self.kind)}
        self.above: dict[int, Cell] = {}  # what the entry before says in each column
        self.policies = {plain_name(text): policy for policy in policies.values()
                         for text in policy.names}  # fmt: skip

    def read(self, mapped: Mapping[str, str]) -> None:
        head = found(self.file, self.grid, self.kind, mapped, self.result.faults)
        if head is None:
            return
        if self.name not in self.result.lists:
            self.result.lists.append(self.name)
        self.result.columns |= {head.headings[at]: key for at, key in head.fields.items()}
        if head.unread:
            said = f"表“{self.grid.title}”没有读的列：{'、'.join(head.unread)}"
            self.result.remarks.append(f"{said}；要读的写 --map 列名=键")
        hidden = sorted(
            row for row in self.grid.hidden_rows if row > head.row and row in self.grid.cells
        )
        if hidden:
            shown = "、".join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else "")
            self._fault(hidden[0], f"有 {len(hidden)} 行是隐藏的（{shown}）",
                        "取消隐藏，或者删掉这些行，再导入")  # fmt: skip
        for row, _ in self.grid.rows():
            if not self._is_of_another(row) and row > head.row:
                self._row(head, row)

    def _is_of_another(self, row: int) -> bool:
        """Whether a row is a caption that names another list than the one that is read."""
        texts = [cell.text for cell in self.grid.cells[row].values() if cell.text.strip()]
        if len(texts) != 1 or len(texts[0]) > 60 or marks.is_remark(texts[0]):
            return False
        title = marks.other_list(texts[0], self.name)
        if title:
            said = f"这里写的是{title}，这张表按{LIST_BY_NAME[self.name].title}读"
            self._fault(row, said, f"几张清单的，分成几张表；{_WHICH}")
        return bool(title)

    def _row(self, head: Head, row: int) -> None:
        cells = {column: cell for column, cell in self.grid.cells[row].items() if cell.text.strip()
                 or cell.trouble}  # fmt: skip
        at_name = head.column("name")
        name = self.grid.cell(row, at_name).text.strip()
        if marks.is_nothing(name):
            name = ""
        if any(marks.is_total(cell.text) for cell in cells.values()):
            self._passed(row, "是合计")
            return
        if {
            column: cell.text.strip().replace("\n", "") for column, cell in cells.items()
        } == head.headings:
            self._passed(row, "是又一行表头")
            return
        covered = self.grid.covered.get((row, at_name))
        if covered and covered[1] == at_name and covered[0] > head.row:
            self._fault(
                row,
                "名称的格和上面合并了，看不出是一项还是几项",
                "取消合并，每行写一个名称",
                at_name,
            )
            return
        alone = len(cells) == 1
        if not name:
            if alone:
                self._passed(row, "不是事项")
            elif any(column in cells for column in head.fields):
                self._fault(row, "没有名称", "补上名称，或者删掉这一行", at_name)
            return
        if alone and len(head.headings) > 1 and _is_aside(name, self._wide(row, at_name)):
            self._passed(row, "不是事项")
            return
        if self.grid.cell(row, at_name).trouble:
            self._fault(row, self.grid.cell(row, at_name).trouble, "", at_name)
            return
        if not marks.is_name(plain := marks.name(name)):
            self._fault(row, f"“{name[:40]}”不是一个名称", "写上名称，或者删掉这一行", at_name)
            return
        entry = Named(self.name, plain, At(self.file, self.grid.title, row))
        self._values(head, row, entry)
        self.result.entries.append(entry)

    def _values(self, head: Head, row: int, entry: Named) -> None:
        who = ""
        for column, key in head.fields.items():
            place = At(self.file, self.grid.title, row, column, head.headings.get(column, ""))
            cell = self.grid.cell(row, column)
            above = self.grid.covered.get((row, column))
            if above and above[1] == column and above[0] > head.row:
                cell = self.grid.cell(*above)  # merged downwards: it holds for each of the rows
            if marks.is_ditto(cell.text) and key != "name":
                ditto, cell = cell, self.above.get(column, EMPTY)
                if not cell.text.strip():
                    said = f"写的是“{ditto.text.strip()}”，上面没有写"
                    self.result.faults.append(TableFault(place, said, "写出来，或者清空这一格"))
            self.above[column] = cell
            if cell.trouble:
                self.result.faults.append(TableFault(place, cell.trouble))
                continue
            text = "" if marks.is_nothing(cell.text) else cell.text.strip()
            if not text or key == "name":
                entry.places[key] = place
                continue
            if key in _DIGITS:
                text = unicodedata.normalize("NFKC", text)
            entry.places[key] = place
            if key == "instead.who":
                who = " ".join(text.split())
            elif key == "basis":
                self._basis(entry, text)
            elif key in COMPOSED:
                put(entry.values, (key,), [{COMPOSED[key]: line} for line in _listed(text)])
            else:
                unit = self.units[key]
                if unit.form == "lines":
                    text = "\n".join(_listed(text))
                put(entry.values, unit.path, unit.value(text))
        if who and "instead" in self.units:
            routes = entry.values.get("instead") or [{"what": "到办理单位办理"}]
            entry.values["instead"] = [{**route, "who": who} for route in routes]
            entry.places.setdefault("instead", entry.places["instead.who"])

    def _basis(self, entry: Named, text: str) -> None:
        """Bases as the register has them; what is not registered goes into the note, as written."""
        listed, rest = [], []
        cited = list(_CITED.finditer(text))
        for one in cited:
            policy = self.policies.get(plain_name(one[2] or "")) or self.policies.get(
                plain_name(one[1])
            )
            if policy is None:
                rest.append(one[0])
            else:
                listed.append({"policy": policy.id, **({"article": one[3]} if one[3] else {})})
        if not cited:
            policy = self.policies.get(plain_name(text))
            listed, rest = ([{"policy": policy.id}], []) if policy else ([], [text])
        if listed:
            entry.values["basis"] = listed
        if rest:
            before = entry.values.get("note")
            said = f"原表写的依据：{'；'.join(rest)}"
            entry.values["note"] = f"{before}\n{said}" if before else said
            entry.places.setdefault("note", entry.places["basis"])
            entry.remark = "有的依据没有登记在政策依据库，写进了说明"

    def _wide(self, row: int, column: int) -> bool:
        return self.grid.covered.get((row, column + 1)) is not None

    def _passed(self, row: int, why: str) -> None:
        text = next((cell.text for cell in self.grid.cells[row].values() if cell.text), "")
        self.result.remarks.append(f"表“{self.grid.title}”第 {row} 行{why}，没有读：{text[:40]}")

    def _fault(self, row: int, message: str, hint: str, column: int = -1) -> None:
        self.result.faults.append(
            TableFault(At(self.file, self.grid.title, row, column), message, hint)
        )


def _is_aside(text: str, wide: bool) -> bool:
    """Whether a row that has nothing else is a remark or the title of a section."""
    return wide or marks.is_remark(text) or (
        bool(_SECTION.match(text)) and "证明" not in text
    ) or len(text) > 60  # fmt: skip


def _listed(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if plain := marks.without_number(line).strip():
            yield plain


def _check_twice(result: Foreign) -> None:
    seen: dict[tuple[str, str, Any], Named] = {}
    for entry in result.entries:
        key = (entry.list, folded(entry.name), entry.values.get("purpose"))
        if other := seen.get(key):
            at = entry.places.get("name", entry.at)
            result.faults.append(TableFault(at, f"“{entry.name}”和第 {other.at.row} 行重名",
                                       "删掉一行；用途不同的，写在“用途”一列里"))  # fmt: skip
        seen.setdefault(key, entry)
