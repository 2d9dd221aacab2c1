"""Ledgers, boards and figures that a query may be about, beside the lists.

Standard library alone.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

_MOST = 5  # entries that are named
_BOARDS = ("牌子", "挂牌", "门牌子")
_FIGURES = ("报告", "工作报告", "报表", "统计", "统计数字", "工作数据")


def also(registers: Sequence[Any], query: str) -> Iterator[tuple[str, str, list[str]]]:
    """The registers that a query names: heading, the command that shows more, and the entries.

    Each register has its kind, its name, its title, and the names of its entries. A register is
    meant when the query is within its title or the other way round, or within an entry's name.
    """
    asked = "".join(filter(str.isalnum, query.lower()))
    if len(asked) < 2:
        return
    for kind, name, title, entries in registers:
        titled = asked in title or title in asked
        if kind == "ledger":
            within = [one for one in entries if asked in one or (len(one) > 2 and one in asked)]
            if titled or within or asked == "台账":
                found = within or entries
                yield f"台账《{title}》", f"checklist ledger {name} list", found[:_MOST]
        elif kind == "signboards" and "牌" in asked:
            hanging = [one for one in entries if one.partition("（")[0] in asked]
            if hanging or titled or asked in _BOARDS:
                yield title, "checklist render allowed_boards", (hanging or entries)[:_MOST]
        elif kind == "report":
            within = [
                one for one in entries
                if (len(one) > 3 and one in asked) or (len(asked) > 2 and asked in one)
            ]  # fmt: skip
            if within or asked in _FIGURES:
                yield title, "checklist report", (within or entries)[:_MOST]
