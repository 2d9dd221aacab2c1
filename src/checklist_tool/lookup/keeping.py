"""Files of the cache, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_UNFINISHED = ".new"
_DAY = 86_400  # seconds


def keep(target: Path, write: Callable[[str], None]) -> str:
    """The path of the file that `write` made, given a name to write to: the target, whole.

    On Windows the old one may be open in another process; then the new one is beside it, for
    the caller to take away. Raises OSError, and whatever `write` raises, and leaves nothing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=_UNFINISHED)
    try:
        try:
            write(name)
            os.fsync(handle)  # or a power cut could leave the name, and nothing in it
        finally:
            os.close(handle)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    with suppress(OSError):
        Path(name).replace(target)
        return str(target)
    return name


def _sweep(target: Path) -> None:
    """Take away what processes left that died while they wrote."""
    for left in target.parent.glob(f"{target.stem}*{_UNFINISHED}"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _DAY:
                left.unlink()
