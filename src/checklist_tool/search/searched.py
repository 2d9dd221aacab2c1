"""What is searched of the items: names and ways of asking, the keys to them, and their grams.

To enter it takes most of a build, and few edits change it. Where the index of before was made of
the same texts by the same program, its tables are taken over.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count, islice
from pathlib import Path

from checklist_tool import chinese
from checklist_tool.chinese import words
from checklist_tool.chinese.names import folded
from checklist_tool.chinese.readings import shared
from checklist_tool.search.postings import GramCounts, Postings
from checklist_tool.search.store import is_whole, uri

# Of each item its number, and its texts: the field, its weight, and the text.
Texts = Iterable[tuple[int, Sequence[tuple[str, float, str]]]]

SCHEMA = """
    CREATE TABLE phrase (n INTEGER PRIMARY KEY, entry INTEGER, field TEXT, text TEXT);
    CREATE TABLE key (form TEXT, text TEXT, phrase INTEGER, PRIMARY KEY (form, text, phrase))
        WITHOUT ROWID;
    CREATE TABLE gram (gram TEXT PRIMARY KEY, worth REAL, holders BLOB) WITHOUT ROWID;
"""
_INDEX = "CREATE INDEX phrases ON phrase (entry);"
_UNSORTED = "CREATE TEMP TABLE unsorted (form TEXT, text TEXT, phrase INTEGER);"
_SORT = """
    INSERT OR IGNORE INTO key SELECT * FROM unsorted ORDER BY form, text, phrase;
    DROP TABLE unsorted;
"""
_TAKE_OVER = """
    INSERT INTO phrase SELECT * FROM before.phrase;
    INSERT INTO key SELECT * FROM before.key;
    INSERT INTO gram SELECT * FROM before.gram;
    INSERT INTO meta SELECT * FROM before.meta WHERE name IN ('rarest', 'searched');
"""
_BATCH = 1000  # items that are held in memory before they are written


@cache
def program() -> bytes:
    """A digest of the modules and tables by which texts are entered and found."""
    found = hashlib.blake2b(digest_size=32)
    for folder in (Path(__file__).parent, *map(Path, chinese.__path__)):
        for path in sorted(folder.iterdir()):
            if path.is_file():
                found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.digest()


def digest(texts: Texts) -> str:
    """A digest of the texts, and of the program by which they are entered."""
    found = hashlib.blake2b(program(), digest_size=16)
    for item in texts:
        found.update(ascii(item).encode())
    return found.hexdigest()


def taken_over(connection: sqlite3.Connection, before: Path, wanted: str) -> bool:
    """Whether the index of before was made of the texts with this digest; then it is copied."""
    if not is_whole(str(before)):
        return False
    connection.execute("ATTACH ? AS before", (uri(str(before)),))
    found = connection.execute("SELECT value FROM before.meta WHERE name = 'searched'").fetchone()
    if found != (wanted,):
        return False
    connection.executescript(_TAKE_OVER + _INDEX)
    return True


def enter(connection: sqlite3.Connection, texts: Texts, made_of: str) -> None:
    """Enter the texts, of which this is the digest."""
    lookup = shared()
    postings = Postings()
    phrase_number = count(1)
    connection.executescript(_UNSORTED)
    left = iter(texts)
    while some := list(islice(left, _BATCH)):
        phrases, keys = [], []
        for number, several in some:
            said = []
            heard: set[str] = set()
            for field, weight, text in several:
                spoken = folded(text)
                if not spoken:
                    continue
                phrase = next(phrase_number)
                said.append((weight, spoken))
                phrases.append((phrase, number, field, spoken))
                keys.append(("text", spoken, phrase))
                if field != "asks":
                    syllables, usual = lookup.readings(spoken), lookup.usual(spoken)
                    initials = "".join([one[0] for one in syllables])
                    heard.update(words.initial_runs(initials))
                    keys.append(("initials", initials, phrase))
                    for read in (syllables,) if usual == syllables else (syllables, usual):
                        heard.update(words.syllable_pairs(read))
                        keys.append(("pinyin", "".join(read), phrase))
                        sounds = list(map(words.heard, read))
                        keys.append(("heard", "".join(sounds), phrase))
                        stem = sounds[: len(words.stem(spoken))]
                        keys += [("cut", cut, phrase) for cut in words.cuts(stem)]
            postings.add(number, GramCounts(said), heard)
        connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?)", phrases)
        connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", keys)
    connection.executescript(_SORT + _INDEX)
    connection.executemany("INSERT INTO gram VALUES (?, ?, ?)", postings.rows())
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)", (("rarest", postings.worth(0)), ("searched", made_of))
    )
    connection.commit()
