"""SARIF 2.1.0 (errata 01): read by code scanning and by editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from checklist_tool import __version__
from checklist_tool.checks import explained
from checklist_tool.problems import ChecklistError, Problem
from checklist_tool.usecases.findings import Examination, advice, reason

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def written(findings: Examination) -> str:
    """One run, with every rule that the tool has; what was there before is an unchanged note."""
    codes = {code: index for index, code in enumerate(explained.EXPLANATIONS)}
    results: list[dict[str, Any]] = []
    for problem, new, fingerprint in findings.each():
        result = _result(findings, problem, codes[problem.code], fingerprint)
        if findings.since is not None:
            result["baselineState"] = "new" if new else "unchanged"
        result["level"] = findings.severity(problem) if new else "note"
        results.append(result)
    return _log(results, {"executionSuccessful": True})


def not_carried_out(error: ChecklistError) -> str:
    """A run that did not succeed, and why: without it, no result would look like no fault."""
    told = {"level": "error", "message": {"text": reason(error)}}
    return _log([], {"executionSuccessful": False, "toolExecutionNotifications": [told]})


def _log(results: list[dict[str, Any]], invocation: dict[str, Any]) -> str:
    run = {
        "tool": {
            "driver": {
                "name": "checklist",
                "version": __version__,
                "rules": [_rule(code) for code in explained.EXPLANATIONS],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = explained.EXPLANATIONS[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.promise},
        "fullDescription": {"text": f"{rule.promise}。{rule.why}"},
        "help": {"text": f"{rule.why}\n怎么改：{rule.mend}"},
    }


def _result(
    findings: Examination, problem: Problem, index: int, fingerprint: str
) -> dict[str, Any]:
    place = problem.place
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {
                "uri": quote(findings.path(problem)),
                "uriBaseId": "%SRCROOT%",
            },
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if problem.item:
        location["logicalLocations"] = [{"name": problem.item}]
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "message": {"text": "\n".join(filter(None, (problem.message, advice(problem))))},
        "locations": [location],
        "partialFingerprints": {"problem/v1": fingerprint},
    }
