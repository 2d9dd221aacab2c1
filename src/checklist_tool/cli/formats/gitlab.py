"""GitLab's Code Quality report: shown in the merge request, compared with the target branch."""

from __future__ import annotations

import json

from checklist_tool.cli.formats import Findings, advice

_SEVERITIES = {"error": "major", "warning": "minor"}


def written(findings: Findings) -> str:
    """A list of findings; one that was there before has the severity `info`."""
    told = [
        {
            "description": "。".join(filter(None, (problem.message, advice(problem)))),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[problem.severity] if new else "info",
            "location": {"path": findings.path(problem), "lines": {"begin": problem.place.line}},
        }
        for problem, new, fingerprint in findings.each()
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
