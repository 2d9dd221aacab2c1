"""CK4xx: requests and interventions took their steps in order, and say what they must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.model.admission import OUTCOMES
from checklist_tool.model.intervention import WAYS
from checklist_tool.model.procedure import in_effect
from checklist_tool.model.procedures import PROCEDURES
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository


@rule(
    "CK401",
    "准入申请的步骤按规定的先后走",
    "没有受理就联审、没有通过就发布，都不合程序。",
    "对照提示里允许的步骤；漏记的补上，多记的删掉。",
)
def steps_follow_the_procedure(repository: Repository, today: date) -> Iterator[Problem]:
    """No step is taken before those that must go before it."""
    yield from objected(repository, today, "CK401")


@rule(
    "CK402",
    "后一步的日期不早于前一步，也不在将来",
    "步骤在发生以后才记，新的写在最后。",
    "核对日期和先后。",
)
def steps_are_dated_in_order(repository: Repository, today: date) -> Iterator[Problem]:
    """A later step has no earlier date, and none is in the future."""
    yield from objected(repository, today, "CK402")


@rule(
    "CK403",
    "不予受理、不通过、退回补正、撤回、变更、提前结束、更正、叫停都写明理由",
    "没有理由，申请部门不知道怎么改，居村不知道为什么。",
    "在这一步写上 reason。",
)
def a_refusal_has_a_reason(repository: Repository, today: date) -> Iterator[Problem]:
    """Whoever declines, rejects, returns, withdraws or stops something says why."""
    yield from objected(repository, today, "CK403")


@rule(
    "CK404",
    "联审的每个事项都有对应的准入申请",
    "对不上的，要么编号写错了，要么没有申请就上了会。",
    "检查编号；或者先把申请写进 data/tasks/<年份>/。",
    needs=("request",),
)
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


@rule(
    "CK405",
    "申请的文件名与编号一致，联审的文件名与日期一致",
    "名字对不上，人按名字找到的就是另一份。",
    "把文件改名，或者改正里面的 id 或 on。",
)
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


@rule(
    "CK406",
    "提交了的申请写齐了理由、依据、任务量、时限、范围、支持、负担和听取的意见",
    "写不齐，联审没法判断要不要交给居村、做不做得了。来源没有写提交经过的（推定）不问。",
    "按提示补上；支持、负担一样也没有的，写 none: true。",
)
def a_filed_request_is_complete(repository: Repository, today: date) -> Iterator[Problem]:
    """A request that was filed says why, by what rule, how much, for how long, and with what."""
    yield from objected(repository, today, "CK406")


@rule(
    "CK407",
    "每一步由该做的一方做",
    "申请部门不能受理自己的申请，下派部门不能核实自己的违规。",
    "改正 by；各方是哪些单位，写在 data/edition.yaml 的 admission.bodies。",
)
def steps_are_taken_by_whose_part_it_is(repository: Repository, today: date) -> Iterator[Problem]:
    """No step is taken by somebody whose part it is not."""
    yield from objected(repository, today, "CK407")


@rule(
    "CK408",
    "任务到了结束日期才算到期",
    "没有到日子就结束的是提前结束，要写理由。",
    "核对 period 的 end；提前结束的改用 end。",
)
def a_task_runs_until_its_end(repository: Repository, today: date) -> Iterator[Problem]:
    """A task runs out when its time is over, not before."""
    yield from objected(repository, today, "CK408")


@rule(
    "CK409",
    "补办准入、并入已有任务的，写明是哪一件准入申请",
    "不写明，规范就没有下文，也查不到补办得怎么样。",
    "在规范这一步写上 way 和 request。",
    needs=("request",),
)
def a_regularised_task_leads_to_a_request(repository: Repository, today: date) -> Iterator[Problem]:
    """A task that is admitted afterwards, or merged into another, names a request of ours."""
    known = {entry.id for entry in repository.of("request")}
    for entry in repository.of("intervention"):
        for index, step in enumerate(entry.item.steps):
            loc: list[str | int] = ["steps", index, "request"]
            if step.request and step.request not in known:
                yield entry.problem(
                    "CK409", loc, f"“{entry.name}”规范后的准入申请“{step.request}”不存在",
                    "检查编号；还没有申请的，先用 checklist tasks new 起草",
                )  # fmt: skip
            elif step.act == "regularise" and step.way in ("admit", "merge") and not step.request:
                yield entry.problem(
                    "CK409", loc[:-1], f"“{entry.name}”{WAYS[step.way]}，没有写是哪一件准入申请",
                    "写上 request: 申请的编号",
                )  # fmt: skip
            elif step.act == "regularise" and not step.way:
                yield entry.problem(
                    "CK409", loc[:-1], f"“{entry.name}”规范了，没有写用什么方式",
                    f"写上 way：{'、'.join(f'{way}（{said}）' for way, said in WAYS.items())}",
                )  # fmt: skip


@rule(
    "CK410",
    "联审记录与申请里的结果一致",
    "两处说法不同，就不知道到底通过了没有。",
    "对照会议记录，把两处改成一样。",
    needs=("request",),
)
def a_meeting_and_its_requests_agree(repository: Repository, today: date) -> Iterator[Problem]:
    """What a meeting says it decided is what the request says was decided on that day."""
    requests = {entry.id: entry for entry in repository.of("request")}
    for entry in repository.of("joint_review"):
        for index, matter in enumerate(entry.item.matters):
            request = requests.get(matter.request)
            if matter.outcome is None or request is None:
                continue
            decided = [
                step.outcome for _, step in in_effect(request.item.steps)
                if step.act == "review" and step.outcome and _same_day(step.on, entry.item.on)
            ]  # fmt: skip
            if matter.outcome not in decided:
                told = "、".join(OUTCOMES[one] for one in decided) or "没有记这次联审的结果"
                yield entry.problem(
                    "CK410", ["matters", index, "outcome"],
                    f"{entry.item.on} 的联审说“{request.name}”{OUTCOMES[matter.outcome]}，"
                    f"申请里{told}（{request.place('steps')}）",
                    "核对会议记录，把两处改成一样",
                )  # fmt: skip


def _same_day(one: str | None, other: str) -> bool:
    """Whether two dates, each as exact as its source, can be of one day."""
    return one is not None and (one.startswith(other) or other.startswith(one))


def objected(repository: Repository, today: date, code: str) -> Iterator[Problem]:
    """What a rule of the procedures objects to, at the field of the step."""
    editions = [entry.item for entry in repository.of("edition")]
    bodies = editions[0].admission.parts if editions else {}
    for kind, (procedure, rules) in PROCEDURES.items():
        if code not in rules:
            continue
        for entry in repository.of(kind):
            for found in rules[code](procedure, entry.item, today, bodies):
                loc: list[str | int] = ["steps", found.index, found.field]
                yield entry.problem(code, loc, found.message, found.hint)
