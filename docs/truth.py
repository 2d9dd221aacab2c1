"""How many statements of the shipped lists are confirmed, and by what: the table of truth.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checklist_tool.checks.truth import GROUNDS, STATEMENTS, Figures, figures, total
from checklist_tool.files import WorkingTree
from checklist_tool.repository import Repository, load


def table() -> str:
    """The figures by kind of statement, as a table of Markdown."""
    repository = _shipped()
    found = figures(repository, repository.entries, repository.edition.issued_on)
    rows = [(title, found[kind]) for kind, (title, _) in STATEMENTS.items()]
    heads = ["内容", "共", *GROUNDS.values()]
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    lines += [_row(title, one) for title, one in [*rows, ("合计", total(found))]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def texts() -> str:
    """The texts that were read, each with its version and the day, as a list of Markdown."""
    return "\n".join(
        f"- {policy.title}，{version.adopted} 版，{version.read_on} 读"
        for policy in _shipped().policies.values()
        for version in policy.history
        if version.read_on
    )


def _row(title: str, one: Figures) -> list[str]:
    return [title, str(one.total), *(str(getattr(one, key)) for key in GROUNDS)]


def _shipped() -> Repository:
    return load(WorkingTree(Path(__file__).parents[1]))[0]


if __name__ == "__main__":
    print(date.today(), table(), sep="\n")  # noqa: DTZ011
