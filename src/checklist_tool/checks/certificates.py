"""CK202 to CK208: every answer leads on, and an item stands on the lists once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from checklist_tool.checks.holding import first_day, last_day, share_a_day
from checklist_tool.checks.rule import rule
from checklist_tool.chinese.names import folded
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository


@rule(
    "CK202",
    "不予出具的，写明居民去哪里办",
    "只说不能开，居民还得再跑一趟来问。",
    "写上 instead：可以用什么材料、到哪个单位办。",
)
def a_refusal_leads_somewhere(repository: Repository, today: date) -> Iterator[Problem]:
    """A refused certificate says where the resident goes instead."""
    for entry in repository.of("certificate"):
        if entry.verdict == "refuse" and not entry.item.instead:
            yield entry.problem(
                "CK202", [], f"{entry.id}“{entry.name}”不予出具，却没有写替代方式",
                "写上 instead：居民可以用什么材料、到哪个单位办",
            )  # fmt: skip


@rule(
    "CK203",
    "符合条件才可出具的，写明条件",
    "没有条件，柜台没法判断这一位能不能开。",
    "写上 conditions，每个条件一行。",
)
def a_conditional_verdict_has_conditions(repository: Repository, today: date) -> Iterator[Problem]:
    """What is issued on conditions says on which."""
    for entry in repository.of("certificate"):
        if entry.verdict == "conditional" and not entry.item.conditions:
            yield entry.problem(
                "CK203", [], f"{entry.id}“{entry.name}”符合条件才可出具，却没有写条件",
                "写上 conditions，每个条件一行",
            )  # fmt: skip


@rule(
    "CK204",
    "每项证明都有答复",
    "清单和这一项都没有写 verdict，柜台就没有话可答。",
    "在这一项写 verdict: issue、refuse 或 conditional，或者写在清单开头。",
)
def every_certificate_has_a_verdict(repository: Repository, today: date) -> Iterator[Problem]:
    """The list gives a verdict, or the item states its own."""
    for entry in repository.of("certificate"):
        if entry.verdict is None:
            yield entry.problem(
                "CK204", [], f"{entry.id}“{entry.name}”没有答复：清单没有写 verdict，这一项也没有",
                "在这一项写 verdict: issue、refuse 或 conditional",
            )  # fmt: skip


@rule(
    "CK206",
    "已停用的，写明用到哪一天",
    "不写最后一天，查以前某一天的答复就查不到它，也说不清什么时候停的。",
    "写上 effective_to：最后一天还按它答复的日期。",
)
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


@rule(
    "CK207",
    "一项证明只写一次",
    "两项同名，答复一样，用途和条件也一样，柜台分不清；多半是抄了一项还没有改完。",
    "写了两遍的，删掉一处；不是同一项的，改名称，或者写明用途、条件。",
)
def a_certificate_is_listed_once(repository: Repository, today: date) -> Iterator[Problem]:
    """Two items of one name and verdict on one day are told apart by purpose or conditions.

    An entry that was copied and not finished looks like this; the desk would show both.
    """
    alike = _same(
        (entry, (folded(entry.name) or entry.name, entry.verdict, entry.item.purpose,
                 tuple(entry.item.conditions)))
        for entry in repository.of("certificate")
    )  # fmt: skip
    for entry, other in _at_once(alike):
        yield entry.problem(
            "CK207", ["name"],
            f"{entry.id} 和 {other.id} 都叫“{entry.name}”（{other.place('name')}），分不清",
            "写了两遍的，删掉一处；不是同一项的，改名称，或者写明 purpose、conditions",
        )  # fmt: skip


@rule(
    "CK208",
    "同一批次里，一个序号只给一项",
    "序号重了，对照文件的附件就不知道哪一项是哪一项，一定有一个抄错了。",
    "对照文件的附件改正序号 item_no 或批次 batch。",
)
def a_number_of_a_batch_is_one_item(repository: Repository, today: date) -> Iterator[Problem]:
    """No two items of a list have one number in one batch on one day."""
    alike = _same(
        (entry, (entry.list, folded(entry.item.batch), entry.item.item_no))
        for entry in repository.of("certificate")
        if entry.item.batch and entry.item.item_no is not None
    )
    for entry, other in _at_once(alike):
        yield entry.problem(
            "CK208", ["item_no"],
            f"{entry.id}“{entry.name}”和 {other.id}“{other.name}”"
            f"（{other.place('item_no')}）都是“{entry.item.batch}”的第 {entry.item.item_no} 号",
            "对照文件的附件改正序号 item_no 或批次 batch",
        )  # fmt: skip


def _same(keyed: Iterable[tuple[Entry, object]]) -> Iterator[list[Entry]]:
    """The entries that have a key in common with another, together."""
    first: dict[object, Entry] = {}
    more: dict[object, list[Entry]] = defaultdict(list)
    for entry, key in keyed:
        if first.setdefault(key, entry) is not entry:
            more[key].append(entry)
    return ([first[key], *entries] for key, entries in more.items())


def _at_once(groups: Iterable[list[Entry]]) -> Iterator[tuple[Entry, Entry]]:
    """Two items of which some day is shared; each is told with one before it."""
    for entries in groups:
        longest = None
        for entry in sorted(entries, key=first_day):
            if longest and longest.id != entry.id and share_a_day(longest, entry):
                yield entry, longest
            if not longest or last_day(longest) < last_day(entry):
                longest = entry
