"""The conditions of an approval, as they are typed in one line each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from checklist_tool.editing import assign
from checklist_tool.editing.layout import layout
from checklist_tool.model.content import Content
from checklist_tool.problems import ChecklistError

_DUE = ("due", "期限")


def condition(typed: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """A condition of a request as the files hold it: its text, what it changes, by when.

    `频次由每周改为每月；workload=每月一次；due=2026-03-20`: parts that name a field of the request,
    by key or heading, change it, and the others are the text.
    """
    shape = layout(Content)
    said: list[str] = []
    found: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for part in filter(None, map(str.strip, re.split("[；;]", typed))):
        name, equals, value = (one.strip() for one in part.partition("="))
        if equals and name in _DUE:
            found["due"] = value
        elif equals and re.split(r"[.+\[]", name)[0] in {*shape.keys, *shape.headings}:
            one = assign.assignment(part)
            key = one.key(shape)
            if key in request:
                changes.setdefault(key, deepcopy(request[key]))
            one.apply(changes, shape)
        else:
            said.append(part)
    if not said:
        raise ChecklistError(
            f"条件“{typed}”只写了改动，没有写会上怎么说的",
            hint="如 --condition '频次由每周改为每月；workload=每月一次'",
        )
    return {"text": "；".join(said), **({"changes": changes} if changes else {}), **found}


def conditions(typed: Sequence[str] | None, request: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The conditions that were typed of a request, in their order."""
    return [condition(one, request) for one in typed or ()]
