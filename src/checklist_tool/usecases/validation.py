"""Check the lists: every fault at its place, the pinned answers, and what a change brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from checklist_tool import checks, files, git, revisions
from checklist_tool.changes.rewritten import rewritten
from checklist_tool.checks.explained import EXPLANATIONS, Explanation
from checklist_tool.checks.since import brought_in
from checklist_tool.editing.advice import advised
from checklist_tool.files import Tree, below
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.repository import Repository
from checklist_tool.usecases import desk
from checklist_tool.usecases.findings import Findings

Building = Callable[[], object]


def findings(
    root: Path, today: date, *, paths: Sequence[str] = (), since: str | None = None,
    strict: bool = False, tops: Sequence[Path] = (), building: Building = lambda: None,
) -> Findings:  # fmt: skip
    """What is wrong with the lists, or below these paths of them.

    With `since`, what was wrong in that revision is known, and what was taken away or rewritten
    without a reason counts too. `tops` are where the repository may begin that the root lies in,
    for want of git; `building` is called before an index is built. Raises ChecklistError for a
    path without lists, and for a revision that is not there.
    """
    tree = files.WorkingTree(root)
    repository, problems = checks.examine(tree, today)
    answers = _changed_answers(repository, root, today, building)
    known: list[Problem] = []
    unchanged = False
    if since is not None:
        before = revisions.GitRevision(root, revisions.fork_point(root, since))
        unchanged = _same(tree, before)
        earlier, old = checks.examine(before, today)
        problems, known = brought_in(problems, tree, old, before)
        if answers:
            old_answers = _changed_answers(earlier, None, today, building)
            answers, still = brought_in(answers, tree, old_answers, before)
            known = sorted([*known, *still])
        problems = [*problems, *rewritten(earlier, repository, today)]
    problems = sorted([*problems, *answers])
    if problems or known:
        problems, known = advised(tree, problems), advised(tree, known)
    found = Findings(
        problems, known, tree.paths(), _above(root, tops), since, strict, unchanged=unchanged
    )
    return _narrowed(found, paths) if paths else found


def explanation(code: str) -> Explanation:
    """What a rule promises, why, and how to mend it; ChecklistError when there is no such code."""
    rule = EXPLANATIONS.get(code)
    if rule is None:
        raise ChecklistError(
            f"没有“{code}”这个代码",
            hint="代码写在每个问题前面，如 CK201；全部见 docs/reference/rules.md",
        )
    return rule


def _same(tree: Tree, before: Tree) -> bool:
    """Whether two states have the same files; one that cannot be read is like no other."""
    paths = tree.paths()
    try:
        return paths == before.paths() and all(
            tree.read(path) == before.read(path) for path in paths
        )
    except OSError:
        return False


def _changed_answers(
    repository: Repository, root: Path | None, today: date, building: Building
) -> list[Problem]:
    """The pinned answers that are not given, as far as the lists could be read.

    The saved index of `root` is asked where it was built of the very texts that were read: by
    size and time alone, files that were restored or touched may seem unchanged.
    """
    if not any(repository.of("answer")):
        return []
    from checklist_tool.search import build, pinned, store

    index = desk.opened(root, building) if root and "edition" not in repository.broken else None
    if root and index and index.meta("texts") != build.digest(repository):
        build.build(str(root)).close()  # so that the desk does not answer from it either
        index = None
    index = index or store.Index(build.in_memory(repository))
    return list(pinned.examine(repository, index, today))


def _above(root: Path, tops: Sequence[Path]) -> str:
    """The way from the top of the repository, or of what was checked out, to the root."""
    if found := git.above(root):
        return found
    for top in tops:
        if top != root and root.is_relative_to(top):
            return root.relative_to(top).as_posix() + "/"
    return ""


def _narrowed(findings: Findings, wanted: Sequence[str]) -> Findings:
    """What stands in the files that are wanted; raises ChecklistError for one that names none."""
    told = [problem.place.path for problem in findings.problems]
    for one in wanted:
        if not any(below(path, [one]) for path in (*findings.files, *told)):
            raise ChecklistError(f"{one} 里没有清单文件", hint="清单是 data/ 下面的 .yaml 文件")
    problems, known = (
        [problem for problem in each if below(problem.place.path, wanted)]
        for each in (findings.problems, findings.known)
    )
    kept = [path for path in findings.files if below(path, wanted)]
    found = replace(findings, problems=problems, known=known, files=kept)
    return replace(found, elsewhere=len(findings.failures) - len(found.failures))
