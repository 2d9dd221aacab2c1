"""Change the lists: decide, examine the result, write all files or none. Nothing else does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

from checklist_tool import checks, writing, yaml_source
from checklist_tool.checks.every import RULES
from checklist_tool.checks.since import brought_in
from checklist_tool.editing import advice, answers
from checklist_tool.editing.canonical import canonical
from checklist_tool.editing.compose import composed
from checklist_tool.editing.layout import layout_of
from checklist_tool.editing.mend import Mend, mended
from checklist_tool.editing.unseen import unseen_in_form
from checklist_tool.files import Overlay, Tree, WorkingTree, right_name
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import no_keys
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.reading import Once
from checklist_tool.repository import Decide, Repository
from checklist_tool.strays import unreadable
from checklist_tool.yaml_source import Source


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit makes of the files, and what is wrong with it; `written` when it was done.

    `refused` are the errors it would bring in, `warnings` the remarks; problems that were there
    before are in neither. `lists` are the lists as they stand with the change.
    """

    before: dict[str, bytes | None]
    after: dict[str, bytes | None]
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    written: bool = False
    lists: Repository | None = field(default=None, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The stable form that the commands print."""
        return {
            "written": self.written,
            "files": sorted(self.after),
            "refused": [problem.as_json() for problem in self.refused],
            "warnings": [problem.as_json() for problem in self.warnings],
            "diff": self.diff(),
        }

    def diff(self) -> str:
        """The change as `diff -u` shows it; empty when the files stay as they are."""
        return "".join(
            diff(path, self.before[path], new) for path, new in sorted(self.after.items())
        )


def change(
    root: Path,
    decide: Decide,
    today: date,
    *,
    dry_run: bool = False,
    accept_answers: bool = False,
    reader: Once | None = None,
) -> Change:
    """Write what `decide` makes of the lists, all of it or nothing.

    `decide` is given the lists as they stand and gives the new data of each file that changes.
    Nobody else's edit comes in between, so none is lost. An edit
    that brings in an error is refused; errors that were there before do not stand in the way, so
    a broken list can be mended one item at a time. One that changes a pinned answer is refused
    too, or with `accept_answers` the pins change with it. What the reader has read before is not
    read again. Raises ChecklistError when it cannot be written.
    """
    with nullcontext() if dry_run else writing.alone(root):
        now, reader = Overlay(WorkingTree(root), {}), reader or Once()
        repository, known = checks.examine(now, today, reader)
        try:
            texts = composed(repository, decide(repository))
        except ChecklistError as error:
            error.problems = error.problems or advice.advised(now, _unread(known))
            raise
        after = _different(now, texts)
        then = Overlay(now, after)
        result, found = checks.examine(then, today, reader)
        new, _ = brought_in(found, then, known, now)
        new = [problem for problem in new if not _unasked(problem, repository)]
        errors = [problem for problem in new if problem.severity == "error"]
        remarks = [problem for problem in new if problem.severity != "error"]
        if not errors and after:
            changed = answers.changed(repository, result, after, today, str(root))
            if changed and accept_answers:
                accepted = answers.accepted(repository, result, today, str(root))
                after = _different(now, {**texts, **composed(result, accepted)})
            else:
                errors += changed
        before = {path: _bytes(now, path) for path in after}
        done = bool(after) and not errors and not dry_run
        if done:
            writing.write(root, before, after)
    return Change(before, after, errors, remarks, done, result)


def _different(tree: Tree, texts: Mapping[str, str]) -> dict[str, bytes | None]:
    """The files that would be other than they are, as they would be."""
    found: dict[str, bytes | None] = {}
    for path, text in texts.items():
        now = _bytes(tree, path)
        new = _encoded(text, now)
        if new != now:
            found[path] = new
    return found


@dataclass(frozen=True, slots=True)
class Tidied:
    """The files in their canonical form, what was mended in them, and what was left and why."""

    change: Change
    left: list[ChecklistError]
    mends: list[Mend]


def tidy(
    root: Path, wanted: Callable[[str], bool], *, dry_run: bool = False, fix: bool = False
) -> Tidied:
    """Bring the wanted files into the canonical form.

    The data stays the same, so nothing is examined. With `fix`, slips of typing are mended
    first; a file that still cannot be read is written as far as it was mended.
    """
    before: dict[str, bytes | None] = {}
    after: dict[str, bytes | None] = {}
    left: list[ChecklistError] = []
    mends: list[Mend] = []
    with nullcontext() if dry_run else writing.alone(root):
        tree = WorkingTree(root)
        for path in filter(wanted, tree.paths()):
            if right_name(path) != path:
                continue  # nobody reads it, so it is not for us to write
            found: list[Mend] = []
            try:
                raw = tree.read(path)
                new, found = mended(path, raw) if fix else (raw, [])
                mends += found
                new = _tidied(path, new)
            except OSError as error:
                left.append(_left(path, [unreadable(path, error)]))
                continue
            except ChecklistError as error:
                if not fix:
                    error.problems = advice.advised(tree, error.problems)
                if found:
                    done = f"改好了 {len(found)} 处笔误，余下的没有动"
                    error.message = error.message.replace("没有动它", done)
                left.append(error)
            if new != raw:
                before[path], after[path] = raw, new
        if after and not dry_run:
            writing.write(root, before, after)
    return Tidied(Change(before, after, written=bool(after) and not dry_run), left, mends)


def _tidied(path: str, raw: bytes) -> bytes:
    read, problems = yaml_source.read(path, raw)
    if read is None:
        raise _left(path, [problem for problem in problems if problem.severity == "error"])
    if (kind := kind_of(path)) and not isinstance(read.data, dict):
        said = no_keys(kind.title, read.data, of_items="items" in kind.shape.model_fields)
        raise _left(path, [Problem(read.place(), "CK014", *said)])
    try:
        found = canonical(read.text, layout_of(path))
    except ChecklistError as error:
        raise ChecklistError(f"{path} {error.message}", error.hint) from None
    if found != read.text and (unseen := unseen_in_form(read)):
        message = f"{path} 有一整理就看不出来的问题，没有动它"
        raise ChecklistError(message, "先按提示改好", unseen)
    return found.encode()


def _left(path: str, problems: list[Problem]) -> ChecklistError:
    return ChecklistError(f"{path} 读不了，没有动它", "先按提示改好", problems)


def source(repository: Repository, path: str) -> Source:
    """The file that is to be edited; raises ChecklistError when it could not be read."""
    found = repository.sources.get(path)
    if found is None:
        raise ChecklistError(
            f"{path} 读不了，没法修改", hint="先运行 checklist validate，按提示把这个文件改好"
        )
    return found


def diff(path: str, before: bytes | None, after: bytes | None) -> str:
    """One file's change as `diff -u` shows it, whatever its line ends are."""
    if before == after:
        return ""
    old, new = (_lines(content) for content in (before, after))
    names = (f"a/{path}" if before is not None else "/dev/null",
             f"b/{path}" if after is not None else "/dev/null")  # fmt: skip
    # difflib is slow on long lists, so it is given only what lies between the same lines.
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    start, end = max(0, start - _CONTEXT), max(0, end - _CONTEXT)
    said = unified_diff(old[start : len(old) - end], new[start : len(new) - end], *names)
    shown = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in said
    )
    return "".join(_HUNK.sub(lambda found: str(int(found[0]) + start), line, count=2)
                   if line.startswith("@@ ") else line for line in shown)  # fmt: skip


_CONTEXT = 3
_HUNK = re.compile(r"(?<=[-+])\d+")


def _same(old: list[str], new: list[str]) -> int:
    """How many lines are the same from the first one on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _unasked(problem: Problem, before: Repository) -> bool:
    """Whether its rule could not be asked before, since a file that it needs was not read."""
    rule = RULES.get(problem.code)
    return rule is not None and bool(rule.needs & before.broken)


def _unread(known: list[Problem]) -> list[Problem]:
    """Why files could not be read, beside an edit that did not find what it wanted."""
    return [problem for problem in known if problem.code < "CK021" and problem.severity == "error"]


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "replace")
    return re.split(r"(?<=\n)", text)[: -1 if text.endswith("\n") or not text else None]


def _bytes(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except FileNotFoundError:
        return None
    except OSError:
        raise ChecklistError(
            f"读不了 {path}", hint="检查文件的权限；运行 checklist validate 看说明"
        ) from None


def _encoded(text: str, before: bytes | None) -> bytes:
    """The text with the line ends and the byte order mark of the file that it replaces.

    Where these are mixed, lines that stay keep theirs, and new ones get what most have.
    """
    raw = before or b""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    if b"\r" not in raw:
        return mark + text.encode()
    parts = re.split(r"(\r\n|\r|\n)", raw[len(mark) :].decode())
    old, old_ends = parts[::2], [*parts[1::2], ""]
    usual = Counter(parts[1::2]).most_common(1)[0][0]
    new = text.split("\n")
    ends = [usual] * (len(new) - 1) + [""]
    for order in (range(len(new)), range(-2, -len(new) - 1, -1)):
        for at in order:
            if not -len(old) <= at < len(old) or old[at] != new[at]:
                break
            ends[at] = (old_ends[at] or usual) if ends[at] else ""
    return mark + "".join(map("".join, zip(new, ends, strict=True))).encode()
