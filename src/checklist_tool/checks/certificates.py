"""CK2xx: the four certificate lists agree, and every answer leads on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from checklist_tool.checks.questions import Questions
from checklist_tool.checks.rule import rule
from checklist_tool.chinese.names import folded, without_brackets
from checklist_tool.model.kinds import VERDICTS
from checklist_tool.problems import Place, Problem
from checklist_tool.repository import Entry, Repository

EXPLAINED = {
    "CK201": (
        "一个名称同一天只有一种答复",
        "两项对得上同一个名称，这个窗口说能开，那个窗口说不能开。"
        "繁体、空格、全角、大小写、引号和括号，查找时都不分，这里也不分；"
        "有没有“证明”二字、前后有没有“我要开”一类的话、写成全拼，也不分。",
        "只留在一项里；用途或条件不同的，在名称里写明，如“（仅限公证）”。",
    ),
    "CK202": (
        "不予出具的，写明居民去哪里办",
        "只说不能开，居民还得再跑一趟来问。",
        "写上 instead：可以用什么材料、到哪个单位办。",
    ),
    "CK203": (
        "符合条件才可出具的，写明条件",
        "没有条件，柜台没法判断这一位能不能开。",
        "写上 conditions，每个条件一行。",
    ),
    "CK204": (
        "每项证明都有答复",
        "清单和这一项都没有写 verdict，柜台就没有话可答。",
        "在这一项写 verdict: issue、refuse 或 conditional，或者写在清单开头。",
    ),
    "CK205": (
        "一种问法同一天只有一种答复",
        "居民说同一句话，不能今天能开、明天不能开；这句话是别的一项的名称或又称，也是一样。",
        "只留在一项里；用途或条件不同的，在问法里说清楚。",
    ),
    "CK206": (
        "已停用的，写明用到哪一天",
        "不写最后一天，查以前某一天的答复就查不到它，也说不清什么时候停的。",
        "写上 effective_to：最后一天还按它答复的日期。",
    ),
    "CK207": (
        "一项证明只写一次",
        "两项同名，答复一样，用途和条件也一样，柜台分不清；多半是抄了一项还没有改完。",
        "写了两遍的，删掉一处；不是同一项的，改名称，或者写明用途、条件。",
    ),
    "CK208": (
        "同一批次里，一个序号只给一项",
        "序号重了，对照文件的附件就不知道哪一项是哪一项，一定有一个抄错了。",
        "对照文件的附件改正序号 item_no 或批次 batch。",
    ),
}


@rule("CK201")
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
    alike = _same(
        (entry, (folded(entry.name) or entry.name, entry.verdict, entry.item.purpose,
                 tuple(entry.item.conditions)))
        for entry in repository.of("certificate")
    )  # fmt: skip
    for use, other in _at_once(alike, ("name",)):
        yield use.entry.problem(
            "CK207", ["name"],
            f"{use.entry.id} 和 {other.entry.id} 都叫“{use.entry.name}”（{other.place}），分不清",
            "写了两遍的，删掉一处；不是同一项的，改名称，或者写明 purpose、conditions",
        )  # fmt: skip


@rule("CK208")
def a_number_of_a_batch_is_one_item(repository: Repository, today: date) -> Iterator[Problem]:
    """No two items of a list have one number in one batch on one day."""
    alike = _same(
        (entry, (entry.list, folded(entry.item.batch), entry.item.item_no))
        for entry in repository.of("certificate")
        if entry.item.batch and entry.item.item_no is not None
    )
    for use, other in _at_once(alike, ("item_no",)):
        yield use.entry.problem(
            "CK208", ["item_no"],
            f"{use.entry.id}“{use.entry.name}”和 {other.entry.id}“{other.entry.name}”"
            f"（{other.place}）都是“{use.entry.item.batch}”的第 {use.entry.item.item_no} 号",
            "对照文件的附件改正序号 item_no 或批次 batch",
        )  # fmt: skip


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
    for use in sorted(uses, key=_first_day):
        for (verdict, field), other in longest.items():
            fields = {field, use.field}
            if asked != ("asks" in fields) or verdict == use.entry.verdict:
                continue
            if not asked and "short" in fields and "aliases" not in fields:
                continue
            if _share_a_day(other, use):
                yield (other, use) if asked and use.field != "asks" else (use, other)
                break
        same = (use.entry.verdict, use.field)
        if same not in longest or _last_day(longest[same]) < _last_day(use):
            longest[same] = use


def _same(keyed: Iterable[tuple[Entry, object]]) -> Iterator[list[Entry]]:
    """The entries that have a key in common with another, together."""
    first: dict[object, Entry] = {}
    more: dict[object, list[Entry]] = defaultdict(list)
    for entry, key in keyed:
        if first.setdefault(key, entry) is not entry:
            more[key].append(entry)
    return ([first[key], *entries] for key, entries in more.items())


def _at_once(groups: Iterable[list[Entry]], loc: tuple[str, ...]) -> Iterator[tuple[_Use, _Use]]:
    """Two items of which some day is shared; each is told with one before it."""
    for entries in groups:
        longest = None
        for use in sorted((_Use(entry, entry, loc, "") for entry in entries), key=_first_day):
            if longest and longest.entry.id != use.entry.id and _share_a_day(longest, use):
                yield use, longest
            if not longest or _last_day(longest) < _last_day(use):
                longest = use


def _share_a_day(earlier: _Use, later: _Use) -> bool:
    return _first_day(later) <= _last_day(earlier)


def _first_day(use: _Use) -> date:
    return use.entry.item.effective_from or date.min


def _last_day(use: _Use) -> date:
    return use.entry.item.effective_to or date.max


def _said(entry: Entry) -> str:
    return VERDICTS.get(entry.verdict or "", "没有答复")
