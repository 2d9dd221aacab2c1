"""`checklist validate`: every fault of the lists, at its place."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    apart,
    inside,
    root_of,
    say_building,
    today,
)
from checklist_tool.cli.report_file import ReportFile
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.findings import FindingsFormat, not_carried_out, text, written


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只看这些文件或文件夹的问题", show_default=False)
    ] = None,
    form: Annotated[
        FindingsFormat | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help=f"输出的形式：{' '.join(FindingsFormat)}；"
            "默认 text，在 GitHub Actions 里默认 github",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="REV",
            help="只有从这个版本以来新带来的问题才算不通过；再看删掉、改写了什么",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有提醒也算不通过")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="把报告存到这个文件，屏幕上仍显示文字", show_default=False),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="CODE", help="说明一条规则：要求、道理、改法", show_default=False
        ),
    ] = None,
    root: RootOption = None,
) -> int:
    """检查 data/ 下的每个文件；每个问题一行，写明文件、行、列和改法。

    例：

    checklist validate

    checklist validate data/lists/certificates --format json

    checklist validate --since origin/main

    checklist validate --format gitlab --out gl-code-quality-report.json

    checklist validate --explain CK201
    """
    if explain is not None:
        others = (("--since", since), ("--strict", strict), ("--out", out), ("PATH", paths or None))
        for other in others:
            apart(("--explain", explain), other)
        return _explain(explain, as_json=as_json or form is FindingsFormat.json)
    report = None if out is None else ReportFile(out)  # which takes away the one of an earlier run
    if as_json and form is not FindingsFormat.json:
        apart(("--json", True), ("--format", form))
        form = FindingsFormat.json
    if report is not None and form is None:
        raise ChecklistError(
            "--out 要和 --format 一起用", hint="写明存成哪种形式，如 --format sarif"
        )
    form = form or _usual()
    try:
        folder = root_of(root, own=True)
        from checklist_tool.usecases import validation

        findings = validation.findings(
            folder, today(), paths=[inside(folder, path) for path in paths or []], since=since,
            strict=strict, tops=_tops(), building=say_building,
        )  # fmt: skip
    except Exception as error:
        told = error if isinstance(error, ChecklistError) else _crash(error)
        said = not_carried_out(told, form)
        if report is not None:
            if said:
                report.save(said)
        elif form is FindingsFormat.github:
            show.commands(said)
        elif (
            form is not FindingsFormat.json or told is not error
        ):  # a refusal is told by `run` then
            show.text(said)
        raise
    if findings.unchanged:
        show.remark(f"data/ 和 {since} 完全一样：这里没有改动可查，原有的问题不算")
    if report is not None:
        report.save(written(findings, form))
    if report is not None or form is FindingsFormat.text:
        show.text(text.written(findings, coloured=True))
    elif form is FindingsFormat.github:
        show.commands(written(findings, form))
    else:
        show.text(written(findings, form))
    show.remark(text.summary(findings))
    return 1 if findings.failures else 0


def _crash(error: Exception) -> ChecklistError:
    return ChecklistError(
        f"程序自己出了毛病（{type(error).__name__}），不是清单的错",
        hint="把运行记录交给管软件的人",
    )


def _usual() -> FindingsFormat:
    """The form when none is asked for: annotations where GitHub reads what is printed."""
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true" and not sys.stdout.isatty()
    return FindingsFormat.github if in_actions else FindingsFormat.text


def _tops() -> list[Path]:
    """What CI checked out."""
    given = (os.environ.get(name) for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"))
    return [Path(top) for top in given if top]


def _explain(code: str, *, as_json: bool) -> int:
    from checklist_tool.usecases import validation

    code = code.upper()
    rule = validation.explanation(code)
    if as_json:
        show.as_json({"code": code, **rule._asdict()})
    else:
        show.text(f"{code} {rule.promise}\n  为什么  {rule.why}\n  怎么改  {rule.mend}\n")
    return 0
