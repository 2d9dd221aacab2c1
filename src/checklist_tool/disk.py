"""Files on disk: written whole or not at all, and never through a link."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

UNFINISHED = re.compile(r"\.checklist-[0-9a-f]{32}\.new")  # what `beside` gives
DEEPEST = 40  # folders within one another; what is made to go deeper is no place for files
_JUNCTION = 0xA0000003  # how Windows marks a folder that is another one


def is_link(path: Path | str) -> bool:
    """Whether a link stands there: what is read or written through it lies elsewhere."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def link_on(top: Path, path: str) -> Path | None:
    """The first link on the way from a folder down to a path below it, the path included."""
    at = str(top)
    for part in path.split("/"):
        at = os.path.join(at, part)
        if is_link(at):
            return Path(at)
    return None


def walk(
    top: Path | str, onerror: Callable[[OSError], None] | None = None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """What os.walk gives, which would fail in a thousand folders, as deep as folders may be.

    Where they may be no deeper, the folders are named and not entered.
    """
    for folder, folders, names in os.walk(top, onerror=onerror):
        yield folder, folders, names
        if is_deepest(top, folder):
            folders.clear()


def is_deepest(top: Path | str, folder: str) -> bool:
    """Whether folders may be no deeper below the top than this one."""
    return folder.count(os.sep) - os.fspath(top).count(os.sep) >= DEEPEST


def write(target: Path, data: bytes) -> None:
    """Put the file into its place; raises OSError, and then leaves what was there.

    A link in its place is replaced, and the file that it leads to stays as it is.
    """
    new = beside(target)
    try:
        make(new, data, like=target)
        new.replace(target)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    sync(target.parent)


def beside(target: Path) -> Path:
    """A name in the same folder that nobody can foresee, so nothing can lie in wait there."""
    return target.with_name(f".checklist-{secrets.token_hex(16)}.new")


def make(new: Path, data: bytes, *, like: Path) -> None:
    """A new file, brought to the disk, with the mode of another if that is there already."""
    with exclusive(new) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        status = os.lstat(like)
        if stat.S_ISREG(status.st_mode):
            new.chmod(stat.S_IMODE(status.st_mode))


def exclusive(new: Path, mode: int = 0o666) -> BinaryIO:
    """A file that was not there before, not even as a link; raises FileExistsError."""
    return open(new, "xb", opener=lambda path, flags: os.open(path, flags, mode))


def sync(folder: Path) -> None:
    """Bring to the disk which files a folder has, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
