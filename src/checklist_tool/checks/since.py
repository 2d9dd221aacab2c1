"""Which problems a change brings in, and which were there before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from checklist_tool.files import Tree
from checklist_tool.problems import Problem


def brought_in(
    found: Sequence[Problem], now: Tree, earlier: Sequence[Problem], before: Tree
) -> tuple[list[Problem], list[Problem]]:
    """The problems of `now` that `before` did not have, and those that it had; both in order.

    A problem that only moved to another line is the same one. Where several are alike, as two
    telephone numbers in one file, those whose line stood there before are the known ones. A
    warning that has become an error is not known.
    """
    left: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    alike: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in earlier:
        left[*problem.identity, problem.severity].append(problem)
    for problem in found:
        alike[*problem.identity, problem.severity].append(problem)
    known: set[Problem] = set()
    for identity, group in alike.items():
        count = len(left[identity])
        if 0 < count < len(group):
            lines = set(_lines(before, left[identity]))
            there = dict(zip(group, _lines(now, group), strict=True))
            group.sort(key=lambda problem: there[problem] not in lines)
        known.update(group[:count])
    return [p for p in found if p not in known], [p for p in found if p in known]


def _lines(tree: Tree, problems: Sequence[Problem]) -> Iterator[bytes]:
    """The line of each problem, without the space around it; empty when it cannot be read."""
    files: dict[str, list[bytes]] = {}
    for place in (problem.place for problem in problems):
        if place.path not in files:
            with suppress(OSError):
                files[place.path] = tree.read(place.path).splitlines()
        yield b"".join(files.get(place.path, [])[place.line - 1 : place.line]).strip()
