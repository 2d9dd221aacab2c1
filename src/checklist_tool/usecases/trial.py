"""What a changed file would do to the lists, without writing it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checklist_tool import checks
from checklist_tool.editing.advice import advised
from checklist_tool.files import Overlay, WorkingTree
from checklist_tool.model.files import kind_of
from checklist_tool.problems import ChecklistError, Problem


def problems(root: Path, path: str, text: bytes, today: date) -> list[Problem]:
    """Every fault of the lists if the file at this path (from the root) had this text.

    Raises ChecklistError for a path at which no file of the lists stands.
    """
    if kind_of(path) is None:
        raise ChecklistError(
            f"{path} 不是清单里的文件", hint="如 data/lists/certificates/negative.yaml"
        )
    tree = Overlay(WorkingTree(root), {path: text})
    return advised(tree, checks.examine(tree, today)[1])
