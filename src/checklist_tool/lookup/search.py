"""The ranking: from words to items. Standard library alone; nothing heavy is loaded.

Three ways lead to an item, best first: its name, alias or way of asking as it was typed
(or in pinyin, or by initials); the beginning of one; and what the words have in common
with everything that is said about the item, where rare words count more. docs/search.md
tells it with examples.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from array import array

from checklist_tool import __version__
from checklist_tool.lookup import words
from checklist_tool.lookup.synonyms import meanings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

FORMAT = f"1-{__version__}"
LEVEL = 128  # the byte that stands for a weight of 1
CLEAR = 0.4  # the score of words that say just enough
_CANDIDATES = 24  # entries whose phrases are compared one by one
_CHARACTER, _SOUND, _MEANING = 0.35, 0.3, 0.8  # what they count beside a pair of characters
_SHORT, _LONG = 0.7, 0.2  # the share that must be known of 6 characters, and of 12 and more
_BEHIND = 0.6  # what has less than this share of the best is not shown
_EXACT = {
    ("text", "name"): 1.0, ("text", "aliases"): 0.98, ("text", "asks"): 0.96,
    ("pinyin", "name"): 0.95, ("pinyin", "aliases"): 0.93,
    ("initials", "name"): 0.9, ("initials", "aliases"): 0.86,
}  # fmt: skip

_ENDINGS = {"text": "证明", "pinyin": "zhengming", "initials": "zm"}


class Match:
    """An item that was found: its number in the index, how well it fits (0 to 1), and why.

    `matched_on` is how (text, pinyin, initials, words), by which field, and its text.
    """

    __slots__ = ("entry", "matched_on", "score")

    def __init__(self, entry: int, score: float, matched_on: tuple[str, str, str]) -> None:
        self.entry, self.score, self.matched_on = entry, score, matched_on


class Index:
    """An opened index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._tables: words.Tables | None = None

    def meta(self, name: str) -> Any:
        """A value of the index's own table, such as `edition`."""
        return self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[
            0
        ]

    @property
    def tables(self) -> words.Tables:
        """The tables of characters, read when first needed."""
        if self._tables is None:
            self._tables = words.Tables(
                self.meta("simplified"), self.meta("readings"), self.meta("syllables")
            )
        return self._tables

    def row(self, number: int) -> tuple[Any, ...]:
        """An entry: id, kind, list, name, verdict, source, item and view (the last three JSON)."""
        found: tuple[Any, ...] = self.connection.execute(
            "SELECT id, kind, list, name, verdict, source, item, view FROM entry WHERE n = ?",
            (number,),
        ).fetchone()
        return found

    def items(self, kinds: Sequence[str]) -> list[tuple[Any, ...]]:
        """The entries of these kinds, in the order of the files; columns as in `row`."""
        marks = ", ".join("?" * len(kinds))
        return self.connection.execute(
            "SELECT id, kind, list, name, verdict, source, item, view FROM entry"
            f" WHERE kind IN ({marks}) ORDER BY n",
            tuple(kinds),
        ).fetchall()

    def named(self, wanted: str) -> list[tuple[Any, ...]]:
        """The entries of any kind with this id or exactly this name; columns as in `row`."""
        return self.connection.execute(
            "SELECT id, kind, list, name, verdict, source, item, view FROM entry"
            " WHERE id = ? OR name = ? ORDER BY n",
            (wanted, wanted),
        ).fetchall()

    def names(self) -> list[str]:
        """Every id and name there is."""
        found = self.connection.execute("SELECT id FROM entry UNION SELECT name FROM entry")
        return [name for (name,) in found]

    def search(
        self, query: str, as_of: str, kind: str | None = None, list_name: str | None = None
    ) -> list[Match]:
        """What fits, best first; empty when nothing fits clearly.

        Only items in force on the day `as_of` (ISO), and of this kind and list if given.
        """
        spoken = words.plain(query)
        found = self._exact(spoken)
        if not found and spoken:
            spoken = words.plain(query, self.tables)
            found = self._exact(spoken) or self._inexact(spoken)
        matches = sorted(found.values(), key=lambda match: (-match.score, match.entry))
        return [match for match in matches if self._holds(match.entry, as_of, kind, list_name)]

    def _holds(self, number: int, as_of: str, kind: str | None, list_name: str | None) -> bool:
        row = self.connection.execute(
            "SELECT kind, list, start <= ? AND ? < end FROM entry WHERE n = ?",
            (as_of, as_of, number),
        ).fetchone()
        return bool(row[2]) and kind in (None, row[0]) and list_name in (None, row[1])

    def _exact(self, spoken: str) -> dict[int, Match]:
        """Items with exactly these words as a name, alias, way of asking, pinyin or initials."""
        return _best(
            Match(entry, _EXACT[form, field], (form, field, text))
            for form, entry, field, text in self.connection.execute(
                "SELECT form, entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
                " WHERE form IN ('text', 'pinyin', 'initials') AND key.text = ?",
                (spoken,),
            )
        )

    def _inexact(self, spoken: str) -> dict[int, Match]:
        if spoken.isascii():
            return _merged(self._begun(spoken), self._spelled(spoken))
        sounds = "".join(self.tables.reading(char) for char in spoken)
        found = _merged(self._begun(spoken), self._begun(sounds, homophones=True))
        if any(char.isascii() for char in spoken):
            found = _merged(found, self._spelled(sounds))
        return _merged(found, self._said(spoken))

    def _begun(self, spoken: str, *, homophones: bool = False) -> dict[int, Match]:
        """Items with a name or alias that begins with these words, or sounds so."""
        if len(spoken) < (4 if homophones else 2):
            return {}
        found = []
        for form in ("pinyin",) if homophones else ("text", "pinyin", "initials"):
            if form == "initials" and len(spoken) < 3:
                continue
            for text, entry, field, phrase in self.connection.execute(
                "SELECT key.text, entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
                " WHERE form = ? AND key.text >= ? AND key.text < ? LIMIT 400",
                (form, spoken, spoken + "\U0010ffff"),
            ):
                if field == "asks":
                    continue
                # Nearly every name ends with 证明, and nobody types it who is in a hurry.
                whole = text in (spoken, spoken + _ENDINGS[form])
                score = 0.95 if whole else 0.7 + 0.2 * len(spoken) / len(text)
                score -= 0.0 if field == "name" else 0.02
                found.append(Match(entry, score, (form, field, phrase)))
        return _best(found)

    def _spelled(self, letters: str) -> dict[int, Match]:
        """Items by pinyin from the middle of a name, or by a run of initials."""
        syllables = self.tables.spell(letters)
        how = "pinyin" if syllables and len(syllables) > 1 else "initials"
        grams = words.syllable_pairs(syllables or []) or words.initial_runs(letters)
        found = []
        for entry, share in self._covered(dict.fromkeys(grams, 1.0))[:_CANDIDATES]:
            if how == "pinyin" and share >= 0.6:
                found.append(
                    Match(entry, 0.4 + 0.4 * min(share, 1), (how, "name", self.row(entry)[3]))
                )
            for field, text in self._phrases(entry) if how == "initials" else ():
                initials = "".join(self.tables.reading(char)[0] for char in text)
                if field != "asks" and letters in initials:
                    score = 0.4 + 0.4 * len(letters) / len(initials)
                    found.append(Match(entry, score, (how, field, text)))
        return _best(found)

    def _said(self, spoken: str) -> dict[int, Match]:
        """Items that the words speak about, by what they have in common."""
        meant = meanings(spoken)
        parts = words.without_speech(spoken)
        if sum(map(len, parts)) < 2 and not meant:
            return {}
        weights: dict[str, float] = dict.fromkeys(meant, _MEANING)
        for part in parts:
            for char in part:
                weights[char] = _CHARACTER
            for pair in words.pairs(part):
                weights[pair] = 1.0
            syllables = [self.tables.reading(char) for char in part]
            for pair in words.syllable_pairs(syllables):
                weights[pair] = _SOUND
        covered = self._covered(weights)[:_CANDIDATES]
        needed = _needed(len(spoken))
        found = []
        for entry, share in covered:
            phrase = self._nearest(entry, spoken)
            if phrase.mended and self._slipped(spoken, phrase.why[2]):
                found.append(Match(entry, 0.5 + 0.4 * phrase.mended, phrase.why))
            elif share >= max(needed, _BEHIND * covered[0][1]):
                score = CLEAR + 0.4 * (share - needed) + 0.05 * phrase.covered
                found.append(Match(entry, min(score, 0.85), phrase.why))
        return _best(found)

    def _slipped(self, spoken: str, text: str) -> bool:
        """Whether what differs from the text is a slip: a pair of characters that no item has."""
        differing = set(words.pairs(spoken)) - set(words.pairs(text))
        return not differing or any(not self._gram(pair)[1] for pair in differing)

    def _gram(self, gram: str) -> tuple[float, bytes, bytes]:
        found = self.connection.execute(
            "SELECT idf, entries, weights FROM gram WHERE gram = ?", (gram,)
        ).fetchone()
        return found or (self._rarest, b"", b"")

    @property
    def _rarest(self) -> float:
        """The worth of what no item knows."""
        return float(self.meta("rarest"))

    def _covered(self, weights: dict[str, float]) -> list[tuple[int, float]]:
        """Items and the share of the query's weight that they have, best first."""
        total = 0.0
        scores: dict[int, float] = {}
        for gram, weight in weights.items():
            idf, entries, levels = self._gram(gram)
            worth = idf * weight
            if entries or len(gram) < 3:
                total += worth
            holders = array("I")
            holders.frombytes(entries)
            worth /= LEVEL
            for entry, level in zip(holders, levels, strict=True):
                scores[entry] = scores.get(entry, 0.0) + worth * level
        if not total:
            return []
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        return [(entry, score / total) for entry, score in ranked[:400]]

    def _phrases(self, entry: int) -> list[tuple[str, str]]:
        return self.connection.execute(
            "SELECT field, text FROM phrase WHERE entry = ?", (entry,)
        ).fetchall()

    def _nearest(self, entry: int, spoken: str) -> _Phrase:
        """The phrase of an item that comes nearest to the words."""
        asked = {*spoken, *words.pairs(spoken)}
        stem = words.stem(spoken)
        best = _Phrase(0.0, 0, 0.0, ("words", "asks", ""))
        for field, text in self._phrases(entry):
            own = {*text, *words.pairs(text)}
            common = len(own & asked)
            mended = words.likeness(stem, words.stem(text)) if field != "asks" else 0.0
            if (mended, common) > (best.mended, best.common):
                best = _Phrase(mended, common, common / len(own), ("words", field, text))
        return best


class _Phrase:
    """A phrase beside the words: the share that is right if the rest is a slip, and in common."""

    __slots__ = ("common", "covered", "mended", "why")

    def __init__(
        self, mended: float, common: int, covered: float, why: tuple[str, str, str]
    ) -> None:
        self.mended, self.common, self.covered, self.why = mended, common, covered, why


def _needed(length: int) -> float:
    """The share of a query that must be known.

    A few characters name a thing, and most of them must be known; a long sentence tells a
    story, in which a few telling words are enough.
    """
    return max(_SHORT - (_SHORT - _LONG) * max(length - 6, 0) / 6, _LONG)


def index_path(root: str) -> str:
    """Where the index of the lists below root is kept: a cache of the user's, not the root.

    The root may be read-only or a network share, and is nobody's place for generated files.
    """
    home = os.environ.get("CHECKLIST_CACHE")
    if not home:
        base = (
            os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
        )
        home = os.path.join(base or os.path.join(os.path.expanduser("~"), ".cache"), "checklist")
    name = root.encode("utf-8", "surrogateescape")
    return os.path.join(home, f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}-{FORMAT}.sqlite")


def fresh(root: str) -> Index | None:
    """The saved index of the lists below root, or None when there is none or it is out of date."""
    path = index_path(root)
    if not os.path.exists(path):
        return None
    for char, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(char, code)
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        meta = dict(
            connection.execute("SELECT name, value FROM meta WHERE name IN ('format', 'root')")
        )
        watched = connection.execute("SELECT path, modified, size FROM watch").fetchall()
    except sqlite3.Error:
        return None
    if meta != {"format": FORMAT, "root": root} or not all(map(_unchanged, watched)):
        connection.close()
        return None
    return Index(connection)


def _unchanged(stamp: tuple[str, int, int]) -> bool:
    path, modified, size = stamp
    try:
        status = os.stat(path)
    except OSError:
        return modified == -1
    return status.st_mtime_ns == modified and size in (-1, status.st_size)


def _best(matches: Iterable[Match]) -> dict[int, Match]:
    best: dict[int, Match] = {}
    for match in matches:
        if match.entry not in best or best[match.entry].score < match.score:
            best[match.entry] = match
    return best


def _merged(*several: dict[int, Match]) -> dict[int, Match]:
    return _best(match for found in several for match in found.values())
