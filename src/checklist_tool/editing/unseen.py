"""Faults that the canonical form of a file would hide, so they must be mended before `fmt`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.every import RULES
from checklist_tool.checks.losses import BY_SPELLING
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import fit
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository
from checklist_tool.yaml_nodes import Node, nodes
from checklist_tool.yaml_source import Loc, Source


def unseen_in_form(source: Source) -> list[Problem]:
    """Each fault of a file that its canonical form would keep, and no longer show.

    What was lost in the spelling stays lost, and the spelling is all that tells of it.
    """
    lists = Repository(sources={source.path: source})
    found = [problem for code in BY_SPELLING for problem in RULES[code].check(lists, date.min)]
    return sorted({*found, *_folded_lists(source)})


def _folded_lists(source: Source) -> Iterator[Problem]:
    """Texts of several lines where another sort of value belongs, as a list without its marks."""
    kind = kind_of(source.path)
    faults = fit(kind.shape, source.data)[1] if kind else []
    wrong = [fault for fault in faults if fault.code == "CK023" and fault.loc]
    root = nodes(source.text) if wrong else None
    for fault in wrong:
        node = _at(root, fault.loc) if root else None
        if node and node.kind == "scalar" and "\n" in source.text[node.start : node.end]:
            place = source.place(fault.loc)
            yield Problem(place, fault.code, fault.message, fault.hint)


def _at(node: Node, loc: Loc) -> Node | None:
    for part in loc:
        entries = node.entries
        if isinstance(part, int):
            found = entries[part] if part < len(entries) else None
        else:
            found = next((entry for entry in entries if entry.name == part), None)
        if found is None:
            return None
        node = found.value
    return node
