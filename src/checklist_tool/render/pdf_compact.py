"""Compress the PDFs of Typst: the same objects, most of them in object streams.

Typst writes each tag as an object of its own, uncompressed, which is three quarters of a file.
"""

from __future__ import annotations

import re
import zlib
from itertools import starmap
from struct import Struct

_TOGETHER = 200  # objects in a stream: more pack better, but for one of them all are unpacked
_LEVEL = 5  # of compression: 6 takes half as long again for half a percent
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\n+", re.DOTALL)
_TABLE = re.compile(rb"xref\n0 (\d+)\n(.*)trailer\n<</Size \d+(/.*)>>\nstartxref", re.DOTALL)

_LAST = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


def packed(data: bytes) -> bytes:
    """The same document: every object keeps its number, and what has a stream keeps its bytes.

    A file that is not written as Typst writes it is left as it is.
    """
    last = _LAST.search(data[-64:])
    end = int(last[1]) if last else len(data)
    found = _TABLE.match(data, end)
    if found is None:
        return data
    count, table, trailer = int(found[1]), found[2], found[3]
    places = sorted(int(table[at : at + 10]) for at in range(20, 20 * count, 20))
    large: list[tuple[int, bytes]] = []
    small: list[tuple[int, bytes]] = []
    for start, stop in zip(places, [*places[1:], end], strict=True):
        one = _OBJECT.fullmatch(data, start, stop)
        if one is None:
            return data
        (large if one[2].endswith(b"\nendstream") else small).append((int(one[1]), one[2]))

    entries = [(0, 0, 65535)] * count  # kind; place, or the stream it is in; place therein
    for first in range(0, len(small), _TOGETHER):
        together = small[first : first + _TOGETHER]
        for at, (number, _) in enumerate(together):
            entries[number] = (2, len(entries), at)
        large.append((len(entries), _object_stream(together)))
        entries.append((1, 0, 0))
    out = bytearray(data[: places[0]])
    for number, body in large:
        entries[number] = (1, len(out), 0)
        out += _object(number, body)
    start = len(out)
    entries.append((1, start, 0))
    out += _object(len(entries) - 1, _table(entries, trailer))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _object_stream(together: list[tuple[int, bytes]]) -> bytes:
    head, length = b"", 0
    for number, body in together:
        head += b"%d %d " % (number, length)
        length += len(body) + 1
    about = b"/Type/ObjStm/N %d/First %d" % (len(together), len(head))
    return _stream(about, head + b"\n".join(body for _, body in together))


def _table(entries: list[tuple[int, int, int]], trailer: bytes) -> bytes:
    rows = b"".join(starmap(Struct(">BIH").pack, entries))
    return _stream(b"/Type/XRef/Size %d/W[1 4 2]%b" % (len(entries), trailer), rows)


def _stream(about: bytes, data: bytes) -> bytes:
    small = zlib.compress(data, _LEVEL)
    head = b"<<%b/Filter/FlateDecode/Length %d>>" % (about, len(small))
    return head + b"\nstream\n" + small + b"\nendstream"


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)
