"""Ids out of the pinyin of a name."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain, count

from checklist_tool.chinese.readings import readings, shared

_WORDS = 4  # of an id; more would not be read
_LONGEST = 50  # characters
_BRACKETED = re.compile(r"[（(【\[〔].*?[）)】\]〕]")
# What nearly every name ends with says nothing about the one.
_ENDING = re.compile(r"(?<=..)(?:证明|材料|申请|办理|办法|条例)$")
_RUN = re.compile(r"[0-9a-z]+|[^0-9a-z]+")


def proposed(name: str, taken: Container[str] = (), otherwise: str = "") -> str:
    """A short id in pinyin that is not taken: 亲属关系证明 gives qinshu-guanxi.

    Two characters make a word, the last three of an odd number stay together. A name of which
    nothing can be read gives `otherwise`, which may be empty.
    """
    stem = _stem(name) or otherwise
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(found for found in candidates if not stem or found not in taken)


def _stem(name: str) -> str:
    core = _ENDING.sub("", shared().plain(_BRACKETED.sub("", name)))
    found: list[str] = []
    for run in _RUN.findall(core):
        syllables = [run] if run.isascii() else [one for one in readings(run) if one.isascii()]
        pairs = ["".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2)]
        if len(syllables) % 2 and len(pairs) > 1:
            pairs[-2:] = ["".join(pairs[-2:])]
        found += pairs
    return "-".join(found[:_WORDS])[:_LONGEST].strip("-")
