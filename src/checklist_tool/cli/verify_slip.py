"""`checklist slip --verify`: whether a slip agrees with the lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist_tool.cli import show
from checklist_tool.cli.options import today

if TYPE_CHECKING:
    from checklist_tool.render.slip_parts import Slip


_LOOKED_AT = 20  # earlier states of the lists


def verify(code: str, folder: Path, *, as_json: bool) -> int:
    """Say which slip of the lists below the folder has the code; 1 when none has.

    What the lists of today do not give is looked for in git, among the last states of the
    lists up to the day of the slip.
    """
    from checklist_tool.files import WorkingTree
    from checklist_tool.render import check_code
    from checklist_tool.render.slip import verify as having
    from checklist_tool.repository import load

    read = check_code.read(code)
    if read is None:
        return _refused(code, "mistyped", "校验码输错了：对照单子重新输一遍", as_json=as_json)
    repository, problems = load(WorkingTree(folder))
    made, commit, cut = having(code, repository), None, ""
    if made is None:
        made, commit, cut = _in_history(code, folder, read[0])
    if made is None:
        said = cut or "这一版清单里没有出过这张单子，或者内容已经改过"
        if problems:
            show.remark("清单里有读不了的条目，没有算进来；见 checklist validate")
        return _refused(code, "older" if cut else "unknown", said, as_json=as_json)
    if as_json:
        show.as_json({"valid": True, "commit": commit} | told(made))
    else:
        rows = [
            ("答复", made.headline), ("单子日期", made.dated),
            ("版本", f"{made.jurisdiction}《{made.title}》{made.edition}（{made.issued}发布）"),
        ]  # fmt: skip
        if commit:
            rows.append(("注意", f"清单后来改过，这张单子按当时的版本（提交 {commit}）核对"))
        shown = [(heading, [text], False, "") for heading, text in rows]
        show.rows(f"对得上：{made.name}（{made.id}）", shown)
    if made.day > today():
        show.remark(f"单子的日期 {made.day} 还没有到：看看两边电脑的日期对不对")
    return 0


def _refused(code: str, reason: str, said: str, *, as_json: bool) -> int:
    if as_json:
        show.as_json({"code": code, "valid": False, "reason": reason, "message": said})
    else:
        show.line(said)
    return 1


def _in_history(code: str, folder: Path, day: date) -> tuple[Slip | None, str | None, str]:
    """The slip as an earlier state of the lists gave it, and the commit of that state.

    When there is none, also in which words the search ended before the history did.
    """
    from checklist_tool.files import GitRevision, is_shallow, revisions_until
    from checklist_tool.render.slip import verify as having
    from checklist_tool.repository import load

    commits = revisions_until(folder, day, _LOOKED_AT + 1)
    for commit in commits[:_LOOKED_AT]:
        repository, _ = load(GitRevision(folder, commit))
        if "edition" not in repository.broken and (made := having(code, repository)):
            return made, commit[:12], ""
    if len(commits) > _LOOKED_AT:
        cut = f"只查了 {day} 以前最近 {_LOOKED_AT} 次改动"
        return None, None, f"{cut}，里面没有这张单子；更早的没有查，不能说没有出过"
    if is_shallow(folder):
        cut = "这里的 git 历史不全（浅克隆），有的里面没有这张单子，不能说没有出过"
        return None, None, f"{cut}；先运行 git fetch --unshallow，再查一次"
    return None, None, ""


def told(made: Slip) -> dict[str, Any]:
    """The slip as JSON takes it."""
    return {
        "item": made.id,
        "name": made.name,
        "verdict": made.verdict.key if made.verdict else None,
        "edition": {
            "title": made.title,
            "edition": made.edition,
            "issued_on": made.issued_on.isoformat(),
        },
        "date": made.day.isoformat(),
        "code": made.code,
    }
