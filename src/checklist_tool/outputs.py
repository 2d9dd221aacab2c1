"""Where files that a command makes may be written, and the writing itself."""

from __future__ import annotations

import os
from pathlib import Path

from checklist_tool import disk
from checklist_tool.problems import ChecklistError, reason

_STREAMS = {Path("/dev/stdout"), Path("/dev/stderr"), Path("/dev/null"), Path(os.devnull)}


def put(target: Path, data: bytes, *, template: bool = False) -> None:
    """Write the file whole or not at all, in a folder that is made when it is missing.

    Raises ChecklistError where no such file may go, and OSError. A template may go among the
    templates of the lists.
    """
    real = place(target, template=template)
    if target in _STREAMS or target.parent == Path("/dev/fd") or target.is_fifo():
        target.write_bytes(data)
        return
    real.parent.mkdir(parents=True, exist_ok=True)
    disk.write(real, data)


def put_down(folder: Path, name: str, data: bytes) -> str:
    """Write the file as `put` does, and return its path; every failure is a ChecklistError."""
    target = folder / name
    try:
        put(target, data)
    except OSError as error:
        raise ChecklistError(
            f"写不进 {folder}（{reason(error)}）", hint="换一个文件夹：--out"
        ) from None
    return str(target)


def place(target: Path, *, template: bool = False) -> Path:
    """Where a file or folder that is asked for comes to stand, all links followed.

    Raises ChecklistError for a place of the lists, of the templates or of git, and for one
    beyond a link that may have come with a repository.
    """
    if target.parts[:1] == ("-",):
        raise ChecklistError(
            "--out 后面写文件夹或文件的名字，不能写 -：印出来的不从屏幕输出",
            hint="写 --out build；报告要直接显示的，不写 --out",
        )
    absolute = Path(os.path.abspath(target))
    named = [at for at in (absolute, *absolute.parents) if disk.is_link(at)]
    for link in named:
        if _came_along(link) or _is_part_of(link, target):
            raise ChecklistError(
                f"{target} 要经过一个链接（{link}），不往里写：链接可能是随仓库来的，指向别处",
                hint="删掉这个链接；要写到它指的地方，直接写那个文件夹的路径",
            )
    real = Path(os.path.realpath(absolute))
    for at in (real, *real.parents):
        name = at.name.casefold()
        kept = ("data",) if template else ("data", "templates")
        if name in (".git", ".checklist") or (name in kept and _holds_lists(at.parent)):
            raise ChecklistError(
                f"{target} 在 {at} 里面，那里放的是清单、模板或 git 自己的文件，不往里写",
                hint="写到别的文件夹，如 build",
            )
    return real


def _came_along(link: Path) -> bool:
    """Whether the link lies in a repository, or beside lists."""
    folder = Path(os.path.realpath(link.parent))
    return any((at / ".git").exists() or _holds_lists(at) for at in (folder, *folder.parents))


def _is_part_of(link: Path, target: Path) -> bool:
    """Whether the link is met on the way from the current folder."""
    return not target.is_absolute() and Path.cwd() in link.parents


def _holds_lists(folder: Path) -> bool:
    return (folder / "data" / "lists").is_dir()
