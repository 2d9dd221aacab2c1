"""Rules that hold between files, one function each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool import yaml_source
from checklist_tool.checks import (
    admissions,
    certificates,
    counted_twice,
    ledgers,
    lists,
    lookalikes,
    losses,
    policies,
    registers,
    signboards,
    texts,
    verdicts,
    vocabulary,
)  # fmt: skip
from checklist_tool.checks.rule import RULES
from checklist_tool.files import Tree
from checklist_tool.problems import Problem
from checklist_tool.repository import Read, Repository, load

__all__ = [
    "RULES", "admissions", "certificates", "counted_twice", "examine", "faults", "ledgers",
    "lists", "lookalikes", "losses", "policies", "registers", "signboards", "texts", "verdicts",
    "vocabulary",
]  # fmt: skip


def examine(
    tree: Tree, today: date, read: Read = yaml_source.read
) -> tuple[Repository, list[Problem]]:
    """All that can be read of a tree, and every fault of it, sorted by place."""
    repository, problems = load(tree, read)
    return repository, sorted({*problems, *faults(repository, today)})


def faults(repository: Repository, today: date) -> Iterator[Problem]:
    """Every fault between the files that could be read."""
    for rule in RULES.values():
        if not rule.needs & repository.broken:
            yield from rule.check(repository, today)
