"""Days as they are typed."""

from __future__ import annotations

from datetime import date

from checklist_tool.problems import ChecklistError


def read(typed: str) -> date:
    """The day that was typed, as in 2024-02-26; raises ChecklistError for any other text."""
    try:
        day = date.fromisoformat(typed)  # which takes 20240226 and 2024-W09-1 too
        if day.isoformat() != typed:
            raise ValueError
    except ValueError:
        hint = "写成 2024-02-26 这样，日期要真实存在"
        raise ChecklistError(f"“{typed}”不是一个日期", hint=hint) from None
    if not 1900 <= day.year < 2200:  # days are counted from it, and there must be some
        raise ChecklistError(f"{typed} 太早或太晚", hint="写 1900 年到 2199 年里的一天")
    return day
