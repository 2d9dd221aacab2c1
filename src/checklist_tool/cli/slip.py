"""`checklist slip`: the answer about one item, on a page for the resident to take along."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show, verify_slip
from checklist_tool.cli.options import JsonOption, RootOption, desk_items_beginning, root_of, today
from checklist_tool.cli.render import (
    FontOption,
    FontPathOption,
    TemplatesOption,
    put_down,
    taken_from,
)
from checklist_tool.problems import ChecklistError, Problem

if TYPE_CHECKING:
    from checklist_tool.render.fonts import Fonts
    from checklist_tool.render.slip_parts import Slip
    from checklist_tool.repository import Entry, Repository


class Format(StrEnum):
    """What a slip is made as."""

    html = "html"
    pdf = "pdf"


class Paper(StrEnum):
    """The size of the page, the smallest first."""

    a5 = "a5"
    a4 = "a4"


def slip(
    item: Annotated[
        str | None,
        typer.Argument(
            metavar="[ITEM]",
            help="证明或服务的编号、名称",
            show_default=False,
            autocompletion=desk_items_beginning,
        ),
    ] = None,
    paper: Annotated[
        Paper | None,
        typer.Option("--paper", help="纸张；不写的用 a5，放不下就用 a4", show_default=False),
    ] = None,
    form: Annotated[
        list[Format] | None,
        typer.Option("--format", help="pdf 或 html；可写两次", show_default="pdf"),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="放到哪个文件夹")] = Path("build"),
    code: Annotated[
        str | None,
        typer.Option("--verify", metavar="CODE", help="核对单子上的校验码", show_default=False),
    ] = None,
    font: FontOption = None,
    font_path: FontPathOption = None,
    templates: TemplatesOption = None,
    root: RootOption = None,
    as_json: JsonOption = False,
) -> int:
    """出一页告知单交给居民：答复、理由、到哪里办、依据；或者核对一张单子的校验码。

    例：

    checklist slip 亲属关系证明

    checklist slip qinshu-guanxi --paper a4 --format html

    checklist slip --verify 1118-N4PR-GK
    """
    if (item is None) == (code is None):
        raise ChecklistError(
            "写一项的编号或名称，或者用 --verify 写校验码，两样里写一样",
            hint="例如：checklist slip 亲属关系证明",
        )
    folder = root_of(root)
    if code is not None:
        return verify_slip.verify(code, folder, as_json=as_json)
    made = _composed(item or "", folder)
    look = taken_from(folder, templates, font, font_path)
    papers = [paper] if paper else list(Paper)
    files = [_printed(made, one, papers, out, *look) for one in form or [Format.pdf]]
    if as_json:
        show.as_json(verify_slip.told(made) | {"files": files})
    else:
        show.remark(f"{made.name}：{made.headline}，校验码 {made.code}")
        for file in files:
            show.line(file)
    return 0


def _composed(wanted: str, folder: Path) -> Slip:
    from checklist_tool import checks
    from checklist_tool.files import WorkingTree
    from checklist_tool.lookup.dated import Dated
    from checklist_tool.render.slip import compose

    tree = WorkingTree(folder)
    repository, problems = checks.examine(tree, today())
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        from checklist_tool.editing.advice import advised

        errors = advised(tree, errors)
    entry = _found(repository, wanted, errors)
    concerned = {entry.id, *(basis.policy for basis in entry.item.basis)}
    faults = [
        error for error in errors
        if error.item in concerned or error.place.path == "data/edition.yaml"
    ]  # fmt: skip
    if faults:
        raise _faulty(entry.name, faults)
    return compose(entry, repository.edition, Dated(repository), today())


def _found(repository: Repository, wanted: str, errors: list[Problem]) -> Entry:
    from checklist_tool.model.kinds import DESK, LISTS
    from checklist_tool.render.slip import in_force

    named = [entry for entry in repository.find(wanted) if entry.kind in DESK]
    entries = [entry for entry in named if in_force(entry, today())] or named
    if len(entries) == 1:
        return entries[0]
    if entries:
        shown = "、".join(f"{entry.id}（{LISTS[entry.list]}）" for entry in entries)
        raise ChecklistError(f"不止一项叫“{wanted}”：{shown}", hint="写编号")
    if faults := [error for error in errors if error.item == wanted]:
        raise _faulty(wanted, faults)
    names = {
        name: entry.name
        for entry in repository.of(*DESK)
        for name in (*entry.item.aliases, entry.id, entry.name)
    }
    near = dict.fromkeys(names[one] for one in get_close_matches(wanted, names, 3))
    hint = f"是不是：{'、'.join(near)}？" if near else "先用 checklist query 按说法查找"
    unread = errors[:10] if repository.broken else None  # it may stand in a file that is broken
    raise ChecklistError(f"没有编号或名称是“{wanted}”的证明或服务", hint=hint, problems=unread)


def _faulty(name: str, faults: list[Problem]) -> ChecklistError:
    message = f"“{name}”或它引用的内容在清单里有 {len(faults)} 个错误，没有出单"
    return ChecklistError(message, hint="先改好再出", problems=faults[:10])


def _printed(
    made: Slip, form: Format, papers: list[Paper], out: Path, folders: tuple[Path, ...],
    fonts: Fonts | None,
) -> str:  # fmt: skip
    """The file of the slip, on the first of these papers on one page of which it fits."""
    from checklist_tool.render import sheet

    paper, *larger = papers
    try:
        if form is Format.html:
            data = sheet.page(made, paper.value, folders).encode()
        else:
            data = sheet.document(made, paper.value, folders, fonts)
    except sheet.DoesNotFit:
        if not larger:
            raise
        show.remark(f"一张 {paper.value.upper()} 放不下，用 {larger[0].value.upper()}")
        return _printed(made, form, larger, out, folders, fonts)
    return put_down(out, f"slip-{made.id}.{form.value}", data)
