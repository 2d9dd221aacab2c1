"""In which encoding a text is that another program has saved."""

from __future__ import annotations

import codecs
from collections import Counter

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark tells; None without one."""
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def encoding_of(data: bytes) -> str:
    """The encoding of a text: by its mark, UTF-8 where all of it is that, else GB18030.

    UTF-16 without a mark shows itself by its zero bytes.
    """
    return marked(data) or _unmarked(data)


def _unmarked(data: bytes) -> str:
    zeros = Counter(at % 2 for at, byte in enumerate(data[:4000]) if byte == 0)
    if zeros and sum(zeros.values()) > len(data[:4000]) // 10:
        return "utf-16-le" if zeros[1] >= zeros[0] else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
