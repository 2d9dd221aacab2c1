"""Which pinned answers an edit changes, and how they read once that is accepted."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import ANSWERING
from checklist_tool.problems import Problem
from checklist_tool.repository import Decided, Repository
from checklist_tool.search import build, pinned
from checklist_tool.search.kept_answers import KeptAnswers
from checklist_tool.search.store import Index

_PATH = "data/answers.yaml"


def changed(
    before: Repository, after: Repository, paths: Iterable[str], today: date, root: str
) -> list[Problem]:
    """The pinned answers that the desk gave before and would no longer give.

    Or would no longer give from a day on that the edit brings in: an item that begins next
    year changes answers then, and nobody will be editing on that day.
    """
    kinds = {kind.name for path in paths if (kind := kind_of(path))}
    if (
        kinds.isdisjoint((*ANSWERING, "answer"))
        or "edition" in after.broken
        or not any(after.of("answer"))
    ):
        return []
    lost = list(_lost(after, days(before, after, today), root))
    if not lost or "edition" in before.broken:
        return lost
    known = {problem.identity for problem in _lost(before, [today], root)}
    return [problem for problem in lost if problem.identity not in known]


def accepted(before: Repository, after: Repository, today: date, root: str) -> Decided:
    """The file of pinned answers with those that the desk gives after the edit.

    Where a later day brings another answer, each is pinned as of its day.
    """
    source = after.sources[_PATH]
    data = copy.deepcopy(source.data)
    entries = list(after.of("answer"))
    asked = days(before, after, today)
    for number, given in reversed(pinned.given(after, _index(after, root), asked).items()):
        at = int(entries[number].loc[1])
        pin = data["items"][at]
        dated = "on" in pin or len(given) > 1
        pins = [_pin(pin, answer, day if dated else None) for day, answer in given]
        data["items"][at : at + 1] = pins
    return {_PATH: data}


def days(before: Repository, after: Repository, today: date) -> list[date]:
    """Today, and the later days on which the edit lets an item begin or end."""
    known, turns = (
        {
            turn
            for entry in repository.of("certificate")
            for turn in (entry.item.effective_from, _after(entry.item.effective_to))
            if turn is not None and turn > today
        }
        for repository in (before, after)
    )
    return [today, *sorted(turns - known)]


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day and day < date.max else None


def _lost(repository: Repository, asked: list[date], root: str) -> Iterator[Problem]:
    index = _index(repository, root)
    kept = KeptAnswers(index, root)
    told = set()
    for day in asked:
        for problem in pinned.examine(repository, index, day, kept):
            if problem.place not in told:
                told.add(problem.place)
                later = problem.message.replace("，现在答复", f"，{day} 起答复")
                yield problem if day == asked[0] else replace(problem, message=later)


def _pin(pin: dict[str, Any], answer: dict[str, str | None], day: date | None) -> dict[str, Any]:
    """A pin as it was, with another answer; what it did not pin, it does not pin now."""
    found = {key: value for key, value in pin.items() if key not in answer}
    if day is not None:
        found["on"] = day.isoformat()
    told = {key: value for key, value in answer.items() if value is not None}
    wanted = [key for key in told if key in pin or key == "level"] or list(told)
    return {**found, **{key: told[key] for key in wanted}}


def _index(repository: Repository, root: str) -> Index:
    return Index(build.in_memory(repository, root))
