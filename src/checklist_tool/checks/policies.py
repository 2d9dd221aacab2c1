"""CK24x: every item rests on the law in force, in the version that was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checklist_tool.checks.rule import rule
from checklist_tool.model.checked import CHECKED_KINDS, Moved, may_have_moved, moved, unsettled
from checklist_tool.model.policy import Policy
from checklist_tool.problems import Problem, Severity
from checklist_tool.repository import Entry, Repository
from checklist_tool.yaml_source import Loc


@rule(
    "CK241",
    "引用的条款是现行版本的",
    "旧版的第三十七条，在新版里可能写的是另一件事。",
    "对照现行的一版改条款，去掉 basis 的 version；再用 checklist check 记下核对。",
    needs=("policy", "edition"),
)
def a_cited_version_is_in_force(repository: Repository, today: date) -> Iterator[Problem]:
    """No item in force cites an article of a version that has been amended since."""
    for entry, change in changes(repository, today):
        version = entry.item.basis[change.number].version
        if version and change.what == "修订":
            yield _problem(
                repository, entry, change, today, "CK241", ["basis", change.number, "version"],
                f"引的是 {version} 版的条款，{change.said}",
            )  # fmt: skip


@rule(
    "CK242",
    "依据修订、被取代以后，这一项重新核对过",
    "照旧法答复，居民白跑一趟。先是提醒；过了 data/edition.yaml 的 recheck_within 写的天数，"
    "就是错误。没有核对过的事项，从这一期发布的那天算起。",
    "对照新的一版改好，用 checklist check 记下核对；checklist unchecked 列出全部。",
    needs=("policy", "edition"),
)
def a_changed_basis_was_checked_again(repository: Repository, today: date) -> Iterator[Problem]:
    """No item in force rests on a policy that was amended or superseded after it was checked."""
    for entry, change in changes(repository, today):
        basis = entry.item.basis[change.number]
        if change.what == "废止" or basis.version:  # told under CK103 and CK241
            continue
        told = _renumbered(change.policy, basis.article, today)
        yield _problem(
            repository, entry, change, today, "CK242", ["basis", change.number, "policy"],
            f"依据{change.said}，以后没有核对过{told}",
        )  # fmt: skip


@rule(
    "CK243",
    "写了取代、高于和对照的版本，依据库里查得到",
    "编号或者日期写错了，法律变了也没有人知道。",
    "改正编号；版本写那一版通过的日期，先登记到 versions。",
    needs=("policy",),
)
def what_is_said_of_versions_is_registered(
    repository: Repository, today: date
) -> Iterator[Problem]:
    """Policies and versions that the register, a basis or a check names are in the register."""
    known = repository.policies
    for entry in repository.of("policy"):
        for field in ("superseded_by", "prevails_over"):
            for index, id in enumerate(getattr(entry.item, field)):
                if id not in known or id == entry.id:
                    yield _unregistered(entry, [field, index], f"{field} 里的“{id}”")
    for entry in repository.entries:
        for loc, basis in entry.bases():
            policy = known.get(basis.policy)
            if policy and basis.version and not policy.called(basis.version):
                said = f"依据{policy.cited()}的 {basis.version} 版"
                yield _unregistered(entry, [*loc, "version"], said)
        checked = getattr(entry.item, "checked", None)
        for index, against in enumerate(checked.against if checked else ()):
            id, _, when = against.partition("@")
            policy = known.get(id)
            if policy is None or (when and not policy.called(when)):
                said = f"核对时对照的“{against}”"
                yield _unregistered(entry, ["checked", "against", index], said)


@rule(
    "CK244",
    "依据的文件有上位法的，上位法也引用",
    "两份文件说法不同时以上位法为准，只引下面的一份，答复可能是错的。",
    "对照上位法核对这一项，把它也写进 basis。",
    needs=("policy",),
)
def what_prevails_is_cited(repository: Repository, today: date) -> Iterator[Problem]:
    """An item that rests on a policy cites those that prevail over it."""
    above: dict[str, list[Policy]] = {}
    for policy in repository.policies.values():
        for id in policy.prevails_over:
            above.setdefault(id, []).append(policy)
    for entry in _in_force(repository, today) if above else ():
        cited = {basis.policy for basis in entry.item.basis}
        for index, basis in enumerate(entry.item.basis):
            for policy in above.get(basis.policy, ()):
                started = policy.version_on(today) and not policy.repealed(today)
                if started and policy.id not in cited:
                    yield entry.problem(
                        "CK244", ["basis", index, "policy"],
                        f"{entry.id}“{entry.name}”的依据有上位法{policy.cited()}"
                        f"（{policy.id}），这一项没有引用",
                        "对照上位法核对这一项，把它也写进 basis",
                        severity="warning",
                    )  # fmt: skip


@rule(
    "CK245",
    "同一份文件的几个版本，先后分明",
    "两版从同一天施行，或者施行早于通过，查某一天的答复就不知道引哪一版。",
    "对照文件改正 adopted、in_force、until。",
)
def versions_follow_one_another(repository: Repository, today: date) -> Iterator[Problem]:
    """No two versions of a policy were adopted on one day, and none ends before it begins."""
    for entry in repository.of("policy"):
        policy: Policy = entry.item
        for index, version in enumerate(policy.versions):
            if sum(one.is_called(version.adopted) for one in policy.history) > 1:
                yield entry.problem(
                    "CK245", ["versions", index, "adopted"],
                    f"“{entry.name}”有两个 {version.adopted} 通过的版本",
                    "对照文件改正日期，或者删掉一个",
                )  # fmt: skip
            if version.until and version.until < version.starts.isoformat()[: len(version.until)]:
                yield entry.problem(
                    "CK245", ["versions", index, "until"],
                    f"“{entry.name}”{version.adopted} 的版本到 {version.until} 为止，"
                    "早于施行的日期",
                    "对照文件改正 in_force、until",
                )  # fmt: skip


def changes(repository: Repository, day: date) -> Iterator[tuple[Entry, Moved]]:
    """Every basis of an item in force on a day that changed since the item was checked."""
    known, issued = repository.policies, repository.edition.issued_on
    restless = unsettled(known, issued)
    for entry in _in_force(repository, day):
        if may_have_moved(entry.item, restless):
            for change in moved(entry.item, known, day, issued):
                yield entry, change


def _in_force(repository: Repository, day: date) -> Iterator[Entry]:
    for entry in repository.of(*CHECKED_KINDS):
        if entry.kind != "certificate" or entry.item.in_force(day):
            yield entry


def _problem(
    repository: Repository, entry: Entry, change: Moved, today: date, code: str, loc: Loc, said: str
) -> Problem:
    """A warning, and after the days that the edition gives an error."""
    within = repository.edition.recheck_within
    late = within is not None and today > change.since + timedelta(within)
    severity: Severity = "error" if late else "warning"
    over = f"（已经超过 {within} 天）" if late else ""
    return entry.problem(
        code, loc, f"{entry.id}“{entry.name}”{said}{over}",
        f"对照现行的一版改好，再运行 checklist check {entry.id}", severity,
    )  # fmt: skip


def _renumbered(policy: Policy, article: str | None, today: date) -> str:
    """What became of an article in the version of today, as far as the register tells."""
    version = policy.version_on(today)
    for one in version.renumbered if version and article else ():
        if article and article.startswith(one.was) and one.now != one.was:
            note = f"（{one.note}）" if one.note else ""
            return f"；原{one.was}现在是{one.now}{note}"
    return ""


def _unregistered(entry: Entry, loc: Loc, said: str) -> Problem:
    return entry.problem(
        "CK243", loc, f"{entry.id}“{entry.name}”{said}不在政策依据库里",
        "改正编号或日期；新的文件、版本先登记到 data/lists/policies/register.yaml",
    )  # fmt: skip
