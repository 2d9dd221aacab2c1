"""`checklist impact`: what rests on a policy, and what its repeal would bring."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    day_of,
    policies_beginning,
    root_of,
    today,
)
from checklist_tool.problems import ChecklistError, unknown

if TYPE_CHECKING:
    from checklist_tool.checks.impact import Use
    from checklist_tool.repository import Repository


def impact(
    policy: Annotated[
        str, typer.Argument(help="政策文件的编号、标题或文号", autocompletion=policies_beginning)
    ],
    repealed: Annotated[
        str | None,
        typer.Option("--repealed", help="假如这一天废止，校验会多出哪些问题", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出以一份政策文件为依据的每一项（证明、服务、牌子、准入申请、清单外的答复）和它在哪一行。

    正文里提到这份文件的地方也列出。只看，不改文件。
    没有一项用到它，或者废止会带来问题，退出码是 1。

    例：

    checklist impact minfa-2020-20

    checklist impact 民发〔2020〕20号 --repealed 2027-01-01
    """
    from checklist_tool.checks import impact
    from checklist_tool.cli.formats import Findings, text
    from checklist_tool.files import WorkingTree
    from checklist_tool.repository import load

    repository, _ = load(WorkingTree(root_of(root)))
    found = impact.called(repository, policy)
    if found is None:
        raise _unknown(repository, policy)
    uses = impact.uses(repository, found.item)
    mentions = impact.mentions(repository, found.item)
    day = None if repealed is None else day_of(repealed)
    faults = impact.if_repealed(repository, found.item, day, today()) if day else []
    if as_json:
        place = found.place()
        show.as_json(
            {
                "policy": {
                    "id": found.id, "title": found.item.title,
                    "doc_number": found.item.doc_number, "path": place.path, "line": place.line,
                },
                "uses": [_as_json(use) for use in uses],
                "mentions": [_as_json(use) for use in mentions],
                "repealed_on": day.isoformat() if day else None,
                "problems": [fault.as_json() for fault in faults],
            }
        )  # fmt: skip
    else:
        show.line(f"{found.item.cited()}  {found.id}  {found.place()}", show.BOLD)
        _show("以它为依据", uses)
        _show("正文里提到它", mentions)
        if faults:
            show.line(f"\n假如 {day} 废止，校验会多出", show.BOLD)
            found_faults = Findings(faults, [], [])
            show.text(text.written(found_faults, coloured=sys.stdout.isatty()))
    unread = "、".join(sorted(repository.unread))
    if unread:
        show.remark(f"这些文件里有错误，读不了的没有列出：{unread}")
    show.remark(f"{len(uses)} 处以它为依据，{len(mentions)} 处正文提到它")
    if day:
        show.remark(f"假如 {day} 废止，校验会多出 {len(faults)} 个问题")
    return 1 if faults or not (uses or mentions) else 0


def _unknown(repository: Repository, wanted: str) -> ChecklistError:
    known = [name for entry in repository.of("policy") for name in entry.item.names]
    said = "政策依据库里没有编号、标题或文号是“{}”的文件"
    return unknown(said, wanted, known, "登记在 register.yaml 里的才查得到")


def _show(title: str, uses: list[Use]) -> None:
    from checklist_tool.model.base import headings
    from checklist_tool.model.kinds import KINDS, LISTS

    titles = {kind.name: kind.title for kind in KINDS}
    for of_list, some in groupby(uses, lambda u: LISTS.get(u.entry.list) or titles[u.entry.kind]):
        show.line(f"\n{title} · {of_list}", show.BOLD)
        for use in some:
            entry = use.entry
            field = headings(type(entry.item)).get(str(use.loc[0]), "")
            where = (use.basis.article or "") if use.basis else field
            place = show.style(str(use.place), show.DIM)
            show.line("  " + "  ".join(filter(None, (entry.name, entry.id, where, place))))


def _as_json(use: Use) -> dict[str, Any]:
    entry, place = use.entry, use.place
    return {
        "kind": entry.kind, "list": entry.list, "id": entry.id, "name": entry.name,
        "field": list(use.loc), "article": use.basis.article if use.basis else None,
        "path": place.path, "line": place.line, "column": place.column,
    }  # fmt: skip
