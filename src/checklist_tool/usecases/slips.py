"""Slips for residents: made of an item, and verified by their check code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from checklist_tool import checks
from checklist_tool.chinese.names import folded
from checklist_tool.editing.advice import advised
from checklist_tool.files import WorkingTree
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.render import check_code, formats, sheet
from checklist_tool.render.formats import Look
from checklist_tool.render.slip import OFF_LIST, compose, in_force, off_list, with_places
from checklist_tool.render.slip import verify as having
from checklist_tool.render.slip_parts import Slip
from checklist_tool.repository import Entry, Repository, load
from checklist_tool.revisions import GitRevision, is_shallow, revisions_until
from checklist_tool.search.broken import SAID
from checklist_tool.search.dated import Dated
from checklist_tool.search.left_out import left_out

PAPERS = ("a5", "a4")  # the smallest first
OFF_THE_LISTS = ("清单外", OFF_LIST)  # by which the slip for what is on no list is asked for
_PRINTED = ("data/edition.yaml", "data/local.yaml")  # of these files every slip tells something
_LOOKED_AT = 20  # earlier states of the lists


def made(root: Path, wanted: str, today: date) -> Slip:
    """The slip about the item with this id or name, or about what is on no list, as of today.

    Raises ChecklistError when there is no such item, when it is not in force, or when it or what
    it cites has a fault; a fault elsewhere does not matter.
    """
    tree = WorkingTree(root)
    repository, problems = checks.examine(tree, today)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        errors = advised(tree, errors)
    places = [entry.item for entry in repository.of("place")]
    edition = repository.edition
    if wanted in OFF_THE_LISTS and not repository.find(wanted):
        if errors:  # what is asked for may be on a list, where it has a fault
            raise ChecklistError(
                f"清单有 {len(errors)} 个错误，说不准是不是清单上没有", "先改好再出", errors[:10]
            )
        return with_places(off_list(edition, Dated(repository).register(today), today), places)
    if errors:
        _refuse_broken(repository, tree, wanted, errors)
    entry = _found(repository, wanted, errors, today)
    concerned = {entry.id, *(basis.policy for _, basis in entry.bases())}
    faults = [
        error for error in errors
        if error.item in concerned or error.place.path in _PRINTED
    ]  # fmt: skip
    if faults:
        raise _faulty(entry.name, faults)
    return compose(entry, edition, Dated(repository), today, places)


def printed(slip: Slip, form: str, papers: Sequence[str], look: Look) -> tuple[bytes, str]:
    """The slip in a form of formats.SLIP, and the paper: the first of these where it fits."""
    paper, *larger = papers
    try:
        return formats.made(formats.SLIP, form, slip, paper, look.folders, look.fonts), paper
    except sheet.DoesNotFit:
        if not larger:
            raise
        return printed(slip, form, larger, look)


def as_json(slip: Slip) -> dict[str, Any]:
    """The stable form."""
    return {
        "item": slip.id,
        "name": slip.name,
        "verdict": slip.verdict.key if slip.verdict else None,
        "edition": {
            "title": slip.title,
            "edition": slip.edition,
            "issued_on": slip.issued_on.isoformat(),
        },
        "date": slip.day.isoformat(),
        "code": slip.code,
    }


@dataclass(frozen=True, slots=True)
class Verified:
    """The slip that has a check code, and the commit of the lists if they have moved on.

    Without a slip, `reason` (mistyped, older, unknown) and `message` say why there is none.
    """

    code: str
    slip: Slip | None = None
    commit: str | None = None
    reason: str = ""
    message: str = ""
    is_partial: bool = False  # some entries could not be read

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        if self.slip:
            return {"valid": True, "commit": self.commit} | as_json(self.slip)
        return {
            "code": self.code, "valid": False, "reason": self.reason, "message": self.message,
        }  # fmt: skip


def verified(root: Path, code: str) -> Verified:
    """Which slip of the lists below the root has the code.

    What the lists of today do not give is looked for in git, among the last states of the
    lists up to the day of the slip.
    """
    read = check_code.read(code)
    if read is None:
        return Verified(code, reason="mistyped", message="校验码输错了：对照单子重新输一遍")
    repository, problems = load(WorkingTree(root))
    if slip := having(code, repository):
        return Verified(code, slip)
    slip, commit, cut = _in_history(root, code, read[0])
    if slip:
        return Verified(code, slip, commit)
    said = cut or "这一版清单里没有出过这张单子，或者内容已经改过"
    return Verified(
        code, reason="older" if cut else "unknown", message=said, is_partial=bool(problems)
    )


def _found(repository: Repository, wanted: str, errors: list[Problem], today: date) -> Entry:
    named = [entry for entry in repository.find(wanted) if entry.kind in DESK]
    entries = [entry for entry in named if in_force(entry, today)] or named
    if len(entries) == 1:
        return entries[0]
    if entries:
        shown = "、".join(f"{entry.id}（{LISTS[entry.list]}）" for entry in entries)
        raise ChecklistError(f"不止一项叫“{wanted}”：{shown}", hint="写编号")
    if faults := [error for error in errors if error.item == wanted]:
        raise _faulty(wanted, faults)
    names = {
        name: entry.name
        for entry in repository.of(*DESK)
        for name in (*entry.aliases, entry.id, entry.name)
    }
    near = dict.fromkeys(names[one] for one in get_close_matches(wanted, names, 3))
    hint = f"是不是：{'、'.join(near)}？" if near else "先用 checklist query 按说法查找"
    unread = errors[:10] if repository.broken else None  # it may stand in a file that is broken
    raise ChecklistError(
        f"没有编号或名称是“{wanted}”的证明、服务或指路", hint=hint, problems=unread
    )


def _refuse_broken(
    repository: Repository, tree: WorkingTree, wanted: str, errors: list[Problem]
) -> None:
    for id, name, path, line, *called in left_out(repository, tree):
        if folded(wanted) in called:
            there = [error for error in errors if error.place.path == path]
            faults = [error for error in there if error.item in (id, "")]
            said = f"{name or id}：{SAID}（{path}:{line}）"
            raise ChecklistError(said, hint="先改好再出", problems=faults[:10])


def _faulty(name: str, faults: list[Problem]) -> ChecklistError:
    message = f"“{name}”或它引用的内容在清单里有 {len(faults)} 个错误，没有出单"
    return ChecklistError(message, hint="先改好再出", problems=faults[:10])


def _in_history(root: Path, code: str, day: date) -> tuple[Slip | None, str | None, str]:
    """The slip as an earlier state of the lists gave it, and the commit of that state.

    When there is none, also in which words the search ended before the history did.
    """
    commits = revisions_until(root, day, _LOOKED_AT + 1)
    for commit in commits[:_LOOKED_AT]:
        repository, _ = load(GitRevision(root, commit))
        if "edition" not in repository.broken and (slip := having(code, repository)):
            return slip, commit[:12], ""
    if len(commits) > _LOOKED_AT:
        cut = f"只查了 {day} 以前最近 {_LOOKED_AT} 次改动"
        return None, None, f"{cut}，里面没有这张单子；更早的没有查，不能说没有出过"
    if is_shallow(root):
        cut = "这里的 git 历史不全（浅克隆），有的里面没有这张单子，不能说没有出过"
        return None, None, f"{cut}；先运行 git fetch --unshallow，再查一次"
    return None, None, ""
