"""How files change on disk: one editor at a time, and all files or none.

All new files are written beside their places before the first one is put in its place, so a
full disk changes nothing. What is still to be done is noted in .checklist/pending; a process
that is killed before has changed nothing, and what one that is killed after has left is
finished by the next edit. A note is carried out only where this user's own folder vouches for
it: one that came with a clone or a copy of the folder is not.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from checklist_tool import disk
from checklist_tool.problems import ChecklistError
from checklist_tool.root import PENDING, states

FileTexts = Mapping[str, bytes | None]  # by path below the root; None: there is no such file

_WAIT = 30  # seconds; an edit takes one or two


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """While this lasts nobody else's command edits the lists below this root.

    What a killed edit has left half written is finished first. Raises ChecklistError when
    another command does not end, the folder cannot be written, or what is half written cannot
    be finished.
    """
    folder = (root / PENDING).parent
    try:
        _refuse_others(folder)
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            disk.write(ignore, b"*\n")
        lock = FileLock(folder / "lock", timeout=_WAIT)
        lock.acquire()
    except Timeout:
        raise ChecklistError(
            "另一个命令正在改这些清单，等了半分钟还没有改完", hint="等它改完再试"
        ) from None
    except (OSError, NotImplementedError) as error:
        raise _unwritable(root, error) from None
    try:
        _finish(root)
        yield
    finally:
        lock.release()


def write(root: Path, before: FileTexts, after: FileTexts) -> None:
    """Bring every file from its state before to its state after, or none of them.

    To be called `alone`. Raises ChecklistError when a file is no longer as it was before, or
    cannot be written; then all are as they were found.
    """
    try:
        if moved := [path for path in after if _found(root, path) != before[path]]:
            raise ChecklistError(
                f"{'、'.join(moved)} 刚刚被别的软件改过，这次没有写入",
                hint="看一下它改了什么，再运行一次",
            )
        _carry_out(root, before, after)
    except (OSError, KeyboardInterrupt) as error:
        with suppress(OSError):  # what cannot be undone now, the next edit will settle
            _undo(root, before, after)
        if isinstance(error, KeyboardInterrupt):
            raise
        raise _unwritable(root, error) from None


def _carry_out(root: Path, before: FileTexts, after: FileTexts) -> None:
    """Write the new files beside their places, note what is to be done, and do it."""
    names: dict[str, str | None] = {}
    made: list[Path] = []  # folders
    try:
        for path, content in after.items():
            target = _target(root, path)
            names[path] = None if content is None else disk.beside(target).name
            if content is not None:
                made += _folder(target.parent)
                disk.make(target.with_name(str(names[path])), content, like=target)
        noted = {
            path: (_digest(before[path]), _digest(after[path]), name)
            for path, name in names.items()
        }
        _note(root, json.dumps(noted).encode())
    except BaseException:
        for path, name in names.items():
            if name is not None:
                with suppress(OSError):
                    _target(root, path).with_name(name).unlink()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    _put(root, names)


def _undo(root: Path, before: FileTexts, after: FileTexts) -> None:
    """Bring those files back that are in their places already; raises OSError."""
    if os.path.lexists(root / PENDING):
        done = [path for path in after if _found(root, path) == after[path]]
        _carry_out(root, after, {path: before[path] for path in done})


def _put(root: Path, names: Mapping[str, str | None]) -> None:
    """Put the new files in their places, take away those that go, and forget the note."""
    folders = set()
    for path, name in names.items():
        target = _target(root, path)
        if name is None:
            target.unlink(missing_ok=True)
        else:
            with suppress(FileNotFoundError):  # in its place already
                target.with_name(name).replace(target)
        folders.add(target.parent)
    for folder in folders:
        disk.sync(folder)
    _sweep(root)
    (root / PENDING).unlink(missing_ok=True)
    with suppress(OSError):
        _seal(root).unlink(missing_ok=True)


def _finish(root: Path) -> None:
    pending = root / PENDING
    try:
        note = pending.read_bytes()
    except FileNotFoundError:
        _sweep(root)
        return
    except OSError as error:
        raise _unwritable(root, error) from None
    if not _vouched(root, note):
        raise ChecklistError(
            f"{pending} 记着一次没有写完的改动，却不是本机在这个文件夹里断的，没有照它写",
            hint="是在另一台电脑上断的，到那里再改一次就接上；不是的，用 git diff 核对清单，"
            "再删掉这个文件",
        )
    names, strange = {}, []
    for path, (old, new, name) in json.loads(note).items():
        names[path] = name
        now = _digest(_found(root, path))
        ready = name is None or _digest(_read(_target(root, path).with_name(name))) == new
        if now != new and not (now == old and ready):
            strange.append(path)
    if strange:
        raise ChecklistError(
            f"上一个命令没有写完就断了，之后 {'、'.join(strange)} 又被改过，不能自动接着写",
            hint=f"用 git diff 核对；以现在的文件为准的，删掉 {pending}",
        )
    try:
        _put(root, names)
    except OSError as error:
        raise _unwritable(root, error) from None


def _note(root: Path, note: bytes) -> None:
    """Put down what is to be done: from here on it will be, by us or by the next edit."""
    with suppress(OSError):  # without it nobody vouches, and the next edit asks a human
        _seal(root).parent.mkdir(parents=True, exist_ok=True)
        standing = _read(_seal(root)) or b""  # for the note that this one is to replace
        disk.write(_seal(root), standing + hashlib.sha256(note).hexdigest().encode() + b"\n")
    disk.write(root / PENDING, note)


def _vouched(root: Path, note: bytes) -> bool:
    try:
        return hashlib.sha256(note).hexdigest().encode() in _seal(root).read_bytes().split()
    except OSError:
        return False


def _seal(root: Path) -> Path:
    """Where this user keeps the digests of the notes of edits of this root."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
    return Path(states(), f"{name}.pending")


def _sweep(root: Path) -> None:
    """Take away new files that were never put in their places; nobody else writes now."""
    for folder, folders, names in disk.walk(root / "data"):
        folders[:] = [name for name in folders if not disk.is_link(Path(folder, name))]
        for name in names:
            if disk.UNFINISHED.fullmatch(name):
                with suppress(OSError):
                    Path(folder, name).unlink()


def _target(root: Path, path: str) -> Path:
    """Where a list file stands; raises ChecklistError for what is none, or beyond a link."""
    parts = PurePosixPath(path).parts
    if (
        parts[:1] != ("data",)
        or not path.endswith((".yaml", ".yml"))
        or ".." in parts
        or any(char in path for char in "\\:\0")
    ):
        raise ChecklistError(
            f"{path} 不在 data/ 下面，没有写", hint="清单是 data/ 下面的 .yaml 文件"
        )
    if link := disk.link_on(root, path):
        raise ChecklistError(
            f"{link} 是一个链接，可能指到清单外面，没有往里写",
            hint="删掉链接，在原处放上文件或文件夹本身",
        )
    return root / path


def _folder(folder: Path) -> list[Path]:
    """Those folders on the way that were missing, and are made now; the outermost first."""
    missing = [at for at in (folder, *folder.parents) if not at.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _refuse_others(folder: Path) -> None:
    """Raise ChecklistError when one of our own files is a link, a pipe or the like."""
    for path, is_ours in (
        (folder, stat.S_ISDIR),
        *((folder / name, stat.S_ISREG) for name in (".gitignore", "lock", "pending")),
    ):
        with suppress(FileNotFoundError, NotADirectoryError):
            if disk.is_link(path) or not is_ours(path.lstat().st_mode):
                raise ChecklistError(
                    f"{path} 不是这个软件放的，是链接或别的东西，没有往里写",
                    hint="删掉它，再运行一次",
                )


def _found(root: Path, path: str) -> bytes | None:
    return _read(_target(root, path))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _unwritable(root: Path, error: BaseException) -> ChecklistError:
    reason = "没有写入权限" if isinstance(error, PermissionError) else "系统不让写"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        reason = "磁盘满了"
    name = getattr(error, "filename", None) or root
    left = os.path.lexists(root / PENDING)
    now = "余下的由下一个改清单的命令接着写完" if left else "什么都没有改"
    return ChecklistError(
        f"写不了 {name}（{reason}），{now}",
        hint="关掉正在用这个文件的软件，检查文件夹的权限和磁盘空间",
    )
