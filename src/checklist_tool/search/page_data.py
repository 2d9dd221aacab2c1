"""The search as a page carries it: the texts, the tables, and every number of the ranking.

The files of templates/web/search/ rank as the modules of the same names do. What they rank by is
told nowhere but in the modules, from which it is taken here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from checklist_tool.chinese import characters, keyboard, shapes, synonyms, words
from checklist_tool.chinese.characters import FIRST, LAST
from checklist_tool.chinese.readings import readings, shared
from checklist_tool.model.certificate import Certificate
from checklist_tool.model.kinds import lists_of
from checklist_tool.repository import Entry
from checklist_tool.search import answer, grams, names, overlap, postings, slips, spelling, store
from checklist_tool.search.entries import FOREVER, further_names, span, weights

# Stand-ins for characters: a Chinese one takes three bytes, these take one or two.
_SHORT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%*+,-./:;=?@[]^_{|}~" + "".join(
    char for char in map(chr, (*range(0xA1, 0x300), *range(0x370, 0x590))) if char.isprintable()
)
_FIELDS = ("name", "aliases", "asks")
_PLAIN = slice(4, 6)  # of a row: its names and its ways of asking


def data(entries: Iterable[Entry]) -> dict[str, Any]:
    """What search.js needs to find these entries, as small as it can be, ready for JSON.

    An entry is its id, list, verdict, name, further names, ways of asking, and the first
    and last day on which it holds; what is empty at its end is left out. Names and ways of
    asking are plain, and written with stand-ins, told in `short` each before its character.
    """
    rows = [_row(entry) for entry in entries]
    everyday = synonyms.LINES.strip()
    said = "".join(
        [
            *(text for row in rows for text in row),
            *words.SPEECH,
            *words.FRAME,
            everyday,
            shapes.LINES,
        ]
    )
    short = _short([text for row in rows for text in row[_PLAIN]])
    for row in rows:
        row[_PLAIN] = [text.translate(short) for text in row[_PLAIN]]
    return {
        "ranking": _numbers(names) | _numbers(overlap) | _numbers(grams),
        "slips": _numbers(slips) | {"APART": slips.APART},
        "spelling": _numbers(spelling),
        "words": _numbers(words) | _numbers(characters),
        "postings": _numbers(postings),
        "answer": _numbers(answer),
        "search": _numbers(store),
        "certificate": words.CERTIFICATE,
        "beside": keyboard.BESIDE,
        "notAsked": words.NOT_ASKED,
        "had": words.HAD,
        "denied": "".join(sorted(words.DENIED)),
        "proof": words.PROOF,
        "matters": words.MATTERS,
        "exact": {f"{form} {field}": score for (form, field), score in store.EXACT.items()},
        "endings": names.ENDINGS,
        "cut": names.CUT,
        "weights": [weights(Certificate)[field] for field in _FIELDS],
        "speech": " ".join(words.SPEECH),
        "frame": " ".join(sorted(words.FRAME)),
        "everyday": everyday,
        "shapes": shapes.LINES.strip(),
        "heardEnding": names.HEARD_ENDING,
        "certificates": list(lists_of("certificate")),
        "readings": _readings(said),
        "simplified": _simplified(said),
        "short": "".join(code + chr(char) for char, code in short.items()),
        "entries": rows,
    }


def _short(texts: list[str]) -> dict[int, str]:
    """For each character that stands in these often enough, one that is not in them at all."""
    counts = Counter("".join(texts))
    often = [
        char for char, times in counts.most_common() if 0x7FF < ord(char) <= 0xFFFF and times > 3
    ]
    free = [char for char in _SHORT if char not in counts]
    return {ord(char): code for char, code in zip(often, free, strict=False)}


def _numbers(module: ModuleType) -> dict[str, float]:
    """The constants of a module that are numbers."""
    return {
        name.lstrip("_"): value
        for name, value in vars(module).items()
        if name.isupper() and type(value) in (int, float)
    }


def _row(entry: Entry) -> list[str]:
    item = entry.item
    start, end = span(item)
    row = [
        entry.id,
        entry.list,
        entry.verdict or "",
        entry.name,
        " ".join(_read(text) for text in (entry.name, *further_names(entry))),
        " ".join(filter(None, (shared().plain(text) for text in entry.asks))),
        start,
        "" if end == FOREVER else end or "-",  # a day that is before any other
    ]
    while not row[-1]:
        row.pop()
    return row


def _read(name: str) -> str:
    """The plain name; a character that is not read here as it mostly is has its syllable behind it.

    银行 is written `银行(hang)`.
    """
    text = shared().plain(name)
    read, usual = readings(text), shared().usual(text)
    if read == usual:
        return text
    return "".join(
        char if syllable == mostly else f"{char}({syllable})"
        for char, syllable, mostly in zip(text, read, usual, strict=True)
    )


def _readings(said: str) -> str:
    """Every syllable with the characters that are mostly read so: those said, and common ones.

    Common are the 3,755 of the first level of GB 2312, by which slips of the keyboard are heard.
    """
    common = bytes(
        byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell)
    ).decode("gb2312", "ignore")
    found: dict[str, list[str]] = {syllable: [] for syllable in shared().syllables}
    for char in sorted({*common, *said}):
        if (syllable := shared().reading(char)) in found and words.is_ideograph(char):
            found[syllable].append(char)
    return " ".join(syllable + "".join(chars) for syllable, chars in found.items())


def _simplified(said: str) -> str:
    """Each traditional character before its simplified one, where the texts have that."""
    here = {*said}
    all_there_are = "".join(map(chr, range(FIRST, LAST + 1)))
    return "".join(
        char + simple
        for char, simple in zip(all_there_are, shared().simplify(all_there_are), strict=True)
        if simple != char and simple in here
    )
