"""Check codes (校验码): a day and a digest as ten letters and digits that can be read aloud.

Crockford's base 32 without I, L, O and U: three characters of the day, six of the digest,
and one by which a mistyped code is known.
"""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

from checklist_tool.problems import ChecklistError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST = date(2024, 1, 1)
_DAYS = 32**3
DIGEST_BITS = 30
_LENGTH = 10
_HEARD = str.maketrans({"O": "0", "I": "1", "L": "1"} | dict.fromkeys("-‐‑–—−·. \t"))


def spell(day: date, digest: int) -> str:
    """The code of a day and a digest of DIGEST_BITS bits.

    Raises ChecklistError when three characters cannot hold the day (before 2024, after 2113).
    """
    days = (day - _FIRST).days
    if not 0 <= days < _DAYS:
        raise ChecklistError(f"单子的日期是 {day}，写不进校验码", hint="看看这台电脑的日期对不对")
    values = [*_digits(days, 3), *_digits(digest, 6)]
    values.append(_remainder([*values, 0]))
    text = "".join(_ALPHABET[value] for value in values)
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def read(text: str) -> tuple[date, int] | None:
    """The day and the digest of a code as somebody typed it; None when it is mistyped.

    Case, hyphens, spaces and full-width letters do not matter; O is read as 0, I and L as 1.
    Any one wrong character is noticed, and any two that changed places.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_HEARD)
    values = [_ALPHABET.find(char) for char in plain]
    if len(values) != _LENGTH or -1 in values or _remainder(values):
        return None
    return _FIRST + timedelta(days=_number(values[:3])), _number(values[3:9])


def _digits(number: int, count: int) -> list[int]:
    return [number >> 5 * place & 31 for place in reversed(range(count))]


def _number(digits: list[int]) -> int:
    number = 0
    for digit in digits:
        number = number << 5 | digit
    return number


def _remainder(values: list[int]) -> int:
    """The polynomial with these coefficients at x in GF(32), where x⁵ + x² + 1 = 0.

    The powers of x differ, so each place weighs differently: a code is right when this is 0.
    """
    total = 0
    for value in values:
        total <<= 1
        if total & 32:
            total ^= 0b100101
        total ^= value
    return total
