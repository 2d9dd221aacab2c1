"""A folder written whole or not at all, which never touches what somebody else put there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from checklist_tool import disk, outputs
from checklist_tool.problems import ChecklistError

# Names every file of the folder that was made here, one a line, behind the SHA-256 of what it
# held. It may have come with a clone, so a name alone lets nothing be deleted.
MADE = ".checklist-site"
_LIMIT = 64 * 1024 * 1024  # bytes of that file; a site of 100,000 items has 10 MB
_DEPTH = 8  # parts of a path; what is made here has at most three


def put(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put the files (path and content) into the folder in place of those made before.

    Files that were not made here, or were changed since, stay as they are; where one is in the
    way, and where the folder was never made here, nothing is written, and ChecklistError says so.
    """
    target = outputs.place(target)
    made = _made(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = disk.beside(target), disk.beside(target)
    fresh.mkdir()
    try:
        written = {}
        for path, data in files:
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            written[path] = hashlib.sha256(data).hexdigest()
        noted = "".join(f"{written[path]}  {path}\n" for path in sorted(written))
        (fresh / MADE).write_text(noted, encoding="utf-8", newline="\n")
        others = _others(target, made)
        in_the_way = sorted(path for path in others if (fresh / path).exists())
        if in_the_way:
            raise ChecklistError(
                f"{target / in_the_way[0]} 不是这里做的，或者做好以后改过，不覆盖",
                hint="把它移走，再做一次",
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


def _made(target: Path) -> dict[str, str]:
    """The digests of the files made before; refuses a folder never made here, unless empty."""
    if not target.exists():
        return {}
    message = f"{target} 里已经有别的东西，不覆盖"
    if target.is_dir():
        if not any(target.iterdir()):
            return {}
        if (target / MADE).is_file() and not disk.is_link(target / MADE):
            found = _noted(target / MADE)
            if found is not None:
                return found
            message = f"{target / MADE} 读不出，看不出哪些文件是这里做的，不覆盖"
    raise ChecklistError(message, hint="用 --out 换一个文件夹，或者先把它移走")


def _noted(manifest: Path) -> dict[str, str] | None:
    try:
        with manifest.open("rb") as file:
            text = file.read(_LIMIT + 1)
        lines = text.decode("utf-8").split("\n")[:-1]
    except (OSError, ValueError):
        return None
    parted = [line.partition("  ") for line in lines]
    if len(text) > _LIMIT or any(len(digest) != 64 for digest, _, _ in parted):
        return None
    return {path: digest for digest, _, path in parted if path.count("/") < _DEPTH}


def _others(target: Path, made: Mapping[str, str]) -> list[Path]:
    """What else is in the folder: files, and folders in which nothing was made, as a whole."""
    folders = {parent.as_posix() for path in made for parent in Path(path).parents}
    found: list[Path] = []

    def look(folder: Path) -> None:
        for one in sorted((target / folder).iterdir()):
            path = folder / one.name
            if path.as_posix() in folders and one.is_dir() and not disk.is_link(one):
                look(path)
            elif path.as_posix() != MADE and not _as_made(one, made.get(path.as_posix())):
                found.append(path)

    if target.exists():
        look(Path())
    return found


def _as_made(file: Path, digest: str | None) -> bool:
    if digest is None or disk.is_link(file) or not file.is_file():
        return False
    try:
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest() == digest
    except OSError:
        return False
