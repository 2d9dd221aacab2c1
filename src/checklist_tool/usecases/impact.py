"""What rests on a policy, and what its repeal or amendment would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool.checks import impact
from checklist_tool.checks.impact import Use
from checklist_tool.files import WorkingTree
from checklist_tool.model.base import headings
from checklist_tool.problems import ChecklistError, Problem, unknown
from checklist_tool.repository import Entry, Repository, load

__all__ = ["Use"]  # what doors are given


@dataclass(frozen=True, slots=True)
class Impact:
    """A policy, where it is the basis or mentioned, and the problems of a repeal or amendment."""

    policy: Entry
    uses: Sequence[Use]
    mentions: Sequence[Use]
    repealed_on: date | None
    amended_on: date | None
    problems: Sequence[Problem]
    unread: Sequence[str]  # files with faults, whose items are not in it

    @property
    def day(self) -> date | None:
        """The day of the repeal or amendment that was supposed."""
        return self.repealed_on or self.amended_on

    @property
    def is_problem(self) -> bool:
        """Whether nothing rests on the policy, or a repeal or amendment brings problems."""
        return bool(self.problems) or not (self.uses or self.mentions)

    def as_json(self) -> dict[str, Any]:
        """All but the unread files, as plain data."""
        place = self.policy.place()
        return {
            "policy": {
                "id": self.policy.id, "title": self.policy.item.title,
                "doc_number": self.policy.item.doc_number, "path": place.path, "line": place.line,
            },
            "uses": [_as_json(use) for use in self.uses],
            "mentions": [_as_json(use) for use in self.mentions],
            "repealed_on": self.repealed_on.isoformat() if self.repealed_on else None,
            "amended_on": self.amended_on.isoformat() if self.amended_on else None,
            "problems": [problem.as_json() for problem in self.problems],
        }  # fmt: skip


def of_policy(
    root: Path,
    policy: str,
    today: date,
    repealed_on: date | None = None,
    amended_on: date | None = None,
) -> Impact:
    """The impact of the policy with this id, title or document number; else ChecklistError.

    With a day, also the problems that a repeal or amendment on it would bring.
    """
    repository, _ = load(WorkingTree(root))
    entry = impact.called(repository, policy)
    if entry is None:
        raise _unknown(repository, policy)
    problems: list[Problem] = []
    if repealed_on:
        problems = impact.if_repealed(repository, entry.item, repealed_on, today)
    elif amended_on:
        problems = impact.if_amended(repository, entry.item, amended_on, today)
    return Impact(
        entry,
        impact.uses(repository, entry.item),
        impact.mentions(repository, entry.item),
        repealed_on,
        amended_on,
        problems,
        sorted(repository.unread),
    )


def where(use: Use) -> str:
    """The article that a use cites, or the heading of the field in which a policy is mentioned."""
    if use.basis:
        return use.basis.article or ""
    return headings(type(use.entry.item)).get(str(use.loc[0]), "")


def _unknown(repository: Repository, wanted: str) -> ChecklistError:
    known = [name for entry in repository.of("policy") for name in entry.item.names]
    said = "政策依据库里没有编号、标题或文号是“{}”的文件"
    return unknown(said, wanted, known, "登记在 register.yaml 里的才查得到")


def _as_json(use: Use) -> dict[str, Any]:
    entry, place = use.entry, use.place
    return {
        "kind": entry.kind, "list": entry.list, "id": entry.id, "name": entry.name,
        "field": list(use.loc), "article": use.basis.article if use.basis else None,
        "path": place.path, "line": place.line, "column": place.column,
    }  # fmt: skip
