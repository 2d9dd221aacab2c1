"""Typst, called once; it loads nothing else, so that a process of its own starts quickly."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import Any

Pages = tuple[bytes, str, int]  # the PDF; what is wrong with it; in which line of the source
STANDARDS = ["a-2a", "ua-1"]  # archival and accessible; Typst checks both while it writes
NO_PACKAGE = ("failed to download package", "package not found")
NO_GLYPH = "could not be displayed with font"  # said of a character that no font has
_LINE = re.compile(r"__typst_py_bytes__\.typ:(\d+):\d+")


def typeset(source: str, root: str, folders: list[str], day: str) -> Pages:
    """The source as PDF, dated on the day (ISO), with the fonts of the folders.

    Else what is wrong: an error, or what Typst warns of, and in which line if that is known.
    """
    import typst

    # The stubs want source and folders to be of one type.
    compiled: Any = typst.compile_with_warnings
    try:
        result, warnings = compiled(
            source.encode(),
            root=root,
            font_paths=folders,
            ignore_system_fonts=True,
            package_path=os.devnull,  # a machine's packages are no part of the lists
            package_cache_path=os.devnull,
            pdf_standards=STANDARDS,
            timestamp=int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()),
        )
    except typst.TypstError as error:
        line = _LINE.search(getattr(error, "diagnostic", "") or "")
        return b"", str(error), int(line[1]) if line else 0
    return bytes(result), "；".join(str(warning) for warning in warnings), 0
