"""Pinned answers: whether the desk still answers as the editors wrote down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checklist_tool.model.answers import LEVELS, PinnedAnswer
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import ANSWERING, DESK, VERDICTS
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository
from checklist_tool.search.answer import ask
from checklist_tool.search.kept_answers import Given, KeptAnswers, given_by
from checklist_tool.search.store import Index

CODE = "CK601"
_MEND = "不该变的，改回清单；该变的，连同这里一起改，在提交说明里写明依据"
_UNREAD = "清单里有读不出的，也许是因为它；先改好那些，再看这一条"


def examine(
    repository: Repository, index: Index, today: date, kept: KeptAnswers | None = None
) -> Iterator[Problem]:
    """Each pinned answer that is no longer given, with what was pinned and what comes now.

    One whose item could not be read is passed over: that fault is told at the item. What was
    answered before is not asked again where it is `kept`.
    """
    kinds = {kind and kind.name for kind in map(kind_of, repository.unread)}
    unread = not kinds.isdisjoint((None, *ANSWERING))
    there = {entry.id for entry in repository.of(*DESK)}
    for entry in repository.of("answer"):
        pinned: PinnedAnswer = entry.item
        day = (pinned.on or today).isoformat()
        if kept:
            answer = kept.given(pinned.ask, day, pinned.kind)
        else:
            answer = given_by(ask(index, pinned.ask, day, pinned.kind))
        if _kept(pinned, answer) or (unread and pinned.item and pinned.item not in there):
            continue
        yield entry.problem(
            CODE,
            ["ask"],
            f"问“{pinned.ask}”，原定答复{_pinned(pinned)}，现在答复{_words(*answer)}",
            _UNREAD if unread else _MEND,
        )


def given(
    repository: Repository, index: Index, days: Sequence[date]
) -> dict[int, list[tuple[date, dict[str, str | None]]]]:
    """What the desk answers from these days on, for each pin that is not kept on all of them.

    By the number of the pin; an answer that stays the same is given once.
    """
    found = {}
    for number, entry in enumerate(repository.of("answer")):
        pinned: PinnedAnswer = entry.item
        asked = [pinned.on] if pinned.on else days
        answers = [
            (day, given_by(ask(index, pinned.ask, day.isoformat(), pinned.kind))) for day in asked
        ]
        if all(_kept(pinned, answer) for _, answer in answers):
            continue
        said = [(day, _as_pinned(one)) for day, one in answers]
        found[number] = [one for at, one in enumerate(said) if at == 0 or one[1] != said[at - 1][1]]
    return found


def _kept(pinned: PinnedAnswer, given: Given) -> bool:
    wanted = "near" if pinned.level == "near" else given.level if given.found else None
    return (
        pinned.item in (None, given.item if given.level == wanted else None)
        and pinned.verdict in (None, given.verdict)
        and pinned.level in (None, given.level)
    )


def _as_pinned(given: Given) -> dict[str, str | None]:
    """What would be pinned to get this answer."""
    level = None if given.found or given.verdict else given.level
    return {"item": given.item, "verdict": given.verdict, "level": level}


def _pinned(pinned: PinnedAnswer) -> str:
    return _words(pinned.level, pinned.verdict, pinned.item)


def _words(level: str | None, verdict: str | None, item: str | None) -> str:
    said = f"“{VERDICTS[verdict]}”" if verdict else f"“{LEVELS[level]}”" if level else ""
    return said + (f"（{item}）" if item else "")
