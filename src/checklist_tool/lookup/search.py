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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FORMAT = f"1-{__version__}"
CLEAR = 0.42  # a score from here on is an answer; below it the words say too little
_CANDIDATES = 24  # entries whose phrases are compared one by one
_UNSEEN = 0.7  # how much a word that no item knows counts against a match
_FIELDS = ("name", "aliases", "asks")
_EXACT = {
    ("text", "name"): 1.0, ("text", "aliases"): 0.98, ("text", "asks"): 0.96,
    ("pinyin", "name"): 0.95, ("pinyin", "aliases"): 0.93,
    ("initials", "name"): 0.9, ("initials", "aliases"): 0.86,
}  # fmt: skip


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
        syllables = [self.tables.reading(char) for char in spoken]
        sounded = self._begun("".join(syllables), homophones=len(spoken))
        return _merged(self._begun(spoken), sounded, self._said(spoken))

    def _begun(self, spoken: str, homophones: int = 0) -> dict[int, Match]:
        """Items with a name or alias that begins with these words, or sounds so."""
        forms = ("pinyin",) if homophones else ("text", "pinyin", "initials")
        if len(spoken) < 2 or homophones == 1:
            return {}
        found = []
        for form in forms:
            if form == "initials" and len(spoken) < 3:
                continue
            for text, entry, field, phrase in self.connection.execute(
                "SELECT key.text, entry, field, phrase.text FROM key JOIN phrase ON phrase = n"
                " WHERE form = ? AND key.text >= ? AND key.text < ? LIMIT 400",
                (form, spoken, spoken + "\U0010ffff"),
            ):
                if field == "asks":
                    continue
                if text == spoken and homophones:
                    score = 0.94 if field == "name" else 0.92
                else:
                    share = len(spoken) / len(text)
                    score = (0.55 + 0.35 * share) * (1.0 if field == "name" else 0.97)
                found.append(Match(entry, score, (form, field, phrase)))
        return _best(found)

    def _spelled(self, letters: str) -> dict[int, Match]:
        """Items by pinyin that is not the beginning of a name, or by a run of initials."""
        syllables = self.tables.spell(letters)
        weights: dict[str, float] = {}
        if syllables and len(syllables) > 1:
            weights = dict.fromkeys(words.syllable_pairs(syllables), 1.0)
        elif len(letters) >= 4:
            weights = dict.fromkeys(words.initial_runs(letters), 1.0)
        covered = self._covered(weights)
        found = []
        for entry, share in covered:
            if share >= 0.6:
                how = "pinyin" if syllables else "initials"
                name = self.row(entry)[3]
                found.append(Match(entry, 0.4 + 0.4 * share, (how, "name", name)))
        return _best(found)

    def _said(self, spoken: str) -> dict[int, Match]:
        """Items that the words speak about, by grams in common."""
        parts = words.without_speech(spoken) or [spoken]
        weights: dict[str, float] = {}
        for part in parts:
            for char in part:
                weights[char] = max(weights.get(char, 0.0), 0.35)
            for pair in words.pairs(part):
                weights[pair] = 1.0
            syllables = [self.tables.reading(char) for char in part]
            for pair in words.syllable_pairs(syllables):
                weights[pair] = 0.5
        covered = self._covered(weights)[:_CANDIDATES]
        if not covered:
            return {}
        idf = self._idf(weights)
        asked = {gram: weight * idf[gram] for gram, weight in weights.items() if " " not in gram}
        found = []
        for entry, share in covered:
            near, field, text = self._nearest(entry, asked, idf)
            found.append(Match(entry, 0.5 * share + 0.5 * near, ("words", field, text)))
        best = max(match.score for match in found)
        return _best(match for match in found if match.score >= max(CLEAR, 0.75 * best))

    def _idf(self, weights: Iterable[str]) -> dict[str, float]:
        return {gram: self._gram(gram)[0] for gram in weights}

    def _gram(self, gram: str) -> tuple[float, bytes, bytes]:
        found = self.connection.execute(
            "SELECT idf, entries, weights FROM gram WHERE gram = ?", (gram,)
        ).fetchone()
        return found or (self._rarest * _UNSEEN, b"", b"")

    @property
    def _rarest(self) -> float:
        entries = self.meta("entries")
        return float(max(2, entries).bit_length()) * 0.7  # about ln(entries + 1)

    def _covered(self, weights: dict[str, float]) -> list[tuple[int, float]]:
        """Items and the share of the query's weight that they have, best first."""
        total = 0.0
        scores: dict[int, float] = {}
        for gram, weight in weights.items():
            idf, entries, levels = self._gram(gram)
            worth = idf * weight
            if " " not in gram or entries:
                total += worth
            holders = array("I")
            holders.frombytes(entries)
            worth /= 255
            for entry, level in zip(holders, levels, strict=True):
                scores[entry] = scores.get(entry, 0.0) + worth * level
        if not total:
            return []
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        return [(entry, min(score / total, 1.0)) for entry, score in ranked[:400]]

    def _nearest(
        self, entry: int, asked: dict[str, float], idf: dict[str, float]
    ) -> tuple[float, str, str]:
        """How near the nearest phrase of an item comes to the words, and which it is."""
        whole = sum(asked.values()) or 1.0
        best = (0.0, "asks", "")
        for field, weight, text in self.connection.execute(
            "SELECT field, weight, text FROM phrase WHERE entry = ?", (entry,)
        ):
            grams = {*text, *words.pairs(text)}
            shared = sum(asked[gram] for gram in grams if gram in asked)
            if not shared:
                continue
            own = 0.0
            for gram in grams:
                if gram not in idf:
                    idf[gram] = self._gram(gram)[0]
                own += idf[gram] * (1.0 if len(gram) == 2 else 0.35)
            near = weight * max(2 * shared / (whole + own), 0.8 * shared / own)
            if near > best[0]:
                best = (min(near, 1.0), field, text)
        return best


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
