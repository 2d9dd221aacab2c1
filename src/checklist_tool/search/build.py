"""From the lists to the compiled index: all that is slow happens here."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from checklist_tool.chinese.readings import tables
from checklist_tool.collector import without_collector
from checklist_tool.files import WorkingTree, watched
from checklist_tool.model.figures import HEADINGS
from checklist_tool.model.kinds import DESK, VOCABULARY
from checklist_tool.model.ledger import Ledger
from checklist_tool.model.signboard import SPOTS
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository, load
from checklist_tool.search import entries, searched
from checklist_tool.search.cache import keep
from checklist_tool.search.dated import Dated
from checklist_tool.search.left_out import left_out
from checklist_tool.search.store import FORMAT, PAGE, index_path, seal
from checklist_tool.search.view import record, view

_TICK = 2_000_000_000  # ns; the coarsest clock of a file system in use (FAT)
_SCHEMA = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE watch (path BLOB PRIMARY KEY, modified INTEGER, size INTEGER) WITHOUT ROWID;
    CREATE TABLE entry (
        n INTEGER PRIMARY KEY, id TEXT, kind TEXT, list TEXT, name TEXT, verdict TEXT,
        start TEXT, end TEXT, source TEXT, item TEXT, view TEXT, words TEXT,
        editor_note TEXT);
    CREATE TABLE dated (entry INTEGER, start TEXT, view TEXT, notice TEXT,
        PRIMARY KEY (entry, start)) WITHOUT ROWID;
"""
_UNSHOWN = ("answer", VOCABULARY.name)  # kinds of which no entry is shown by itself
_BATCH = 1000  # entries that are held in memory before they are written


class Reading(NamedTuple):
    """Lists as they were read, and how their files stood before that."""

    stamps: list[tuple[bytes, int, int]]
    repository: Repository
    problems: list[Problem]  # what is wrong with single files


def build(root: str, reading: Reading | None = None) -> sqlite3.Connection:
    """A fresh index of the lists below root, saved for the next time where that is possible.

    They are read unless the `reading` is given. Files at fault are left out; `checklist validate`
    tells of them. Raises ChecklistError without an edition.
    """
    with without_collector():
        return _build(root, reading or read(root))


def read(root: str) -> Reading:
    """The lists below root as they are now."""
    now = time.time_ns()
    # A file changed within the same tick of the clock could change again unseen: until it
    # is older than that, its stamp fits nothing and the index is built once more.
    stamps = [
        (os.fsencode(path), modified if modified < now - _TICK else 0, size)
        for path, modified, size in watched(Path(root))
    ]
    return Reading(stamps, *load(WorkingTree(Path(root))))


def digest(repository: Repository) -> str:
    """A digest of the texts that were read; the same for the index that was built of them."""
    found = hashlib.blake2b(digest_size=16)
    for path, source in sorted(repository.sources.items()):
        text = source.text.encode()
        found.update(b"%s\0%d\0" % (path.encode(), len(text)))
        found.update(text)
    return found.hexdigest()


def in_memory(repository: Repository, root: str = "") -> sqlite3.Connection:
    """An index of these lists that is not saved; without an edition it says nothing of one.

    With a root, its saved index is the one of before.
    """
    connection = sqlite3.connect(":memory:", uri=True)
    before = Path(index_path(root)) if root else None
    about = {} if "edition" in repository.broken else _about(repository, "", "", 0)
    about |= {"broken": "[]"}
    with without_collector():
        _fill(connection, repository, about, [], before)
    return connection


def _build(root: str, reading: Reading) -> sqlite3.Connection:
    repository = reading.repository
    faults = sum(problem.severity == "error" for problem in reading.problems)
    tree = WorkingTree(Path(root))
    about = _about(repository, root, tree.revision(), faults)
    about["broken"] = entries.as_json(left_out(repository, tree) if faults else [])

    def fill(connection: sqlite3.Connection, before: Path | None = None) -> None:
        _fill(connection, repository, about, reading.stamps, before)

    try:
        return _saved(Path(index_path(root)), fill)
    except (OSError, sqlite3.Error):  # no such folder, no right to write, no space left
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA temp_store = MEMORY")
        fill(connection)
        return connection


def _saved(target: Path, fill: Callable[[sqlite3.Connection, Path], None]) -> sqlite3.Connection:
    """The index that `fill` writes, put in its place whole; raises OSError or sqlite3.Error."""

    def write(name: str) -> None:
        with closing(sqlite3.connect(name, uri=True)) as connection:
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            fill(connection, target)
        seal(name)

    name = keep(target, write)
    connection = sqlite3.connect(name)
    if name != str(target):
        with suppress(OSError):
            os.unlink(name)
    return connection


def _about(repository: Repository, root: str, revision: str, faults: int) -> dict[str, Any]:
    """What an index says of the lists as a whole; raises ChecklistError without an edition."""
    edition = repository.edition
    dispute = view(edition.dispute, repository.policies) if edition.dispute else []
    return {
        "format": FORMAT,
        "root": os.fsencode(root),
        "faults": faults,
        "texts": digest(repository),
        "edition": entries.as_json(
            {
                "title": edition.title,
                "issued_on": edition.issued_on.isoformat(),
                "revision": revision,
            }
        ),
        "edition_line": f"{edition.jurisdiction}《{edition.title}》{edition.edition}"
        f"（{edition.issued_on} 发布）",
        "off_list": edition.off_list.answer,
        "off_list_view": entries.as_json(view(edition.off_list, repository.policies)),
        "off_list_item": entries.as_json(record(edition.off_list)),
        "dispute_view": entries.as_json(dispute),
        "local": "；".join(filter(None, (entry.item.told for entry in repository.of("place")))),
        "registers": entries.as_json([*_registers(repository)]),
    }


def _registers(repository: Repository) -> Iterator[list[Any]]:
    """What a query may be about beside the lists, as search.registers takes it."""
    counted = [*HEADINGS.values()]
    for path, ledger in repository.lists.items():
        if isinstance(ledger, Ledger) and ledger.searched:
            names = [one.name for one in repository.of("ledger") if one.source.path == path]
            headings = {one.key: one.heading for one in ledger.measures}
            cited = [
                f"{headings.get(one.measure, one.measure)} {one.said}（{one.span.said}）"
                for one in ledger.counts
            ]
            name = path.rpartition("/")[2].removesuffix(".yaml")
            yield ["ledger", name, ledger.title, [*names, *cited]]
            counted += headings.values()
    boards = [one.item for one in repository.of("allowed_board")]
    if boards:
        where = [
            f"{one.name}（{SPOTS.get(one.spot or '', '都可以')}，{one.scope}）" for one in boards
        ]
        yield ["signboards", "allowed", "准许悬挂的牌子", where]
    yield ["report", "report", "工作数据", counted]


def _fill(
    connection: sqlite3.Connection,
    repository: Repository,
    about: dict[str, Any],
    stamps: list[tuple[bytes, int, int]],
    before: Path | None = None,
) -> None:
    """Fill a new index; what is searched is taken over from the index of before where it can be."""
    connection.executescript(_SCHEMA + searched.SCHEMA)
    numbered = [*enumerate((one for one in repository.entries if one.kind not in _UNSHOWN), 1)]

    def texts() -> searched.Texts:
        return (
            (number, [*entries.texts(entry)]) for number, entry in numbered if entry.kind in DESK
        )

    made_of = searched.digest(texts())
    if before is None or not searched.taken_over(connection, before, made_of):
        searched.enter(connection, texts(), made_of)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", about.items())
    connection.executemany("INSERT INTO meta VALUES (?, ?)", tables().items())
    connection.executemany("INSERT OR REPLACE INTO watch VALUES (?, ?, ?)", stamps)

    changes = entries.changes(repository)
    versions = Dated(repository)
    policies = repository.policies
    left = iter(numbered)
    while some := list(islice(left, _BATCH)):
        rows, dated = [], []
        for number, entry in some:
            change = changes.get(id(entry))
            rows.append(entries.row(number, entry, policies, change))
            for day, register, notice in versions.of(entry):
                rows_then = entries.as_json(entries.shown(entry, register, change, notice))
                dated.append((number, day, rows_then, notice))
        connection.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * 13)})", rows)
        connection.executemany("INSERT INTO dated VALUES (?, ?, ?, ?)", dated)
    connection.commit()
