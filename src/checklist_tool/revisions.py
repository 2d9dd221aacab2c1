"""Earlier states of the lists in git: one as a tree, and which there are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from checklist_tool import git
from checklist_tool.files import LIMIT, LinkError, RepositoryError, WorkingTree, yaml_files
from checklist_tool.problems import ChecklistError

EDITION = "data/edition.yaml"
_ISSUE = re.compile("^(edition|issued_on):")


class GitRevision:
    """The files as they stood in a revision that git knows: a commit, a branch, a tag.

    Raises ChecklistError when there is no git, no such revision, or no repository.
    """

    def __init__(self, root: Path, revision: str) -> None:
        self.root = root
        found = None if revision.startswith("-") else git.said(
            root, "rev-parse", "--verify", "--quiet", revision + "^{commit}"
        )  # fmt: skip
        if found is None:
            raise ChecklistError(*git.why_not(root, revision))
        self.commit = found.strip()
        listed = git.files(root, self.commit)
        below = f"{self.commit}:{git.above(root)}data"
        if listed is None or (not listed and git.said(root, "cat-file", "-t", below)):
            raise ChecklistError(*git.damaged(root))  # to compare with nothing would find no loss
        self._names = yaml_files(listed)
        self._texts: dict[str, bytes] | None = None

    def paths(self) -> list[str]:
        """Every YAML file under data/ in that revision, as sorted relative POSIX paths."""
        return sorted(self._names)

    def read(self, path: str) -> bytes:
        """The bytes of one file, cut off one byte after LIMIT; raises OSError.

        The first call reads every file, since starting git once for each would take longer.
        """
        if path not in self._names:
            raise FileNotFoundError(path)
        if self._names[path] is None:
            raise LinkError(path)
        if not self._names[path]:
            raise RepositoryError(path)
        if self._texts is None:
            self._texts = self._all()
        return self._texts[path][: LIMIT + 1]

    def _all(self) -> dict[str, bytes]:
        wanted = {path: name for path, name in self._names.items() if name}
        try:
            found = git.objects(self.root, list(wanted.values()))
        except OSError:
            found = [None]
        texts = {path: text for path, text in zip(wanted, found, strict=False) if text is not None}
        if len(texts) < len(wanted):
            raise ChecklistError(*git.damaged(self.root))
        return texts


def fork_point(root: Path, revision: str, other: str = "HEAD") -> str:
    """The commit from which two revisions went apart; the first of them where there is none.

    What was mended on the other branch since then is not the fault of this one. Raises
    ChecklistError where a shallow clone lacks that commit.
    """
    asked = not revision.startswith("-") and not other.startswith("-")
    wanted = git.said(root, "merge-base", revision, other) if asked else None
    if asked and wanted is None and git.said(root, "cat-file", "-t", revision) and is_shallow(root):
        raise ChecklistError(
            f"这是浅克隆，找不到 {revision} 和 {other} 从哪个提交分开",
            hint="先运行 git fetch --unshallow；在 CI 里让它取全部历史（fetch-depth: 0）",
        )
    return (wanted or revision).strip()


def is_shallow(root: Path) -> bool:
    """Whether the history ends where it was cut off, and not where it began."""
    return (git.said(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def revisions_until(root: Path, day: date, most: int) -> list[str]:
    """The last commits that changed what a slip shows up to the end of a day, the newest first.

    What stood on a branch alone was never in force: of that the merge counts. Empty where there
    is no git, or no commit as old.
    """
    until = f"--before={day.isoformat()}T23:59:59"
    listed = git.said(
        root, "log", "--first-parent", until, f"-n{most}", "--format=%H", "--",
        "data/lists", "data/edition.yaml", "data/local.yaml",
    )  # fmt: skip
    return (listed or "").split()


def before_this_edition(root: Path) -> str | None:
    """The commit in which the lists last stood as an earlier edition; None when git knows of none.

    That is the commit before the one that gave data/edition.yaml its edition or day of issue.
    """
    committed = git.said(root, "cat-file", "blob", f"HEAD:./{EDITION}")
    if committed is not None:
        try:
            now = WorkingTree(root).read(EDITION).decode("utf-8", "replace")
        except OSError:
            now = ""
        if issue(committed) != issue(now):
            return "HEAD"  # the new edition is not committed yet
    found = issuing_commits(root, 1)
    before = f"{found[0]}^" if found else None
    return before if before and git.said(root, "cat-file", "-t", f"{before}:./{EDITION}") else None


def issuing_commits(root: Path, most: int) -> list[str]:
    """The last commits that gave data/edition.yaml its edition or day of issue, the newest first.

    Empty where there is no git.
    """
    # A merge counts for what it brings in, and the file is text whatever .gitattributes says.
    found = git.said(
        root, "log", f"-{most}", "-s", "--first-parent", "-m", "--text", *git.NO_PROGRAMS,
        "--format=%H", f"-G{_ISSUE.pattern}", "--", EDITION,
    )  # fmt: skip
    return (found or "").split()


def issue(text: str) -> list[str]:
    """The lines of data/edition.yaml that make an edition another one."""
    return [line.rstrip() for line in text.splitlines() if _ISSUE.match(line)]
