"""What an import makes of the lists: row by row, shown before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from checklist_tool.exchange.grids import At, TableFault

PlanAct = Literal["new", "same", "changed", "renamed", "conflict", "doubtful", "missing"]
ACTS: dict[str, str] = {
    "new": "新增",
    "same": "相同",
    "changed": "有改动",
    "renamed": "改名",
    "conflict": "两边都改了",
    "doubtful": "拿不准",
    "missing": "文件里没有",
}
WRITTEN = ("new", "changed", "renamed")


@dataclass(frozen=True, slots=True)
class Edit:
    """A value of an entry that becomes another; `before` and `after` are cells, for people."""

    path: tuple[str, ...]
    heading: str
    before: str
    after: str
    value: Any
    at: At
    clash: bool = False  # somebody else has changed it too since the file was made

    def as_json(self) -> dict[str, object]:
        """The edit as plain data."""
        return {
            "field": ".".join(self.path),
            "before": self.before,
            "after": self.after,
            "conflict": self.clash,
            "at": self.at.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a row may mean, and on what it was recognised."""

    id: str
    name: str
    list: str
    on: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What becomes of one row of the file, or of an entry that the file does not have."""

    act: PlanAct
    list: str
    id: str
    name: str
    at: At | None = None
    edits: tuple[Edit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    remark: str = ""

    def as_json(self) -> dict[str, object]:
        """The row as plain data."""
        return {
            "act": self.act,
            "list": self.list,
            "id": self.id or None,
            "name": self.name,
            "at": self.at.as_json() if self.at else None,
            "edits": [edit.as_json() for edit in self.edits],
            "candidates": [
                {"id": one.id, "name": one.name, "list": one.list, "matched_on": one.on}
                for one in self.candidates
            ],
            "remark": self.remark or None,
        }


@dataclass(slots=True)
class Plan:
    """All that an import would do, and the faults for which it does nothing."""

    file: str
    rows: list[PlanRow] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)  # of a foreign sheet: heading to field

    @property
    def written(self) -> Iterator[PlanRow]:
        """The rows that change something."""
        return (row for row in self.rows if row.act in WRITTEN)

    @property
    def open(self) -> Sequence[PlanRow]:
        """The rows about which somebody has to decide first."""
        return [row for row in self.rows if row.act in ("conflict", "doubtful")]

    @property
    def counts(self) -> Counter[str]:
        """How many rows there are of each act."""
        return Counter(row.act for row in self.rows)

    def as_json(self) -> dict[str, object]:
        """The plan as plain data."""
        return {
            "file": self.file,
            "columns": self.head,
            "counts": {act: self.counts[act] for act in ACTS},
            "rows": [row.as_json() for row in self.rows],
            "faults": [fault.as_json() for fault in self.faults],
            "remarks": self.remarks,
        }
