"""This edition against the last, in words for the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checklist_tool.changes import Changes, EntryChange, compare
from checklist_tool.model.base import columns
from checklist_tool.model.files import kind_of
from checklist_tool.render.changes import ChangeRow, Policies, done, groups, rows, summary, verdict
from checklist_tool.repository import Entry, Repository, load
from checklist_tool.revisions import GitRevision, before_this_edition


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change: what was done to what, and where that stands now."""

    key: str  # the same for the same change of the same edition
    done: str
    name: str
    verdict: str
    link: str
    rows: Sequence[ChangeRow]


@dataclass(frozen=True, slots=True)
class ListChanges:
    """The changes of one list."""

    title: str
    changes: Sequence[PastChange]


@dataclass(frozen=True, slots=True)
class Past:
    """What changed since the last edition, or why nobody can tell."""

    why_not: str = ""
    span: str = ""
    summary: str = ""
    groups: Sequence[ListChanges] = ()


def past(root: Path, repository: Repository, since: str | None) -> Past:
    """What changed since a revision, or else since the last edition that git knows of.

    Raises ChecklistError for a revision that git does not know.
    """
    revision = before_this_edition(root) if since is None else since
    if revision is None:
        return Past(why_not="没有更早的一期可以比较：这是第一期，或者这里没有 git 的历史。")
    tree = GitRevision(root, revision)
    before, _ = load(tree)
    changes = compare(before, repository)
    changes = replace(changes, entries=tuple(_shown(changes)))
    policies = (before.policies, repository.policies)
    found = [
        ListChanges(title, [_told(change, policies) for change in several])
        for title, several in groups(changes)
    ]
    edition = next(before.of("edition"), None)
    was = f"{edition.item.edition}（{tree.commit[:8]}）" if edition else tree.commit[:8]
    return Past("", f"和{was}相比", summary(changes), found)


def _shown(changes: Changes) -> Iterator[EntryChange]:
    """The changes of what the pages show, without the fields that they do not."""
    for change in changes.entries:
        kind = kind_of(change.entry.source.path)
        if kind is not None and kind.public:
            hidden = {
                name
                for name, column in columns(type(change.entry.item))
                if not column.told("everyone")
            }
            fields = tuple(one for one in change.fields if one.path[0] not in hidden)
            if fields or not change.fields:
                yield replace(change, fields=fields)


def _told(change: EntryChange, policies: tuple[Policies, Policies]) -> PastChange:
    entry = change.entry
    key = "/".join((entry.kind, entry.list, entry.id, *change.acts))
    link = _link(entry) if change.after else ""
    return PastChange(
        key, done(change), change.name, verdict(change), link, rows(change, *policies)
    )


def _link(entry: Entry) -> str:
    match entry.kind:
        case "certificate" | "service" | "signpost" | "place":
            return f"items/{entry.id}.html"
        case "policy":
            return f"policies/{entry.id}.html"
        case "request" | "intervention":
            return f"admission.html#{entry.id}"
    return ""
