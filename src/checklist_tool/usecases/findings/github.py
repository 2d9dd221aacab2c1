"""Workflow commands of GitHub Actions: an annotation at each line of the change."""

from __future__ import annotations

from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.usecases.findings import Examination, advice, reason

_DATA: dict[str, str | int | None] = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def written(findings: Examination) -> str:
    """One command a problem, errors first, since GitHub shows ten of a kind; the known are notices.

    The log of a run shows the message alone, so it begins with the place.
    """
    told = sorted(findings.each(), key=lambda each: (not each[1], findings.severity(each[0])))
    return "".join(_command(findings, problem, new) for problem, new, _ in told)


def not_carried_out(error: ChecklistError) -> str:
    """An error of the run as a whole."""
    return f"::error title=checklist::{_escaped(reason(error), _DATA)}\n"


def _command(findings: Examination, problem: Problem, new: bool) -> str:
    place, path = problem.place, findings.path(problem)
    about = {
        "file": path,
        "line": place.line,
        "col": place.column,
        "title": f"{problem.code} {problem.item}".rstrip() + ("" if new else "（原有）"),
    }
    properties = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in about.items())
    said = f"{path}:{place.line}:{place.column}: {problem.code} {problem.message}"
    data = _escaped("\n".join(filter(None, (said, advice(problem)))), _DATA)
    return f"::{findings.severity(problem) if new else 'notice'} {properties}::{data}\n"


def _escaped(value: object, escapes: dict[str, str | int | None]) -> str:
    return str(value).translate(str.maketrans(escapes))
