"""What a value that does not fit was surely meant to be, when it is written as in a document."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from checklist_tool.yaml_slips import QUOTES

_DATE = re.compile(
    r"(?P<year>\d{4})(?:年|[-/.](?=\d))(?:(?P<month>\d{1,2})(?:月|[-/.](?=\d)|$))?"
    r"(?:(?P<day>\d{1,2})日?)?"
)
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TEN = re.compile(r"([一二三])?十([一二三四五六七八九])?")


def day_meant(text: str) -> str | None:
    """The day that 2026/1/1, 2026.1.1 or 二〇二六年一月一日 means, as 2026-01-01."""
    found = when_meant(text)
    return found if found and len(found) == 10 else None


def when_meant(text: str) -> str | None:
    """The same, also of a month or a year alone: 2026年1月 is 2026-01, 二〇二六年 is 2026."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", unquoted(text) or text))
    found = _DATE.fullmatch(_TEN.sub(_number, plain).translate(_DIGITS))
    if found is None or (found["day"] and not found["month"]):
        return None
    parts = [int(part) for part in found.groups() if part]
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return day.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def unquoted(text: str) -> str | None:
    """What stands between the quotes of a document, when they hold the whole text."""
    inner = text.strip()[1:-1].strip()
    whole = QUOTES.get(text.strip()[:1]) == text.strip()[-1:] and len(text.strip()) > 1
    return inner if whole and inner and not set(inner) & {*QUOTES, *QUOTES.values()} else None


def _number(found: re.Match[str]) -> str:
    """A number up to 39 in digits: 十 is 10, 二十六 is 26."""
    return f"{found[1] or '一'}{found[2] or '〇'}".translate(_DIGITS)
