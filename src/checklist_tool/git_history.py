"""The history of data/ in git: which commits touched it, and the files as they then stood.

Files are read by one `git cat-file --batch`; folders and files that two commits share are
known by their object's name and are not read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from checklist_tool import disk, git
from checklist_tool.files import LIMIT
from checklist_tool.problems import ChecklistError
from checklist_tool.revisions import GitRevision, is_shallow

_FORMAT = "%H%x00%h%x00%P%x00%as%x00%an%x00%s"
_Folder = dict[str, tuple[bool, str]]  # name → whether it is a folder, and its object


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `cut` where a shallow clone ends, so that what came before is not here."""

    id: str
    short: str
    parents: tuple[str, ...]
    day: str
    author: str
    subject: str
    cut: bool = False


class History:
    """The commits that touched data/, and what stood there.

    Raises ChecklistError when there is no git, no repository, or no commit.
    """

    def __init__(self, root: Path) -> None:
        GitRevision(root, "HEAD")
        self.root = root
        self._folders: dict[str, _Folder] = {"": {}}
        self._data: dict[str, str] = {}
        self._prefix = (git.said(root, "rev-parse", "--show-prefix") or "").strip("\n")
        self._shallow = is_shallow(root)
        self._reader = git.started(root, "cat-file", "--batch")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.communicate()

    def commits(self) -> Iterator[Commit]:
        """The commits that touched data/, newest first, read as they are asked for."""
        words = ["--encoding=UTF-8", f"--format={_FORMAT}", "HEAD", "--", "data"]
        with git.started(self.root, "log", *git.NO_PROGRAMS, *words) as process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    id, short, parents, day, author, subject = (
                        line.decode("utf-8", "replace").rstrip("\n").split("\0", 5)
                    )
                    cut = self._shallow and not parents
                    yield Commit(id, short, tuple(parents.split()), day, author, subject, cut)
            finally:
                process.terminate()

    def parents(self, commit: str) -> list[str]:
        """The parents of a commit; none where the history begins, or a shallow clone ends."""
        _, data = self._object(commit)
        head = data.partition(b"\n\n")[0].decode("utf-8", "replace")
        return [line[7:] for line in head.splitlines() if line.startswith("parent ")]

    def changed(self, before: str | None, after: str) -> dict[str, tuple[str, str]]:
        """The list files that differ between two commits: their objects, "" where there is none."""
        found: dict[str, tuple[str, str]] = {}
        one = self._top(before) if before else ""
        self._compare("data", one, self._top(after), found)
        return found

    def at(self, commit: str, path: str) -> str:
        """The object of a file in a commit, or ""."""
        found = self._top(commit)
        for name in path.split("/")[1:]:
            found = self._folder(found).get(name, (False, ""))[1]
        return found

    def read(self, blob: str) -> bytes:
        """The bytes of a file, cut off one byte after the limit."""
        return self._object(blob)[1][: LIMIT + 1] if blob else b""

    def _compare(
        self, folder: str, one: str, other: str, found: dict[str, tuple[str, str]]
    ) -> None:
        if one == other or folder.count("/") > disk.DEEPEST:
            return
        before, after = self._folder(one), self._folder(other)
        for name in sorted(before.keys() | after.keys()):
            was, now = before.get(name, (False, "")), after.get(name, (False, ""))
            if was == now or name.startswith("."):
                continue
            path = f"{folder}/{name}"
            self._compare(path, was[1] if was[0] else "", now[1] if now[0] else "", found)
            blobs = ("" if was[0] else was[1], "" if now[0] else now[1])
            if name.endswith((".yaml", ".yml")) and any(blobs):
                found[path] = blobs

    def _top(self, commit: str) -> str:
        if commit not in self._data:
            self._data[commit] = self._object(f"{commit}:{self._prefix}data")[0]
        return self._data[commit]

    def _folder(self, tree: str) -> _Folder:
        if tree not in self._folders:
            data, at, folder = self._object(tree)[1], 0, {}
            size = len(tree) // 2
            while at < len(data):
                end = data.index(b"\0", at)
                mode, _, name = data[at:end].partition(b" ")
                object = data[end + 1 : end + 1 + size].hex()
                if mode != b"120000":  # a link is not followed, and holds no list
                    folder[name.decode("utf-8", "replace")] = (mode == b"40000", object)
                at = end + 1 + size
            self._folders[tree] = folder
        return self._folders[tree]

    def _object(self, name: str) -> tuple[str, bytes]:
        """The object that git knows by a name, and its bytes; nothing when there is none."""
        stdin, stdout = self._reader.stdin, self._reader.stdout
        assert stdin is not None and stdout is not None
        with suppress(BrokenPipeError):
            stdin.write(name.encode() + b"\n")
            stdin.flush()
        head = stdout.readline().decode("utf-8", "replace").split()
        if not head:
            raise ChecklistError("git 没有读出历史", hint="运行 git fsck 检查这个仓库")
        if head[-1] == "missing":
            return "", b""
        data = stdout.read(int(head[-1]))
        stdout.read(1)  # git ends each with a newline
        return head[0], data
