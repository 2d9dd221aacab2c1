"""What a font file says of itself: which characters it has, and what its family is called.

Two tables of OpenType (`cmap` and `name`), of a font file or of one face of a collection.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_LAST = 0x10FFFF  # the last character there is
# Which table of characters is taken, the best first: platform and encoding.
_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_FAMILY = (1, 16)  # the records of names that name the family
# How names are written, by platform and encoding; others are UTF-16.
_ENCODINGS = {
    (1, 0): "mac_roman", (1, 1): "shift_jis", (1, 2): "big5", (1, 3): "euc_kr", (1, 25): "gb18030",
    (3, 2): "shift_jis", (3, 3): "gb18030", (3, 4): "big5", (3, 5): "euc_kr",
}  # fmt: skip


def characters(path: Path, index: int = 0) -> frozenset[int]:
    """The characters for which a face has a glyph; raises ValueError for what is no font."""
    try:
        return frozenset(_mapped(_table(path, index, b"cmap")))
    except struct.error:
        raise ValueError(path) from None


def families(path: Path, index: int = 0) -> set[str]:
    """The names of the family in every language; raises ValueError for what is no font."""
    try:
        return set(_named(_table(path, index, b"name")))
    except struct.error:
        raise ValueError(path) from None


def _table(path: Path, index: int, wanted: bytes) -> bytes:
    """The bytes of one table of a face, which of a collection has this number."""
    with path.open("rb") as file:

        def read(offset: int, form: str) -> tuple[int | bytes, ...]:
            file.seek(offset)
            return struct.unpack(form, file.read(struct.calcsize(form)))

        start = 0
        if read(0, ">4s") == (b"ttcf",):
            [count] = read(8, ">L")
            if index >= int(count):
                raise ValueError(path)
            start = int(read(12 + 4 * index, ">L")[0])
        for at in range(int(read(start + 4, ">H")[0])):
            tag, _, offset, length = read(start + 12 + 16 * at, ">4sLLL")
            if tag == wanted:
                file.seek(int(offset))
                return file.read(int(length))
    raise ValueError(path)


def _mapped(table: bytes) -> Iterator[int]:
    """The characters of the best of the tables in `cmap`."""
    [count] = struct.unpack_from(">H", table, 2)
    found = {
        (platform, encoding): offset
        for platform, encoding, offset in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])
    }
    offset = next((found[one] for one in _BEST if one in found), None)
    if offset is None:
        return
    table = table[offset:]
    [form] = struct.unpack_from(">H", table)
    if form == 4:
        yield from _segments(table)
    elif form == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        glyphs = struct.unpack_from(f">{count}H", table, 10)
        yield from (first + at for at, glyph in enumerate(glyphs) if glyph)
    elif form in (12, 13):
        [groups] = struct.unpack_from(">L", table, 12)
        for first, last, glyph in struct.iter_unpack(">LLL", table[16 : 16 + 12 * groups]):
            # Glyph 0 is the box that stands for what is missing; of 13 all have the same glyph.
            if glyph or form == 12:
                yield from range(first + (not glyph), min(last, _LAST) + 1)


def _segments(table: bytes) -> Iterator[int]:
    """The characters of a table that maps them in segments, each with glyphs of its own."""
    [doubled] = struct.unpack_from(">H", table, 6)
    several = f">{doubled // 2}H"
    lasts = struct.unpack_from(several, table, 14)
    firsts, shifts, places = (
        struct.unpack_from(several, table, 16 + doubled * part) for part in (1, 2, 3)
    )
    for at, (first, last, shift, place) in enumerate(
        zip(firsts, lasts, shifts, places, strict=True)
    ):
        if first == 0xFFFF:
            continue  # the end of the table, and no character
        if not place:
            yield from (code for code in range(first, last + 1) if (code + shift) & 0xFFFF)
        elif last >= first:
            begin = 16 + doubled * 3 + 2 * at + place
            glyphs = struct.unpack_from(f">{last - first + 1}H", table, begin)
            yield from (first + n for n, glyph in enumerate(glyphs) if glyph)


def _named(table: bytes) -> Iterator[str]:
    count, start = struct.unpack_from(">HH", table, 2)
    for platform, encoding, _, name, length, offset in struct.iter_unpack(
        ">6H", table[6 : 6 + 12 * count]
    ):
        if name in _FAMILY:
            written = table[start + offset : start + offset + length]
            try:
                yield written.decode(_ENCODINGS.get((platform, encoding), "utf_16_be"))
            except UnicodeDecodeError:
                continue
