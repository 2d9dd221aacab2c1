"""A slip on one sheet of paper: as PDF, and as a page for the browser."""

from __future__ import annotations

import math
from unicodedata import east_asian_width

from checklist_tool.problems import ChecklistError
from checklist_tool.render import fonts, pdf, qr
from checklist_tool.render.fonts import Fonts
from checklist_tool.render.slip_parts import Slip
from checklist_tool.render.templates import Where, fill

PAPERS = {"a5": (24, 16), "a4": (30, 16)}  # the largest and the smallest type, in half points
_TOO_LONG = "too-long"
_POINTS = 72 / 25.4  # a millimetre
_STAMP = 16  # millimetres for the committee's name and stamp, with what is between
_ROOM = {"a5": (126, 187), "a4": (188, 274)}  # within the margins in millimetres; some to spare


class DoesNotFit(ChecklistError):
    """A slip that is too long for one page of that paper, also at the smallest size."""


def document(slip: Slip, paper: str, where: Where, chosen: Fonts | None = None) -> bytes:
    """The slip as PDF/A-2a and PDF/UA-1 on one page; the same slip gives the same bytes.

    Raises DoesNotFit, and ChecklistError as pdf.typeset does.
    """
    fonts.check(slip, [(f"{slip.name}（{slip.id}）", slip)], chosen or fonts.shipped())
    try:
        return pdf.typeset(
            where, "slip/slip.typ", slip.day.isoformat(), chosen, slip=slip, paper=paper,
            sizes=_sizes(paper), too_long=_TOO_LONG, qr=qr.svg(slip.link) if slip.link else None,
        )  # fmt: skip
    except ChecklistError as error:
        if _TOO_LONG in error.message:
            raise _unfit(slip, paper) from None
        raise


def page(slip: Slip, paper: str, where: Where, chosen: Fonts | None = None) -> str:
    """The slip as one HTML file that needs nothing from outside and prints on one page.

    A browser uses fonts of its own, whatever was chosen. Raises DoesNotFit.
    """
    width, height = (side * _POINTS for side in _ROOM[paper])
    size = next((half / 2 for half in _sizes(paper) if _height(slip, half / 2, width) <= height), 0)
    if not size:
        raise _unfit(slip, paper)
    svg = qr.svg(slip.link) if slip.link else ""
    return fill(where, "slip/slip.html", slip=slip, paper=paper, size=size, qr=svg)


def _height(slip: Slip, size: float, width: float) -> float:
    """How high slip.html stands in print, in points: a little more than browsers need.

    A browser cannot try sizes without a script; but a Chinese character is one em wide in
    every font, so that lines can be counted.
    """
    room = width / size - 5.3  # em beside the headings
    high = _STAMP * _POINTS + (_lines(slip.centre, room) * 1.4 + 0.65) * size
    for row in slip.rows:
        indent = 1.5 if len(row.lines) > 1 else 0
        lines = sum(_lines(line, room - indent) for line in row.lines) + bool(row.remark)
        high += (lines * 1.4 + 0.65) * size
    name = 1.45 * size
    high += _lines(slip.name, width / name) * name * 1.35
    high += (7.2 + (2 if slip.inferred else 0)) * size  # head, list and verdict
    high += (_lines(slip.notice, room) * 1.5 + 1.5) * size if slip.notice else 0
    foot = max(8.0, 0.66 * size)
    edition = f"{slip.jurisdiction}《{slip.title}》{slip.edition}{slip.issued}{slip.issued_by}发布"
    beside = 26 * _POINTS if slip.link else 0
    told = _lines(edition, (width - beside) / foot) + (2 if slip.link else 1)
    return high + max((told * 1.4 + 3.4) * foot, 30 * _POINTS if slip.link else 0)


def _lines(text: str, room: float) -> int:
    """How many lines of so many em; one em of each may stay empty before a mark."""
    wide = sum(1 if east_asian_width(char) in "WFA" else 0.62 for char in text)
    return max(1, math.ceil(wide / (room - 1)))


def _sizes(paper: str) -> list[int]:
    largest, smallest = PAPERS[paper]
    return list(range(largest, smallest - 1, -1))


def _unfit(slip: Slip, paper: str) -> DoesNotFit:
    return DoesNotFit(
        f"“{slip.name}”（{slip.id}）的内容太长，缩到 8 磅字，一张 {paper.upper()} 纸也放不下",
        hint="把它在清单里的文字写短些" + ("，或者用 --paper a4" if paper == "a5" else ""),
    )
