"""What to say of a file that cannot be read, or that is none of the lists."""

from __future__ import annotations

from collections.abc import Sequence

from checklist_tool.files import DeepError, LinkError, NoFileError, RepositoryError
from checklist_tool.model.files import path_meant
from checklist_tool.model.kinds import KINDS
from checklist_tool.problems import Place, Problem

_UNREADABLE = {
    PermissionError: ("没有读取权限", "开放这个文件的读取权限"),
    FileNotFoundError: ("文件不在了", "放回文件"),
    LinkError: ("它是一个链接，或者在链接里面，一律不跟着读", "换成文件或文件夹本身"),
    RepositoryError: (
        "里面有 .git，是另一个 git 仓库，这里的 git 不记它的内容",
        "删掉里面的 .git，再把文件提交到这个仓库；或者整个移到 data/ 外面",
    ),
    DeepError: ("文件夹一层套一层，太深了，没有往里看", "移到上面来；清单只在 data/ 下面两三层"),
    NoFileError: ("它不是文件，是管道或设备", "删掉它，换成普通的文件"),
}


def unreadable(path: str, error: OSError) -> Problem:
    """That the system does not let a file be read, and why."""
    reason, hint = _UNREADABLE.get(type(error), ("系统不让读", "检查磁盘、网络和权限"))
    if "\ufffd" in path:
        reason, hint = "文件名不是 UTF-8 编码", "改成用小写字母、数字和 - 起的文件名"
    return Problem(Place(path), "CK001", f"读不了这个文件（{reason}）", hint)


def where_it_belongs(path: str, paths: Sequence[str]) -> str:
    """What to do with a file that is none of the lists, by its name and its place."""
    meant = path_meant(path)
    if meant is None:
        return f"文件的位置只能是：{'、'.join(known.where for known in KINDS)}"
    folder, _, name = meant.rpartition("/")
    if meant in paths:
        return f"像是 {meant} 的副本：要的内容抄进去，再删掉这一个；旧的样子 git 里都有"
    return f"改名为 {name}" if path.startswith(f"{folder}/") else f"移到 {folder}，名字是 {name}"
