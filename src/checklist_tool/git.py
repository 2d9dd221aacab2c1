"""The program git: what it says of a repository, and why it says nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def said(root: Path, *arguments: str) -> str | None:
    """What git prints, asked in the root; None when it cannot be asked or does not know."""
    done = _asked(root, *arguments)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None


def above(root: Path) -> str:
    """The folders from the top of the git repository down to the root, as `a/b/`, or nothing.

    The program git is not asked: in a container it may be missing, or refuse a folder of
    another user.
    """
    folder, top = Path(os.path.abspath(root)), _top(root)
    return "" if top is None else "".join(f"{part}/" for part in folder.relative_to(top).parts)


def why_not(root: Path, revision: str) -> tuple[str, str]:
    """Why git does not give a revision, and the way out."""
    asked, top = _asked(root, "log", "-1", "--no-show-signature"), _top(root)
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
    return (
        f"git 读不了“{_top(root) or root}”这个仓库：它坏了，或者不全",
        "运行 git fsck 看坏在哪里；多半要从服务器重新克隆一份，再把还没提交的改动抄过去",
    )


def _asked(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True, timeout=20, check=False, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None


def _top(root: Path) -> Path | None:
    """The folder that holds `.git`, whether or not git can read it."""
    folder = Path(os.path.abspath(root))
    return next((top for top in (folder, *folder.parents) if (top / ".git").exists()), None)
