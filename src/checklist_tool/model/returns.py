"""What a return asks for (退回补正), and that the next submission answers each point of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from checklist_tool.model.admission import Step
from checklist_tool.model.procedure import Bodies, Objection, Procedure, in_effect


def points(returned: Step) -> list[str]:
    """What is to be made good: each point that was asked for, else the reason of the return."""
    return returned.asks or ([returned.reason] if returned.reason else [])


def asked(steps: Sequence[Step]) -> list[str]:
    """What the next submission must answer; empty where nothing was returned."""
    taken = [step for _, step in in_effect(steps)]
    return points(taken[-1]) if taken and taken[-1].outcome == "returned" else []


def answered(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """What the last return asked for, each point with the answer of the submission after it."""
    found: list[tuple[str, str]] = []
    before: list[str] = []
    for _, step in in_effect(steps):
        if step.act == "submit":
            found = list(zip(before, step.answers, strict=False))
        before = points(step) if step.outcome == "returned" else []
    return found


def unanswered(
    procedure: Procedure, record: Any, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """Submissions after a return that do not answer each point, and answers to no question."""
    before: list[str] = []
    for index, step in in_effect(record.steps):
        if step.act == "submit" and len(step.answers) != len(before) and not step.inferred:
            told = "；".join(f"{number}．{point}" for number, point in enumerate(before, 1))
            yield Objection(
                index, "answers",
                f"“{record.title}”退回时要补正 {len(before)} 点，说明了 {len(step.answers)} 点",
                f"按次序一点一点说明，--answer 写 {len(before)} 次：{told}" if before
                else "不是退回以后再提交的，不写 --answer",
            )  # fmt: skip
        before = points(step) if step.outcome == "returned" else []
