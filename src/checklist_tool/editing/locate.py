"""Where a record stands that somebody names: by id, by name, or by a line of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath
from typing import Any

from checklist_tool.editing.layout import Layout, layout_of
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import LIST_BY_NAME, VOCABULARY
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.repository import Repository
from checklist_tool.values import value_of
from checklist_tool.yaml_source import Source

_PATHS = {name: one.path for name, one in LIST_BY_NAME.items()}
# What each of them is called in Chinese, which may be typed as well.
TITLES = {name: one.title for name, one in LIST_BY_NAME.items()}
_LINE = re.compile(r"(?P<path>.+\.ya?ml):(?P<line>\d+)(?::\d+)?:?")
_NAMES = ("name", "title", "measure", "ask")


@dataclass(frozen=True, slots=True)
class Located:
    """A record of a file; one that fits no model is found too, so that it can be mended."""

    source: Source
    loc: tuple[str | int, ...]

    @property
    def path(self) -> str:
        """The file."""
        return self.source.path

    @property
    def layout(self) -> Layout:
        """How the record is written."""
        found = layout_of(self.path)
        for part in self.loc:
            found = found.of(part)
        return found

    @property
    def record(self) -> dict[str, Any]:
        """The record as it stands."""
        return record_at(self.source.data, self.loc)

    @property
    def id(self) -> str:
        """Its id; a record without one goes by its file's name."""
        found = self.record.get("id")
        return found if isinstance(found, str) else self.path.rpartition("/")[2][:-5]

    @property
    def name(self) -> str:
        """What it is called."""
        return next((str(self.record[key]) for key in _NAMES if self.record.get(key)), self.id)


def record_at(data: Any, loc: tuple[str | int, ...]) -> dict[str, Any]:
    """The record at a place of a file's data."""
    for part in loc:
        data = data[part]
    return data if isinstance(data, dict) else {}


def spots(repository: Repository) -> Iterator[Located]:
    """Every record that could be read, in the order of the files."""
    for source in repository.sources.values():
        yield from in_file(source)


def in_file(source: Source) -> Iterator[Located]:
    """Every record of a file."""
    if kind_of(source.path) is None or not isinstance(source.data, dict):
        return
    items = source.data.get("items")
    if not isinstance(items, list):
        yield Located(source, ())
        return
    for index, item in enumerate(items):
        if isinstance(item, dict):
            yield Located(source, ("items", index))


def find(repository: Repository, wanted: str) -> Located:
    """The one record with this id, this name, or that holds this line (path:line).

    The name of a list means the head of its file. Pinned answers ask for items by their names,
    so an item goes before them. A line of the vocabulary means the item that it is about, unless
    there is none. Raises ChecklistError when there is none, or more than one.
    """
    every = [spot for spot in spots(repository) if not _is_words(spot)]
    if line := _LINE.fullmatch(wanted):
        there = _at_line(repository, line["path"], int(line["line"]))
        found = [spot for spot in every if _is_words(there) and spot.id == there.id]
        return found[0] if len(found) == 1 else there
    named = [spot for spot in every if spot.name == wanted]
    found = (
        [spot for spot in every if spot.id == wanted]
        or [spot for spot in named if spot.path != LIST_BY_NAME["answers"].path]
        or named
    )
    listed = _PATHS.get(value_of(TITLES, wanted) or "", "")
    if not found and (source := repository.sources.get(listed)):
        return Located(source, ())
    if len(found) == 1:
        return found[0]
    if found:
        places = "、".join(str(spot.source.place(spot.loc)) for spot in found)
        raise ChecklistError(
            f"有 {len(found)} 项叫“{wanted}”：{places}",
            hint="用编号，或者用上面的“文件:行”指明是哪一项",
        )
    names = (name for spot in every for name in (spot.id, spot.name))
    raise unknown("没有编号或名称是“{}”的事项", wanted, names)


def words_of(repository: Repository, item: str) -> Located | None:
    """What the vocabulary has for the item with this id; None where that is nothing."""
    found = (spot for spot in spots(repository) if _is_words(spot) and spot.id == item)
    return next(found, None)


def _is_words(spot: Located) -> bool:
    return bool(spot.loc) and kind_of(spot.path) is VOCABULARY


def _at_line(repository: Repository, path: str, line: int) -> Located:
    path = normpath(path.replace("\\", "/"))
    ends = [one for one in repository.sources if one.endswith(f"/{path}")]
    if len(ends) > 1:  # the vocabulary of a list has its name
        ends = [one for one in ends if kind_of(one) is not VOCABULARY]
    if path not in repository.sources and len(ends) == 1:
        path = ends[0]
    source = repository.sources.get(path)
    spot = holding(source, line) if source else None
    if spot is None:
        raise ChecklistError(
            f"{path} 的第 {line} 行不在哪一项里", hint="文件从清单仓库的最上层写起，如 data/lists/…"
        )
    return spot


def holding(source: Source, line: int) -> Located | None:
    """The record of a file that holds a line; None when there is none."""
    above = [spot for spot in in_file(source) if source.place(spot.loc).line <= line]
    return above[-1] if above and line <= source.text.count("\n") + 1 else None
