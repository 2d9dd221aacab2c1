"""For a person: each problem at its place, and below it the way to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from checklist_tool.problems import Problem
from checklist_tool.shown import styled
from checklist_tool.usecases.findings import Examination, advice

_BOLD, _RED, _YELLOW = "1", "31", "33"
_LEVELS = {"error": ("错误", _RED), "warning": ("提醒", _YELLOW)}


def written(findings: Examination, *, coloured: bool = False) -> str:
    """The problems that count, then those that were there before; colours are for a terminal."""
    lines = [line for problem in findings.problems for line in _lines(problem, coloured)]
    if findings.known:
        lines.append(f"—— 以下在 {findings.since} 就有，这次不算 ——")
        lines += [line for problem in findings.known for line in _lines(problem, coloured)]
    return "".join(line + "\n" for line in lines)


def summary(findings: Examination) -> str:
    """How many files were looked at, and how many problems of each severity there are."""
    said = f"检查了 {len(findings.files)} 个文件"
    found, known = findings.problems, len(findings.known)
    before = f"；{findings.since} 就有的 {known} 个，这次不算" if known else ""
    if findings.elsewhere:
        before += f"；别的文件里还有 {findings.elsewhere} 个问题，没有列出"
    if not found:
        nothing = "没有发现问题" if findings.since is None else "改动没有带来问题"
        return f"{said}，{nothing}{before}"
    errors = sum(problem.severity == "error" for problem in found)
    brought = "" if findings.since is None else "改动带来 "
    counted = "（也算不通过）" if findings.strict and errors < len(found) else ""
    return f"{said}：{brought}{errors} 个错误，{len(found) - errors} 个提醒{counted}{before}"


def _lines(problem: Problem, coloured: bool) -> Iterator[str]:
    word, colour = _LEVELS[problem.severity]
    place, code = str(problem.place), f"{word} {problem.code}"
    if coloured:
        place, code = styled(place, _BOLD), styled(code, colour)
    yield f"{place}: {code} {problem.message}"
    if problem.hint:
        yield f"    {advice(problem)}"
