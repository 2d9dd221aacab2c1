"""Rules that hold between files, one function each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.files import Tree
from checklist_tool.problems import Problem
from checklist_tool.reading import FileReader
from checklist_tool.repository import Repository, load


def examine(
    tree: Tree, today: date, reader: FileReader | None = None
) -> tuple[Repository, list[Problem]]:
    """All that can be read of a tree, and every fault of it, sorted by place."""
    repository, problems = load(tree, reader)
    return repository, sorted({*problems, *faults(repository, today)})


def faults(repository: Repository, today: date) -> Iterator[Problem]:
    """Every fault between the files that could be read."""
    from checklist_tool.checks.every import RULES

    for rule in RULES.values():
        if not rule.needs & repository.broken:
            yield from rule.check(repository, today)
