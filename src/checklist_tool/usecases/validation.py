"""Check the lists: every fault at its place, the pinned answers, and what a change brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checklist_tool import checks, files, git, revisions
from checklist_tool.checks.explained import EXPLANATIONS, Explanation
from checklist_tool.checks.since import brought_in
from checklist_tool.files import Tree, below
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.repository import Repository
from checklist_tool.usecases.findings import Examination

if TYPE_CHECKING:
    from checklist_tool.search.build import Reading
    from checklist_tool.search.store import Index

Building = Callable[[], object]


def findings(
    root: Path, today: date, *, paths: Sequence[str] = (), since: str | None = None,
    strict: bool = False, tops: Sequence[Path] = (), building: Building = lambda: None,
) -> Examination:  # fmt: skip
    """What is wrong with the lists, or below these paths of them.

    With `since`, what was wrong in that revision is known, and what was taken away or rewritten
    without a reason counts too. `tops` are where the repository may begin that the root lies in,
    for want of git; `building` is called before an index is built. Raises ChecklistError for a
    path without lists, and for a revision that is not there.
    """
    from checklist_tool.search import build

    tree = files.WorkingTree(root)
    reading = build.read(str(root))
    repository = reading.repository
    problems = sorted({*reading.problems, *checks.faults(repository, today)})
    answers = _changed_answers(repository, today, lambda: _saved(root, reading, building))
    known: list[Problem] = []
    unchanged = False
    if since is not None:
        from checklist_tool.changes.rewritten import rewritten

        before = revisions.GitRevision(root, revisions.fork_point(root, since))
        unchanged = _same(tree, before)
        earlier, old = checks.examine(before, today)
        problems, known = brought_in(problems, tree, old, before)
        if answers:
            old_answers = _changed_answers(earlier, today, lambda: None)
            answers, still = brought_in(answers, tree, old_answers, before)
            known = sorted([*known, *still])
        problems = [*problems, *rewritten(earlier, repository, today)]
    problems = sorted([*problems, *answers])
    if problems or known:
        from checklist_tool.editing.advice import advised

        problems, known = advised(tree, problems), advised(tree, known)
    found = Examination(
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
    repository: Repository, today: date, saved: Callable[[], Index | None]
) -> list[Problem]:
    """The pinned answers that are not given, as far as the lists could be read.

    The `saved` index is asked where there is one: not without an edition, nor of a revision.
    """
    if not any(repository.of("answer")):
        return []
    from checklist_tool.search import build, pinned, store
    from checklist_tool.search.kept_answers import KeptAnswers

    index = None if "edition" in repository.broken else saved()
    if index is None:
        index = store.Index(build.in_memory(repository))
        return list(pinned.examine(repository, index, today))
    kept = KeptAnswers(index, index.root)
    found = list(pinned.examine(repository, index, today, kept))
    kept.keep()
    return found


def _saved(root: Path, reading: Reading, building: Building) -> Index:
    """The saved index if it was built of the very texts that were read; otherwise one built anew.

    By size and time alone, files that were restored or touched may seem unchanged. The desk shall
    not answer from such an index either.
    """
    from checklist_tool.search import build, store

    index = store.fresh(str(root), whole=True)
    if index and index.meta("texts") == build.digest(reading.repository):
        return index
    if index:
        index.connection.close()
    building()
    return store.Index(build.build(str(root), reading))


def _above(root: Path, tops: Sequence[Path]) -> str:
    """The way from the top of the repository, or of what was checked out, to the root."""
    if found := git.above(root):
        return found
    for top in tops:
        if top != root and root.is_relative_to(top):
            return root.relative_to(top).as_posix() + "/"
    return ""


def _narrowed(findings: Examination, wanted: Sequence[str]) -> Examination:
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
