"""CK4xx: requests took their steps in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.model.admission import ACTS, OUTCOMES, STATES, next_acts, walk
from checklist_tool.model.base import first_day, last_day
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository


@rule("CK401")
def steps_follow_the_procedure(repository: Repository, today: date) -> Iterator[Problem]:
    """No step is taken before those that must go before it."""
    for entry in repository.of("request"):
        for index, before, after in walk(entry.item.steps):
            if after is not None:
                continue
            step = entry.item.steps[index]
            outcome = f"（{OUTCOMES[step.outcome]}）" if step.outcome else ""
            possible = "、".join(f"{act}（{ACTS[act]}）" for act in next_acts(before))
            yield entry.problem(
                "CK401",
                ["steps", index, "act"],
                f"“{entry.name}”这时是“{STATES[before]}”，不能{ACTS[step.act]}{outcome}",
                f"这一步可以是：{possible}" if possible else "这件申请已经办结，不再有下一步",
            )


@rule("CK402")
def steps_are_dated_in_order(repository: Repository, today: date) -> Iterator[Problem]:
    """A later step has no earlier date, and none is in the future."""
    for entry in repository.of("request"):
        latest = ""
        for index, step in enumerate(entry.item.steps):
            if step.on is None:
                continue
            if latest and first_day(latest) > last_day(step.on):
                yield entry.problem(
                    "CK402", ["steps", index, "on"],
                    f"“{entry.name}”的{ACTS[step.act]}在 {step.on}，早于前一步的 {latest}",
                    "核对日期；步骤按发生的先后写，新的写在最后",
                )  # fmt: skip
            elif first_day(step.on) > today:
                yield entry.problem(
                    "CK402", ["steps", index, "on"],
                    f"“{entry.name}”的{ACTS[step.act]}写在 {step.on}，这一天还没有到",
                    "步骤在发生以后才记",
                )  # fmt: skip
            latest = step.on


@rule("CK403")
def a_refusal_has_a_reason(repository: Repository, today: date) -> Iterator[Problem]:
    """Declining, rejecting and returning a request say why."""
    for entry in repository.of("request"):
        for index, step in enumerate(entry.item.steps):
            refused = step.act == "decline" or step.outcome in ("rejected", "returned")
            if refused and not step.reason:
                word = OUTCOMES[step.outcome] if step.outcome else ACTS[step.act]
                yield entry.problem(
                    "CK403", ["steps", index], f"“{entry.name}”{word}，没有写理由",
                    "写上 reason，让申请部门知道怎么改",
                )  # fmt: skip


@rule("CK404", needs=("request",))
def a_review_is_about_known_requests(repository: Repository, today: date) -> Iterator[Problem]:
    """What was on the table of a joint review is a request of ours."""
    known = {entry.id for entry in repository.of("request")}
    for entry in repository.of("joint_review"):
        for index, matter in enumerate(entry.item.matters):
            if matter.request not in known:
                yield entry.problem(
                    "CK404", ["matters", index, "request"],
                    f"联审的事项“{matter.request}”没有对应的准入申请",
                    "检查编号；或者先把申请写进 data/tasks/<年份>/",
                )  # fmt: skip


@rule("CK405")
def a_task_file_is_named_after_its_record(repository: Repository, today: date) -> Iterator[Problem]:
    """A request's file is named after its id, a meeting's after its date."""
    for entry in repository.of("request", "intervention", "joint_review"):
        stem = entry.source.path.rpartition("/")[2].removesuffix(".yaml")
        field = "on" if entry.kind == "joint_review" else "id"
        value = getattr(entry.item, field)
        if stem != value:
            yield entry.problem(
                "CK405", [field], f"文件名是“{stem}.yaml”，里面写的是“{value}”",
                f"把文件改名为 {value}.yaml，或者改正 {field}",
            )  # fmt: skip
