"""From the lists to the compiled index: all that is slow happens here."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import Path

from checklist_tool.files import WorkingTree, watched
from checklist_tool.lookup import words
from checklist_tool.lookup.answer import VERDICTS
from checklist_tool.lookup.ranking import LEVEL
from checklist_tool.lookup.readings import readings, tables
from checklist_tool.lookup.search import FORMAT, index_path
from checklist_tool.lookup.synonyms import meanings
from checklist_tool.lookup.view import record, view
from checklist_tool.model.base import columns
from checklist_tool.model.policy import Policy
from checklist_tool.repository import Entry, Repository, load

_SEARCHED = ("certificate", "service")
_PHRASE = 0.5  # a field of at least this weight is found as a phrase of its own
_COMMON = 4000  # entries; a gram that more of them have says nothing, and would cost time
_SCHEMA = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE watch (path TEXT PRIMARY KEY, modified INTEGER, size INTEGER) WITHOUT ROWID;
    CREATE TABLE entry (
        n INTEGER PRIMARY KEY, id TEXT, kind TEXT, list TEXT, name TEXT, verdict TEXT,
        start TEXT, end TEXT, source TEXT, item TEXT, view TEXT);
    CREATE TABLE phrase (n INTEGER PRIMARY KEY, entry INTEGER, field TEXT, text TEXT);
    CREATE INDEX phrases ON phrase (entry);
    CREATE TABLE key (form TEXT, text TEXT, phrase INTEGER, PRIMARY KEY (form, text, phrase))
        WITHOUT ROWID;
    CREATE TABLE gram (gram TEXT PRIMARY KEY, idf REAL, entries BLOB, weights BLOB) WITHOUT ROWID;
"""


def build(root: str) -> sqlite3.Connection:
    """A fresh index of the lists below root, saved for the next time where that is possible.

    Files at fault are left out; `checklist validate` tells of them. Raises ChecklistError
    without an edition.
    """
    stamps = watched(Path(root))
    tree = WorkingTree(Path(root))
    repository, _ = load(tree)
    target = Path(index_path(root))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".new")
        os.close(handle)
    except OSError:
        connection = sqlite3.connect(":memory:")
        _fill(connection, repository, root, tree.revision(), stamps)
        return connection
    connection = sqlite3.connect(name)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        _fill(connection, repository, root, tree.revision(), stamps)
        with suppress(OSError):  # on Windows the old index may be open in another process
            connection.close()
            os.replace(name, target)
            name = str(target)
        return sqlite3.connect(name)
    finally:
        with suppress(OSError):
            if name != str(target):
                os.unlink(name)


def _fill(
    connection: sqlite3.Connection,
    repository: Repository,
    root: str,
    revision: str,
    stamps: list[tuple[str, int, int]],
) -> None:
    connection.executescript(_SCHEMA)
    edition = repository.edition
    policies = repository.policies
    characters = tables()
    off_list = record(edition.off_list)
    meta = {
        "format": FORMAT,
        "root": root,
        "built": time.time_ns(),
        "edition": _json(
            {
                "title": edition.title,
                "issued_on": edition.issued_on.isoformat(),
                "revision": revision,
            }
        ),
        "edition_line": f"{edition.jurisdiction}《{edition.title}》{edition.edition}"
        f"（{edition.issued_on} 发布）",
        "notice": edition.notice or "",
        "off_list": edition.off_list.answer,
        "off_list_view": _json(view(edition.off_list, policies)),
        "off_list_item": _json(off_list),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.executemany("INSERT INTO meta VALUES (?, ?)", characters.items())
    connection.executemany("INSERT OR REPLACE INTO watch VALUES (?, ?, ?)", stamps)

    lookup = words.Tables(**characters)
    grams: dict[str, dict[int, float]] = defaultdict(dict)
    keys: list[tuple[str, str, int]] = []
    phrases: list[tuple[int, int, str, str]] = []
    rows = []
    searched = 0
    shown = (entry for entry in repository.entries if entry.kind != "answer")
    changes = _changes(repository)
    for number, entry in enumerate(shown, 1):
        rows.append(_row(number, entry, repository.policies, changes.get(id(entry))))
        if entry.kind not in _SEARCHED:
            continue
        searched += 1
        heaviest: dict[str, float] = {}
        said: dict[str, float] = defaultdict(float)
        for field, weight, text in _phrases(entry):
            spoken = words.plain(text, lookup)
            if not spoken:
                continue
            found = {*spoken, *words.pairs(spoken), *meanings(spoken)}
            if weight >= _PHRASE:
                phrases.append((len(phrases) + 1, number, field, spoken))
                keys.append(("text", spoken, len(phrases)))
            if field in ("name", "aliases"):
                sounds = readings(spoken)
                initials = "".join(sound[0] for sound in sounds)
                usual = [lookup.reading(char) for char in spoken]
                keys.append(("pinyin", "".join(sounds), len(phrases)))
                keys.append(("initials", initials, len(phrases)))
                if usual != sounds:
                    keys.append(("pinyin", "".join(usual), len(phrases)))
                found.update(words.syllable_pairs(sounds), words.syllable_pairs(usual))
                found.update(words.initial_runs(initials))
            for gram in found:
                said[gram] += weight
                if heaviest.get(gram, 0.0) < weight:
                    heaviest[gram] = weight
        for gram, weight in heaviest.items():
            # What is said of an item in several ways is what it is about.
            grams[gram][number] = weight * (1 + 0.2 * math.log(said[gram] / weight))
    connection.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * 11)})", rows)
    connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?)", phrases)
    connection.executemany("INSERT OR IGNORE INTO key VALUES (?, ?, ?)", sorted(keys))
    connection.executemany("INSERT INTO gram VALUES (?, ?, ?, ?)", _postings(grams, searched))
    connection.execute("INSERT INTO meta VALUES ('rarest', ?)", (_idf(0, searched),))
    connection.commit()


def _changes(repository: Repository) -> dict[int, str]:
    """Of each certificate that had another verdict before: since when it has this one."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in repository.of("certificate"):
        by_name[entry.name].append(entry)
    found = {}
    for entries in by_name.values():
        entries.sort(key=lambda entry: entry.item.effective_from or date.min)
        for before, entry in pairwise(entries):
            if entry.item.effective_from and before.verdict != entry.verdict:
                since = entry.item.effective_from
                now, then = (VERDICTS.get(one.verdict or "", "") for one in (entry, before))
                found[id(entry)] = f"{since} 起{now}，此前{then}"
    return found


def _row(
    number: int, entry: Entry, policies: Mapping[str, Policy], change: str | None
) -> tuple[object, ...]:
    item = entry.item
    place = entry.place()
    cited = next(iter(getattr(item, "sources", ())), None)
    source = {
        "path": place.path,
        "line": place.line,
        "provenance": getattr(item, "provenance", None),
        "title": cited.title if cited else None,
        "url": cited.url if cited else None,
    }
    start = getattr(item, "effective_from", None)
    end = getattr(item, "effective_to", None)
    shown = view(item, policies)
    if change:
        shown.insert(0, ("答复变化", [change], False, ""))
    return (
        number, entry.id, entry.kind, entry.list, entry.name, entry.verdict,
        start.isoformat() if start else "", end.isoformat() if end else "9999-12-31",
        _json(source), _json(record(item)), _json(shown),
    )  # fmt: skip


def _phrases(entry: Entry) -> Iterator[tuple[str, float, str]]:
    """The searched texts of an item: field, weight, text."""
    for field, column in columns(type(entry.item)):
        value = getattr(entry.item, field) if column.searched else None
        for text in [value] if isinstance(value, str) else value or ():
            yield field, column.searched, text
    for route in getattr(entry.item, "instead", ()):
        for field, column in columns(type(route)):
            text = getattr(route, field)
            if column.searched and isinstance(text, str):
                yield "instead", column.searched, text


def _postings(
    grams: dict[str, dict[int, float]], entries: int
) -> Iterator[tuple[str, float, bytes, bytes]]:
    for gram, holders in sorted(grams.items()):
        idf = _idf(len(holders), entries)
        if len(holders) > _COMMON:
            yield gram, idf, b"", b""
        else:
            yield gram, idf, array("I", holders).tobytes(), _levels(holders.values())


def _idf(holders: int, entries: int) -> float:
    return math.log((entries + 1) / (holders + 0.5))


def _levels(weights: Iterable[float]) -> bytes:
    """Weights as bytes; LEVEL is 1."""
    return bytes(min(round(weight * LEVEL), 255) for weight in weights)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
