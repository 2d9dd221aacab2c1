"""How a day is written in print."""

from __future__ import annotations

from datetime import date


def written(day: date) -> str:
    """A day as it is written in Chinese."""
    return f"{day.year}年{day.month}月{day.day}日"
