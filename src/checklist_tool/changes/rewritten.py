"""CK7xx: what a change takes away or rewrites that was to stay: ids, pins, steps, editions."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from checklist_tool.changes import hidden
from checklist_tool.changes.kept import (
    OR_SAY,
    Finding,
    differing,
    finding,
    other_edition,
    other_review,
    weaker,
)
from checklist_tool.changes.matching import called, key, paired
from checklist_tool.chinese.names import folded
from checklist_tool.chinese.words import pairs
from checklist_tool.files import right_name
from checklist_tool.model.base import Record, headings
from checklist_tool.model.kinds import KINDS, SHARED_IDS
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.problems import Place, Problem
from checklist_tool.repository import Entry, Repository

_IDS = {kind: kinds for kinds in SHARED_IDS for kind in kinds}
_TASKS = frozenset((*PROCEDURES, "joint_review"))
# What a source tells of an intervention in one line stands for steps.
_TOLD = ("found_on", "outcome", "settled_on", "filed_on", "looked_back_on")
_GENERAL = re.compile("证明|申请|办理|情况|材料|关于|通知|意见")  # said in names of anything
_KEEP = {
    "certificate": "恢复它，用 checklist retire 停用：以前的单子和链接还要查得到",
    "policy": "恢复它，废止的写上 repealed_on",
    "answer": "恢复它；答复该变的，改它的 verdict 或 item",
}


def rewritten(before: Repository, after: Repository, today: date) -> Iterator[Problem]:
    """What was there before and is gone or another now, but for what the edition corrects.

    A correction counts when it is new itself: another reason alone does not make it so. One by
    a name that things of several kinds have lets none of them pass until it says which it means.
    What cannot be read is not taken for gone.
    """
    corrected = {what for what, _ in _corrections(after) - _corrections(before)}
    findings = [*_Comparison(before, after, today).findings()]
    kinds: dict[str, set[str]] = defaultdict(set)
    for found in findings:
        for name in found.names:
            kinds[name].add(found.kind)
    for found in findings:
        named = corrected.intersection(found.names)
        if any(len(kinds[name]) == 1 for name in named) or corrected & {*found.full_names}:
            continue
        if named:
            hint = f"corrections 里的 what 要写明是哪一种：“{found.full_names[0]}”"
            yield replace(found.problem, hint=hint)
        else:
            yield found.problem


def _corrections(repository: Repository) -> set[tuple[str, date]]:
    return {
        (one.what, one.on) for entry in repository.of("edition") for one in entry.item.corrections
    }


def _unread(before: Repository, after: Repository) -> dict[str, list[str]]:
    """What can be read no longer; what could not be read before hides nothing that could.

    Nor does a copy with another ending, which lay beside the list before it was deleted.
    """
    renamed = {right_name(path) for path in {*after.misnamed} - {*before.misnamed}}
    deleted = after.absent - renamed
    found = {}
    for path, ids in after.unread.items():
        left = sorted({*ids} - {*before.unread.get(path, [])})
        if left or not (ids or path in deleted):
            found[path] = left
    return found


class _Comparison:
    """Two states of the lists, and what is looked up in the later one."""

    def __init__(self, before: Repository, after: Repository, today: date) -> None:
        self._before, self._after, self._today = before, after, today
        entries = [*after.entries, *after.misfits]
        self._ids = {(_IDS.get(entry.kind), entry.id): entry for entry in entries}
        self._unread = _unread(before, after)
        self._neighbours = self._places()

    def findings(self) -> Iterator[Finding]:
        """Every finding, in the order of the kinds and files."""
        for kind in KINDS:
            if kind.extends:
                continue  # words of the search come and go
            before, after = (list(each.of(kind.name)) for each in (self._before, self._after))
            for old, new in paired(before, after):
                if old is None or (new is None and hidden(old, self._unread)):
                    continue
                if new is None:
                    yield from self._gone(old)
                elif kind.name == "edition":
                    if old.item.issued_on <= self._today:
                        yield from other_edition(old, new)
                else:
                    yield from self._other(old, new)

    def _other(self, old: Entry, new: Entry) -> Iterator[Finding]:
        """What is another about a record that is still there."""
        yield from self._other_id(old, new)
        if old.kind in PROCEDURES:
            yield from _steps(old, new)
        if old.kind == "joint_review":
            yield from other_review(old, new, self._after, self._today)
        if old.kind == "answer":
            yield from weaker(old, new, self._after, self._today)
        if key(old) == key(new) and _something_else(old, new):
            yield _given_away(old, new)

    def _gone(self, old: Entry) -> Iterator[Finding]:
        if old.kind == "edition":
            return  # that it is missing is a fault by itself
        same = (_IDS.get(old.kind), old.id)
        if old.kind in _IDS and same in self._ids:
            yield _given_away(old, self._ids[same])
        else:
            code = "CK702" if old.kind in _TASKS else "CK701"
            hint = _KEEP.get(old.kind, "恢复它")
            yield self._found(
                old, self._neighbours.get(id(old), Place(old.source.path)), code,
                f"{_shown(old)}删掉了，原来在 {old.place()}", hint,
            )  # fmt: skip

    def _other_id(self, old: Entry, new: Entry) -> Iterator[Finding]:
        """An id that nothing has any more, though its record is there under another."""
        if old.loc and not hasattr(old.item, "id"):
            return
        if old.id == new.id:
            return
        if old.kind in _IDS and (successor := self._ids.get((_IDS[old.kind], old.id))):
            if _something_else(old, successor):
                yield _given_away(old, successor)
            return
        code, what = ("CK701", "编号") if old.kind in _IDS else ("CK702", "日期")
        yield self._found(
            old, new.place("id" if old.kind in _IDS else "on"), code,
            f"“{called(new)}”的{what}从“{old.id}”改成了“{new.id}”",
            f"改回“{old.id}”：单子、链接和引用都按它找",
        )  # fmt: skip

    @staticmethod
    def _found(old: Entry, place: Place, code: str, message: str, hint: str) -> Finding:
        item = old.id if hasattr(old.item, "id") else ""
        return finding(old, Problem(place, code, message, hint + OR_SAY, item))

    def _places(self) -> dict[int, Place]:
        """For each entry of before: where what stood above it is now, or its file begins."""
        there = {
            (entry.source.path, entry.kind, key(entry)): entry for entry in self._after.entries
        }
        found: dict[int, Place] = {}
        above: dict[str, Entry] = {}
        for entry in self._before.entries:
            path = entry.source.path
            if kept := there.get((path, entry.kind, key(entry))):
                above[path] = kept
            elif path in above:
                found[id(entry)] = above[path].place()
            else:
                found[id(entry)] = Place(path)
        return found


def _shown(entry: Entry) -> str:
    name = called(entry)
    return f"“{name}”" if name == str(key(entry)) else f"{key(entry)}“{name}”"


def _given_away(old: Entry, new: Entry) -> Finding:
    """That an id is now that of something else."""
    aliased = hasattr(new.item, "aliases") and old.kind == new.kind
    hint = "新的一项另起编号" + ("；只是改名的，把原来的名称写进 aliases" if aliased else "")
    message = f"编号“{old.id}”原来是“{called(old)}”（{old.place()}），现在给了“{called(new)}”"
    field = "name" if hasattr(new.item, "name") else "title"
    return finding(old, new.problem("CK703", [field], message, hint + OR_SAY))


def _something_else(old: Entry, new: Entry) -> bool:
    """Whether a record of the same id is another thing altogether.

    It is when no name, alias or document number is left, and the names have no two
    neighbouring characters in common, words aside that are said of anything.
    """
    if old.name == old.id or new.name == new.id:
        return False
    fields = ("name", "title", "aliases", "doc_number")
    was, now = ({folded(text) for _, text in entry.texts(*fields)} for entry in (old, new))
    if was & now:
        return False
    one, other = (_GENERAL.sub(" ", folded(entry.name)) for entry in (old, new))
    if min(len(one.strip()), len(other.strip())) < 2:
        return not set(one.strip()) & set(other.strip())
    return not {pair for pair in pairs(one) if " " not in pair} & set(pairs(other))


def _steps(old: Entry, new: Entry) -> Iterator[Finding]:
    """Steps that were taken and are redated, rewritten or gone; more steps may come in anywhere."""
    procedure, _ = PROCEDURES[old.kind]
    taken, now = old.item.steps, new.item.steps
    same = _unchanged(taken, now)
    left: dict[object, deque[int]] = defaultdict(deque)
    for place in sorted({*range(len(now))} - {*same.values()}):
        left[now[place].act, now[place].outcome].append(place)
    last = -1
    for index, step in enumerate(taken):
        if index in same:
            last = same[index]
            continue
        alike = left[step.act, step.outcome]
        while alike and alike[0] < last:
            alike.popleft()
        day = f"（{step.on}）" if step.on else ""
        what = f"“{old.name}”的第 {index + 1} 步{procedure.called(step)}{day}"
        if alike:
            last = alike.popleft()
            others = differing(step, now[last])
            if others == ["on"]:
                told = f"{what}改了日期，现在是 {now[last].on or '没有日期'}"
                yield _rewrote(old, new, ["steps", last, "on"], told)
            elif others:
                yield _rewrote(old, new, ["steps", last], f"{what}改写了")
        elif len(now) < len(taken):
            yield _rewrote(old, new, ["steps"], f"{what}删掉了")
        else:
            yield _rewrote(old, new, ["steps", min(index, len(now) - 1)], f"{what}改写了")
    for field in _TOLD if old.kind == "intervention" else ():
        before, after = getattr(old.item, field), getattr(new.item, field)
        if before is not None and before != after:
            told = f"“{old.name}”的{headings(type(new.item))[field]}从“{before}”"
            told += f"改成了“{after}”" if after else "改成没有了"
            yield _rewrote(old, new, [field], told)


def _unchanged(taken: Sequence[Record], now: Sequence[Record]) -> dict[int, int]:
    """Which of the steps stand word for word among those of now, in the same order."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, step in enumerate(now):
        places[step.model_dump_json()].append(place)
    found: dict[int, int] = {}
    last = -1
    for index, step in enumerate(taken):
        alike = places[step.model_dump_json()]
        while alike and alike[0] < last:
            alike.popleft()
        if alike:
            last = found[index] = alike.popleft()
    return found


def _rewrote(old: Entry, new: Entry, loc: Sequence[str | int], message: str) -> Finding:
    hint = "改回原样；走过的步骤只往后添，新的一步写在最后" + OR_SAY
    return finding(old, new.problem("CK702", loc, message, hint))
