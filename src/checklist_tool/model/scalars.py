"""Texts of the files as values: days, numbers, flags; what is none is told by its own kind."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

NUMBER_PATTERN = r"^[0-9]{1,12}(\.[0-9]{1,4})?$"


def day(value: Any) -> Any:
    """A day from 2024-02-26."""
    if not isinstance(value, str) or isinstance(value, date):
        return value
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


def when(value: str) -> str:
    """The text itself, where it is a day, month or year."""
    try:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise ValueError
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise PydanticCustomError("when", "not a day, month or year") from None
    return value


def whole(value: Any) -> Any:
    """A whole number of at most 12 digits."""
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,12}", value, re.ASCII):
            raise PydanticCustomError("whole", "not a whole number")
        return int(value)
    return value


def number(value: Any) -> Any:
    """A number as exact as it is written."""
    if isinstance(value, str):
        if not re.fullmatch(NUMBER_PATTERN, value, re.ASCII):
            raise PydanticCustomError("number", "not a number")
        return Decimal(value)
    return value


def flag(value: Any) -> Any:
    """Yes or no from true or false; anything else as it is."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
