"""The templates: in which folders they lie; those of others run in a process apart."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checklist_tool import disk
from checklist_tool.problems import ChecklistError
from checklist_tool.render.filling import filled, lacking
from checklist_tool.render.plain import plain
from checklist_tool.render.sandbox import environment
from checklist_tool.root import shipped

if TYPE_CHECKING:
    from checklist_tool.render.apart import Apart

Where = Path | str | tuple[Path, ...]  # a root, or the folders themselves, the first one first
Made = TypeVar("Made")


class Templates:
    """The templates of some folders, and what all of them are given beside their own values.

    What they are given is plain data. Where a folder holds other templates than the tool's own,
    they run in a process apart, which ends when it takes too long or too much. Raises
    ChecklistError for a link that leads out of the folder.
    """

    def __init__(self, where: Where, **given: object) -> None:
        self.folders = folders_of(where)
        self.foreign = holds_others(self.folders)
        self._work = partial(filled, self.folders, plain(given))
        self._apart: Apart[str] | None = None

    def fill(self, name: str, **values: object) -> str:
        """The template of this name, filled; its suffix is the target.

        Raises ChecklistError naming file, line and item when the template is at fault.
        """
        if not self.foreign:
            return self._work(name, plain(values))
        if self._apart is None:
            self._apart = _bounded(self._work)
        return self._apart(self._called(name), name, plain(values))

    def run(self, name: str, work: Callable[..., Made], *given: object) -> Made:
        """What `work` makes of plain data by the template of this name."""
        if not self.foreign:
            return work(*plain(given))
        with _bounded(work) as there:
            return there(self._called(name), *plain(given))

    def _called(self, name: str) -> str:
        return f"模板 {found(self.folders, name)}"


def fill(where: Where, name: str, **values: object) -> str:
    """The template of this name with the values alone."""
    return Templates(where).fill(name, **values)


def found(where: Where, name: str) -> Path:
    """The file that is taken for a template; raises ChecklistError when there is none."""
    for folder in folders_of(where):
        if (folder / name).is_file():
            return folder / name
    raise lacking(name)


def folders_of(where: Where, own: Path | None = None) -> tuple[Path, ...]:
    """Where templates are looked for: one's own folder, the root's, the shipped one.

    Raises ChecklistError when the root's is a link.
    """
    if isinstance(where, tuple):
        return where
    beside = Path(where, "templates")
    if beside != _shipped() and beside.resolve() != Path(where).resolve() / "templates":
        raise _leading_out(beside)
    found = [beside, _shipped()]
    return tuple(dict.fromkeys([own, *found] if own else found))


def holds_others(folders: tuple[Path, ...]) -> bool:
    """Whether one of the folders holds other templates than the shipped ones.

    Raises ChecklistError for a link in them that leads out of its folder: what it leads to could
    be read by a template.
    """
    ours = _shipped().resolve()
    others = [folder for folder in folders if folder.resolve() != ours]
    return sum(map(_count, others)) > 0


def stamp(root: Path) -> str:
    """A text that is another one whenever a template of the root is: its path, time or size."""
    found = []
    for inside, _, names in disk.walk(os.path.realpath(root / "templates")):
        for path in (Path(inside, name) for name in names):
            with suppress(OSError):  # gone in between
                status = path.lstat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
    return repr(sorted(found))


def forget() -> None:
    """Look for every template again: one may have come to stand before another."""
    environment.cache_clear()


def _bounded(work: Callable[..., Made]) -> Apart[Made]:
    from checklist_tool.render.apart import Apart, bounds

    return Apart(work, bounds())


def _shipped() -> Path:
    return Path(shipped(), "templates")


def _count(folder: Path) -> int:
    """How many files there are below a folder, all of which are looked at."""
    top, count = os.path.realpath(folder), 0
    for inside, folders, names in disk.walk(top):
        if folders and disk.is_deepest(top, inside):
            raise ChecklistError(f"{inside} 里的文件夹一层套一层，太深了，没有印", hint="把它移走")
        for name in (*folders, *names):
            path = Path(inside, name)
            if not Path(os.path.realpath(path)).is_relative_to(top):
                raise _leading_out(path)
        count += len(names)
    return count


def _leading_out(path: Path) -> ChecklistError:
    return ChecklistError(
        f"{path} 是链接，指到模板文件夹以外，没有印", hint="删掉这个链接；要用的文件，放一份在这里"
    )
