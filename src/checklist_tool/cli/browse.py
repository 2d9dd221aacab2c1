"""`checklist list` and `checklist show`: what is on the lists, and one item in full."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, root_of
from checklist_tool.cli.query import Kind, ListName
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Entry, Repository


def list_items(
    list_name: Annotated[
        ListName | None,
        typer.Argument(metavar="[LIST]", help="哪一张清单；不写就列出全部", show_default=False),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="只列证明或只列服务")] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """列出清单上的事项。

    例：

    checklist list negative

    checklist list --kind service --json
    """
    from checklist_tool.model import LISTS
    from checklist_tool.model.certificate import VERDICTS

    repository = _load(root)
    entries = [
        entry
        for entry in repository.of("certificate", "service")
        if (list_name is None or entry.list == list_name.value)
        and (kind is None or entry.kind == kind.value)
    ]
    entries.sort(key=lambda entry: list(LISTS).index(entry.list))
    if as_json:
        show.as_json(
            [
                {
                    "id": entry.id,
                    "kind": entry.kind,
                    "name": entry.name,
                    "list": entry.list,
                    "verdict": entry.verdict,
                }
                for entry in entries
            ]
        )
    else:
        show.table(
            ("清单", "答复", "编号", "名称"),
            [
                (LISTS[entry.list], VERDICTS.get(entry.verdict or "", "—"), entry.id, entry.name)
                for entry in entries
            ],
        )
        show.remark(f"共 {len(entries)} 项")
    return 0 if entries else 1


def show_item(
    item: Annotated[str, typer.Argument(help="编号或名称")],
    as_json: JsonOption = False,
    root: RootOption = None,
) -> int:
    """显示一项的全部内容和它在文件里的位置。

    例：checklist show qinshu-guanxi
    """
    from checklist_tool.lookup.view import record

    repository = _load(root)
    found = repository.find(item)
    if not found:
        names = [entry.id for entry in repository.entries] + [e.name for e in repository.entries]
        from difflib import get_close_matches

        near = get_close_matches(item, names, 3)
        hint = f"是不是：{'、'.join(near)}？" if near else "用 checklist query 按说法查找"
        raise ChecklistError(f"没有编号或名称是“{item}”的事项", hint=hint)
    if as_json:
        show.as_json(
            [
                {
                    "id": entry.id,
                    "kind": entry.kind,
                    "name": entry.name,
                    "list": entry.list,
                    "verdict": entry.verdict,
                    "path": entry.place().path,
                    "line": entry.place().line,
                    "item": record(entry.item),
                }
                for entry in found
            ]
        )
        return 0
    for entry in found:
        _show(entry, repository)
    return 0


def _show(entry: Entry, repository: Repository) -> None:
    from checklist_tool.lookup.view import view
    from checklist_tool.model import LISTS, kind_of
    from checklist_tool.model.certificate import VERDICTS

    kind = kind_of(entry.source.path)
    where = LISTS.get(entry.list) or (kind.title if kind else "")
    verdict = f"【{VERDICTS[entry.verdict]}】" if entry.verdict else ""
    head = [("编号", [entry.id], False, ""), ("清单", [where], False, "")]
    for name, title in (("aliases", "又称"), ("asks", "常见问法")):
        if several := getattr(entry.item, name, None):
            head.append((title, ["；".join(several)], False, ""))
    tail = [("位置", [str(entry.place())], False, "")]
    show.rows(f"{verdict}{entry.name}", [*head, *view(entry.item, repository.policies), *tail])


def _load(root: Path | None) -> Repository:
    from checklist_tool.files import WorkingTree
    from checklist_tool.repository import load

    repository, problems = load(WorkingTree(root_of(root)))
    if any(problem.severity == "error" for problem in problems):
        show.remark(f"有 {len(problems)} 处读不出，没有列在里面；运行 checklist validate 查看")
    return repository
