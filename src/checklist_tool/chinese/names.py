"""The forms in which a name is the same name: for the index, and for the rules that compare."""

from __future__ import annotations

import re
from functools import lru_cache

from checklist_tool.chinese.readings import shared

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


@lru_cache(1 << 16)  # several rules ask for the same names
def folded(text: str) -> str:
    """What is left when spaces, punctuation, case, width and traditional characters do not count.

    Two texts that are folded alike are one and the same question to the desk.
    """
    return shared().plain(text)


def without_brackets(name: str) -> str:
    """A name without what it says in brackets; it is found by that as well."""
    return _BRACKETS.sub("", name)
