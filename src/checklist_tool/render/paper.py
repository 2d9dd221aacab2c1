"""A paper for a meeting or a notice: a head, a table, a sheet for each matter, a foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checklist_tool.render import docx, fonts, pdf
from checklist_tool.render.blocks import Row
from checklist_tool.render.days import written
from checklist_tool.render.templates import Where, fill

_SIZES = range(22, 14, -1)  # half points, the largest at which a sheet stands on its page


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a matter, and by what ground."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One matter: what is said of it, and what to look at."""

    heading: str
    badge: str
    rows: tuple[Row, ...]
    notes: tuple[Remark, ...] = ()
    clear: str = ""  # what is said when there is nothing to look at


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is printed. `apart`: each sheet stands on a page of its own."""

    title: str
    jurisdiction: str
    day: date
    lead: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    widths: tuple[int, ...]  # of the columns, in parts
    table: tuple[tuple[str, ...], ...]
    empty: str  # what is said when the table has no row
    sheets: tuple[Sheet, ...] = ()
    notes_heading: str = ""
    apart: bool = False
    signatures: tuple[str, ...] = ()
    foot: str = ""

    @property
    def dated(self) -> str:
        """The day as it is written in Chinese."""
        return written(self.day)


def page(paper: Paper, where: Where) -> str:
    """The paper as one HTML file that needs nothing from outside."""
    return fill(where, "report/paper.html", paper=paper)


def document(paper: Paper, where: Where) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1; the same paper gives the same bytes."""
    chosen = fonts.shipped()
    fonts.check(paper, [(sheet.heading, sheet) for sheet in paper.sheets], chosen)
    return pdf.typeset(
        where, "report/paper.typ", paper.day.isoformat(), chosen, paper=paper, sizes=list(_SIZES)
    )


def word(paper: Paper, where: Where) -> bytes:
    """The paper as .docx, to be changed by hand; the same paper gives the same bytes."""
    return docx.written(where, "report/paper.docx", paper.day.isoformat(), {"paper": paper})
