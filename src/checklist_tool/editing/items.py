"""What add, edit, move and retire make of the lists: each a decision for editing.change."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from checklist_tool.chinese import ids
from checklist_tool.editing import source, vocabulary
from checklist_tool.editing.assign import Assignment, edited
from checklist_tool.editing.decided import still_open
from checklist_tool.editing.layout import layout_of
from checklist_tool.editing.locate import TITLES, Spot, find, spots
from checklist_tool.editing.vocabulary import parted
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import LIST_BY_NAME, LISTS
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decide, Decided, Repository

_DAY = timedelta(days=1)
# What an item had only as one that had ended.
_ENDED = ("effective_to", "replaced_by", "status")


def edit(wanted: str, assignments: Sequence[Assignment], *, replace: bool = False) -> Decide:
    """Change fields of one record, or of the words by which it is found.

    Raises ListLosesMost for a list that would lose most of its entries, unless `replace`.
    """

    def decide(repository: Repository) -> Decided:
        spot = find(repository, wanted)
        kind = kind_of(spot.path)
        stepped = kind is not None and kind.name in PROCEDURES
        if stepped and any(a.path.startswith(("steps", "步骤")) for a in assignments):
            command = "signboards" if kind and kind.name == "board" else "tasks"
            hint = f"用 checklist {command} 的命令走下一步"
            raise ChecklistError("步骤只往后加，不改写", hint=hint)
        if not spot.loc and any(a.path.startswith("items") for a in assignments):
            raise ChecklistError("这里改的是清单本身，不是其中的一项", hint="写这一项的编号或名称")

        own, of_words = parted(assignments, spot.path, spot.layout)
        record = edited(spot.record, own, spot.layout, replace=replace)
        still_open(repository, spot, record)
        words = vocabulary.edited(repository, spot, record, of_words, replace=replace)
        return {**_put(spot, record), **words}

    return decide


def add(list_name: str, assignments: Sequence[Assignment]) -> Decide:
    """Put a new item at the end of a list; its id comes from its name when none is given."""
    path = path_of(list_name)

    def decide(repository: Repository) -> Decided:
        layout = layout_of(path)
        inner = layout.of("items").of(0)
        own, of_words = parted(assignments, path, inner)
        item = edited({}, own, inner)
        if "id" in inner.keys and not item.get("id"):
            name = item.get("name") or item.get("title") or item.get("measure") or ""
            item = {"id": proposed_id(str(name), repository), **item}
        words = vocabulary.added(repository, path, item, of_words)
        if path not in repository.sources and path not in _unreadable(repository):
            return {path: {**_head(list_name), "items": [item]}, **words}
        return {path: _with_last(repository, path, item), **words}

    return decide


def move(
    wanted: str,
    list_name: str,
    *,
    on: date,
    reason: str,
    basis: Sequence[dict[str, str]],
    assignments: Sequence[Assignment] = (),
) -> Decide:
    """Put a certificate on another list from a day on; its id and its words go with it.

    What held before stays where it was, under an id of its own, with the day before as its
    last: so the desk still answers for that time, and says since when the verdict is another.
    """

    def decide(repository: Repository) -> Decided:
        spot, target = _moving(repository, wanted, list_name)
        if not _certificate(spot):
            raise ChecklistError(
                "服务事项没有起用日期，不留旧条目", hint="加 --correct，原样搬到另一张清单"
            )
        last = on - _DAY
        past = f"{spot.id}-{last:%Y%m%d}"

        ended = {
            **spot.record, "id": past, "effective_to": last.isoformat(),
            "replaced_by": f"{LISTS[list_name]}“{spot.name}”", "status": "retired",
        }  # fmt: skip
        item = {key: value for key, value in spot.record.items() if key not in _ENDED}
        item["effective_from"] = on.isoformat()
        item["reason"] = reason
        item["basis"] = list(basis)
        _settle_verdict(item, repository, spot, target)
        own, of_words = parted(assignments, target, spot.layout)
        item = edited(item, own, spot.layout)
        lists = {**_put(spot, ended), target: _with_last(repository, target, item)}
        return {**lists, **vocabulary.moved(repository, spot, target, of_words, past=past)}

    return decide


def correct(wanted: str, list_name: str, assignments: Sequence[Assignment] = ()) -> Decide:
    """Put an item that stood on the wrong list on the right one, as if it had always been there."""

    def decide(repository: Repository) -> Decided:
        spot, target = _moving(repository, wanted, list_name)
        item = copy.deepcopy(spot.record)
        _settle_verdict(item, repository, spot, target)
        own, of_words = parted(assignments, target, spot.layout)
        item = edited(item, own, spot.layout)
        number, held = int(spot.loc[1]), spot.source.data
        rest = {**held, "items": [*held["items"][:number], *held["items"][number + 1 :]]}
        lists = {spot.path: rest, target: _with_last(repository, target, item)}
        return {**lists, **vocabulary.moved(repository, spot, target, of_words)}

    return decide


def movable(repository: Repository, wanted: str, list_name: str) -> None:
    """Raise ChecklistError when an item cannot be moved to this list."""
    _moving(repository, wanted, list_name)


def retire(
    wanted: str,
    *,
    last: date,
    today: date,
    replaced_by: str | None = None,
    assignments: Sequence[Assignment] = (),
) -> Decide:
    """Let a certificate end with a day; it stays on its list, and answers for the time before."""

    def decide(repository: Repository) -> Decided:
        spot = find(repository, wanted)
        if not spot.loc or not _certificate(spot):
            raise ChecklistError(
                f"“{spot.name}”不是证明事项，没有止用日期",
                hint="政策文件废止的，用 checklist edit 写 repealed_on；"
                "服务事项删掉那一段，在 data/edition.yaml 的 corrections 写明理由",
            )

        own, of_words = parted(assignments, spot.path, spot.layout)
        record = {**spot.record, "effective_to": last.isoformat()}
        if replaced_by:
            record["replaced_by"] = replaced_by
        if last < today:
            record["status"] = "retired"
        elif replaced_by:
            record["status"] = "being_replaced"
        record = edited(record, own, spot.layout)
        words = vocabulary.edited(repository, spot, record, of_words)
        return {**_put(spot, record), **words}

    return decide


def path_of(list_name: str) -> str:
    """The file of a list; raises ChecklistError when there is no such list."""
    if list_name in LIST_BY_NAME:
        return LIST_BY_NAME[list_name].path
    known = "、".join(f"{name}（{title}）" for name, title in LISTS.items())
    raise ChecklistError(f"没有“{list_name}”这张清单", hint=f"清单有：{known}")


def proposed_id(name: str, repository: Repository) -> str:
    """A short id in pinyin that nothing has yet: 亲属关系证明 gives qinshu-guanxi."""
    found = ids.proposed(name, {spot.id for spot in spots(repository)})
    if not found:
        raise ChecklistError("从名称里拼不出编号", hint="自己写一个编号 id，小写拼音和短横线")
    return found


def _certificate(spot: Spot) -> bool:
    kind = kind_of(spot.path)
    return kind is not None and kind.name == "certificate"


def _put(spot: Spot, record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The file with this record in place of the one at the spot."""
    held = spot.source.data
    data = record
    if spot.loc:
        number = int(spot.loc[1])
        data = {**held, "items": [*held["items"][:number], record, *held["items"][number + 1 :]]}
    return {spot.path: data}


def _moving(repository: Repository, wanted: str, list_name: str) -> tuple[Spot, str]:
    target = path_of(list_name)
    spot = find(repository, wanted)
    if not spot.loc or kind_of(spot.path) != kind_of(target) or list_name not in LISTS:
        raise ChecklistError(
            f"“{spot.name}”不能移到 {list_name}",
            hint="证明事项只在四张证明清单之间移，服务事项只在三张服务清单之间移",
        )
    if spot.path == target:
        raise ChecklistError(f"“{spot.name}”已经在{LISTS[list_name]}上", hint="不用移")
    return spot, target


def _settle_verdict(item: dict[str, Any], repository: Repository, spot: Spot, target: str) -> None:
    """An item states its verdict only where its list gives none."""
    before = spot.source.data.get("verdict")
    if source(repository, target).data.get("verdict"):
        item.pop("verdict", None)
    elif before and "verdict" in spot.layout.keys:
        item.setdefault("verdict", before)


def _with_last(repository: Repository, path: str, item: dict[str, Any]) -> dict[str, Any]:
    """The list with the item as its last one."""
    held = source(repository, path).data
    items = held.get("items") if isinstance(held, dict) else None
    return {**held, "items": [*(items or []), item]}


def _head(list_name: str) -> dict[str, str]:
    """The head of a list file that is not there yet."""
    head = {"title": TITLES[list_name]}
    if verdict := LIST_BY_NAME[list_name].verdict:
        head["verdict"] = verdict
    return head


def _unreadable(repository: Repository) -> set[str]:
    """The paths of kinds of which something could not be read: there a file may be."""
    return {
        path
        for path in (one.path for one in LIST_BY_NAME.values())
        if (kind := kind_of(path)) and kind.name in repository.broken
    }
