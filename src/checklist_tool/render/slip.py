"""The slip (告知单): the answer about one item, for the resident to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from checklist_tool.lookup.dated import Dated
from checklist_tool.lookup.view import view
from checklist_tool.model.base import Cited, on_slip
from checklist_tool.model.certificate import Certificate
from checklist_tool.model.edition import Edition
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.model.policy import Policy
from checklist_tool.problems import ChecklistError
from checklist_tool.render import check_code
from checklist_tool.render.parts import MARKED, Row, Source
from checklist_tool.render.slip_parts import Slip
from checklist_tool.repository import Entry, Repository

_SOURCES = 2  # an item has up to sixteen; the others stand in the handbook


def compose(entry: Entry, edition: Edition, dated: Dated, day: date) -> Slip:
    """The slip about a certificate or service on a day.

    Raises ChecklistError when the item is not in force on that day.
    """
    item = entry.item
    if not in_force(entry, day):
        raise ChecklistError(
            f"“{entry.name}”（{entry.id}）在 {day} 这天不在施行，没有出单",
            hint=f"看看它的状态和起止日期：checklist show {entry.id}",
        )
    cited = item.sources
    return Slip(
        id=entry.id,
        name=entry.name,
        list=LISTS[entry.list],
        verdict=MARKED.get(entry.verdict or ""),
        inferred=item.provenance == "inferred",
        rows=tuple(_rows(entry, dated.register(day))),
        sources=tuple(_source(number, one) for number, one in enumerate(cited[:_SOURCES], 1)),
        more=len(cited[_SOURCES:]),
        jurisdiction=edition.jurisdiction,
        title=edition.title,
        edition=edition.edition,
        issued_on=edition.issued_on,
        issued_by=edition.issued_by or "",
        day=day,
        link=f"{edition.address.rstrip('/')}/items/{entry.id}.html" if edition.address else "",
        notice=dated.notice(entry, day),
    )


def verify(code: str, repository: Repository) -> Slip | None:
    """The slip that has this code, or None: mistyped, or no item of these lists gives it."""
    found = check_code.read(code)
    if found is None:
        return None
    day, _ = found
    dated = Dated(repository)
    slips = (
        compose(entry, repository.edition, dated, day)
        for entry in repository.of(*DESK)
        if in_force(entry, day)
    )
    return next((slip for slip in slips if check_code.read(slip.code) == found), None)


def in_force(entry: Entry, day: date) -> bool:
    """Whether the item holds on a day; a service always does."""
    return not isinstance(entry.item, Certificate) or entry.item.in_force(day)


def _rows(entry: Entry, policies: Mapping[str, Policy]) -> Iterator[Row]:
    found = {row[0]: row for row in view(entry.item, policies)}
    for title in on_slip(type(entry.item)):
        if row := found.get(title):
            heading, lines, numbered, remark = row
            yield Row(heading, tuple(lines), numbered, remark)


def _source(number: int, cited: Cited) -> Source:
    published = "，".join(filter(None, (cited.publisher, cited.published_on)))
    return Source(number, cited.title, published, cited.url or "")
