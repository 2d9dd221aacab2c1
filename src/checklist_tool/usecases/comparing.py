"""What changed in meaning between two versions of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checklist_tool.changes import Changes, EntryChange, compare
from checklist_tool.files import Tree, WorkingTree
from checklist_tool.model.kinds import VOCABULARY
from checklist_tool.problems import ChecklistError, unknown
from checklist_tool.render.changes import Policies
from checklist_tool.render.changes import markdown as written
from checklist_tool.repository import Repository, load
from checklist_tool.revisions import GitRevision, fork_point

__all__ = ["EntryChange", "Changes"]  # what doors are given

_REGISTER = "data/lists/policies/register.yaml"  # read in any case, to cite policies


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    """One of two versions: what it was called (None: the working tree), and its commit."""

    name: str | None
    commit: str | None
    policies: Policies

    def called(self) -> str:
        """What it is called in a title."""
        if self.commit is None:
            return "工作区"
        short = self.commit[:8]
        return short if self.commit.startswith(self.name or "") else f"{self.name}（{short}）"

    def as_json(self) -> dict[str, str | None]:
        """The stable form."""
        return {"revision": self.name, "commit": self.commit}


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes between two versions; `formatting` when only the way of writing differs."""

    before: ComparedVersion
    after: ComparedVersion
    changes: Changes
    formatting: bool

    def title(self) -> str:
        """Which versions these are."""
        return f"{self.before.called()} → {self.after.called()}"

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        sides = {"before": self.before.as_json(), "after": self.after.as_json()}
        return {**sides, "formatting_only": self.formatting, **self.changes.as_json()}

    def markdown(self) -> str:
        """All of it for a review comment."""
        policies = (self.before.policies, self.after.policies)
        told = written(self.changes, f"清单的变化：{self.title()}", policies)
        return told + ("\n只有写法不同，意思没有变化。\n" if self.formatting else "")


def compared(
    root: Path, revisions: Sequence[str], list_name: str | None = None, item: str | None = None
) -> Compared:
    """The changes between two versions, of all lists, of one list or of one item.

    Without a revision it is HEAD and the working tree, with one that and the working tree; a
    range is read as git reads it. Raises ChecklistError for what is no revision or no item.
    """
    names = _names(root, list(revisions))
    trees = [WorkingTree(root) if name is None else GitRevision(root, name) for name in names]
    same = _same(trees[0], trees[1])
    # Words are told under the names of their items, so the list that has these is read too.
    lists = {one.path for one in VOCABULARY.extends if VOCABULARY.path(one.name) not in same}
    before, after = (load(_But(tree, same - {_REGISTER} - lists))[0] for tree in trees)
    changes = compare(before, after)
    changes = replace(changes, unread=tuple(u for u in changes.unread if u.path not in same))
    if item:
        _known(item, load(trees[0])[0], load(trees[1])[0])
    changes = _narrowed(changes, list_name, item)
    formatting = (
        not changes
        and not (item or list_name)
        and same != {*trees[0].paths()} | {*trees[1].paths()}
    )
    one, other = (
        ComparedVersion(name, getattr(tree, "commit", None), lists.policies)
        for name, tree, lists in zip(names, trees, (before, after), strict=True)
    )
    return Compared(one, other, changes, formatting)


class _But:
    """A tree without some of its files: what both versions have alike need not be read."""

    def __init__(self, tree: Tree, less: set[str]) -> None:
        self.tree, self.less = tree, less

    def paths(self) -> list[str]:
        return [path for path in self.tree.paths() if path not in self.less]

    def read(self, path: str) -> bytes:
        return self.tree.read(path)


def _names(folder: Path, revisions: list[str]) -> tuple[str | None, str | None]:
    """The two versions to compare; None is the working tree. Ranges are read as git reads them."""
    if len(revisions) == 1 and "..." in revisions[0]:
        one, other = (name or "HEAD" for name in revisions[0].split("...", 1))
        revisions = [fork_point(folder, one, other), other]
    elif len(revisions) == 1 and ".." in revisions[0]:
        revisions = [name or "HEAD" for name in revisions[0].split("..")]
    match revisions:
        case []:
            return "HEAD", None
        case [one]:
            return one, None
        case [one, other]:
            return one, other
    raise ChecklistError("最多比较两个版本", hint="写成 checklist diff 旧版本 新版本")


def _same(one: Tree, other: Tree) -> set[str]:
    """The files that are byte for byte alike in both."""
    return {path for path in {*one.paths()} & {*other.paths()} if _alike(one, other, path)}


def _alike(one: Tree, other: Tree, path: str) -> bool:
    with suppress(OSError):  # told of as a file that was not compared
        return one.read(path) == other.read(path)
    return False


def _known(item: str, before: Repository, after: Repository) -> None:
    entries = [*before.entries, *after.entries]
    names = {name for entry in entries for name in (entry.id, entry.name)}
    if item not in names:
        raise unknown("没有编号或名称是“{}”的事项", item, names)


def _narrowed(changes: Changes, list_name: str | None, item: str | None) -> Changes:
    kept = tuple(
        change
        for change in changes.entries
        for sides in [[side for side in (change.before, change.after) if side]]
        if (list_name is None or any(side.list == list_name for side in sides))
        and (item in (None, change.name) or any(item in (side.id, side.name) for side in sides))
    )
    return replace(changes, entries=kept)
