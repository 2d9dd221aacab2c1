"""The program git: started in one way, in which no repository can make it run anything."""

from __future__ import annotations

import hashlib
import os
import subprocess
from contextlib import suppress
from pathlib import Path

# Only settings of the user's own, or such as let git read less. All others that are inherited
# lead elsewhere: in a hook GIT_DIR names the repository that is committed to, not that of the root.
_KEPT = {
    "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM",
    "GIT_TEST_ASSUME_DIFFERENT_OWNER",
}  # fmt: skip
_SET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",  # the index is not written, so no hook of it runs
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # what is missing would be fetched by a command of .git/config
    "GIT_ALLOW_PROTOCOL": "none",  # the same for git before 2.44, whatever .git/config allows
    # What a folder that was copied says stands in the place of its commits, and came before them.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
_OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "log.showSignature=false",
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip
# For `log`, which otherwise gives files to programs that .git/config names.
NO_PROGRAMS = ("--no-ext-diff", "--no-textconv")


def program() -> str | None:
    """The full path of git, or None; never one from the current folder, where a clone may lie."""
    name, here = "git.exe" if os.name == "nt" else "git", os.path.realpath(os.curdir)
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = os.path.join(folder, name)
        if (
            os.path.isabs(folder)
            and os.path.isfile(path)
            and os.access(path, os.X_OK)
            and os.path.realpath(folder) != here
        ):
            return path
    return None


def said(root: Path, *arguments: str) -> str | None:
    """What git prints, asked in the root; None when it cannot be asked or does not know."""
    done = _asked(root, *arguments)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None


def begun(folder: Path) -> bool:
    """Begin a repository in a folder, which may lie within another's; whether that was done."""
    with suppress(OSError, subprocess.SubprocessError):
        environment = _environment(folder)
        environment.pop("GIT_WORK_TREE", None)  # of the one around it
        done = subprocess.run(
            _command(folder, ("init", "-q")), env=environment,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False,
        )  # fmt: skip
        return done.returncode == 0
    return False


def files(root: Path, commit: str, below: str = "data") -> dict[str, str | None] | None:
    """The files of a commit below a folder, and the object of each: None for a link.

    It is empty for a repository within this one. None when git does not know the commit.
    """
    listed = said(root, "ls-tree", "-r", "-z", commit, "--", below)
    if listed is None:
        return None
    found: dict[str, str | None] = {}
    for about, _, path in (line.partition("\t") for line in listed.split("\0") if line):
        mode, kind, name = about.split()
        found[path] = "" if kind == "commit" else None if mode == "120000" else name
    return found


def name_of(text: bytes, like: str) -> str:
    """The name that git gives to a file with this text, in a repository with names like this."""
    digest = hashlib.new("sha256" if len(like) == 64 else "sha1", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(text))
    digest.update(text)
    return digest.hexdigest()


def objects(root: Path, names: list[str]) -> list[bytes | None]:
    """The bytes of these objects, None for one that is missing; raises OSError for no answer."""
    with started(root, "cat-file", "--batch") as process:
        data, _ = process.communicate("".join(f"{name}\n" for name in names).encode())
    found: list[bytes | None] = []
    at = 0
    for _ in names:
        head = data.find(b"\n", at)
        about = data[at:head].split()
        if head < 0 or not about:
            raise OSError("git cat-file")
        at = head + 1
        if about[-1] == b"missing":
            found.append(None)
            continue
        found.append(data[at : at + int(about[2])])
        at += int(about[2]) + 1  # git ends each with a newline
    return found


def started(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """git at work in the root, to be written to and read from; raises OSError without git."""
    return subprocess.Popen(
        _command(root, arguments), env=_environment(root),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def above(root: Path) -> str:
    """The folders from the top of the git repository down to the root, as `a/b/`, or nothing.

    The program git is not asked: in a container it may be missing, or refuse a folder of
    another user.
    """
    folder, top = Path(os.path.abspath(root)), _top(root)
    return "" if top is None else "".join(f"{part}/" for part in folder.relative_to(top).parts)


def why_not(root: Path, revision: str) -> tuple[str, str]:
    """Why git does not give a revision, and the way out."""
    asked, top = _asked(root, "log", "-1", *NO_PROGRAMS), _top(root)
    if asked is None:
        return "没有找到 git 程序", "安装 git；版本的比较要靠它"
    if asked.returncode == 0:
        return (
            f"git 里没有“{revision}”这个版本",
            "写提交号、分支或标签，如 HEAD~1、main；浅克隆的先运行 git fetch --unshallow",
        )
    if top is None:
        return f"“{root}”不在 git 仓库里，没有历史", "在清单的 git 仓库里运行，或者用 --root 指明"
    if b"dubious ownership" in asked.stderr:
        return (
            f"git 不肯读“{top}”这个仓库：文件夹属于另一个用户",
            f"在容器里多半这样：先运行 git config --global --add safe.directory {top}",
        )
    if b"not have any commits yet" in asked.stderr:
        return "这个 git 仓库还没有提交过", "先提交一次，才有版本可以比较"
    return damaged(root)


def damaged(root: Path) -> tuple[str, str]:
    """That the repository is there and cannot be read, and the way out."""
    top = _top(root) or root
    if said(root, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"):
        return (
            f"“{top}”是部分克隆，要看的历史不在本机；查看的命令不会自己去下载",
            "先运行 git fetch --refetch --no-filter 把历史取全，再运行一次",
        )
    return (
        f"git 读不了“{top}”这个仓库：它坏了，或者不全",
        "运行 git fsck 看坏在哪里；多半要从服务器重新克隆一份，再把还没提交的改动抄过去",
    )


def _asked(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(
            _command(root, arguments), env=_environment(root),
            stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None


def _command(root: Path, arguments: tuple[str, ...]) -> list[str]:
    git = program()
    if git is None:
        raise FileNotFoundError("git")
    return [git, *_OPTIONS, "-C", str(root), *arguments]


def _environment(root: Path) -> dict[str, str]:
    others = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    # Whatever core.worktree and core.bare of .git/config say: git takes paths from that folder on.
    top = next((at for at in _upwards(root) if _is_repository(at / ".git")), None)
    return others | _SET | ({"GIT_WORK_TREE": str(top)} if top else {})


def _is_repository(found: Path) -> bool:
    """Whether git takes this for its folder, or for the file that names it, and looks no higher."""
    return found.is_file() or os.path.lexists(found / "HEAD")


def _top(root: Path) -> Path | None:
    """The folder that holds `.git`, whether or not git can read it."""
    return next((top for top in _upwards(root) if (top / ".git").exists()), None)


def _upwards(root: Path) -> tuple[Path, ...]:
    folder = Path(os.path.abspath(root))
    return folder, *folder.parents
