"""Editions (版本): which were issued, and what closes one and begins the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checklist_tool import editing, git
from checklist_tool.files import InMemory, WorkingTree
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Decided, Repository, load
from checklist_tool.revisions import EDITION, is_shallow, issuing_commits
from checklist_tool.usecases.comparing import Compared, compared
from checklist_tool.usecases.unchecked import Awaiting, awaiting

_MOST = 200  # editions that are looked for in git


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition: its number, its day of issue, and the commit that began it (None: not yet)."""

    edition: str
    issued_on: date
    commit: str | None

    def as_json(self) -> dict[str, str | None]:
        """The stable form."""
        return {"edition": self.edition, "issued_on": self.issued_on.isoformat(),
                "commit": self.commit}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closing:
    """What ends with the edition before: how the lists changed in it, and what awaits a look.

    `changes` is None where git does not know when that edition began.
    """

    before: Issued
    after: Issued
    change: editing.Change
    changes: Compared | None
    awaiting: list[Awaiting]

    @property
    def commands(self) -> str:
        """The commands by which the new edition is kept in git under its name.

        Signs that a shell or git would take for something else are left out of it.
        """
        name = re.sub(r"[^\w.]+|\.+(?=\.|$)", "-", self.after.edition).strip("-.") or "edition"
        return f"git commit -am {name} && git tag {name}"

    def as_json(self) -> dict[str, Any]:
        """The stable form."""
        return {
            **self.change.as_json(),
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "changes": self.changes.as_json() if self.changes else None,
            "unchecked": [one.as_json() for one in self.awaiting],
            "commands": self.commands,
        }


def issued(root: Path) -> Iterator[Issued]:
    """The editions of the lists below the root, the newest first, as far back as git knows.

    Raises ChecklistError when the edition of today cannot be read, and in a shallow clone.
    """
    try:
        now = _of(WorkingTree(root).read(EDITION))
    except OSError:
        now = None
    if now is None:
        raise ChecklistError("data/edition.yaml 读不了", hint="运行 checklist validate 看说明")
    began: dict[tuple[str, date], str] = {}
    if is_shallow(root):  # the commit at which the history is cut off began nothing
        raise ChecklistError(
            "这是浅克隆，看不到以前各期从哪里开始", hint="先运行 git fetch --unshallow"
        )
    commits = issuing_commits(root, _MOST)
    path = f"{git.above(root)}{EDITION}"
    texts = git.objects(root, [f"{commit}:{path}" for commit in commits]) if commits else []
    for commit, text in zip(commits, texts, strict=False):
        if text and (there := _of(text)):
            began[there] = commit  # of one that came again, the earliest commit stands last
    yield Issued(*now, began.pop(now, None))
    yield from (Issued(*there, commit) for there, commit in began.items())


def close(
    root: Path, edition: str, issued_on: date, today: date, *, dry_run: bool = False
) -> Closing:
    """Begin a new edition unless dry_run; what ended with the one before.

    Raises ChecklistError when an edition has that number, when it would be issued before the
    last one, or when that one is not in git yet.
    """
    before, *earlier = issued(root)
    if edition in (one.edition for one in (before, *earlier)):
        raise ChecklistError(
            f"已经有“{edition}”了", hint="换一个期数；有哪些，运行 checklist edition"
        )
    if issued_on < before.issued_on:
        raise ChecklistError(
            f"{issued_on} 早于“{before.edition}”的发布日期 {before.issued_on}",
            hint="用 --issued-on 写新一期发布的那一天",
        )
    if earlier and before.commit is None:
        raise ChecklistError(f"“{before.edition}”还没有提交到 git", hint="先提交这一期，再开新一期")
    changes = compared(root, [before.commit]) if before.commit else None

    def decide(repository: Repository) -> Decided:
        held = editing.source(repository, EDITION).data
        return {EDITION: {**held, "edition": edition, "issued_on": issued_on.isoformat()}}

    change = editing.change(root, decide, today, dry_run=dry_run)
    repository = change.lists or load(WorkingTree(root))[0]
    left = [] if change.refused else list(awaiting(repository, today))
    return Closing(before, Issued(edition, issued_on, None), change, changes, left)


def _of(text: bytes) -> tuple[str, date] | None:
    """The number and the day of issue that this data/edition.yaml says; None for a broken one."""
    repository, _ = load(InMemory({EDITION: text}))
    found = next(repository.of("edition"), None)
    if found is None or "edition" in repository.broken:
        return None
    return found.item.edition, found.item.issued_on
