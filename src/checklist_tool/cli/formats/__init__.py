"""The forms in which `validate` tells what it found: for people, and for a git server."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from checklist_tool.problems import Problem


class Format(StrEnum):
    """A form; each is a module of this name whose `written(findings)` gives the text."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found. `known` was there before the change that is looked at, and fails nothing.

    `above` leads from the top of the git repository to the root, as `lists/`; empty when they
    are the same. `since` is the revision that the change starts from, if one was given.
    """

    problems: list[Problem]
    known: list[Problem]
    files: list[str]
    above: str = ""
    since: str | None = None
    strict: bool = False

    @property
    def failures(self) -> list[Problem]:
        """The problems for which the check fails."""
        return [p for p in self.problems if self.strict or p.severity == "error"]

    def path(self, problem: Problem) -> str:
        """The file as the git repository names it."""
        return self.above + problem.place.path

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


def written(findings: Findings, form: Format) -> str:
    """The findings in this form, ready to print or to save."""
    text: str = import_module(f"{__name__}.{form}").written(findings)
    return text


def advice(problem: Problem) -> str:
    """What to do, as every form words it; empty when there is no hint."""
    return f"可以这样改：{problem.hint}" if problem.hint else ""
