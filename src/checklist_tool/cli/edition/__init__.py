"""`checklist edition`: which editions there were, and the next."""

from __future__ import annotations

import typer

from checklist_tool.cli.chinese import Group
from checklist_tool.cli.options import JsonOption, RootOption, root_of
from checklist_tool.problems import ChecklistError


class _Commands(Group):
    places = {"new": "new:new"}


app = typer.Typer(name="edition", cls=_Commands, rich_markup_mode="rich")


@app.callback(invoke_without_command=True)
def edition(context: typer.Context, as_json: JsonOption = False, root: RootOption = None) -> int:
    """清单的版本：发布过哪几期，哪天发布，从哪个提交开始；new 是开新一期。

    以前一期的答复用 checklist query --as-of 那一天；两期之间改了什么用 checklist diff 提交号。

    例：

    checklist edition

    checklist edition new 第2期 --dry-run
    """
    from checklist_tool.cli import show

    if context.invoked_subcommand:
        if as_json or root:
            hint = "如 checklist edition new 第2期 --root 清单仓库"
            raise ChecklistError("--json、--root 写在 new 后面", hint)
        return 0
    from checklist_tool.usecases import editions

    found = list(editions.issued(root_of(root)))
    if as_json:
        show.as_json([one.as_json() for one in found])
        return 0
    show.table(
        ("期数", "发布日期", "从哪个提交开始"),
        [(one.edition, str(one.issued_on), (one.commit or "还没有提交")[:12]) for one in found],
    )
    return 0
