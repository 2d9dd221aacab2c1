"""For programs: a list of problems with stable keys."""

from __future__ import annotations

import json

from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.findings import Examination


def written(findings: Examination) -> str:
    """Each problem as an object; where a revision is given, `new` says what the change brought."""
    told = [
        problem.as_json() | ({} if findings.since is None else {"new": new})
        for problem, new, _ in findings.each()
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def not_carried_out(error: ChecklistError) -> str:
    """The refusal as an object, which no reader takes for a list of problems."""
    return json.dumps(error.as_json(), ensure_ascii=False, indent=2) + "\n"
