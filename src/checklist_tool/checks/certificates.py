"""CK2xx: the four certificate lists agree, and every answer leads on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.model.certificate import VERDICTS
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository
from checklist_tool.yaml_source import Loc


@rule("CK201")
def a_name_leads_to_one_verdict(repository: Repository, today: date) -> Iterator[Problem]:
    """A name or an alias never leads to two verdicts on one day.

    With both, the desk tells one caller yes and the next one no.
    """
    yield from _two_verdicts(repository, ("name", "aliases"), "CK201")


@rule("CK202")
def a_refusal_leads_somewhere(repository: Repository, today: date) -> Iterator[Problem]:
    """A refused certificate says where the resident goes instead."""
    for entry in repository.of("certificate"):
        if entry.verdict == "refuse" and not entry.item.instead:
            yield entry.problem(
                "CK202", [], f"{entry.id}“{entry.name}”不予出具，却没有写替代方式",
                "写上 instead：居民可以用什么材料、到哪个单位办",
            )  # fmt: skip


@rule("CK203")
def a_conditional_verdict_has_conditions(repository: Repository, today: date) -> Iterator[Problem]:
    """What is issued on conditions says on which."""
    for entry in repository.of("certificate"):
        if entry.verdict == "conditional" and not entry.item.conditions:
            yield entry.problem(
                "CK203", [], f"{entry.id}“{entry.name}”符合条件才可出具，却没有写条件",
                "写上 conditions，每个条件一行",
            )  # fmt: skip


@rule("CK204")
def every_certificate_has_a_verdict(repository: Repository, today: date) -> Iterator[Problem]:
    """The list gives a verdict, or the item states its own."""
    for entry in repository.of("certificate"):
        if entry.verdict is None:
            yield entry.problem(
                "CK204", [], f"{entry.id}“{entry.name}”没有答复：清单没有写 verdict，这一项也没有",
                "在这一项写 verdict: issue、refuse 或 conditional",
            )  # fmt: skip


@rule("CK205")
def a_way_of_asking_leads_to_one_verdict(repository: Repository, today: date) -> Iterator[Problem]:
    """A way of asking never leads to two verdicts on one day."""
    yield from _two_verdicts(repository, ("asks",), "CK205")


@rule("CK206")
def a_retired_certificate_says_until_when(repository: Repository, today: date) -> Iterator[Problem]:
    """What is retired says which was its last day.

    The desk answers for a day, also for an earlier one, and can do so only by dates.
    """
    for entry in repository.of("certificate"):
        if entry.item.status == "retired" and entry.item.effective_to is None:
            yield entry.problem(
                "CK206", ["status"], f"{entry.id}“{entry.name}”已经停用，没有写到哪一天为止",
                "写上 effective_to：最后一天还按它答复的日期",
            )  # fmt: skip


@rule("CK207")
def a_certificate_is_listed_once(repository: Repository, today: date) -> Iterator[Problem]:
    """Two items of one name and verdict on one day are told apart by purpose or conditions.

    An entry that was copied and not finished looks like this; the desk would show both.
    """
    first: dict[str, list[Entry]] = {}
    for entry in repository.of("certificate"):
        others = first.setdefault(entry.name, [])
        for other in others:
            if entry.id == other.id or _told_apart(entry, other) or not _overlap(entry, other):
                continue
            yield entry.problem(
                "CK207", ["name"],
                f"{entry.id} 和 {other.id} 都叫“{entry.name}”（{other.place('name')}），分不清",
                "写了两遍的，删掉一处；不是同一项的，改名称，或者写明用途 purpose、条件 conditions",
            )  # fmt: skip
            break
        others.append(entry)


def _told_apart(one: Entry, other: Entry) -> bool:
    return (one.verdict, one.item.purpose, one.item.conditions) != (
        other.verdict, other.item.purpose, other.item.conditions,
    )  # fmt: skip


def _two_verdicts(repository: Repository, fields: tuple[str, ...], code: str) -> Iterator[Problem]:
    verdicts: dict[str, str | None] = {}
    disputed = {
        text
        for entry in repository.of("certificate")
        for _, text in entry.texts(*fields)
        if verdicts.setdefault(text, entry.verdict) != entry.verdict
    }
    first: dict[str, list[tuple[Entry, Loc]]] = {}
    for entry in repository.of("certificate") if disputed else ():
        for loc, text in entry.texts(*fields):
            if text not in disputed:
                continue
            others = first.setdefault(text, [])
            for other, other_loc in others:
                if other.verdict == entry.verdict or not _overlap(entry, other):
                    continue
                yield entry.problem(
                    code,
                    loc,
                    f"{entry.id}“{text}”{_said(entry)}，"
                    f"可是在 {other.id}“{other.name}”里{_said(other)}（{other.place(*other_loc)}）",
                    "只留在一项里；用途或条件不同的，在名称里写明，如“（仅限公证）”",
                )
                break
            others.append((entry, loc))


def _said(entry: Entry) -> str:
    return VERDICTS.get(entry.verdict or "", "没有答复")


def _overlap(one: Entry, other: Entry) -> bool:
    first, second = sorted((one.item, other.item), key=lambda item: item.effective_from or date.min)
    return (second.effective_from or date.min) <= (first.effective_to or date.max)
