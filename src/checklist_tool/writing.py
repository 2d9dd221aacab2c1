"""How files change on disk: one editor at a time, and all files or none.

What is to be written is first put down whole in .checklist/pending beside data/, and taken
away when every file is in place. A process that is killed before has changed nothing; what
one that is killed after has left is finished by the next command.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from checklist_tool.problems import ChecklistError

State = Mapping[str, bytes | None]  # by path below the root; None: there is no such file

_FOLDER = ".checklist"
_WAIT = 30  # seconds; an edit takes one or two
_NEW = ".checklist-new"


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """While this lasts nobody else's command edits the lists below this root.

    What a killed command has left half written is finished first. Raises ChecklistError when
    another command does not end, or the folder cannot be written.
    """
    folder = root / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
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


def write(root: Path, before: State, after: State) -> None:
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
        _note(root, before, after)
        _apply(root, after)
    except (OSError, KeyboardInterrupt) as error:
        with suppress(OSError):  # what cannot be undone now, the next command will settle
            _note(root, after, before)
            _apply(root, before)
            _forget(root)
        if isinstance(error, KeyboardInterrupt):
            raise
        raise _unwritable(root, error) from None
    _forget(root)


def unfinished(root: Path) -> bool:
    """Whether a killed command has left files that are still to be written."""
    return (root / _FOLDER / "pending").exists()


def finish(root: Path) -> None:
    """Write what a killed command had decided to write; raises ChecklistError."""
    with alone(root):
        pass


def _finish(root: Path) -> None:
    pending = root / _FOLDER / "pending"
    try:
        noted = json.loads(pending.read_bytes())
        after = {
            path: None if text is None else base64.b64decode(text)
            for path, (_, text) in noted.items()
            if _is_data(path)
        }
        strange = [
            path
            for path, new in after.items()
            if _digest(found := _found(root, path)) != noted[path][0] and found != new
        ]
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, AttributeError):
        raise ChecklistError(
            f"{pending} 读不了：上一个命令没有写完就断了",
            hint="用 git diff 核对清单；以现在的文件为准的，删掉这个文件",
        ) from None
    if strange:
        raise ChecklistError(
            f"上一个命令没有写完就断了，之后 {'、'.join(strange)} 又被改过，不能自动接着写",
            hint=f"用 git diff 核对；以现在的文件为准的，删掉 {pending}",
        )
    try:
        _apply(root, after)
    except OSError as error:
        raise _unwritable(root, error) from None
    _forget(root)


def _note(root: Path, before: State, after: State) -> None:
    """Put down what is to be written: from here on it will be, by us or by the next command."""
    noted = {
        path: (_digest(before[path]), None if new is None else base64.b64encode(new).decode())
        for path, new in after.items()
    }
    _put(root / _FOLDER / "pending", json.dumps(noted).encode())


def _apply(root: Path, after: State) -> None:
    for path, new in after.items():
        # The file that a link points to is written, and the link stays.
        target = Path(os.path.realpath(root / path))
        if _found(root, path) == new:
            with suppress(OSError):
                _beside(target).unlink()
        elif new is None:
            (root / path).unlink(missing_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(target, new)


def _forget(root: Path) -> None:
    (root / _FOLDER / "pending").unlink(missing_ok=True)


def _put(target: Path, content: bytes) -> None:
    """One file, whole: written beside its place, brought to the disk, and put in its place."""
    new = _beside(target)
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            new.chmod(target.stat().st_mode & 0o7777)
        new.replace(target)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}{_NEW}")


def _found(root: Path, path: str) -> bytes | None:
    try:
        return (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _is_data(path: str) -> bool:
    """A note that came with a clone must not lead out of data/."""
    parts = PurePosixPath(path).parts
    return parts[:1] == ("data",) and ".." not in parts and path.endswith((".yaml", ".yml"))


def _unwritable(root: Path, error: BaseException) -> ChecklistError:
    reason = "没有写入权限" if isinstance(error, PermissionError) else "系统不让写"
    name = getattr(error, "filename", None) or root
    now = "余下的由下一个命令接着写完" if unfinished(root) else "什么都没有改"
    return ChecklistError(
        f"写不了 {name}（{reason}），{now}",
        hint="关掉正在用这个文件的软件，检查文件夹的权限和磁盘空间",
    )
