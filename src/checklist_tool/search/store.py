"""The saved index, and what stands in it just as it was typed.

Standard library alone, and little of it: this is the way of every plain answer.
"""

from __future__ import annotations

import os

try:  # the module behind sqlite3, without the dates and collections that the package loads
    import _sqlite3 as sqlite3
except ImportError:  # another Python than CPython
    import sqlite3  # type: ignore[no-redef]

from checklist_tool import __version__
from checklist_tool import root as roots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from checklist_tool.chinese.characters import Tables

FORMAT = f"15-{__version__}"
PAGE = 4096  # bytes; an index is so many whole pages, and one more with the sum of them
CLEAR = 0.4  # the score of words that say just enough
FEW_INITIALS = 3  # letters, those of 证明 aside; fewer may begin anything
EXACT = {
    ("text", "name"): 1.0, ("text", "aliases"): 0.98, ("text", "asks"): 0.96,
    ("pinyin", "name"): 0.95, ("pinyin", "aliases"): 0.93,
    ("initials", "name"): 0.9, ("initials", "aliases"): 0.86,
}  # fmt: skip
_ROW = "SELECT id, kind, list, name, verdict, source, item, view FROM entry"


class Match:
    """An item that was found: its number in the index, how well it fits (0 to 1), and why.

    `matched_on` is how (text, pinyin, initials, words), by which field, and its text. `sure` is
    whether the words leave no doubt that the item is meant; otherwise it may be meant.
    """

    __slots__ = ("entry", "matched_on", "score", "sure")

    def __init__(
        self, entry: int, score: float, matched_on: tuple[str, str, str], sure: bool = False
    ) -> None:
        self.entry, self.score, self.matched_on, self.sure = entry, score, matched_on, sure


class Index:
    """An opened index."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._tables: Tables | None = None

    def meta(self, name: str) -> Any:
        """A value of the index's own table, such as `edition`."""
        found = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,))
        return found.fetchone()[0]

    @property
    def root(self) -> str:
        """The root of the lists; kept as bytes, since the name of a folder may be any."""
        return os.fsdecode(self.meta("root"))

    @property
    def tables(self) -> Tables:
        """The tables of characters, read when first needed."""
        if self._tables is None:
            from checklist_tool.chinese.characters import Tables

            self._tables = Tables(
                self.meta("simplified"), self.meta("readings"), self.meta("syllables")
            )
        return self._tables

    def row(self, number: int) -> tuple[Any, ...]:
        """An entry: id, kind, list, name, verdict, source, item and view (the last three JSON)."""
        found = self.connection.execute(_ROW + " WHERE n = ?", (number,))
        return tuple(found.fetchone())

    def row_on(self, number: int, day: str) -> tuple[Any, ...]:
        """The same as it is shown on a day (ISO), and a notice: "" unless its basis changed."""
        found = self.connection.execute(
            "SELECT view, notice FROM dated WHERE entry = ? AND start <= ?"
            " ORDER BY start DESC LIMIT 1",
            (number, day),
        ).fetchone()
        row = self.row(number)
        return (*row[:-1], *found) if found else (*row, "")

    def is_certificate(self, number: int) -> bool:
        """Whether an entry is a certificate."""
        found = self.connection.execute("SELECT kind FROM entry WHERE n = ?", (number,))
        return bool(found.fetchone()[0] == "certificate")

    def items(self, kinds: Sequence[str], as_of: str | None = None) -> list[tuple[Any, ...]]:
        """The entries of these kinds, in the order of the files; columns as in `row`.

        With `as_of` (ISO) only those in force on that day.
        """
        wanted = f"{_ROW} WHERE kind IN ({', '.join('?' * len(kinds))})"
        days = () if as_of is None else (as_of, as_of)
        wanted += " AND start <= ? AND ? <= end" if days else ""
        return list(self.connection.execute(wanted + " ORDER BY n", (*kinds, *days)))

    def named(self, wanted: str) -> list[tuple[Any, ...]]:
        """The entries of any kind with this id or exactly this name; columns as in `row`."""
        found = self.connection.execute(
            _ROW + " WHERE id = ? OR name = ? ORDER BY n", (wanted, wanted)
        )
        return list(found)

    def beside(self, wanted: str) -> tuple[str | None, str | None]:
        """Of the item with this id what only the search needs, as JSON, and the editors' note."""
        query = "SELECT words, editor_note FROM entry WHERE id = ?"
        found = self.connection.execute(query, (wanted,)).fetchall()
        return next((w for w, _ in found if w), None), next((e for _, e in found if e), None)

    def names(self, *kinds: str) -> list[str]:
        """Every id and name there is, or those of these kinds, in order."""
        found = self.connection.execute("SELECT kind, id, name FROM entry")
        wanted = ((row[1], row[2]) for row in found if not kinds or row[0] in kinds)
        return sorted({name for names in wanted for name in names})

    def beginning(self, typed: str, most: int) -> list[str]:
        """Names and aliases that begin so, in characters, pinyin or initials; shortest first."""
        found = self.connection.execute(
            "SELECT DISTINCT phrase.text FROM key JOIN phrase ON phrase = n"
            " WHERE form IN ('text', 'pinyin', 'initials') AND field != 'asks'"
            " AND key.text >= ? AND key.text < ? ORDER BY length(phrase.text), phrase.text LIMIT ?",
            (typed, typed + "\U0010ffff", most),
        )
        return [name for (name,) in found]

    def keyed(self, form: str, key: str) -> list[tuple[int, str, str]]:
        """The entries with this key of that form: number, field and text of the phrase."""
        found = self.connection.execute(
            "SELECT entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
            " WHERE form = ? AND key.text = ?",
            (form, key),
        )
        return list(found)

    def phrases(self, number: int) -> list[tuple[str, str]]:
        """The names, aliases and ways of asking of an entry: field and plain text."""
        found = self.connection.execute("SELECT field, text FROM phrase WHERE entry = ?", (number,))
        return list(found)

    def exact(self, spoken: str, holds: Callable[[int], bool]) -> dict[int, Match]:
        """Items with exactly these words as a name, alias, way of asking, pinyin or initials."""
        return best(
            (
                Match(
                    entry,
                    EXACT[form, field],
                    (form, field, text),
                    form != "initials" or len(text.removesuffix("证明")) >= FEW_INITIALS,
                )
                for form, entry, field, text in self.connection.execute(
                    "SELECT form, entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
                    " WHERE form IN ('text', 'pinyin', 'initials') AND key.text = ?",
                    (spoken,),
                )
            ),
            holds,
        )


def best(matches: Iterable[Match], holds: Callable[[int], bool]) -> dict[int, Match]:
    """The best match of each item that holds; one that is sure goes before one that is not."""
    found: dict[int, Match] = {}
    for match in matches:
        other = found.get(match.entry)
        if (other.sure, other.score) < (match.sure, match.score) if other else holds(match.entry):
            found[match.entry] = match
    return found


def home() -> str:
    """Where indexes are kept: a cache of the user's, not the root.

    The root may be read-only or a network share, and is nobody's place for generated files.
    """
    return roots.caches()


def index_path(root: str) -> str:
    """Where the index of the lists below root is kept."""
    # Two roots that come to the same name take turns: an index knows its root.
    return os.path.join(home(), f"{named_after(root)}-{FORMAT}.sqlite")


def named_after(root: str) -> str:
    """The root as part of a file name."""
    return "".join(char if char.isalnum() else "-" for char in root)[-80:]


def fresh(root: str, *, whole: bool = False) -> Index | None:
    """The saved index of the lists below root, or None when there is none or it is out of date.

    With `whole`, every byte must be as it was saved, which takes longer the larger it is. Without,
    a damaged index may be found to be one only as it is read.
    """
    path = index_path(root)
    try:
        size = os.stat(path).st_size
        if not size or size % PAGE:  # no file, or cut short: SQLite misses only whole pages
            return None
    except OSError:
        return None
    if whole and not is_whole(path):
        return None
    try:
        connection = sqlite3.connect(uri(path), uri=True)
        meta = dict(
            connection.execute("SELECT name, value FROM meta WHERE name IN ('format', 'root')")
        )
        watched = connection.execute("SELECT path, modified, size FROM watch").fetchall()
    except sqlite3.Error:
        return None
    if meta != {"format": FORMAT, "root": os.fsencode(root)} or not all(map(_unchanged, watched)):
        connection.close()
        return None
    return Index(connection)


def uri(path: str) -> str:
    """The address by which SQLite opens an index: to read it, without a lock or a new file."""
    for char, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(char, code)
    return f"file:{path}?mode=ro&immutable=1"


def is_current(index: Index) -> bool:
    """Whether the files that an index was built from are as they were."""
    watched = index.connection.execute("SELECT path, modified, size FROM watch").fetchall()
    return bool(watched) and all(map(_unchanged, watched))


def seal(path: str) -> None:
    """Add the sum of its bytes to a finished index, as a page that SQLite does not look at."""
    total = _sum(path, os.stat(path).st_size)
    with open(path, "ab") as file:
        file.write(_sealed(total))


def is_whole(path: str) -> bool:
    """Whether there is an index, and every byte of it is as it was saved."""
    try:
        size = os.stat(path).st_size - PAGE
        if size <= 0:
            return False
        with open(path, "rb") as file:
            file.seek(size)
            return file.read() == _sealed(_sum(path, size))
    except OSError:
        return False


def _sealed(total: int) -> bytes:
    return (b"crc32 %08x\n" % total).ljust(PAGE, b"\n")


def _sum(path: str, size: int) -> int:
    import zlib  # a plain answer does without

    total = 0
    with open(path, "rb") as file:
        while part := file.read(min(size, 1 << 20)):
            total = zlib.crc32(part, total)
            size -= len(part)
    return total


def _unchanged(stamp: tuple[bytes, int, int]) -> bool:
    path, modified, size = stamp
    try:
        status = os.stat(path)
    except OSError:
        return modified == -1
    return status.st_mtime_ns == modified and size in (-1, status.st_size)
