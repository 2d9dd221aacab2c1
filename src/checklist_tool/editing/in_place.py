"""Change the data in a text: what stays the same keeps every byte, comments included."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any, cast

from checklist_tool import yaml_source
from checklist_tool.editing.layout import UNKNOWN, Layout
from checklist_tool.editing.written import STEP, Data, flow, lines, piece, scalar
from checklist_tool.problems import ChecklistError
from checklist_tool.yaml_nodes import Member, Node, nodes

Given = str | int | bool | date | None | Sequence["Given"] | Mapping[str, "Given"]


def as_data(given: Given) -> Data:
    """Values of a program as the files hold them: texts, lists and mappings of texts."""
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, Mapping):
        return {key: as_data(value) for key, value in given.items()}
    if isinstance(given, Sequence):
        return [as_data(value) for value in given]
    return str(given)


def fresh(given: Mapping[str, Given], layout: Layout = UNKNOWN) -> str:
    """The text of a new file."""
    return "\n".join(lines(piece(as_data(given)), layout)) + "\n"


def spliced(text: str, given: Given, layout: Layout = UNKNOWN, *, held: Any = None) -> str:
    """The text changed so that it holds this data; only what differs is written anew.

    New keys go where the layout wants them. The text is one that yaml_source has read; `held`
    is the data that it holds, where the caller has it.
    Raises ChecklistError where it is written in a way that cannot be changed in place.
    """
    new = as_data(given)
    old: Data = _read(text) if held is None else held
    if old == new:
        return text
    root = nodes(text)
    found = text
    if root is not None and root.kind != "scalar" and type(old) is type(new) and old and new:
        change = Splices(text)
        change.inside(root, old, new, layout)
        found = change.done()
        if not found.endswith("\n") and new != _read(found):
            found += "\n"  # a text of several lines that ends with one may now stand last
    if found == text or _read(found) != new:
        raise ChecklistError(
            "这个文件的写法特别，没法只改这一处",
            hint="先运行 checklist fmt 整理格式，再改；或者用编辑器改",
        )
    return found


def _read(text: str) -> Data:
    source, problems = yaml_source.read("", text.encode("utf-8", "surrogatepass"))
    if source is None:
        raise ChecklistError("改出来的文件读不了，没有写入", problems=problems)
    return cast(Data, source.data)


_REMARK = re.compile(r"(?:^|[ \t])(#.*)")


class Splices:
    """Replacements that are collected while old and new are compared, and made all at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cuts: list[tuple[int, int, str]] = []

    def done(self) -> str:
        """The text with all replacements made."""
        text = self._text
        for start, end, new in sorted(self._cuts, key=lambda cut: cut[:2])[::-1]:
            text = text[:start] + new + text[end:]
        return text

    def inside(self, node: Node, old: Data, new: Data, layout: Layout) -> None:
        """What differs between two mappings or two lists, neither of them empty."""
        if isinstance(old, dict) and isinstance(new, dict):
            self._mapping(node, old, new, layout)
        elif isinstance(old, list) and isinstance(new, list):
            self._sequence(node, old, new, layout)

    def _value(self, node: Node, entry: Member, old: Data, new: Data, layout: Layout) -> None:
        if old == new:
            return
        value = entry.value
        if type(old) is type(new) and old and new and not isinstance(old, str):
            common = isinstance(old, list) or set(old) & set(cast(dict[str, Data], new))
            if common:
                self.inside(value, old, new, layout)
                return
        # Behind the colon or the dash; between the colon and its key no comment can stand.
        slot = (self._text.index(":", entry.key.end) if entry.key else entry.start) + 1
        start, end = value.start, value.end
        if isinstance(new, dict | list) and new and not node.flow:
            written = "\n".join(lines(piece(new), layout, node.column + STEP))
            written = f"\n{written}" if entry.key else f" {written.lstrip(' ')}"
            start = slot
        else:
            if node.flow or isinstance(new, dict | list):
                written = flow(new, layout)
            else:
                written = "" if new is None else scalar(new, layout.written, node.column + STEP)
            if start == end or (value.kind != "scalar" and not value.flow):
                start = end if start == end else slot
                written = f" {written}" if written else ""
        if not node.flow:
            cut_off = self._text[start : value.start] if start < value.start else ""
            if value.style in ("|", ">"):
                cut_off = self._text[start:end]
            written, end = self._beside(written, cut_off.partition("\n")[0], end)
        self._cut(start, end, written)

    def _beside(self, written: str, cut_off: str, end: int) -> tuple[str, int]:
        """What is written in place of a block value, with the comment that stands beside it.

        Where the comment would end up inside a text of several lines, or would be cut off, it
        goes to the end of the first line.
        """
        head, *rest = written.split("\n")
        said = _REMARK.search(cut_off)
        if said is None:
            line = self.line_end(end)
            if not rest or not self._text[end:line].strip():
                return written, end
            head, end = head + self._text[end:line], line
        else:
            head += f"  {said[1]}"
        return "\n".join([head, *rest]), end

    def _mapping(
        self, node: Node, old: dict[str, Data], new: dict[str, Data], layout: Layout
    ) -> None:
        kept = [entry for entry in node.entries if entry.name in new]
        for entry in kept:
            name = entry.name
            self._value(node, entry, old[name], new[name], layout.of(name))
        for index, entry in enumerate(node.entries):
            if entry.name not in new:
                self._remove(node, index)
        order = {name: at for at, name in enumerate(layout.keys)}
        after: dict[int, list[tuple[str, Data]]] = {}
        for name, value in layout.ordered(new):
            if name not in old:
                place = order.get(name, len(order))
                earlier = [
                    at
                    for at, entry in enumerate(kept)
                    if order.get(entry.name, len(order)) <= place
                ]
                after.setdefault(earlier[-1] if earlier else -1, []).append((name, value))
        for at, added in after.items():
            self._insert(node, kept, at, [dict([pair]) for pair in added], layout)

    def _sequence(self, node: Node, old: list[Data], new: list[Data], layout: Layout) -> None:
        inner = layout.of(0)
        entries = node.entries
        for start, end, new_start, new_end in _runs([*map(_known, old)], [*map(_known, new)]):
            both = min(end - start, new_end - new_start)
            for offset in range(both):
                before, after = old[start + offset], new[new_start + offset]
                self._value(node, entries[start + offset], before, after, inner)
            for index in range(start + both, end):
                self._remove(node, index)
            if added := new[new_start + both : new_end]:
                self._insert(node, entries, start + both - 1, [[value] for value in added], layout)

    def _insert(
        self,
        node: Node,
        entries: list[Member],
        at: int,
        added: Sequence[dict[str, Data] | list[Data]],
        layout: Layout,
    ) -> None:
        """Put pairs or elements behind an entry; before the first one when `at` is -1."""
        if node.flow:
            written = ", ".join(flow(one, layout)[1:-1] for one in added)
            if at >= 0:
                self._cut(entries[at].value.end, entries[at].value.end, f", {written}")
            else:
                self._cut(entries[0].start, entries[0].start, f"{written}, ")
            return
        between = "\n\n" if self.apart(node, added[0]) else "\n"
        parts = ["\n".join(lines(piece(one), layout, node.column)) for one in added]
        if at >= 0:
            place = self.line_end(self.foot(entries[at].value.end, node.column))
            self._cut(place, place, between + between.join(parts))
        else:
            place = entries[0].start
            pad = " " * node.column
            self._cut(place, place, between.join([*parts, pad])[node.column :])

    def _remove(self, node: Node, index: int) -> None:
        entries = node.entries
        entry = entries[index]
        start, end = entry.start, entry.value.end
        if node.flow:
            if index:
                start = entries[index - 1].value.end
            elif len(entries) > 1:
                end = entries[1].start
            self._cut(start, end, "")
            return
        line = self._text.rfind("\n", 0, start) + 1
        if self._text[line:start].strip():  # it begins on the line of a dash
            end = entries[1].start if len(entries) > 1 else end
        else:
            # The line end before it goes, not the one behind, where others put what is new.
            start, end = line - 1, self.line_end(end)
            gap = re.compile(r"(?:\n[ ]*)*(?=\n|\Z)").match(self._text, end)
            if gap and gap[0] and start > 0:  # of the blank lines around it, one gap goes with it
                above = re.search(r"(?:\n[ ]*)+\Z", self._text[max(0, start - 200) : start])
                if above:
                    start -= len(above[0])
                elif index == 0:
                    end = gap.end()
            if start < 0:
                start, end = 0, min(end + 1, len(self._text))
        self._cut(start, end, "")

    def apart(self, node: Node, added: Sequence[Data] | Mapping[str, Data]) -> bool:
        """Whether a blank line stands between the entries, or should between the first two."""
        if node.kind == "mapping":
            return False
        if len(node.entries) > 1:
            first, second = node.entries[:2]
            return bool(re.search(r"\n[ ]*\n", self._text[first.value.end : second.start]))
        return isinstance(added, list) and isinstance(added[0], dict) and "id" in added[0]

    def foot(self, end: int, column: int) -> int:
        """The end of the comments that still belong to an entry: they stand further in."""
        found = end
        deeper = re.compile(rf"[ ]{{{column + 1},}}#")
        while (start := self.line_end(end) + 1) < len(self._text):
            end = self.line_end(start)
            line = self._text[start:end]
            if deeper.match(line):
                found = end
            elif line.strip():
                break
            end = start
        return found

    def line_end(self, index: int) -> int:
        """Where the line ends on which this character stands."""
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end

    def _cut(self, start: int, end: int, new: str) -> None:
        self._cuts.append((start, end, new))


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Which run of the old elements becomes which of the new ones, from front to back."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    last = 0
    while last < min(len(old), len(new)) - same and old[-1 - last] == new[-1 - last]:
        last += 1
    yield 0, same, 0, same
    between = old[same : len(old) - last], new[same : len(new) - last]
    for _, *run in SequenceMatcher(None, *between, autojunk=False).get_opcodes():
        start, end, new_start, new_end = (at + same for at in run)
        yield start, end, new_start, new_end
    yield len(old) - last, len(old), len(new) - last, len(new)


def _known(element: Data) -> str:
    """What an element is recognised by when the list around it changes."""
    if isinstance(element, dict):
        for name in ("id", "ask"):
            if isinstance(found := element.get(name), str):
                return f"{name} {found}"
    return json.dumps(element, ensure_ascii=False)
