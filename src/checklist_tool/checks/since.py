"""Which problems a change brings in, and which were there before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from checklist_tool.files import Tree
from checklist_tool.problems import Place, Problem


def brought_in(
    found: Sequence[Problem], now: Tree, earlier: Sequence[Problem], before: Tree
) -> tuple[list[Problem], list[Problem]]:
    """The problems of `now` that `before` did not have, and those that it had; both in order.

    A problem that only moved to another line is the same one. Where several are alike, as two
    telephone numbers in one file, those whose line stood there before are the known ones.
    """
    left: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    alike: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in earlier:
        left[problem.identity].append(problem)
    for problem in found:
        alike[problem.identity].append(problem)
    known: set[Problem] = set()
    for identity, group in alike.items():
        count = len(left[identity])
        if 0 < count < len(group):
            lines = {_line(before, problem.place) for problem in left[identity]}
            group.sort(key=lambda problem: _line(now, problem.place) not in lines)
        known.update(group[:count])
    return [p for p in found if p not in known], [p for p in found if p in known]


def _line(tree: Tree, place: Place) -> bytes:
    """The text of the line, without the space around it; nothing when it cannot be read."""
    try:
        return tree.read(place.path).splitlines()[place.line - 1].strip()
    except (OSError, IndexError):
        return b""
