"""What to look at of a request before the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checklist_tool.admission.findings import Finding, Findings
from checklist_tool.model.base import headings
from checklist_tool.model.requirements import ASKED, missing
from checklist_tool.repository import Repository
from checklist_tool.usecases.tasks.lists import found


@dataclass(frozen=True, slots=True)
class RequestCheck:
    """What a request lacks, by field with its heading, and what to ask about it."""

    id: str
    title: str
    lacking: dict[str, str]
    inferred: bool  # it is the source that does not say what is lacking
    findings: list[Finding]

    def as_json(self) -> dict[str, object]:
        """The stable form of `tasks check --json`."""
        return {
            "id": self.id,
            "title": self.title,
            "missing": list(self.lacking),
            "findings": [one.as_json() for one in self.findings],
        }


def checked(lists: Repository, wanted: str, today: date) -> RequestCheck:
    """What to look at of a request before the meeting; ChecklistError when there is none."""
    entry = found(lists, wanted, "request")
    titles = headings(type(entry.item))
    return RequestCheck(
        entry.id, entry.name,
        {name: titles[name] for name in ASKED if missing(entry.item, name)},
        any(step.act == "submit" and step.inferred for step in entry.item.steps),
        Findings(lists, today).about(entry.id),
    )  # fmt: skip
