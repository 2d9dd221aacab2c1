"""`checklist slip --verify`: whether a slip agrees with the lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import today

if TYPE_CHECKING:
    from checklist_tool.render.slip_parts import Slip


def verify(code: str, folder: Path, *, as_json: bool) -> int:
    """Say which slip of the lists below the folder has the code; 1 when none has."""
    from checklist_tool.files import WorkingTree
    from checklist_tool.render import check_code
    from checklist_tool.render.slip import verify as having
    from checklist_tool.repository import load

    repository, problems = load(WorkingTree(folder))
    made = having(code, repository)
    if made is None:
        mistyped = check_code.read(code) is None
        said = (
            "校验码输错了：对照单子重新输一遍" if mistyped
            else "这一版清单里没有出过这张单子，或者内容已经改过"
        )  # fmt: skip
        reason = "mistyped" if mistyped else "unknown"
        if as_json:
            show.as_json({"code": code, "valid": False, "reason": reason, "message": said})
        else:
            typer.echo(said)
        if problems and not mistyped:
            show.remark("清单里有读不了的条目，没有算进来；见 checklist validate")
        return 1
    if as_json:
        show.as_json({"valid": True} | told(made))
    else:
        rows = [
            ("答复", made.headline), ("单子日期", made.dated),
            ("版本", f"{made.jurisdiction}《{made.title}》{made.edition}（{made.issued}发布）"),
        ]  # fmt: skip
        shown = [(heading, [text], False, "") for heading, text in rows]
        show.rows(f"对得上：{made.name}（{made.id}）", shown)
    if made.day > today():
        show.remark(f"单子的日期 {made.day} 还没有到：看看两边电脑的日期对不对")
    return 0


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
