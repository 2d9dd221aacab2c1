"""CK201, CK205: what residents ask for has one answer on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from checklist_tool.checks.holding import first_day, last_day, share_a_day
from checklist_tool.checks.questions import Questions
from checklist_tool.checks.rule import explain, rule
from checklist_tool.chinese.names import folded, without_brackets
from checklist_tool.model.kinds import VERDICTS
from checklist_tool.problems import Place, Problem
from checklist_tool.repository import Entry, Repository


@rule(
    "CK201",
    "一个名称同一天只有一种答复",
    "两项对得上同一个名称，这个窗口说能开，那个窗口说不能开。"
    "繁体、空格、全角、大小写、引号和括号，查找时都不分，这里也不分；"
    "有没有“证明”二字、前后有没有“我要开”一类的话、写成全拼，也不分。",
    "只留在一项里；用途或条件不同的，在名称里写明，如“（仅限公证）”。",
)
def a_question_leads_to_one_verdict(repository: Repository, today: date) -> Iterator[Problem]:
    """A name, an alias or a way of asking never leads to two verdicts on one day.

    However it is written. With both, the desk tells one caller yes and the next one no. One rule
    finds what is told as CK201 and, where one of the two is a way of asking, as CK205.
    """
    told = set()
    for uses in _disputed(repository):
        for code, asked in (("CK201", False), ("CK205", True)):
            for use, other in _contradictions(uses, asked=asked):
                if (spot := (code, use.entry.id, use.loc)) not in told:
                    told.add(spot)
                    yield _two_verdicts(code, use, other)


explain(
    "CK205",
    "一种问法同一天只有一种答复",
    "居民说同一句话，不能今天能开、明天不能开；这句话是别的一项的名称或又称，也是一样。",
    "只留在一项里；用途或条件不同的，在问法里说清楚。",
)


class _Use(NamedTuple):
    """Where an item uses a text: as its name, an alias or a way of asking.

    `short` is the name without its brackets, by which the desk finds it as well. The text stands
    in `holder`: the item, or what the vocabulary has for it.
    """

    entry: Entry
    holder: Entry
    loc: tuple[str | int, ...]
    text: str
    short: bool = False

    @property
    def field(self) -> str:
        """What it is used as: name, aliases, asks or short."""
        return "short" if self.short else "aliases" if self.loc[0] == "names" else str(self.loc[0])

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.holder.place(*self.loc)


def _uses(entry: Entry) -> Iterator[_Use]:
    """By what the desk finds an item, word for word."""
    for holder in filter(None, (entry, entry.words)):
        for loc, text in holder.texts("name", "aliases", "names", "asks"):
            yield _Use(entry, holder, tuple(loc), text)
    if (short := without_brackets(entry.name)) not in ("", entry.name):
        yield _Use(entry, entry, ("name",), short, short=True)


def _names(entry: Entry) -> tuple[str, ...]:
    """The name of an item, the same without its brackets, and its other names."""
    return (entry.name, without_brackets(entry.name), *entry.aliases)


def _disputed(repository: Repository) -> Iterator[list[_Use]]:
    """The uses of each question to which items of two verdicts answer.

    What a name is without its brackets may be the whole name of another: that one is answered.
    """
    rows = [
        (entry, [*map(folded, _names(entry))], [*map(folded, entry.asks)])
        for entry in repository.of("certificate")
    ]
    questions = Questions(
        (name for _, names, _ in rows for name in names),
        (ask for _, _, asks in rows for ask in asks),
    )
    verdicts: dict[str, str | None] = {}
    disputed = set()
    asked_of = []
    for entry, names, asks in rows:
        of_entry = questions.of(names, asks)
        asked_of.append((entry, of_entry))
        for question in of_entry:
            if verdicts.setdefault(question, entry.verdict) != entry.verdict:
                disputed.add(question)
    alike: dict[str, list[_Use]] = defaultdict(list)
    for entry, of_entry in asked_of if disputed else ():
        if disputed.isdisjoint(of_entry):
            continue
        for use in _uses(entry):
            for question in questions.of([folded(use.text)]):
                if question in disputed:
                    alike[question].append(use)
    yield from alike.values()


def _two_verdicts(code: str, use: _Use, other: _Use) -> Problem:
    """That an item gives another answer than another one to what both are asked by."""
    spelled = f"，写的是“{other.text}”" if other.text != use.text else ""
    return use.holder.problem(
        code,
        use.loc,
        f"{use.entry.id}“{use.text}”{_said(use.entry)}，"
        f"可是在 {other.entry.id}“{other.entry.name}”里{_said(other.entry)}"
        f"（{other.place}{spelled}）",
        "只留在一项里；用途或条件不同的，在名称里写明，如“（仅限公证）”",
    )


def _contradictions(uses: list[_Use], *, asked: bool) -> Iterator[tuple[_Use, _Use]]:
    """Uses of one text with another verdict than one before, of which some day is shared.

    Each is told with one other. By the first day of each, those before are as good as the one
    of them that holds longest, so nothing is compared two by two.
    """
    longest: dict[tuple[str | None, str], _Use] = {}
    for use in sorted(uses, key=lambda use: first_day(use.entry)):
        for (verdict, field), other in longest.items():
            fields = {field, use.field}
            if asked != ("asks" in fields) or verdict == use.entry.verdict:
                continue
            if not asked and "short" in fields and "aliases" not in fields:
                continue
            if share_a_day(other.entry, use.entry):
                yield (other, use) if asked and use.field != "asks" else (use, other)
                break
        same = (use.entry.verdict, use.field)
        if same not in longest or last_day(longest[same].entry) < last_day(use.entry):
            longest[same] = use


def _said(entry: Entry) -> str:
    return VERDICTS.get(entry.verdict or "", "没有答复")
