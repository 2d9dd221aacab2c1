"""The texts under data/ as they stand on disk, their commit, and what to watch for changes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from checklist_tool import disk, git

# Bytes of one file. A list of 100,000 certificates has 200 MB; what is larger is another thing,
# and would fill the memory of the machine before anybody could be told.
LIMIT = 256 * 1024 * 1024


# What follows the name of a list that somebody meant: `.YAML`, `.yaml.txt`, `.yaml~`, `．yml`.
_MEANT = re.compile(r"[.。．](?:ya?ml|yalm|ymal)(?![0-9a-z])[^/]*$", re.IGNORECASE)
_ENDING = re.compile(r"\.[^./]*$|(?<=[^/])$")
# Files of other programs: hidden ones, notes for people, what Windows and Word put beside.
_OTHERS = re.compile(r"(?:^|/)(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|\.md$", re.IGNORECASE)


class NoFileError(OSError):
    """What has a file's name is a pipe, a socket or a device."""


class LinkError(OSError):
    """What has a file's name, or a folder on the way to it, is a link, which may lead anywhere."""


class RepositoryError(LinkError):
    """What is a folder is a git repository of its own, whose files git keeps elsewhere."""


class DeepError(OSError):
    """What is named is a folder, nested so deep that nobody looks into it."""


class Tree(Protocol):
    """Anything that has texts by path; tests use a dict."""

    def paths(self) -> list[str]:
        """Every YAML file under data/, as sorted relative POSIX paths.

        With those that have another ending, so that nobody takes them for read, and links and git
        repositories, whatever they are called, which cannot be read: none is followed. Without
        hidden files and *.md.
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
        if disk.link_on(self.root, path):
            raise LinkError(path)
        if target.is_dir():
            if os.path.lexists(target / ".git"):
                raise RepositoryError(path)
            list(target.iterdir())  # raises why nobody can look into it
            raise DeepError(path)
        if target.exists() and not target.is_file():
            raise NoFileError(path)  # to open a pipe would wait for ever
        with target.open("rb") as file:
            return file.read(LIMIT + 1)

    def revision(self) -> str:
        """The commit, with `+` when data/ differs from it, or a digest of the files."""
        return _commit(self) or _digest(self)


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


class InMemory:
    """Files that stand nowhere else: their bytes by path."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts

    def paths(self) -> list[str]:
        """Their paths, sorted."""
        return sorted(self._texts)

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises FileNotFoundError."""
        if path not in self._texts:
            raise FileNotFoundError(path)
        return self._texts[path][: LIMIT + 1]


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


def right_name(path: str) -> str:
    """The path as a list file has it: ending with .yaml, and with nothing behind."""
    return (_MEANT if says_yaml(path) else _ENDING).sub(".yaml", path, count=1)


def says_yaml(path: str) -> bool:
    """Whether the name says that the file is YAML, be it in a wrong way."""
    return _MEANT.search(path) is not None


def watched(root: Path) -> list[tuple[str, int, int]]:
    """Every file and folder whose change may change an answer: path, mtime in ns, size.

    Folders count for files that come and go; git's HEAD and its branch count because
    the revision that an answer names moves with them.
    """
    paths: list[Path] = [root / "data"]
    for folder, folders, _ in disk.walk(root / "data"):
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
    """Every YAML file under data/; links, repositories and folders too deep are not followed."""
    if disk.is_link(root / "data"):
        yield root / "data"
        return
    closed: list[OSError] = []  # a folder that cannot be looked into is told of as a file is
    for folder, folders, names in disk.walk(root / "data", onerror=closed.append):
        if ".git" in (*folders, *names):
            folders.clear()
            yield Path(folder)
            continue
        below = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in below if not disk.is_link(Path(folder, name))]
        if disk.is_deepest(root / "data", folder):
            folders.clear()
        yield from (Path(folder, name) for name in below if name not in folders)
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and (disk.is_link(path) or not _OTHERS.search(name)):
                yield path
    gone = (FileNotFoundError, NotADirectoryError)
    yield from (Path(error.filename) for error in closed if not isinstance(error, gone))


def _relative(root: Path, path: Path) -> str:
    # A name of other bytes than UTF-8 is told of as a file that cannot be read.
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")


def _commit(tree: WorkingTree) -> str | None:
    committed = git.files(tree.root, "HEAD")
    # An installed package may lie below somebody's checkout: only files that git tracks count.
    if not committed or not any(path.startswith("data/lists/") for path in committed):
        return None
    commit = git.said(tree.root, "rev-parse", "--short=12", "HEAD")
    # `git status` is not asked: it hands files to programs that .git/config names.
    names = {path: name for path, name in yaml_files(committed).items() if says_yaml(path)}
    same = [*filter(says_yaml, tree.paths())] == sorted(names) and all(
        _is(tree, *one) for one in names.items()
    )
    return commit.strip() + ("" if same else "+") if commit else None


def yaml_files(committed: Mapping[str, str | None]) -> dict[str, str | None]:
    """The YAML files among those of a commit, links and repositories, as WorkingTree has them."""
    return {
        path: name
        for path, name in committed.items()
        if (not name or not _OTHERS.search(path))
        and not any(part.startswith(".") for part in path.split("/"))
    }


def _is(tree: WorkingTree, path: str, name: str | None) -> bool:
    """Whether the file is the one that git knows by this name, None or empty for no file.

    Line ends alone make no difference.
    """
    try:
        text = tree.read(path)
    except OSError as error:
        return not name and isinstance(error, LinkError)
    return name is not None and name in (
        git.name_of(text, name), git.name_of(text.replace(b"\r\n", b"\n"), name)
    )  # fmt: skip


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
    for path in filter(says_yaml, tree.paths()):
        try:
            text = tree.read(path)
        except OSError:
            text = b""
        digest.update(path.encode() + b"\0" + text + b"\0")
    return "sha256-" + digest.hexdigest()[:12]


def below(path: str, wanted: Sequence[str]) -> bool:
    """Whether the file is one of those wanted, or in a folder that is."""
    return any(one in (".", path) or path.startswith(one + "/") for one in wanted)
