"""A folder written whole or not at all, which never touches what somebody else put there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from checklist_tool import disk, outputs
from checklist_tool.problems import ChecklistError

MADE = ".checklist-site"  # names every file of the folder that was made here, one a line


def put(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put the files (path and content) into the folder in place of those made before.

    Files that were not made here stay where they are; where one is in the way, and where the
    folder was never made here, nothing is written, and ChecklistError says so.
    """
    target = outputs.place(target)
    made = _made(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = disk.beside(target), disk.beside(target)
    fresh.mkdir()
    try:
        written = set()
        for path, data in files:
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            written.add(path)
        (fresh / MADE).write_text("\n".join(sorted(written)) + "\n", encoding="utf-8", newline="\n")
        others = _others(target, made)
        in_the_way = sorted(path for path in others if (fresh / path).exists())
        if in_the_way:
            raise ChecklistError(
                f"{target / in_the_way[0]} 不是这里做的，不覆盖", hint="把它移走，再做一次"
            )
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    for other in others:
        (target / other).parent.mkdir(parents=True, exist_ok=True)
        (old / other).rename(target / other)
    shutil.rmtree(old, ignore_errors=True)


def _made(target: Path) -> set[str]:
    """The files made before; refuses a folder that was never made here, unless it is empty."""
    if not target.exists():
        return set()
    if target.is_dir():
        if (target / MADE).is_file():
            return {MADE, *(target / MADE).read_text(encoding="utf-8").split("\n")}
        if not any(target.iterdir()):
            return set()
    raise ChecklistError(
        f"{target} 里已经有别的东西，不覆盖", hint="用 --out 换一个文件夹，或者先把它移走"
    )


def _others(target: Path, made: set[str]) -> list[Path]:
    """What else is in the folder: files, and folders in which nothing was made, as a whole."""
    folders = {parent.as_posix() for path in made for parent in Path(path).parents}
    found: list[Path] = []

    def look(folder: Path) -> None:
        for one in sorted((target / folder).iterdir()):
            path = folder / one.name
            if path.as_posix() in folders and one.is_dir() and not one.is_symlink():
                look(path)
            elif path.as_posix() not in made:
                found.append(path)

    if target.exists():
        look(Path())
    return found
