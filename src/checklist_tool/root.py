"""Which lists are used: the root folder that holds data/lists/; and the user's own folders.

Standard library only, and little of it: the fast answer of `query` starts here.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

REMARKS = {
    "environment": "清单取自 CHECKLIST_ROOT：{root}",
    "shipped": "这里没有清单仓库，用的是软件自带的示范清单",
}
PENDING = ".checklist/pending"  # what an edit has still to do, below the root
_UNFINISHED = (
    "有一次改动没有写完就断了（{root}/" + PENDING + "）；这里按现在的文件回答，"
    "下一个改清单的命令会先处理它"
)


def shipped() -> str:
    """The root of the lists and templates that travel with the package."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "shipped")
    return inside if os.path.isdir(inside) else os.path.dirname(os.path.dirname(package))


def find_root(given: str | None, environment: Mapping[str, str], start: str) -> tuple[str, str]:
    """The absolute root to work on, and how it was found: given, environment, nearest or shipped.

    `--root`, else CHECKLIST_ROOT, else the nearest folder upwards with data/lists/, else
    the shipped lists. Raises ChecklistError when a root that was asked for holds no lists.
    """
    if given is not None:
        return _asked_for(given, "--root"), "given"
    if wanted := environment.get("CHECKLIST_ROOT"):
        return _asked_for(wanted, "CHECKLIST_ROOT"), "environment"
    folder = start
    while True:
        if _holds_lists(folder):
            return folder, "nearest"
        above = os.path.dirname(folder)
        if above == folder:
            return shipped(), "shipped"
        folder = above


def remarks(root: str, how: str) -> list[str]:
    """What every command says of the root that was found in this way, if it is not obvious."""
    found = [REMARKS[how].format(root=root)] if how in REMARKS else []
    if how != "shipped" and os.path.lexists(os.path.join(root, PENDING)):
        found.append(_UNFINISHED.format(root=root))
    return found


def caches() -> str:
    """The folder of the user's own for what can be made again."""
    given = os.environ.get("CHECKLIST_CACHE")
    if given:
        return _own(given)
    return os.path.join(_own_base("XDG_CACHE_HOME", ".cache"), "checklist")


def states() -> str:
    """The folder of the user's own for what this machine has to remember."""
    return os.path.join(_own_base("XDG_STATE_HOME", ".local", "state"), "checklist")


def _own_base(variable: str, *usual: str) -> str:
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else variable)
    return _own(base or os.path.join(os.path.expanduser("~"), *usual))


def _own(folder: str) -> str:
    """The folder, or os.devnull, in which nothing can be, when it may have come with a clone."""
    if not os.path.isabs(folder):
        return os.devnull
    at, home = folder, os.path.expanduser("~")
    while at != home:
        if os.path.exists(os.path.join(at, ".git")) or _holds_lists(at):
            return os.devnull
        at, below = os.path.dirname(at), at
        if at == below:
            break
    return folder


def _holds_lists(folder: str) -> bool:
    return os.path.isdir(os.path.join(folder, "data", "lists"))


def _asked_for(root: str, name: str) -> str:
    if not _holds_lists(root):
        from checklist_tool.problems import ChecklistError

        raise ChecklistError(
            f"{name} 指的“{root}”里没有 data/lists/ 文件夹",
            hint="指到清单仓库的最上一层，也就是放着 data/ 的那个文件夹",
        )
    return os.path.abspath(root)
