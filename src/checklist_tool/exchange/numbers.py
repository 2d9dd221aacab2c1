"""What a number of Excel shows: a day, a text of digits with leading zeros, a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from checklist_tool.exchange.grids import Cell

# Formats that every Excel has without writing them down; 27 to 36 and 50 to 58 are days in Chinese.
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56}
_MONTHS = {17, 27, 36, 50, 52, 57}  # month and year, as the Chinese Excel shows them
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LONGEST = 15  # digits that Excel keeps of a number
_MOST = 400  # the power of ten of the largest and least number that a program stores, and more


@dataclass(slots=True)
class Numbers:
    """The formats of a workbook, and what numbers are by them."""

    since_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)

    def cell(self, stored: str, style: int) -> Cell:
        """The cell of a stored number with a style."""
        form = self.styles[style] if 0 <= style < len(self.styles) else 0
        code = self.formats.get(form, "")
        cell = shown(stored)
        if cell.trouble:
            return cell
        number = Decimal(stored)
        if self._is_day(form, code):
            return self._day(number, form, code)
        if "%" in _QUOTED.sub("", code) or form in (9, 10):
            return Cell(percent(number))
        if re.fullmatch("0+", code):  # a format of zeros shows them in front
            return Cell(cell.text.zfill(len(code)))
        return cell

    def _is_day(self, form: int, code: str) -> bool:
        if not code:
            return form in _DAYS
        plain = _QUOTED.sub("", code.partition(";")[0]).lower()
        return bool(re.search(r"[yd年月日]|m.*m|[hs]", plain)) and "0" not in plain.replace(
            "00", ""
        )

    def _day(self, number: Decimal, form: int, code: str) -> Cell:
        plain = _QUOTED.sub("", code).lower()
        timed = form in _TIMES if not code else not re.search("[yd年月日]", plain)
        if timed or not 1 <= number < 2_958_466:
            return Cell(f"{number:f}", "是时间，或者不是存在的日期")
        days = int(number)
        if self.since_1904:
            start = datetime(1904, 1, 1)
        elif days < 61:  # Excel has a 29 February 1900, so days before it are one off
            start = datetime(1899, 12, 31)
        else:
            start = datetime(1899, 12, 30)
        found = (start + timedelta(days=days)).date().isoformat()
        monthly = form in _MONTHS if not code else "d" not in plain and "日" not in plain
        return Cell(found[:7] if monthly else found)


def shown(stored: str) -> Cell:
    """A stored number as digits; one that is longer than programs keep is told of."""
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return Cell(stored, f"不是数字：{stored}")
    if not number.is_finite() or abs(number.adjusted()) > _MOST:
        return Cell(stored, f"不是数字：{stored}")
    if number != number.to_integral_value():
        return Cell(f"{Decimal(repr(float(number))):f}")
    digits = f"{number.to_integral_value():f}"
    if len(digits.lstrip("-")) > _LONGEST:
        return Cell(digits, f"超过 {_LONGEST} 位的数字，Excel 已经改掉了后面的数位："
                            "把这一列设成文本格式，重新填")  # fmt: skip
    return Cell(digits)


def percent(number: Decimal) -> str:
    """A number as a share of a hundred."""
    return f"{round(number * 100, 6).normalize():f}%"
