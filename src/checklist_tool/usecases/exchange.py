"""Tables out and in: export lists, plan what a file would change, and carry it out."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool import editing, outputs
from checklist_tool import root as roots
from checklist_tool.chinese import ids
from checklist_tool.editing import vocabulary
from checklist_tool.editing.assign import Assignment
from checklist_tool.editing.layout import Layout, layout_of
from checklist_tool.editing.locate import TITLES, spots
from checklist_tool.exchange import (
    book,
    comparing,
    exported,
    foreign,
    formats,
    head,
    marks,
    matching,
    returning,
)
from checklist_tool.exchange.comparing import Comparison
from checklist_tool.exchange.exported import title_of
from checklist_tool.exchange.foreign import Named
from checklist_tool.exchange.grids import At, TableFault
from checklist_tool.exchange.matching import Progress, Searches
from checklist_tool.exchange.plan import ACTS, Plan, PlanRow
from checklist_tool.exchange.returning import Prefer, taken
from checklist_tool.exchange.units import put
from checklist_tool.files import WorkingTree
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import LIST_BY_NAME, VOCABULARY
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.repository import Decided, Repository, load
from checklist_tool.revisions import GitRevision

__all__ = [
    "ACTS",
    "TableFault",
    "Plan",
    "Prefer",
    "PlanRow",
    "taken",
    "title_of",
]  # what doors are given

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


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file that is to be imported, and how.

    Of our own form, `prefer` says which side holds where both were changed. Of a table that
    somebody else has made, `list_name` says which list it is, `mapped` which column is which field,
    `decisions` what doubtful names mean, `given` what new entries get that do not say it, and
    `fill` whether they take over what the shipped lists know of certificates of that name;
    `progress` is told how many rows are matched.
    """

    root: Path
    file: Path
    data: bytes
    today: date
    prefer: Prefer | None = None
    list_name: str | None = None
    mapped: tuple[str, ...] = ()
    decisions: Mapping[str, str] = field(default_factory=dict)
    given: tuple[Assignment, ...] = ()
    fill: bool = False
    progress: Progress | None = None
    _searches: Searches = field(default_factory=Searches, repr=False, compare=False)

    def plan(self) -> Plan:
        """What importing it would do; raises ChecklistError when it cannot be read."""
        return self._planned(load(WorkingTree(self.root))[0])

    def carry_out(
        self,
        shown: Plan,
        rows: Sequence[PlanRow],
        *,
        dry_run: bool = False,
        accept_answers: bool = False,
    ) -> tuple[editing.Change, list[TableFault]]:
        """Write rows of a plan, all or none: the change, and what is refused by its cell.

        Raises ChecklistError when the lists have changed since the plan was shown.
        """
        ids_of: dict[str, PlanRow] = {}

        def decide(repository: Repository) -> Decided:
            if self._planned(repository) != shown:
                raise ChecklistError("清单刚刚变了，没有写入", hint="再运行一次，看看现在的改动")
            return decided(repository, rows, self.given, ids_of)

        change = editing.change(
            self.root, decide, self.today, dry_run=dry_run, accept_answers=accept_answers
        )
        return change, [_located(change, problem, ids_of) for problem in change.refused]

    def _planned(self, repository: Repository) -> Plan:
        name = self.file.name
        if formats.ending(name) == "json":
            reading = exported.read_json(name, self.data)
            return returning.planned(repository, reading, name, self.prefer)
        tables = formats.read(name, self.data)
        list_name = self.list_name or marks.list_of(name)
        if exported.is_ours(tables):
            reading = exported.read(tables, list_name)
            return returning.planned(repository, reading, name, self.prefer)
        mapped = head.mapping(book.kind_named(list_name or "negative"), [*self.mapped])
        found = foreign.read(tables, self.list_name, mapped, repository.policies)
        if tables.encoding == "gb18030" and found.faults:
            found.remarks.append("这个文件按 GB18030 编码读；看到乱码的，在 Excel 里另存为 xlsx")
        known = load(WorkingTree(Path(roots.shipped())))[0] if self.fill else Repository()

        def complete(named: Named) -> dict[str, Any]:
            return matching.offered(known, repository, named)

        day = self.today.isoformat()
        return matching.planned(
            repository, found, name, day, self.decisions, complete, self._searches, self.progress
        )


def order(root: Path, file: Path, today: date, **how: Any) -> ImportOrder:
    """The order to import a file, which is read once; raises ChecklistError."""
    return ImportOrder(root, file, _bytes(file), today, **how)


def comparison(
    root: Path, other: str, list_name: str | None, mapped: Sequence[str]
) -> tuple[Comparison, list[TableFault]]:
    """Our lists beside a file, a folder with lists, or a revision of ours; faults of a file.

    Raises ChecklistError when there is no such file, folder or revision.
    """
    here = load(WorkingTree(root))[0]
    path = Path(other)
    if path.is_dir():
        if not (path / "data" / "lists").is_dir():
            raise ChecklistError(
                f"{path} 里没有清单", hint="写清单仓库的文件夹，里面有 data/lists/"
            )
        there = load(WorkingTree(path))[0]
        return comparing.compared(comparing.of_lists(here), comparing.of_lists(there)), []
    if not path.exists() and not formats.is_table(path.name):
        there = load(GitRevision(root, other))[0]
        return comparing.compared(comparing.of_lists(here), comparing.of_lists(there)), []
    name = list_name or marks.list_of(path.name)
    pairs = head.mapping(book.kind_named(name or "negative"), [*mapped])
    found = foreign.read(formats.read(path.name, _bytes(path)), list_name, pairs, here.policies)
    sides = comparing.compared(comparing.of_lists(here), comparing.of_table(found))
    return sides, found.faults


def decided(
    repository: Repository,
    rows: Iterable[PlanRow],
    given: Sequence[Assignment],
    ids_of: dict[str, PlanRow],
) -> Decided:
    """The data of every file with the rows carried out; `ids_of` gets the row of each id."""
    files: Decided = {}
    words = vocabulary.Files(repository)
    had = {spot.id: spot for spot in spots(repository) if kind_of(spot.path) is VOCABULARY}
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
        of_words = [edit for edit in row.edits if edit.path[0] in book.WORDS]
        for edit in row.edits:
            if edit not in of_words:
                put(record, edit.path, edit.value)
        if entry is None:
            _complete(record, given, layout_of(path).of("items").of(0))
        if of_words:
            there = had.get(str(record["id"]))
            held = {"id": record["id"], **(there.record if there else {})}
            for edit in of_words:
                put(held, edit.path, edit.value)
            words.put(path, held, there)
        ids_of[str(record["id"])] = row
    return files | words.decided


def _complete(record: dict[str, Any], given: Sequence[Assignment], layout: Layout) -> None:
    """Give a new entry what it does not say itself."""
    said = set(record)
    for one in given:
        if one.key(layout) not in said:
            one.apply(record, layout)


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


def _id(row: PlanRow, taken: set[str]) -> str:
    found = ids.proposed(row.name, taken)
    if not found:
        raise ChecklistError(
            f"{row.at} 的“{row.name}”拼不出编号", hint="在文件里写一个编号，小写拼音和短横线"
        )
    return found


def _located(change: editing.Change, problem: Problem, rows: Mapping[str, PlanRow]) -> TableFault:
    """A problem of the lists as a fault of the file: at the cell that brings it in."""
    said = f"{problem.code} {problem.message}"
    row = rows.get(problem.item)
    if row is None or row.at is None:
        return TableFault(At(str(problem.place)), said, problem.hint)
    source = change.lists.sources.get(problem.place.path) if change.lists else None
    if source is None or not isinstance(source.data, dict):
        return TableFault(row.at, said, problem.hint)
    items = source.data.get("items")
    number = next((at for at, item in enumerate(items if isinstance(items, list) else [])
                   if isinstance(item, dict) and item.get("id") == problem.item), None)  # fmt: skip
    loc: tuple[str | int, ...] = () if number is None else ("items", number)
    for edit in row.edits:
        lines = {source.place((*loc, *edit.path), key=key).line for key in (True, False)}
        if problem.place.line in lines:
            return TableFault(edit.at, said, problem.hint)
    return TableFault(row.at, said, problem.hint)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise ChecklistError(f"{file} 太大", hint="分成几个文件")
        return file.read_bytes()
    except FileNotFoundError:
        raise ChecklistError(f"没有 {file} 这个文件", hint="检查文件名和所在的文件夹") from None
    except OSError as error:
        raise ChecklistError(f"读不了 {file}", hint="检查权限；在 Excel 里开着的先关掉") from error
