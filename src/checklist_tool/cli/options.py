"""Options that commands share, and the root that they name."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool import root as roots
from checklist_tool.cli import show
from checklist_tool.model.kinds import DESK
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import days, desk

if TYPE_CHECKING:
    from checklist_tool.usecases.desk import Index

RootOption = Annotated[
    Path | None,
    typer.Option("--root", help="清单仓库的文件夹（里面有 data/）", show_default=False),
]
_PLACE = re.compile(r"(?P<path>.+\.ya?ml):(?P<line>\d+)(?::\d+)?:?", re.IGNORECASE)
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="按哪一天有效的清单，如 2024-02-26", show_default="今天"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def root_of(given: Path | None, *, own: bool = False) -> Path:
    """The root to work on; a remark says which when it is not the obvious one.

    With `own`, it must not be the shipped lists for want of others: raises ChecklistError.
    """
    folder, how = roots.find_root(str(given) if given else None, os.environ, str(Path.cwd()))
    if own and how == "shipped":
        raise ChecklistError(
            "这里没有清单仓库，只有软件自带的示范清单",
            hint="到清单仓库的文件夹里运行，或者用 --root 指明",
        )
    for remark in roots.remarks(folder, how):
        show.remark(remark)
    return Path(folder)


def own_root(given: Path | None, *, dry_run: bool = False) -> Path:
    """The root to change; raises ChecklistError when there are only the shipped lists.

    A dry run changes nothing, so they will do; a remark says that they cannot be changed.
    """
    folder, how = roots.find_root(str(given) if given else None, os.environ, str(Path.cwd()))
    if dry_run:
        found = root_of(given)
        if how == "shipped":
            show.remark("示范清单不能改，这里只看会怎样改；真要改的，先用 checklist init 建自己的")
        return found
    if how == "shipped":
        raise ChecklistError(
            "这里没有清单仓库，软件自带的示范清单不能改",
            hint="到清单仓库的文件夹里运行，或者用 --root 指明",
        )
    if how in roots.REMARKS:
        show.remark(roots.REMARKS[how].format(root=folder))
    return Path(folder)


def index_of(given: Path | None) -> Index:
    """The index of the lists below the root, built anew; a remark when items may be missing."""
    from checklist_tool.search.desk import warn

    index = index_at(root_of(given))
    warn(index)
    return index


def index_at(root: Path) -> Index:
    """The index of the lists of this root; a remark in a terminal when it has to be built."""
    return desk.opened(root, say_building)


def say_building() -> None:
    """Say that the index is being built, to whoever waits at a terminal."""
    if sys.stderr.isatty():
        show.remark("清单有变化，正在整理索引…")


def day_of(typed: str | None) -> date:
    """The day that was typed, today if none; raises ChecklistError for no date."""
    if typed is None:
        return today()
    return days.read(typed)


def apart(*options: tuple[str, object]) -> None:
    """Raise ChecklistError when more than one of these options was given."""
    if len(given := _given(options)) > 1:
        raise ChecklistError(f"{'、'.join(given)} 不能一起用", hint="只写一个")


def only_with(other: str, there: bool, *options: tuple[str, object]) -> None:
    """Raise ChecklistError when one of these was given without the other, and would do nothing."""
    if not there and (given := _given(options)):
        raise ChecklistError(
            f"{'、'.join(given)} 要和 {other} 一起用", hint=f"加上 {other}，或者去掉 {given[0]}"
        )


def _given(options: Iterable[tuple[str, object]]) -> list[str]:
    return [name for name, value in options if value is not None and value is not False]


def items_beginning(context: typer.Context, incomplete: str) -> list[str]:
    """For completion in a shell: ids, or names where Chinese is typed; none without an index."""
    return _beginning(context, incomplete)


def desk_items_beginning(context: typer.Context, incomplete: str) -> list[str]:
    """The same, of certificates and services alone."""
    return _beginning(context, incomplete, *DESK)


def policies_beginning(context: typer.Context, incomplete: str) -> list[str]:
    """The same, of policies alone."""
    return _beginning(context, incomplete, "policy")


def tasks_beginning(context: typer.Context, incomplete: str) -> list[str]:
    """The same, of requests and interventions alone."""
    return _beginning(context, incomplete, "request", "intervention")


def _beginning(context: typer.Context, incomplete: str, *kinds: str) -> list[str]:
    try:
        given = context.params.get("root")
        folder, _ = roots.find_root(str(given) if given else None, os.environ, str(Path.cwd()))
    except ChecklistError:
        return []
    return [name for name in desk.names(Path(folder), *kinds) if name.startswith(incomplete)]


def today() -> date:
    """The day on which the command is run, read from the same clock as the plain `query`."""
    return date.fromisoformat(time.strftime("%Y-%m-%d"))


def inside(root: Path, path: Path) -> str:
    """The path as problems name it; raises ChecklistError when it is not below the root."""
    for candidate in (Path.cwd() / path, root / path):
        for each in (Path.absolute, Path.resolve):  # a link below the root goes by its own name
            target, top = (Path(os.path.normpath(each(one))) for one in (candidate, root))
            if target.is_relative_to(top) and (target.exists() or target.is_symlink()):
                return target.relative_to(top).as_posix()
    raise ChecklistError(f"清单仓库 {root} 里没有 {path}", hint="检查路径，或者用 --root 指明仓库")


def place_of(given: Path | None, typed: str) -> str:
    """An item that was named by its file and line, with the path as problems name it.

    The path may be absolute, begin where the command is run, or have backslashes; whatever
    else was typed stays as it is.
    """
    found = _PLACE.fullmatch(typed.strip())
    if found is None:
        return typed
    folder, _ = roots.find_root(str(given) if given else None, os.environ, str(Path.cwd()))
    try:
        path = inside(Path(folder), Path(found["path"].replace("\\", "/")))
    except ChecklistError:
        return typed  # it may be the end of a path
    return f"{path}:{found['line']}"
