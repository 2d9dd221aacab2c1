"""GitLab's Code Quality report: shown in the merge request, compared with the target branch."""

from __future__ import annotations

import hashlib
import json

from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.findings import Examination, advice, reason

_SEVERITIES = {"error": "major", "warning": "minor"}


def written(findings: Examination) -> str:
    """A list of findings; one that was there before has the severity `info`."""
    told = [
        {
            "description": "。".join(filter(None, (problem.message, advice(problem)))),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[findings.severity(problem)] if new else "info",
            "location": {"path": findings.path(problem), "lines": {"begin": problem.place.line}},
        }
        for problem, new, fingerprint in findings.each()
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def not_carried_out(error: ChecklistError) -> str:
    """One finding that blocks, since an empty list would say that all is well."""
    told = {
        "description": reason(error),
        "check_name": "not-carried-out",
        "fingerprint": hashlib.sha256(error.message.encode("utf-8", "replace")).hexdigest()[:40],
        "severity": "blocker",
        "location": {"path": "data", "lines": {"begin": 1}},
    }
    return json.dumps([told], ensure_ascii=False, indent=2) + "\n"
