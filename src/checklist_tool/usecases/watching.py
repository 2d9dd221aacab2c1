"""Whether lists or templates have changed since they were last printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from checklist_tool import disk
from checklist_tool.files import watched
from checklist_tool.render import templates
from checklist_tool.usecases.printing import PrintOrder


class Watched:
    """The files that an order is printed from, as they stand now; templates are read anew."""

    def __init__(self, order: PrintOrder) -> None:
        paths = [path for path, *_ in watched(order.root)]
        paths += map(str, _below(order.look.folders))
        self._stamps = {path: _stamp(path) for path in paths}
        templates.forget()

    def changed(self) -> bool:
        """Whether a file or folder is not as it was."""
        return any(_stamp(path) != stamp for path, stamp in self._stamps.items())


def leads_elsewhere(folder: Path, path: Path) -> bool:
    """Whether a link is on the way from a folder to what lies in it."""
    return disk.link_on(folder, path.relative_to(folder).as_posix()) is not None


def _below(folders: Iterable[Path]) -> Iterable[Path]:
    for folder in folders:
        yield folder  # which may come to be
        for inside, _, names in disk.walk(folder):
            yield Path(inside)
            yield from (Path(inside, name) for name in names)


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = Path(path).stat()
    except OSError:
        return -1, -1
    return status.st_mtime_ns, status.st_size
