"""`checklist render`: the handbook as a page and as a book."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.choices import Choice, formats
from checklist_tool.cli.options import RootOption, apart, only_with, own_root, root_of
from checklist_tool.problems import ChecklistError
from checklist_tool.render.formats import FORMS, described

if TYPE_CHECKING:
    from checklist_tool.render.formats import Look


if TYPE_CHECKING:
    HandbookFormat = str
else:
    HandbookFormat = formats(FORMS)


class PaperSize(StrEnum):
    """The size of the pages."""

    a4 = "a4"
    a5 = "a5"


def _titles() -> Mapping[str, str]:
    from checklist_tool.usecases.printing import TITLES

    return TITLES


_WHAT = Choice("没有“{}”这一册", _titles)
FontOption = Annotated[
    list[str] | None,
    typer.Option(
        "--font",
        metavar="ROLE=FONT",
        help="正文 body=、标题 headings= 用的字体名或文件；写几次的，前一种没有的字用后一种",
        show_default="思源宋体、思源黑体",
    ),
]
FontPathOption = Annotated[
    list[Path] | None,
    typer.Option("--font-path", metavar="DIR", help="还在哪个文件夹找字体", show_default=False),
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates", metavar="DIR", help="模板先从这个文件夹取，一个文件一个文件地替换",
        show_default=False,
    ),
]  # fmt: skip


def render(
    what: Annotated[
        str,
        _WHAT.argument(
            "[WHAT]", "all、certificates、services、tasks，或一张清单如 negative 或 负面清单"
        ),
    ] = "all",
    form: Annotated[
        list[HandbookFormat] | None,
        typer.Option(
            "--format",
            help=f"{described()}；可写几次",
            show_default="html 和 pdf",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="放到哪个文件夹")] = Path("build"),
    paper: Annotated[
        PaperSize | None, typer.Option("--paper", help="PDF 的纸张", show_default="a4")
    ] = None,
    booklet: Annotated[
        bool, typer.Option("--booklet", help="PDF 拼成 A4 双面、对折骑马订的 A5 小册")
    ] = False,
    font: FontOption = None,
    font_path: FontPathOption = None,
    templates: TemplatesOption = None,
    list_templates: Annotated[
        bool, typer.Option("--list-templates", help="列出模板，各取自哪个文件")
    ] = False,
    eject: Annotated[
        str | None,
        typer.Option(
            "--eject",
            metavar="NAME",
            help="抄一份模板来改：抄到仓库的 templates/ 或 --templates",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="REV", help="网站的“本期变化”和哪个版本比", show_default="上一期"
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="清单或模板一改就重印，浏览器里打开的跟着刷新")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="不写文件，只看 --out 里的和现在印出来的是否一样")
    ] = False,
    root: RootOption = None,
) -> int:
    """印制手册：一个网页文件（断网也能查）、一本 PDF（可打印、可存档），或者 Word 文件。

    例：

    checklist render

    checklist render certificates --format pdf --booklet

    checklist render --format pdf --font body=仿宋_GB2312 --font headings=方正小标宋简体.ttf

    checklist render --format site --since HEAD~3

    checklist render --format html --watch

    checklist render services --format docx

    checklist render --eject handbook/handbook.typ
    """
    folder = root_of(root)
    if list_templates:
        return _list_templates(folder, templates)
    if eject is not None:
        return _eject(eject, folder if templates else own_root(root), templates)
    if booklet and paper is PaperSize.a4:
        raise ChecklistError("小册是 A5 的，不能同时要 --paper a4", hint="去掉 --paper a4")
    apart(("--check", check), ("--watch", watch))
    from checklist_tool.cli import printing
    from checklist_tool.usecases.printing import PrintOrder

    size = "a5" if booklet or paper is PaperSize.a5 else "a4"
    look = look_of(folder, templates, font, font_path, size, booklet=booklet)
    forms = [str(one) for one in dict.fromkeys(form or ("html", "pdf"))]
    _only_with_a_form_that_needs("paper", forms, ("--paper", paper), ("--booklet", booklet))
    _only_with_a_form_that_needs("git", forms, ("--since", since))
    order = PrintOrder(folder, what, forms, out, look, since)
    if check:
        return printing.check(order)
    if watch:
        from checklist_tool.cli.watch import watching

        return watching(order)
    printing.fill(order)
    return 0


def _only_with_a_form_that_needs(need: str, forms: list[str], *options: tuple[str, object]) -> None:
    able = [form.name for form in FORMS.values() if need in form.needs]
    only_with(f"--format {able[0]}", not {*able}.isdisjoint(forms), *options)


def look_of(
    folder: Path,
    templates: Path | None,
    font: list[str] | None,
    font_path: list[Path] | None,
    paper: str = "a4",
    *,
    booklet: bool = False,
) -> Look:
    """How it is to look; a remark when a folder of templates has none."""
    from checklist_tool.usecases import looks

    look = looks.chosen(folder, templates, font, font_path, paper, booklet=booklet)
    if templates and looks.has_none(folder, templates):
        show.remark(f"{templates} 里没有一个模板，用的是原来的；名称看 --list-templates")
    return look


def _list_templates(folder: Path, templates: Path | None) -> int:
    from checklist_tool.usecases import looks

    rows = [(name, str(path)) for name, path in looks.templates(folder, templates)]
    show.table(("模板", "取自"), rows)
    return 0


def _eject(name: str, folder: Path, templates: Path | None) -> int:
    from checklist_tool.usecases import looks

    show.line(str(looks.eject(name, folder, templates)))
    used = f"印的时候写 --templates {templates}" if templates else "以后印手册就用它"
    show.remark(f"改这一份；{used}")
    return 0
