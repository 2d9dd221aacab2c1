"""Atomic writes into the cache folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from checklist_tool import disk

_DAY = 86_400  # seconds


def keep(target: Path, write: Callable[[str], None]) -> str:
    """The path of the file that `write` made, given a name to write to: the target, whole.

    On Windows the old one may be open in another process; then the new one is beside it, for
    the caller to take away. Raises OSError, and whatever `write` raises, and leaves nothing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    new = disk.beside(target)
    try:
        with disk.exclusive(new, 0o600) as file:
            write(str(new))
            os.fsync(file.fileno())  # or a power cut could leave the name, and nothing in it
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    with suppress(OSError):
        new.replace(target)
        return str(target)
    return str(new)


def _sweep(folder: Path) -> None:
    """Take away what processes left that died while they wrote."""
    for left in folder.glob(".checklist-*"):
        with suppress(OSError):
            aged = left.stat().st_mtime < time.time() - _DAY
            if aged and disk.UNFINISHED.fullmatch(left.name):
                left.unlink()
