"""Tables out and in: export lists, plan what a file would change, and carry it out."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool import editing, outputs
from checklist_tool.chinese import ids
from checklist_tool.editing.spots import TITLES, spots
from checklist_tool.exchange import book, exported, formats, returning
from checklist_tool.exchange.grids import At, Fault
from checklist_tool.exchange.plan import Plan, Row
from checklist_tool.exchange.returning import Prefer
from checklist_tool.exchange.units import put
from checklist_tool.files import WorkingTree
from checklist_tool.model.kinds import LIST_BY_NAME
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.repository import Repository, load

_LARGEST = 300_000_000  # bytes of a file


def export(root: Path, target: Path, typed: Sequence[str]) -> tuple[int, list[str]]:
    """Write these lists to a file; how many entries, and which files could not be read.

    Raises ChecklistError when there is nothing to write, or the format cannot hold it.
    """
    form = formats.form_of(target.name)
    names = book.named(typed or ["all"])
    outputs.place(target)
    tree = WorkingTree(root)
    repository, _ = load(tree)
    names = [name for name in names if len(names) == 1 or any(book.entries(repository, name))]
    composed = book.compose(repository, names, tree.revision())
    outputs.put(target, formats.written(composed, form))
    count = sum(map(len, composed.records.values()))
    return count, book.unread(repository, names)


def plan_of(root: Path, file: Path, prefer: Prefer | None = None) -> Plan:
    """What importing the file would do; raises ChecklistError when it cannot be read."""
    return _planned(load(WorkingTree(root))[0], file.name, _bytes(file), prefer)


def carry_out(
    root: Path,
    file: Path,
    shown: Plan,
    rows: Sequence[Row],
    today: date,
    *,
    prefer: Prefer | None = None,
    dry_run: bool = False,
    accept_answers: bool = False,
) -> tuple[editing.Change, list[Fault]]:
    """Write rows of a plan, all or none: the change, and what is refused by its place in the file.

    Raises ChecklistError when the lists or the file have changed since the plan was shown.
    """
    data = _bytes(file)

    def decide(repository: Repository) -> Mapping[str, Mapping[str, Any]]:
        if _planned(repository, file.name, data, prefer) != shown:
            raise ChecklistError("清单或文件刚刚变了，没有写入", hint="再运行一次，看看现在的改动")
        return decided(repository, rows)

    change = editing.change(root, decide, today, dry_run=dry_run, accept_answers=accept_answers)
    return change, [_located(change, problem, rows) for problem in change.refused]


def decided(repository: Repository, rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """The data of every file with the rows carried out."""
    files: dict[str, dict[str, Any]] = {}
    taken = {spot.id for spot in spots(repository)}
    here = {(name, entry.id): entry for name in book.tables()
            for entry in book.entries(repository, name)}  # fmt: skip
    for row in rows:
        if not row.edits:
            continue
        entry = here.get((row.list, row.id))
        path = entry.source.path if entry else LIST_BY_NAME[row.list].path
        if path not in files:
            files[path] = _file(repository, row.list, path)
        data = files[path]
        if entry is None:
            record: dict[str, Any] = {"id": row.id or _id(row, taken)}
            taken.add(record["id"])
            data["items"].append(record)
        elif entry.loc:
            record = data["items"][int(entry.loc[1])]
        else:
            record = data
        for edit in row.edits:
            put(record, edit.path, edit.value)
    return files


def _file(repository: Repository, name: str, path: str) -> dict[str, Any]:
    if path in repository.sources or path in repository.unread:
        data: dict[str, Any] = copy.deepcopy(editing.source(repository, path).data)
        if LIST_BY_NAME.get(name):
            data["items"] = list(data.get("items") or [])
        return data
    head: dict[str, Any] = {"title": TITLES[name]}
    if verdict := LIST_BY_NAME[name].verdict:
        head["verdict"] = verdict
    return {**head, "items": []}


def _id(row: Row, taken: set[str]) -> str:
    found = ids.proposed(row.name, taken)
    if not found:
        raise ChecklistError(
            f"{row.at} 的“{row.name}”拼不出编号", hint="在文件里写一个编号，小写拼音和短横线"
        )
    return found


def _located(change: editing.Change, problem: Problem, rows: Sequence[Row]) -> Fault:
    """A problem of the lists as a fault of the file: at the cell that brings it in."""
    said = f"{problem.code} {problem.message}"
    row = next((row for row in rows if row.edits and problem.item and problem.item == row.id), None)
    source = change.lists.sources.get(problem.place.path) if change.lists else None
    if row is None and source is not None and isinstance(source.data, dict):
        items = source.data.get("items")
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and item.get("id") == problem.item:
                named = item.get("name")
                row = next((one for one in rows if one.edits and one.name == named), None)
    if row is None or row.at is None:
        return Fault(At(str(problem.place)), said, problem.hint)
    items = source.data.get("items") if source and isinstance(source.data, dict) else None
    number = next((at for at, item in enumerate(items or [])
                   if isinstance(item, dict) and item.get("id") == problem.item), None)  # fmt: skip
    loc = () if number is None else ("items", number)
    for edit in row.edits:
        if source and any(
            source.place((*loc, *edit.path), key=key).line == problem.place.line
            for key in (True, False)
        ):
            return Fault(edit.at, said, problem.hint)
    return Fault(row.at, said, problem.hint)


def _planned(repository: Repository, name: str, data: bytes, prefer: Prefer | None) -> Plan:
    if formats.ending(name) == "json":
        return returning.planned(repository, exported.read_json(name, data), name, prefer)
    tables = formats.read(name, data)
    if exported.is_ours(tables):
        return returning.planned(repository, exported.read(tables), name, prefer)
    raise ChecklistError(f"{name} 不是 checklist export 导出的表", hint="先导出，再在里面改")


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise ChecklistError(f"{file} 太大", hint="分成几个文件")
        return file.read_bytes()
    except FileNotFoundError:
        raise ChecklistError(f"没有 {file} 这个文件", hint="检查文件名和所在的文件夹") from None
    except OSError as error:
        raise ChecklistError(f"读不了 {file}", hint="检查权限；在 Excel 里开着的先关掉") from error
