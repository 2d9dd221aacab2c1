"""CK1xx: ids, references, sources and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, pairwise

from checklist_tool.checks.rule import rule
from checklist_tool.chinese.names import folded
from checklist_tool.model.base import first_day, last_day
from checklist_tool.model.checked import part_of
from checklist_tool.model.figures import COMPILED
from checklist_tool.model.kinds import DESK, SHARED_IDS
from checklist_tool.model.policy import Basis, plain_name
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository
from checklist_tool.yaml_source import Loc

_OR_LATER = "，或者给这一项写明起用日期 effective_from"
_YEAR = timedelta(days=366)
# The days on which something was done, by where they stand.
_DONE: dict[str, str | dict[str, str]] = {
    "reviewed": {"on": "核定日期"},
    "compiled": {step: f"{word}日期" for step, word in COMPILED.items()},
    "recorded_on": "记录日期", "found_on": "发现日期",
    "settled_on": "处置日期", "filed_on": "报备日期", "looked_back_on": "回头看日期",
}  # fmt: skip


@rule(
    "CK101",
    "一个编号只给一项",
    "编号重复，告知单、链接和引用就不知道指的是哪一项。",
    "给新加的一项另起编号；同一项写了两遍的，删掉一处。",
)
def ids_are_unique(repository: Repository, today: date) -> Iterator[Problem]:
    """An id names one item, in whatever list it stands."""
    for kinds in SHARED_IDS:
        first: dict[str, Entry] = {}
        misfits = (entry for entry in repository.misfits if entry.kind in kinds)
        for entry in chain(misfits, repository.of(*kinds)):
            other = first.setdefault(entry.id, entry)
            if other is not entry:
                yield entry.problem(
                    "CK101",
                    ["id"],
                    f"编号“{entry.id}”已经用在“{other.name}”上（{other.place('id')}）",
                    "给新加的这一项另起一个编号；同一项写了两遍的，删掉一处",
                )


@rule(
    "CK102",
    "每条依据都在政策依据库里",
    "不在库里的依据，居民问起来拿不出文件。",
    "检查编号；新文件先登记到 data/lists/policies/register.yaml。",
    needs=("policy",),
)
def a_basis_is_in_the_register(repository: Repository, today: date) -> Iterator[Problem]:
    """Every basis refers to a policy of the register."""
    known = repository.policies
    called: dict[str, str] = {}
    for entry, loc, basis in _bases(repository):
        if basis.policy not in known:
            called = called or {
                plain_name(name): policy.id for policy in known.values() for name in policy.names
            }
            meant = called.get(plain_name(basis.policy))
            yield entry.problem(
                "CK102",
                [*loc, "policy"],
                f"{entry.id}“{entry.name}”的依据“{basis.policy}”不在政策依据库里",
                f"这里写编号，不写文号和标题：{meant}"
                if meant
                else "检查编号；新文件先登记到 data/lists/policies/register.yaml",
            )


@rule(
    "CK103",
    "在用的事项，依据现在有效",
    "依据已经废止或者还没有施行，答复就站不住脚。",
    "换成现行的文件；没有别的依据的，停用这一项。",
    needs=("policy",),
)
def a_basis_is_in_force(repository: Repository, today: date) -> Iterator[Problem]:
    """No item in force rests on a policy that is repealed or not yet in force."""
    known = repository.policies
    for entry, loc, basis in _bases(repository):
        policy = known.get(basis.policy)
        start, end = (
            getattr(entry.item, name, None) for name in ("effective_from", "effective_to")
        )
        retired = getattr(entry.item, "status", None) == "retired" or (end and end < today)
        if policy is None or retired:
            continue
        about = f"{entry.id}“{entry.name}”的依据{policy.cited()}"
        if policy.repealed(today):
            yield entry.problem(
                "CK103", [*loc, "policy"], f"{about}已于 {policy.repealed_on} 废止",
                "换成现行的文件；没有别的依据的，停用这一项",
            )  # fmt: skip
        elif policy.not_yet_in_force(max(start or today, today)):
            yield entry.problem(
                "CK103", [*loc, "policy"], f"{about}要到 {policy.in_force_on} 才施行",
                f"写上现在有效的依据{_OR_LATER if entry.kind == 'certificate' else ''}",
            )  # fmt: skip


@rule(
    "CK104",
    "日期先后合理，做过的事不在将来",
    "先后颠倒的日期一定有一个写错了。",
    "对照文件核对这两个日期。",
)
def dates_are_in_order(repository: Repository, today: date) -> Iterator[Problem]:
    """What happens later has the later date, and what is done is not in the future."""
    for entry in repository.of("policy"):
        yield from _in_order(entry, ("issued_on", "in_force_on", "repealed_on"))
        yield from _in_order(entry, ("issued_on", "amended_on", "repealed_on"))
    for entry in repository.of("certificate"):
        item = entry.item
        start, end = item.effective_from, item.effective_to
        if start and end and start > end:
            yield entry.problem(
                "CK104", ["effective_to"], f"“{entry.name}”的止用日期 {end} 早于起用日期 {start}",
                "对照文件核对这两个日期",
            )  # fmt: skip
    for entry in repository.of("intervention"):
        yield from _in_order(entry, ("found_on", "settled_on", "filed_on", "looked_back_on"))
    for entry in repository.entries:
        for loc, heading, when in _done(entry):
            if first_day(when) > today:
                said = f"“{entry.name}”的{heading} {when} 还没有到"
                yield entry.problem("CK104", loc, said, "写实际的那一天")


def _done(entry: Entry) -> Iterator[tuple[Loc, str, str]]:
    """Every day on which something was done about an entry: where it stands, and its heading."""
    held = vars(entry.item)
    for name, inside in _DONE.items():
        if (value := held.get(name)) is None:
            continue
        if isinstance(inside, str):
            yield [name], inside, f"{value}"
            continue
        for key, heading in inside.items():
            if when := getattr(value, key):
                yield [name, key], heading, f"{when}"


@rule(
    "CK105",
    "每一项都有出处，出处查得到",
    "说不出从哪里来的内容，不能当政策答复居民。",
    "写上 sources：标题和网址；内部文件写标题、发布者和日期。",
)
def an_item_has_a_source(repository: Repository, today: date) -> Iterator[Problem]:
    """Every item, task and count says where it was seen; a source can be looked up."""
    for entry in repository.entries:
        item = entry.item
        if "sources" not in vars(item) or entry.kind in ("edition", "committee", "place"):
            continue
        if not item.sources and entry.kind != "ledger":  # an office may have recorded it
            yield entry.problem(
                "CK105", [], f"{entry.id}“{entry.name}”没有出处",
                "写上 sources：标题和网址；内部文件写标题、发布者和日期",
            )  # fmt: skip
        for index, source in enumerate(item.sources):
            if source.url is None and not (source.publisher and source.published_on):
                yield entry.problem(
                    "CK105", ["sources", index], f"出处“{source.title}”没法查找",
                    "写上网址 url，或者写明发布者 publisher 和日期 published_on",
                )  # fmt: skip


@rule(
    "CK106",
    "每一项一年内核定过（提醒）",
    "政策会变，太久没人看过的答复可能已经不对。发布新一期算把各项都核定了一遍。",
    "请主管部门核定后更新 reviewed，或者发布新一期。",
    needs=("edition",),
)
def an_item_is_reviewed_every_year(repository: Repository, today: date) -> Iterator[Problem]:
    """Every item was confirmed within a year; the issue of an edition confirms all of it."""
    issued = repository.edition.issued_on
    for entry in repository.of(*DESK):
        review = entry.item.reviewed
        last = max(review.on, issued) if review else issued
        if today - last > _YEAR:
            yield entry.problem(
                "CK106",
                ["reviewed", "on"] if review else [],
                f"{entry.id}“{entry.name}”上次核定是 {last}，已经超过一年",
                "请主管部门核定后更新 reviewed，或者发布新一期",
                severity="warning",
            )


@rule(
    "CK107",
    "inferred 和 checked.fields 写的键，这一项里确实有内容",
    "标“推定”的、记成核对过的键没有内容，就是键名写错了，该标、该核对的没有标上。",
    "只写这一项里确实有内容的键；核对用 checklist check 记，键名就不会写错。",
)
def fields_that_are_named_are_there(repository: Repository, today: date) -> Iterator[Problem]:
    """`inferred` and the `fields` of a check name fields of the item that have a value."""
    for entry in repository.entries:
        item = entry.item
        named: list[tuple[Loc, str]] = [
            (("inferred", index), name) for index, name in enumerate(vars(item).get("inferred", ()))
        ]
        if checked := vars(item).get("checked"):
            named += [
                (("checked", "fields", index), name) for index, name in enumerate(checked.fields)
            ]
        for loc, name in named:
            if part_of(vars(item), name) is None:
                what = "inferred " if loc[0] == "inferred" else "checked.fields "
                yield entry.problem(
                    "CK107", loc, f"{what}里的“{name}”在“{entry.name}”里没有内容",
                    "只写这一项里确实有内容的键；核对用 checklist check 记，键名就不会写错",
                )  # fmt: skip


@rule(
    "CK108",
    "一份文件在依据库里只登记一次",
    "登记两次，改了一处忘了另一处，废止时会漏掉引用它的事项。",
    "删掉一处，引用它的条目改用留下的编号。",
)
def a_policy_is_registered_once(repository: Repository, today: date) -> Iterator[Problem]:
    """No two entries of the register have the same title or document number."""
    for field, word in (("title", "标题"), ("doc_number", "文号")):
        first: dict[str, Entry] = {}
        for entry in repository.of("policy"):
            value = getattr(entry.item, field)
            alike = folded(value) or value if value else None
            if alike and (other := first.setdefault(alike, entry)) is not entry:
                yield entry.problem(
                    "CK108",
                    [field],
                    f"{word}“{value}”已经登记为 {other.id}（{other.place(field)}）",
                    "删掉一处，引用它的条目改用留下的编号",
                )


def _bases(repository: Repository) -> Iterator[tuple[Entry, Loc, Basis]]:
    for entry in repository.entries:
        for loc, basis in entry.bases():
            yield entry, loc, basis


def _in_order(entry: Entry, fields: tuple[str, ...]) -> Iterator[Problem]:
    given = [(name, str(value)) for name in fields if (value := getattr(entry.item, name))]
    for (before, early), (after, late) in pairwise(given):
        if first_day(early) > last_day(late):
            yield entry.problem(
                "CK104", [after], f"“{entry.name}”的 {after} {late} 早于 {before} {early}",
                "对照文件核对这两个日期",
            )  # fmt: skip
