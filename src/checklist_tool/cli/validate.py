"""`checklist validate`: every fault of the lists, at its place."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, index_at, root_of, today
from checklist_tool.problems import ChecklistError, Problem


class Format(StrEnum):
    """The forms in which problems are told."""

    text = "text"
    json = "json"


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只看这些文件或文件夹的问题", show_default=False)
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出的形式")] = Format.text,
    as_json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="有提醒也算不通过")] = False,
    root: RootOption = None,
) -> int:
    """检查 data/ 下的每个文件；每个问题一行，写明文件、行、列和改法。

    例：

    checklist validate

    checklist validate data/lists/certificates --format json
    """
    from checklist_tool import checks
    from checklist_tool.files import WorkingTree

    folder = root_of(root)
    tree = WorkingTree(folder)
    repository, problems = checks.examine(tree, today())
    if not _fails(problems, strict=False) and any(repository.of("answer")):
        from checklist_tool.lookup import pinned

        index = index_at(folder)
        problems = sorted([*problems, *pinned.examine(repository, index, today())])
    files = tree.paths()
    if paths:
        wanted = [_inside(folder, path) for path in paths]
        problems = [problem for problem in problems if _below(problem.place.path, wanted)]
        files = [path for path in files if _below(path, wanted)]
    if as_json or form is Format.json:
        show.as_json([problem.as_json() for problem in problems])
    else:
        show.problems(problems, len(files))
    return 1 if _fails(problems, strict=strict) else 0


def _fails(problems: list[Problem], *, strict: bool) -> bool:
    return any(strict or problem.severity == "error" for problem in problems)


def _inside(root: Path, path: Path) -> str:
    """The path as problems name it; raises ChecklistError when it is not below the root."""
    for candidate in (Path.cwd() / path, root / path):
        if candidate.exists() and candidate.resolve().is_relative_to(root.resolve()):
            return candidate.resolve().relative_to(root.resolve()).as_posix()
    raise ChecklistError(f"清单仓库 {root} 里没有 {path}", hint="检查路径，或者用 --root 指明仓库")


def _below(path: str, wanted: list[str]) -> bool:
    return any(w in (".", path) or path.startswith(w + "/") for w in wanted)
