"""What an item shows on the days between the changes of its basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from checklist_tool.model import checked
from checklist_tool.model.policy import Policy, policies_on
from checklist_tool.repository import Entry, Repository

NOTICE = "注意"


class Dated:
    """The lists as they are told on a day: which version is cited, and what is to be warned of."""

    def __init__(self, repository: Repository) -> None:
        self.policies = repository.policies
        self._edition = None if "edition" in repository.broken else repository.edition
        self._registers: dict[date, dict[str, Policy]] = {}

    @cached_property
    def _unsettled(self) -> frozenset[str]:
        issued = self._edition.issued_on if self._edition else date.max
        return checked.unsettled(self.policies, issued)

    def register(self, day: date) -> Mapping[str, Policy]:
        """The policies as they are cited on a day."""
        if day not in self._registers:
            self._registers[day] = policies_on(self.policies, day)
        return self._registers[day]

    def notice(self, entry: Entry, day: date) -> str:
        """The line that the desk must say about an item on a day; empty mostly."""
        edition = self._edition
        if edition is None or entry.kind not in checked.CHECKED_KINDS:
            return ""
        if not checked.may_have_moved(entry.item, self._unsettled):
            return ""
        changes = checked.moved(entry.item, self.policies, day, edition.issued_on)
        keeper = edition.issued_by or "主管部门"
        return checked.notice(entry.item, entry.verdict, changes, keeper)

    def of(self, entry: Entry) -> Iterator[tuple[str, Mapping[str, Policy], str]]:
        """For each day from which something else is told: the register and the notice.

        Nothing for an item that is told the same on every day.
        """
        if entry.kind not in checked.CHECKED_KINDS or not checked.may_have_moved(
            entry.item, self._unsettled
        ):
            return
        days = [date.min, *checked.days_of_change(entry.item, self.policies)]
        told = [(day, self.register(day), self.notice(entry, day)) for day in days]
        if not any(notice for _, _, notice in told) and not any(
            self.policies[basis.policy].versions
            for basis in entry.item.basis
            if basis.policy in self.policies
        ):
            return
        for day, register, notice in told:
            yield "" if day == date.min else day.isoformat(), register, notice
