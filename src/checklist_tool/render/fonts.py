"""The fonts of the book, and whether they have every character of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from checklist_tool.problems import ChecklistError

BODY = "Noto Serif SC"
HEADINGS = "Noto Sans SC"
_SHOWN = 20


@cache
def paths() -> tuple[Path, Path]:
    """The files of the body and the heading font; raises ChecklistError without the package."""
    try:
        import pylopdf_fonts_zh_cn as package
    except ImportError:
        raise ChecklistError(
            "没有印 PDF 用的字体（思源宋体、思源黑体）", hint="pip install pylopdf-fonts-zh-cn"
        ) from None
    return Path(package.serif_path()), Path(package.sans_path())


def check(printed: object, items: Iterable[tuple[str, object]]) -> None:
    """Raise ChecklistError when neither font has a character, naming it and where it stands.

    `items` are the parts of what is printed that have a name of their own. Typst alone would
    print a box and say nothing of the item.
    """
    missing = list(_missing(printed, items, _characters()))
    if missing:
        shown = "；".join(missing[:_SHOWN])
        more = f"；等 {len(missing)} 处" if len(missing) > _SHOWN else ""
        raise ChecklistError(
            f"字体里没有这些字，印出来会是方框：{shown}{more}",
            hint="换一个写法；是看不见的字符，删掉它",
        )


@cache
def _characters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    known = {ord("\n")}
    for path in paths():
        with TTFont(path, lazy=True) as font:
            known.update(font.getBestCmap())
    return frozenset(known)


def _missing(
    printed: object, items: Iterable[tuple[str, object]], known: frozenset[int]
) -> Iterator[str]:
    inside: set[str] = set()
    for name, item in items:
        lacking = _letters(item) - known
        inside |= {chr(code) for code in lacking}
        yield from (f"{_named(code)}：{name}" for code in sorted(lacking))
    rest = _letters(printed) - known
    yield from (
        f"{_named(code)}：封面或清单说明" for code in sorted(rest) if chr(code) not in inside
    )


def _letters(value: object) -> set[int]:
    if isinstance(value, str):
        return set(map(ord, value))
    if isinstance(value, tuple):
        return set().union(*map(_letters, value))
    if is_dataclass(value):
        return set().union(*(_letters(getattr(value, field.name)) for field in fields(value)))
    return set()


def _named(code: int) -> str:
    shown = chr(code) if chr(code).isprintable() else unicodedata.name(chr(code), "控制字符")
    return f"“{shown}” U+{code:04X}"
