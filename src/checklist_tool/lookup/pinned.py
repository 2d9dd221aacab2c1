"""Pinned answers: whether the desk still answers as the editors wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.lookup.answer import VERDICTS, Answer, ask
from checklist_tool.lookup.search import Index
from checklist_tool.model.answers import PinnedAnswer
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository

CODE = "CK601"


def examine(repository: Repository, index: Index, today: date) -> Iterator[Problem]:
    """Each pinned answer that is no longer given, with what was pinned and what comes now."""
    for entry in repository.of("answer"):
        pinned: PinnedAnswer = entry.item
        day = (pinned.on or today).isoformat()
        answer = ask(index, pinned.ask, day, pinned.kind)
        if _kept(pinned, answer):
            continue
        yield entry.problem(
            CODE,
            ["ask"],
            f"问“{pinned.ask}”，原定答复{_pinned(pinned)}，现在答复{_given(answer)}",
            "不该变的，改回清单；该变的，连同这里一起改，在提交说明里写明依据",
        )


def _kept(pinned: PinnedAnswer, answer: Answer) -> bool:
    first = answer.matches[0][1][0] if answer.matches else None
    return pinned.item in (None, first) and pinned.verdict in (None, answer.verdict)


def _pinned(pinned: PinnedAnswer) -> str:
    return _words(pinned.verdict, pinned.item)


def _given(answer: Answer) -> str:
    first = answer.matches[0][1][0] if answer.matches else None
    return _words(answer.verdict, first)


def _words(verdict: str | None, item: str | None) -> str:
    said = f"“{VERDICTS[verdict]}”" if verdict else ""
    return said + (f"（{item}）" if item else "") or "不确定"
