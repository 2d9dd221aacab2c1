"""What stands in the index, listed and in full: what `list` and `show` say of it.

Standard library alone: both are answered before the command line is loaded.
"""

from __future__ import annotations

import json

from checklist_tool import shown
from checklist_tool.model.kinds import DESK, LISTS, VERDICTS
from checklist_tool.search import days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from checklist_tool.search.store import Index


class Item:
    """An item as the index has it; with what only the search needs of it, and the editors' note.

    `notice` says that a basis changed since it was checked; "" where none did.
    """

    __slots__ = (
        "_record",
        "_source",
        "_view",
        "_words",
        "editor_note",
        "id",
        "kind",
        "list",
        "name",
        "notice",
        "verdict",
    )  # fmt: skip

    def __init__(
        self, row: Sequence[Any], otherwise: Mapping[str, tuple[str, str]],
        words: str | None = None, editor_note: str | None = None,
    ) -> None:  # fmt: skip
        self.id, self.kind, self.list, self.name, self.verdict, *texts = row
        self._source, self._record, self._view = texts  # JSON, like the words
        self._words, self.editor_note = words, editor_note
        self.notice = ""
        if self.id in otherwise and self.kind in DESK:
            self._view, self.notice = otherwise[self.id]

    def head(self) -> dict[str, Any]:
        """The stable form of one of several items."""
        notice = {"notice": self.notice} if self.notice else {}
        return {
            "id": self.id, "kind": self.kind, "list": self.list, "name": self.name,
            "verdict": self.verdict, **notice,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The stable form with the whole record, its place, and the words by which it is found."""
        vocabulary = {"vocabulary": json.loads(self._words)} if self._words else {}
        noted = {"editor_note": self.editor_note} if self.editor_note else {}
        item = json.loads(self._record) | noted
        return self.head() | self._place() | {"item": item} | vocabulary

    def rows(self) -> Sequence[tuple[str, Sequence[str], bool, str]]:
        """What the desk is told of the record: heading, texts, whether numbered, and a remark."""
        record = json.loads(self._words or "{}") | json.loads(self._record)
        place = self._place()
        head = [("编号", [self.id], False, "")]
        if self.list in LISTS:
            head.append(("清单", [LISTS[self.list]], False, ""))
        for name, title in (("aliases", "又称"), ("names", "日常叫法"), ("asks", "常见问法")):
            if several := record.get(name):
                head.append((title, ["；".join(several)], False, ""))
        rows = [(row[0], row[1], row[2], row[3]) for row in json.loads(self._view)]
        if self.kind == "service" and "compiled" not in record:
            from checklist_tool.model.figures import NOT_COMPILED, NOT_COMPILED_WHY

            rows.append(("编制过程", [NOT_COMPILED], False, NOT_COMPILED_WHY))
        if self.editor_note:
            rows.append(("编者记", [self.editor_note], False, ""))
        return [*head, *rows, ("位置", [f"{place['path']}:{place['line']}"], False, "")]

    def title(self) -> str:
        """The name, after the verdict where there is one."""
        return f"【{VERDICTS[self.verdict]}】{self.name}" if self.verdict else self.name

    def _place(self) -> dict[str, Any]:
        source = json.loads(self._source)
        return {"path": source["path"], "line": source["line"]}


def items(
    index: Index, kinds: Sequence[str], list_name: str | None, day: str, *, every: bool = False
) -> list[Item]:
    """The items of these kinds, or on one list, list by list, as they are told on a day.

    Those in force on that day, or every one.
    """
    rows = index.items(kinds, None if every else day)
    otherwise = days.told_otherwise(index, day)
    found = [Item(row, otherwise) for row in rows if list_name in (None, row[2])]
    order = list(LISTS)
    return sorted(found, key=lambda item: order.index(item.list))


def named(index: Index, wanted: str, day: str, for_editors: bool = False) -> list[Item]:
    """The entries of any kind with this id or name as they are told on a day.

    If wanted with what the editors noted.
    """
    found = []
    rows = index.named(wanted)
    otherwise = days.told_otherwise(index, day, rows[0][0] if len(rows) == 1 else "")
    for row in rows:
        words, note = index.beside(row[0])
        words = words if row[1] in DESK else None
        found.append(Item(row, otherwise, words, note if for_editors else None))
    return found


def cells(item: Item) -> tuple[str, ...]:
    """What `list` says of an item: its list, the answer, its id and name."""
    return LISTS[item.list], VERDICTS.get(item.verdict or "", "—"), item.id, item.name


def listing(
    index: Index, list_name: str | None, day: str, *, as_json: bool
) -> tuple[str, str, int] | None:
    """What stdout and stderr say of a list on a day, not in a terminal, and the exit code.

    None when there is no list of that name.
    """
    if list_name is not None and list_name not in LISTS:
        return None
    found = items(index, tuple(DESK), list_name, day)
    code = 0 if found else 1
    if as_json:
        return _json([item.head() for item in found]), "", code
    lines = ["\t".join(map(shown.in_line, cells(item))) + "\n" for item in found]
    return "".join(lines), f"共 {len(found)} 项\n", code


def in_full(index: Index, wanted: str, day: str, *, as_json: bool) -> tuple[str, str, int] | None:
    """The same of the entries with this id or name; None when there are none."""
    found = named(index, wanted, day)
    if not found:
        return None
    if as_json:
        return _json([item.as_json() for item in found]), "", 0
    return "".join(shown.record(item.title(), item.rows()) for item in found), "", 0


def _json(value: object) -> str:
    return shown.in_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
