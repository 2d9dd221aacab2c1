"""`checklist diff`: what changed in meaning between two versions of the lists."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import choices, show
from checklist_tool.cli.options import JsonOption, RootOption, apart, items_beginning, root_of
from checklist_tool.files import GitRevision, Tree, WorkingTree, fork_point
from checklist_tool.model.kinds import VOCABULARY
from checklist_tool.problems import ChecklistError, unknown

if TYPE_CHECKING:
    from checklist_tool.changes import Changes
    from checklist_tool.repository import Repository

_REGISTER = "data/lists/policies/register.yaml"  # read in any case, to cite policies


class Format(StrEnum):
    """The forms in which changes are told."""

    text = "text"
    json = "json"
    markdown = "markdown"


def diff(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV [REV]]",
            help="提交号、分支或标签：不写比 HEAD 和工作区，写一个比它和工作区，写两个比它们",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="输出的形式；markdown 可贴进评审意见", show_default="text"),
    ] = None,
    as_json: JsonOption = False,
    list_name: Annotated[
        str | None, choices.LIST.option("--list", "只看一张清单，如 negative 或 负面清单")
    ] = None,
    item: Annotated[
        str | None,
        typer.Option("--item", help="只看一项：编号或名称", autocompletion=items_beginning),
    ] = None,
    root: RootOption = None,
) -> int:
    """说清两个版本之间清单的意思变了什么：新增、移动、停用、改名，一处一处列出。

    只是写法不同（空格、引号、注释）不算变化。没有变化退出码是 0，有变化是 1，比不了是 2。

    例：

    checklist diff

    checklist diff HEAD~1 --list negative

    checklist diff main...HEAD --format markdown
    """
    from checklist_tool.changes import compare
    from checklist_tool.repository import load

    if as_json and form is not Format.json:
        apart(("--json", True), ("--format", form))
        form = Format.json
    folder = root_of(root)
    names = _names(folder, revisions or [])
    trees = [WorkingTree(folder) if name is None else GitRevision(folder, name) for name in names]
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
    title = " → ".join(_called(name, tree) for name, tree in zip(names, trees, strict=True))
    if form is Format.json:
        sides = {
            side: {"revision": name, "commit": getattr(tree, "commit", None)}
            for side, name, tree in zip(("before", "after"), names, trees, strict=True)
        }
        show.as_json({**sides, "formatting_only": formatting, **changes.as_json()})
    elif form is Format.markdown:
        from checklist_tool.render.changes import markdown

        told = markdown(changes, f"清单的变化：{title}", (before.policies, after.policies))
        show.text(told + ("\n只有写法不同，意思没有变化。\n" if formatting else ""))
    else:
        from checklist_tool.cli import told_changes

        told_changes.changes(changes, title, before.policies, after.policies)
    if not changes and form in (None, Format.text):
        show.remark("只有写法不同（空格、引号、注释），意思没有变化" if formatting else "没有变化")
    return 1 if changes else 0


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


def _called(name: str | None, tree: Tree) -> str:
    if not isinstance(tree, GitRevision):
        return "工作区"
    short = tree.commit[:8]
    return short if tree.commit.startswith(name or "") else f"{name}（{short}）"


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
