"""What a request says: the fields that were set, over those of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from checklist_tool import yaml_source
from checklist_tool.editing import assign
from checklist_tool.editing.layout import layout
from checklist_tool.model.admission import Request
from checklist_tool.model.base import Record, headings
from checklist_tool.model.content import Burdens, Period, Support
from checklist_tool.model.requirements import ASKED
from checklist_tool.problems import ChecklistError, unknown

Fill = Callable[[dict[str, Any]], dict[str, Any]]  # a request as it is → as it is filled in
_KEPT = ("id", "renews", "steps", "sources")  # what the tool sees to itself

LISTS = ("basis", "opinions", "committees")
INSIDE: dict[str, type[Record]] = {"period": Period, "support": Support, "burdens": Burdens}
HINTS = ASKED
basis = assign.basis


def titles(name: str | None = None) -> Mapping[str, str]:
    """The headings of a request's fields, or of what stands inside of one of them."""
    return headings(INSIDE[name] if name else Request)


def given(sets: Sequence[str], read: Mapping[str, Any]) -> Fill:
    """How a request is filled in: with what a file has, and over it what was set.

    Raises ChecklistError for a field that a request does not have.
    """
    shape = layout(Request)
    typed = assign.assignments(list(sets))
    for name in (*read, *(one.key(shape) for one in typed)):
        if name in _KEPT:
            raise ChecklistError(
                f"“{name}”不能这样写", hint="编号用 --id；步骤由各个命令记；出处由软件写"
            )
        if name not in shape.keys:
            known = [key for key in shape.keys if key not in _KEPT]
            raise unknown("申请里没有“{}”这一项", name, known, f"可以写：{'、'.join(known)}")

    def fill(request: dict[str, Any]) -> dict[str, Any]:
        filled = deepcopy({**request, **read})
        for one in typed:
            one.apply(filled, shape)
        return filled

    return fill


def of_file(name: str, raw: bytes, otherwise: ChecklistError) -> dict[str, Any]:
    """The keys of a file that somebody filled in; raises the error when it has none."""
    read, problems = yaml_source.read(name, raw)
    if read is None or not isinstance(read.data, dict):
        otherwise.problems = problems
        raise otherwise
    return dict(read.data)
