"""The slip (告知单): the answer about one item, for the resident to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from checklist_tool.model.base import Record, headings, on_slip
from checklist_tool.model.certificate import Certificate
from checklist_tool.model.checked import Read, read_in_a_text
from checklist_tool.model.edition import Dispute, Edition
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.model.local import LocalPlace
from checklist_tool.model.policy import Policy
from checklist_tool.problems import ChecklistError
from checklist_tool.render import check_code
from checklist_tool.render.blocks import MARKED, Row
from checklist_tool.render.slip_parts import Slip
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.dated import Dated
from checklist_tool.search.view import view

OFF_LIST = "off-list"  # the slip about a certificate that is on no list


def compose(
    entry: Entry,
    edition: Edition,
    dated: Dated,
    day: date,
    places: Sequence[LocalPlace] = (),
) -> Slip:
    """The slip about an item of the desk on a day.

    Raises ChecklistError when the item is not in force on that day.
    """
    item = entry.item
    if not in_force(entry, day):
        raise ChecklistError(
            f"“{entry.name}”（{entry.id}）在 {day} 这天不在施行，没有出单",
            hint=f"看看它的状态和起止日期：checklist show {entry.id}",
        )
    policies = dated.register(day)
    notice = dated.notice(entry, day)
    read = {} if notice else read_in_a_text(item, entry.verdict)
    refused = _further(edition, policies) if entry.verdict == "refuse" else ()
    slip = Slip(
        id=entry.id,
        name=entry.name,
        list=LISTS[entry.list],
        verdict=MARKED.get(entry.verdict or ""),
        inferred=getattr(item, "provenance", None) == "inferred",
        rows=(*_rows(item, policies, read), *refused),
        notice=notice,
        **_about(edition, day),
    )
    return with_places(slip, places)


def off_list(edition: Edition, policies: Mapping[str, Policy], day: date) -> Slip:
    """The slip about a certificate on no list; its name is written in by hand."""
    return Slip(
        id=OFF_LIST,
        name="清单上没有的证明：＿＿＿＿＿＿＿＿",
        list="清单外的证明",
        verdict=MARKED["not_listed"],
        inferred=False,
        rows=(*_rows(edition.off_list, policies), *_further(edition, policies)),
        **_about(edition, day),
    )


def with_places(slip: Slip, places: Sequence[LocalPlace]) -> Slip:
    """The slip with who hands it over, and with where the service centre is."""
    by_role = {place.role: place for place in places}
    committee, centre = by_role.get("committee"), by_role.get("centre")
    return replace(
        slip,
        committee=(committee.full_name or "") if committee else "",
        phone="、".join(committee.phone) if committee else "",
        centre=centre.told if centre else "",
    )


def verify(code: str, repository: Repository) -> Slip | None:
    """The slip that has this code, or None: mistyped, or no item of these lists gives it."""
    found = check_code.read(code)
    if found is None:
        return None
    day, _ = found
    dated, edition = Dated(repository), repository.edition
    slips = (
        compose(entry, edition, dated, day)
        for entry in repository.of(*DESK)
        if in_force(entry, day)
    )
    every = chain(slips, [off_list(edition, dated.register(day), day)])
    return next((slip for slip in every if check_code.read(slip.code) == found), None)


def in_force(entry: Entry, day: date) -> bool:
    """Whether the item holds on a day; a service always does."""
    return not isinstance(entry.item, Certificate) or entry.item.in_force(day)


def _about(edition: Edition, day: date) -> dict[str, Any]:
    return {
        "jurisdiction": edition.jurisdiction,
        "title": edition.title,
        "edition": edition.edition,
        "issued_on": edition.issued_on,
        "issued_by": edition.issued_by or "",
        "day": day,
        "address": (edition.address or "").rstrip("/"),
    }


def _further(edition: Edition, policies: Mapping[str, Policy]) -> Iterator[Row]:
    """What a refusal ends with; the sentence is said, so it is not printed."""
    if edition.dispute:
        spoken = headings(Dispute)["say"]
        rows = _rows(edition.dispute, policies)
        yield from (row for row in rows if row.heading != spoken)


def _rows(
    record: Record, policies: Mapping[str, Policy], read: Read | None = None
) -> Iterator[Row]:
    found = {row[0]: row for row in view(record, policies, read=read)}
    ticked = headings(type(record)).get("materials")
    for title in on_slip(type(record)):
        if row := found.get(title):
            heading, lines, numbered, remark = row
            yield Row(heading, tuple(lines), numbered, remark, ticked=heading == ticked)
