"""The texts under data/, on disk or in git's history, and what to watch for changes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from checklist_tool import git
from checklist_tool.problems import ChecklistError

# Bytes of one file. A list of 100,000 certificates has 200 MB; what is larger is another thing,
# and would fill the memory of the machine before anybody could be told.
LIMIT = 256 * 1024 * 1024


# What follows the name of a list that somebody meant: `.YAML`, `.yaml.txt`, `.yaml~`, `．yml`.
_MEANT = re.compile(r"[.。．](?:ya?ml|yalm|ymal)(?![0-9a-z])[^/]*$", re.IGNORECASE)


class NoFileError(OSError):
    """What has a file's name is a pipe, a socket or a device."""


class Tree(Protocol):
    """Anything that has texts by path; tests use a dict."""

    def paths(self) -> list[str]:
        """Every YAML file under data/, as sorted relative POSIX paths.

        With those whose name has a wrong ending, so that nobody takes them for read.
        """
        ...

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises OSError."""
        ...


class WorkingTree:
    """The files on disk below a root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> list[str]:
        """Every YAML file under data/, as sorted relative POSIX paths."""
        return sorted(_relative(self.root, path) for path in _yaml_files(self.root))

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises OSError."""
        target = self.root / path
        if target.is_dir():
            list(target.iterdir())  # raises why nobody can look into it
        if target.exists() and not target.is_file():
            raise NoFileError(path)  # to open a pipe would wait for ever
        with target.open("rb") as file:
            return file.read(LIMIT + 1)

    def revision(self) -> str:
        """The commit, with `+` when data/ differs from it, or a digest of the files."""
        return _commit(self.root) or _digest(self)


class Part:
    """Those files of a tree that lie below some folders, or are named."""

    def __init__(self, tree: Tree, *below: str) -> None:
        self._tree = tree
        self._below = below

    def paths(self) -> list[str]:
        """Every YAML file of the part, as sorted relative POSIX paths."""
        return [path for path in self._tree.paths() if path.startswith(self._below)]

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises OSError."""
        return self._tree.read(path)


class Overlay:
    """A tree with some files in another state, None for one that is gone; read once, and kept."""

    def __init__(self, tree: Tree, texts: Mapping[str, bytes | None]) -> None:
        self._tree = tree
        self._texts = dict(texts)

    def paths(self) -> list[str]:
        """Every YAML file under data/ in that state, as sorted relative POSIX paths."""
        gone = {path for path, text in self._texts.items() if text is None}
        return sorted({*self._tree.paths(), *self._texts} - gone)

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises OSError."""
        if path not in self._texts:
            self._texts[path] = self._tree.read(path)
        text = self._texts[path]
        if text is None:
            raise FileNotFoundError(path)
        return text[: LIMIT + 1]


class GitRevision:
    """The files as they stood in a revision that git knows: a commit, a branch, a tag.

    Raises ChecklistError when there is no git, no such revision, or no repository.
    """

    def __init__(self, root: Path, revision: str) -> None:
        self.root = root
        found = None if revision.startswith("-") else git.said(
            root, "rev-parse", "--verify", "--quiet", revision + "^{commit}"
        )  # fmt: skip
        if found is None:
            raise ChecklistError(*git.why_not(root, revision))
        self.commit = found.strip()
        listed = git.said(root, "ls-tree", "-r", "-z", self.commit, "--", "data")
        if listed is None:
            raise ChecklistError(*git.damaged(root))
        self._objects = {
            path: about.split()[2]
            for about, _, path in (line.partition("\t") for line in listed.split("\0") if line)
            if _MEANT.search(path) and not any(part.startswith(".") for part in path.split("/"))
        }  # fmt: skip
        self._texts: dict[str, bytes] | None = None

    def paths(self) -> list[str]:
        """Every YAML file under data/ in that revision, as sorted relative POSIX paths."""
        return sorted(self._objects)

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises OSError.

        The first call reads every file, since starting git once for each would take longer.
        """
        if path not in self._objects:
            raise FileNotFoundError(path)
        if self._texts is None:
            self._texts = self._all()
        return self._texts[path][: LIMIT + 1]

    def _all(self) -> dict[str, bytes]:
        wanted = "".join(name + "\n" for name in self._objects.values())
        try:
            done = subprocess.run(
                ["git", "-C", str(self.root), "cat-file", "--batch"],
                input=wanted.encode(), capture_output=True, check=True,
            )  # fmt: skip
        except subprocess.SubprocessError:
            raise ChecklistError(*git.damaged(self.root)) from None
        texts, at = {}, 0
        for path in self._objects:
            head = done.stdout.index(b"\n", at)
            start = head + 1
            about = done.stdout[at:head].split()
            if about[-1] == b"missing":
                raise ChecklistError(*git.damaged(self.root))
            at = start + int(about[2])
            texts[path] = done.stdout[start:at]
            at += 1  # git ends each with a newline
        return texts


def right_name(path: str) -> str:
    """The path as a list file has it: ending with .yaml, and with nothing behind."""
    return _MEANT.sub(".yaml", path)


def fork_point(root: Path, revision: str, other: str = "HEAD") -> str:
    """The commit from which two revisions went apart; the first of them where there is none.

    What was mended on the other branch since then is not the fault of this one. Raises
    ChecklistError where a shallow clone lacks that commit.
    """
    asked = not revision.startswith("-") and not other.startswith("-")
    wanted = git.said(root, "merge-base", revision, other) if asked else None
    if asked and wanted is None and git.said(root, "cat-file", "-t", revision):
        shallow = git.said(root, "rev-parse", "--is-shallow-repository") or ""
        if shallow.strip() == "true":
            raise ChecklistError(
                f"这是浅克隆，找不到 {revision} 和 {other} 从哪个提交分开",
                hint="先运行 git fetch --unshallow；在 CI 里让它取全部历史（fetch-depth: 0）",
            )
    return (wanted or revision).strip()


def revisions_until(root: Path, day: date, most: int) -> list[str]:
    """The last commits that changed data/ up to the end of a day, the newest first.

    Empty where there is no git, or no commit as old.
    """
    listed = git.said(
        root,
        "log",
        f"--before={day.isoformat()}T23:59:59",
        f"-n{most}",
        "--format=%H",
        "--",
        "data",
    )
    return (listed or "").split()


def before_this_edition(root: Path) -> str | None:
    """The commit in which the lists last stood as an earlier edition; None when git knows of none.

    That is the commit before the one that gave data/edition.yaml its edition or day of issue.
    """
    edition, lines = "data/edition.yaml", "-G^(edition|issued_on):"
    if git.said(root, "diff", "--name-only", lines, "HEAD", "--", edition):
        return "HEAD"  # the new edition is not committed yet
    found = git.said(root, "log", "-1", "--format=%H", lines, "--", edition)
    before = f"{found.strip()}^" if found else None
    return before if before and git.said(root, "cat-file", "-t", f"{before}:./{edition}") else None


def watched(root: Path) -> list[tuple[str, int, int]]:
    """Every file and folder whose change may change an answer: path, mtime in ns, size.

    Folders count for files that come and go; git's HEAD and its branch count because
    the revision that an answer names moves with them.
    """
    paths: list[Path] = [root / "data"]
    for folder, folders, _ in os.walk(root / "data"):
        folders.sort()
        paths += [Path(folder, name) for name in folders]
    paths += _yaml_files(root)
    paths += _git_files(root)
    stamps = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            stamps.append((str(path), -1, -1))
        else:
            size = -1 if path.is_dir() else status.st_size
            stamps.append((str(path), status.st_mtime_ns, size))
    return stamps


def _yaml_files(root: Path) -> Iterator[Path]:
    closed: list[OSError] = []  # a folder that cannot be looked into is told of as a file is
    for folder, folders, names in os.walk(root / "data", onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _MEANT.search(name) and not name.startswith("."):
                yield Path(folder, name)
    gone = (FileNotFoundError, NotADirectoryError)
    yield from (Path(error.filename) for error in closed if not isinstance(error, gone))


def _relative(root: Path, path: Path) -> str:
    # A name of other bytes than UTF-8 is told of as a file that cannot be read.
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")


def _commit(root: Path) -> str | None:
    # An installed package may lie below somebody's checkout: only files that git tracks count.
    if not git.said(root, "ls-files", "--", "data/lists"):
        return None
    commit = git.said(root, "rev-parse", "--short=12", "HEAD")
    if commit is None:
        return None
    changed = git.said(root, "status", "--porcelain", "--untracked-files=all", "--", "data")
    return commit.strip() + ("+" if changed else "")


def _git_files(root: Path) -> list[Path]:
    listed = git.said(root, "rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir")
    if listed is None:
        return []
    own, common = (Path(line) for line in listed.splitlines()[:2])
    branch = (git.said(root, "symbolic-ref", "-q", "HEAD") or "").strip()
    found = [own / "HEAD", common / "packed-refs"]
    return [*found, common / branch] if branch else found


def _digest(tree: Tree) -> str:
    digest = hashlib.sha256()
    for path in tree.paths():
        try:
            text = tree.read(path)
        except OSError:
            text = b""
        digest.update(path.encode() + b"\0" + text + b"\0")
    return "sha256-" + digest.hexdigest()[:12]
