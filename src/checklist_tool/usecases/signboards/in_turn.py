"""The rows of a table decided in turn, each on what the one before made: all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from checklist_tool.model.fit import fit
from checklist_tool.model.signboard import BoardRegister
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Entry, Repository
from checklist_tool.usecases import sheets
from checklist_tool.usecases.signboards.steps import REGISTER

Row = TypeVar("Row")
Numbered = Sequence[tuple[int, Row]]  # each row with its number in the table


def in_turn(rows: Numbered[Row], register: Callable[[Repository, Row], dict[str, Any]]) -> Decide:
    """The register after every row; ChecklistError names the row that is at fault."""

    def decide(lists: Repository) -> Decided:
        data: dict[str, Any] | None = None
        for number, row in rows:
            try:
                data = register(lists, row)
                lists = _with_register(lists, data)
            except ChecklistError as error:
                raise sheets.in_row(number, error) from error
        return {} if data is None else {REGISTER: data}

    return decide


def _with_register(lists: Repository, data: dict[str, Any]) -> Repository:
    record, faults = fit(BoardRegister, data)
    if record is None:
        raise ChecklistError(faults[0].message, hint=faults[0].hint)
    there = lists.sources.get(REGISTER)
    if there is None:
        raise ChecklistError(f"没有 {REGISTER}", hint="先用 checklist add boards 登记第一块")
    source = replace(there, data=data)
    others = [one for one in lists.entries if one.kind != "board"]
    boards = [
        Entry("board", "register", item, source, ("items", index))
        for index, item in enumerate(record.items)
    ]
    return replace(lists, sources={**lists.sources, REGISTER: source}, entries=[*others, *boards])
