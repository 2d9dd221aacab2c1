"""Which kind a file is of, by its path; and which list one was meant for that stands elsewhere."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from checklist_tool.model.kinds import KINDS, Kind


def holds(kind: Kind, path: str) -> bool:
    """Whether the file at this path is of this kind."""
    folder, _, name = path.rpartition("/")
    return fnmatchcase(path, kind.pattern) and (
        folder.count("/") == kind.pattern.count("/") - 1
    ) and (not kind.stems or name.removesuffix(".yaml") in kind.stems)  # fmt: skip


def kind_of(path: str) -> Kind | None:
    """The kind of the file at this path, or None when the tool knows no such file."""
    return next((kind for kind in KINDS if holds(kind, path)), None)


def path_meant(path: str) -> str | None:
    """Where the list stands that this file was meant for, as its name says; None for no list.

    That is `negative.yaml` of Negative, 负面清单, `negative - 副本` and `negative (1)`; of two
    lists with this name the one in the same folder.
    """
    folder, _, name = path.rpartition("/")
    if folder.startswith("data/tasks"):
        return None
    stem = name.partition(".")[0].lower()
    found = [where for called, where in _CALLED if re.search(rf"(?<![a-z]){called}(?![a-z])", stem)]
    return next(
        (where for where in found if where.startswith(f"{folder}/")), next(iter(found), None)
    )


def _called(kind: Kind) -> list[tuple[str, str]]:
    """What the files of a kind are called, by their names and in Chinese, and where they stand."""
    if "*" in kind.pattern:
        lists = kind.lists or kind.extends
        return [(called, kind.path(one.name)) for one in lists for called in (one.name, one.title)]
    stem = kind.pattern.rpartition("/")[2].removesuffix(".yaml")
    return [(called, kind.pattern) for called in (stem, kind.title)]


_CALLED = [named for kind in KINDS for named in _called(kind)]
