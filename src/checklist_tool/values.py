"""Values that have a Chinese word: either of the two may be typed, and both are shown."""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal


def value_of(words: Mapping[str, str], typed: str) -> str | None:
    """The value that was typed, by itself or by its Chinese word; None when it is neither."""
    plain = typed.strip()
    if plain in words:
        return plain
    return next((value for value, word in words.items() if word == plain), None)


def listed(words: Mapping[str, str]) -> str:
    """All values, each with its Chinese word: refuse（不予出具）、…"""
    return "、".join(
        value if word == value else f"{value}（{word}）" for value, word in words.items()
    )


def plain_number(value: Decimal) -> int | float:
    """The number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)
