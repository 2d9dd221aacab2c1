"""What a check found, and the forms in which it is told: to people, and to a git server."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from checklist_tool.problems import ChecklistError, Problem, Severity
from checklist_tool.shown import in_line


class FindingsFormat(StrEnum):
    """A form; each is a module of this name whose `written(findings)` gives the text."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found. `known` was there before the change that is looked at, and fails nothing.

    `above` leads from the top of the git repository to the root, as `lists/`; empty when they
    are the same. `since` is the revision that the change starts from, if one was given.
    `elsewhere` counts the failures in files that were not asked for. `unchanged` is whether the
    lists are the same as in that revision, so that there was no change to look at.
    """

    problems: list[Problem]
    known: list[Problem]
    files: list[str]
    above: str = ""
    since: str | None = None
    strict: bool = False
    elsewhere: int = 0
    unchanged: bool = False

    @property
    def failures(self) -> list[Problem]:
        """The problems for which the check fails."""
        return [p for p in self.problems if self.severity(p) == "error"]

    def severity(self, problem: Problem) -> Severity:
        """How much a problem counts; where warnings let the check fail, they are errors too."""
        return "error" if self.strict else problem.severity

    def path(self, problem: Problem) -> str:
        """The file as the git repository names it, in one line that can be seen."""
        return in_line(self.above + problem.place.path)

    def each(self) -> Iterator[tuple[Problem, bool, str]]:
        """Every problem, whether it counts, and a fingerprint that no moved line changes."""
        seen: Counter[tuple[str, ...]] = Counter()
        known = set(self.known)
        for problem in sorted([*self.problems, *self.known]):
            identity = problem.identity
            seen[identity] += 1
            told = "\0".join((self.above, *identity, str(seen[identity])))
            digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
            yield problem, problem not in known, digest[:40]


def written(findings: Examination, form: FindingsFormat) -> str:
    """The findings in this form, ready to print or to save."""
    text: str = import_module(f"{__name__}.{form}").written(findings)
    return text


def not_carried_out(error: ChecklistError, form: FindingsFormat) -> str:
    """What this form says of a check that could not be carried out; empty where it has no word."""
    module = import_module(f"{__name__}.{form}")
    return str(module.not_carried_out(error)) if hasattr(module, "not_carried_out") else ""


def reason(error: ChecklistError) -> str:
    """Why the check could not be carried out, and the way out, as every form words it."""
    hint = f"可以这样做：{error.hint}" if error.hint else ""
    behind = (f"{each.place}: {each.code} {each.message}" for each in error.problems)
    return "\n".join(filter(None, (f"检查没有做成：{error.message}", hint, *behind)))


def advice(problem: Problem) -> str:
    """What to do, as every form words it; empty when there is no hint."""
    return f"可以这样改：{problem.hint}" if problem.hint else ""
