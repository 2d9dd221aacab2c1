"""`checklist validate`: every fault of the lists, at its place."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.formats import Findings, Format, not_carried_out, text, written
from checklist_tool.cli.options import (
    JsonOption,
    RootOption,
    apart,
    below,
    index_at,
    inside,
    root_of,
    today,
)
from checklist_tool.cli.report_file import Report
from checklist_tool.problems import ChecklistError, Problem

if TYPE_CHECKING:
    from checklist_tool.files import Tree
    from checklist_tool.repository import Repository


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只看这些文件或文件夹的问题", show_default=False)
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help=f"输出的形式：{' '.join(Format)}；默认 text，在 GitHub Actions 里默认 github",
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
        return _explain(explain, as_json=as_json or form is Format.json)
    report = None if out is None else Report(out)  # which takes away the one of an earlier run
    if as_json and form is not Format.json:
        apart(("--json", True), ("--format", form))
        form = Format.json
    if report is not None and form is None:
        raise ChecklistError(
            "--out 要和 --format 一起用", hint="写明存成哪种形式，如 --format sarif"
        )
    form = form or _usual()
    try:
        findings = _findings(root_of(root, own=True), paths or [], since, strict=strict)
    except Exception as error:
        told = error if isinstance(error, ChecklistError) else _crash(error)
        said = not_carried_out(told, form)
        if report is None and form is Format.github:
            show.commands(said)
        elif report is None:
            show.text(said)
        elif said:
            report.save(said)
        raise
    if report is not None:
        report.save(written(findings, form))
    if report is not None or form is Format.text:
        show.text(text.written(findings, coloured=True))
    elif form is Format.github:
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


def _usual() -> Format:
    """The form when none is asked for: annotations where GitHub reads what is printed."""
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true" and not sys.stdout.isatty()
    return Format.github if in_actions else Format.text


def _findings(root: Path, paths: list[Path], since: str | None, *, strict: bool) -> Findings:
    from checklist_tool import checks, files
    from checklist_tool.changes.rewritten import rewritten
    from checklist_tool.checks.since import brought_in

    tree = files.WorkingTree(root)
    repository, problems = checks.examine(tree, today())
    known: list[Problem] = []
    if since is not None:
        before = files.GitRevision(root, files.fork_point(root, since))
        if _same(tree, before):
            show.remark(f"data/ 和 {since} 完全一样：这里没有改动可查，原有的问题不算")
        earlier, old = checks.examine(before, today())
        problems, known = brought_in(problems, tree, old, before)
    answers = _changed_answers(repository, root)
    if answers and since is not None:
        answers, still = brought_in(answers, tree, _changed_answers(earlier), before)
        known = sorted([*known, *still])
    problems = sorted([*problems, *answers])
    if since is not None:
        problems = sorted([*problems, *rewritten(earlier, repository, today())])
    if problems or known:
        from checklist_tool.editing.advice import advised

        problems, known = advised(tree, problems), advised(tree, known)
    found = Findings(problems, known, tree.paths(), _above(root), since, strict)
    return _narrowed(found, [inside(root, path) for path in paths]) if paths else found


def _same(tree: Tree, before: Tree) -> bool:
    """Whether two states have the same files; one that cannot be read is like no other."""
    paths = tree.paths()
    try:
        return paths == before.paths() and all(
            tree.read(path) == before.read(path) for path in paths
        )
    except OSError:
        return False


def _changed_answers(repository: Repository, root: Path | None = None) -> list[Problem]:
    """The pinned answers that are not given, as far as the lists could be read.

    The saved index of `root` is asked where it was built of the very texts that were read: by
    size and time alone, files that were restored or touched may seem unchanged.
    """
    if not any(repository.of("answer")):
        return []
    from checklist_tool.lookup import compile, pinned, search

    saved = root is not None and "edition" not in repository.broken
    index = index_at(root) if root and saved else None
    if root and index and index.meta("texts") != compile.digest(repository):
        compile.build(str(root)).close()  # so that the desk does not answer from it either
        index = None
    index = index or search.Index(compile.in_memory(repository))
    return list(pinned.examine(repository, index, today()))


def _above(root: Path) -> str:
    """The way from the top of the repository, or of what CI checked out, to the root."""
    from checklist_tool import git

    if found := git.above(root):
        return found
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        top = Path(os.environ.get(name) or root)
        if top != root and root.is_relative_to(top):
            return root.relative_to(top).as_posix() + "/"
    return ""


def _narrowed(findings: Findings, wanted: list[str]) -> Findings:
    """What stands in the files that are wanted; raises ChecklistError for one that names none."""
    told = [problem.place.path for problem in findings.problems]
    for one in wanted:
        if not any(below(path, [one]) for path in (*findings.files, *told)):
            raise ChecklistError(f"{one} 里没有清单文件", hint="清单是 data/ 下面的 .yaml 文件")
    problems, known = (
        [problem for problem in each if below(problem.place.path, wanted)]
        for each in (findings.problems, findings.known)
    )
    files = [path for path in findings.files if below(path, wanted)]
    found = replace(findings, problems=problems, known=known, files=files)
    return replace(found, elsewhere=len(findings.failures) - len(found.failures))


def _explain(code: str, *, as_json: bool) -> int:
    from checklist_tool.checks import explained

    rule = explained.RULES.get(code.upper())
    if rule is None:
        raise ChecklistError(
            f"没有“{code}”这个代码",
            hint="代码写在每个问题前面，如 CK201；全部见 docs/reference/rules.md",
        )
    if as_json:
        show.as_json({"code": code.upper(), **rule._asdict()})
    else:
        show.text(f"{code.upper()} {rule.promise}\n  为什么  {rule.why}\n  怎么改  {rule.mend}\n")
    return 0
