"""How many statements of the shipped lists are confirmed, and by what: the table of truth.md.

With DRAW=40 SEED=7 in the environment it draws so many of them at random, to be read in a text.
"""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

from checklist_tool.checks import truth
from checklist_tool.files import WorkingTree
from checklist_tool.model.policy import cited
from checklist_tool.repository import Repository, load
from checklist_tool.search.view import said


def table() -> str:
    """The figures by kind of statement, as a table of Markdown."""
    repository = _shipped()
    found = truth.figures(repository, repository.entries, repository.edition.issued_on)
    head, *rows = truth.table(found)
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def texts() -> str:
    """The texts that were read, each with its version and the day, as a list of Markdown."""
    return "\n".join(
        f"- {policy.title}，{version.adopted} 版，{version.read_on} 读"
        for policy in _shipped().policies.values()
        for version in policy.history
        if version.read_on
    )


def drawn(count: int, seed: str) -> str:
    """So many statements drawn at random, the same for the same lists and seed."""
    repository = _shipped()
    policies = repository.policies
    every = list(truth.statements(repository, repository.entries, repository.edition.issued_on))
    lines = [["", "事项", "内容", "写的是", "依据", "现在按", "核对结果"]]
    lines.append(["---:", *["---"] * 6])
    for number, one in enumerate(random.Random(seed).sample(every, min(count, len(every))), 1):
        bases = "；".join(cited(basis, policies) for basis in one.entry.item.basis)
        text = said(one.field, one.value, policies)
        place = f"{one.entry.name}（{one.entry.id}）"
        kind, ground = truth.STATEMENTS[one.kind][0], truth.GROUNDS[one.ground]
        lines.append([str(number), place, kind, text, bases, ground, ""])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shipped() -> Repository:
    return load(WorkingTree(Path(__file__).parents[1]))[0]


if __name__ == "__main__":
    if wanted := os.environ.get("DRAW"):
        print(drawn(int(wanted), os.environ.get("SEED", "")))
    else:
        print(date.today(), table(), sep="\n")  # noqa: DTZ011
