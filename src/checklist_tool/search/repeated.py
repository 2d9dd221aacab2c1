"""What a command said the last time, said again while everything it depends on is the same.

To check lists that nobody has touched, or to list the same requests once more, takes most of its
time to load what reads them. So the last answer of each such command is kept in the user's cache,
with a digest of all that it was made of: every byte below data/, the day, the words, where and in
which environment they were typed, the program, and what is installed beside it. Anything that is
another, or cannot be read, and the command does its work. Standard library alone.
"""

from __future__ import annotations

import os
import sys
import time

try:  # the module behind hashlib, without the library of OpenSSL
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

from checklist_tool import root as roots
from checklist_tool.search import desk
from checklist_tool.search.store import FORMAT, home, named_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

# Commands whose answer depends on what lies below data/ alone, and the options with which it does:
# with any other they may write files, ask git, or read something else.
COMMANDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("list",): ("--kind", "--as-of", "--all", "--json"),
    ("show",): ("--json",),
    ("report",): ("--from", "--to", "--json"),
    ("impact",): ("--repealed", "--json"),
    ("tasks", "list"): (
        "--state", "--department", "--committee", "--overdue", "--unadmitted", "--json",
    ),
    ("tasks", "show"): ("--json",),
    ("validate",): ("--strict", "--json"),
    ("diff",): ("--json",),
}  # fmt: skip
_ALONE = {("validate",), ("diff",)}  # with a file or a revision, more is read
# What differs between two shells, or from one command to the next, and no command looks at.
_IDLE = {"_", "OLDPWD", "PWD", "SHLVL"}
# Set where the form of an answer, or the answer itself, follows from more than is looked at here.
_ELSEWHERE = ("GITHUB_ACTIONS", "_CHECKLIST_COMPLETE")
_DEEPEST = 40  # folders within one another
_PART = 1 << 20  # bytes that are read at once
_LONGEST = 1 << 20  # characters of an answer that is kept


class Invocation:
    """A command as it was given, and the lists it is about."""

    __slots__ = ("_around", "_command", "_root", "_words")

    def __init__(self, command: tuple[str, ...], words: Sequence[str], root: str, how: str) -> None:
        self._command, self._words, self._root = command, [*words], root
        around = (
            FORMAT, sys.version, self._words, os.getcwd(), time.strftime("%Y-%m-%d"),
            root, how, roots.remarks(root, how),
            [_seen(stream) for stream in (sys.stdout, sys.stderr)],
            sorted((name, os.environ[name]) for name in os.environ if name not in _IDLE),
            [*_installed()],
        )  # fmt: skip
        self._around = ascii(around).encode()

    def again(self) -> int | None:
        """Say what was said the last time, and its exit code; None when there is no such answer."""
        try:
            with open(self._path, "rb") as file:
                digest, _, kept = file.read().partition(b"\n")
            if not kept or digest.decode() != self._state():
                return None
            import json

            code, said = json.loads(kept)
            for name, text in said:
                desk.put(getattr(sys, name), text)
        except (OSError, ValueError):
            return None  # told properly by the command line
        return int(code)

    def heard(self, run: Callable[[list[str]], int]) -> int:
        """Run the command, and keep what it says where it was carried out; the exit code."""
        before = self._state()
        said: list[tuple[str, str]] = []
        outside = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (
            _Heard(stream, name, said)
            for stream, name in zip(outside, ("stdout", "stderr"), strict=True)
        )
        try:
            code = run(self._words)
        finally:
            sys.stdout, sys.stderr = outside
        if code in (0, 1) and sum(len(text) for _, text in said) < _LONGEST:
            self._keep(before, code, said)
        return code

    def _keep(self, state: str | None, code: int, said: list[tuple[str, str]]) -> None:
        import json
        from pathlib import Path

        from checklist_tool.search.cache import keep

        told = f"{state}\n{json.dumps([code, said])}".encode()

        def write(name: str) -> None:
            with open(name, "wb") as file:
                file.write(told)

        try:
            if state is not None and state == self._state():  # nobody wrote while it was read
                name = keep(Path(self._path), write)
                if name != self._path:
                    os.unlink(name)
        except OSError:
            pass  # no right to write, no space left: it is found out once more

    @property
    def _path(self) -> str:
        name = "-".join(self._command)
        return os.path.join(home(), f"{named_after(self._root)}-{name}.said")

    def _state(self) -> str | None:
        """A digest of all that the answer depends on; None where something cannot be read."""
        found = blake2b(self._around, digest_size=16)
        try:
            if self._command == ("diff",):
                from pathlib import Path

                from checklist_tool import git

                found.update(ascii(git.said(Path(self._root), "rev-parse", "HEAD")).encode())
            data = os.path.join(self._root, "data")
            if _leads_elsewhere(os.lstat(data)):
                return None
            _add(found, data, 0)
        except OSError:
            return None
        return found.hexdigest()


def asked(words: Sequence[str]) -> Invocation | None:
    """The command, if its last answer may be said again; otherwise None."""
    command = next((one for one in COMMANDS if tuple(words[: len(one)]) == one), None)
    if command is None or any(name in os.environ for name in _ELSEWHERE):
        return None
    given, others = _root_in(words[len(command) :])
    options = [word.partition("=")[0] for word in others if word.startswith("-")]
    if not {*options} <= {*COMMANDS[command]} or (command in _ALONE and len(options) < len(others)):
        return None
    if os.name == "nt" and (sys.stdout.isatty() or sys.stderr.isatty()):
        return None  # an old console is to be told to show colours
    try:
        root, how = roots.find_root(given, os.environ, os.getcwd())
    except Exception:
        return None  # told properly by the command line
    return Invocation(command, words, root, how)


def _root_in(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The root that is named among the words, and the others."""
    given, others = None, []
    left = iter(words)
    for word in left:
        if word == "--root":
            given = next(left, "")
        elif word.startswith("--root="):
            given = word.partition("=")[2]
        else:
            others.append(word)
    return given, others


class _Heard:
    """A stream of which is noted what is written on it, as text or as bytes."""

    def __init__(
        self, stream: Any, name: str, said: list[tuple[str, str]], encoding: str | None = None
    ) -> None:
        self._stream, self._name, self._said = stream, name, said
        self._encoding = encoding or desk.encoding_of(stream)

    def write(self, given: Any) -> int:
        """Write it, and note it."""
        text = given if isinstance(given, str) else given.decode(self._encoding)
        self._said.append((self._name, text))
        return int(self._stream.write(given))

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._stream, name)
        if name == "buffer":
            return _Heard(found, self._name, self._said, self._encoding)
        return found


def _seen(stream: Any) -> tuple[Any, ...]:
    """What of a stream decides how an answer looks on it."""
    if not stream.isatty():
        return ()
    try:
        return stream.encoding, os.get_terminal_size(stream.fileno())
    except OSError:
        return (stream.encoding,)


def _installed() -> Iterator[tuple[str, int, int]]:
    """The files of the program, and the folders in which others are installed: how they stand."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                yield _stamp(os.path.join(folder, name))
    yield from (_stamp(folder) for folder in sys.path if os.path.isdir(folder))


def _stamp(path: str) -> tuple[str, int, int]:
    status = os.stat(path)
    return path, status.st_mtime_ns, status.st_size


def _add(found: Any, folder: str, depth: int) -> None:
    """Add all that lies in a folder; raises OSError where that is not files and folders alone."""
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        status = entry.stat(follow_symlinks=False)
        if _leads_elsewhere(status) or depth > _DEEPEST:
            raise OSError(entry.path)
        found.update(os.fsencode(entry.name))
        if entry.is_dir():
            found.update(b"\0folder\0")
            _add(found, entry.path, depth + 1)
            found.update(b"\0end\0")
        elif entry.is_file():
            found.update(b"\0%d\0" % status.st_size)
            with open(entry.path, "rb") as file:
                while part := file.read(_PART):
                    found.update(part)
        else:
            raise OSError(entry.path)  # to open a pipe would wait for ever


def _leads_elsewhere(status: os.stat_result) -> bool:
    linked = status.st_mode & 0o170000 == 0o120000
    return linked or bool(getattr(status, "st_reparse_tag", 0))
