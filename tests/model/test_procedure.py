"""A step is taken in order, in time, by whose part it is, with its reason; else it is told why."""

from __future__ import annotations

from datetime import date

import pytest

from builders import TODAY
from checklist_tool.admission.steps import fixed
from checklist_tool.model.admission import REQUESTS, Request
from checklist_tool.model.intervention import INTERVENTIONS, Intervention
from checklist_tool.model.procedure import BACK
from checklist_tool.model.procedures import objections
from checklist_tool.model.requirements import missing

COMPLETE = {
    "id": "shuju-hecha",
    "title": "数据核查",
    "applicant": "某局",
    "task": "核对数据",
    "ground": "只有居村了解情况",
    "basis": [{"policy": "minfa-2020-20"}],
    "workload": "每月一次",
    "period": {"start": "2026-03-01", "end": "2026-10-31"},
    "targets": "全部居村",
    "support": {"money": "每月若干元"},
    "burdens": {"none": True},
    "opinions": ["街镇没有意见"],
}


def request(*steps: dict[str, object], **changed: object) -> Request:
    data = {**COMPLETE, **changed, "steps": []}
    for one in steps:
        taken = {key: value for key, value in one.items() if value is not None}
        data = fixed(data, taken)
        data = {**data, "steps": [*data["steps"], taken]}
    return Request.model_validate(data)


def step(act: str, on: str | None = None, **more: object) -> dict[str, object]:
    return {"act": act, "on": on, **more}


def said(record: Request | Intervention, bodies: dict[str, list[str]] | None = None) -> list[str]:
    kind = "request" if isinstance(record, Request) else "intervention"
    return [found.message for found in objections(kind, record, TODAY, bodies or {})]


SUBMITTED = step("submit", "2026-02-02", by="某局")
ACCEPTED = step("accept", "2026-02-03")
APPROVED = step("review", "2026-02-10", outcome="approved")
PUBLISHED = step("publish", "2026-02-11")


def test_a_request_in_order_is_not_objected_to():
    assert said(request(SUBMITTED, ACCEPTED, APPROVED, PUBLISHED, step("upload"))) == []


@pytest.mark.parametrize(
    ("by", "bodies", "objected"),
    [
        (None, {}, False),
        ("受理单位", {}, False),
        ("区委社会工作部", {}, False),  # the edition does not say who accepts
        ("区委社会工作部", {"office": ["区委社会工作部"]}, False),
        ("区民政局", {"office": ["区委社会工作部"]}, True),
        ("某局", {}, True),  # nobody accepts his own request
        ("联审会议", {}, True),
        ("区委", {"joint_review": ["区委"]}, True),
        ("区委", {"joint_review": ["区委"], "office": ["区委"]}, False),
    ],
)
def test_a_request_is_accepted_by_whose_part_it_is(by, bodies, objected):
    record = request(SUBMITTED, step("accept", "2026-02-03", by=by))

    assert bool(said(record, bodies)) == objected


def test_only_the_applicant_submits_its_request():
    [message] = said(request(step("submit", "2026-02-02", by="另一个局")))

    assert message == "“数据核查”的提交不能由“另一个局”做"


@pytest.mark.parametrize(
    "taken",
    [
        step("decline", "2026-02-03"),
        step("withdraw", "2026-02-03"),
    ],
)
def test_a_no_without_a_reason_is_objected_to(taken):
    assert len(said(request(SUBMITTED, taken))) == 1
    assert said(request(SUBMITTED, {**taken, "reason": "没有依据"})) == []


@pytest.mark.parametrize(
    ("on", "end", "objected"),
    [
        ("2026-10-31", "2026-10-31", False),
        ("2026-10-30", "2026-10-31", True),
        ("2026-10", "2026-10-31", False),  # it may have been the last day
        ("2026-11-01", None, True),
    ],
)
def test_a_task_runs_out_no_earlier_than_it_was_said(on, end, objected):
    steps = (SUBMITTED, ACCEPTED, APPROVED, PUBLISHED, step("expire", on))

    record = request(*steps, period={"start": "2026-03-01", "end": end})

    assert bool(said(record)) == objected


@pytest.mark.parametrize("name", [*list(COMPLETE)[2:]])
def test_what_a_filed_request_does_not_say_is_told(name):
    empty = {"basis": [], "opinions": [], "period": {"end": "2026-10-31"}, "support": {}}
    changed = {name: empty.get(name)}
    bare = step("submit", "2026-02-02")

    assert len(said(request(bare, **changed))) == 1
    assert said(request(**changed)) == []  # a draft may be incomplete
    assert missing(request(**changed), name)


def test_a_submission_that_was_inferred_is_not_asked_what_it_brought():
    record = Request.model_validate(
        {"id": "a", "title": "甲", "steps": [{"act": "submit", "inferred": True}]}
    )

    assert said(record) == []


def test_saying_that_there_are_no_burdens_and_naming_one_is_told():
    record = request(SUBMITTED, burdens={"none": True, "form": "每月一张"})

    assert said(record) == ["“数据核查”的新增负担写了 none: true，又写了别的"]


def intervention(*steps: dict[str, object], **known: object) -> Intervention:
    facts = {"id": "dati", "title": "答题", "handed_down_by": "某局", **known}
    return Intervention.model_validate({**facts, "steps": list(steps)})


FOUND = step("report", "2026-04-01", by="某村")
VERIFIED = step("verify", "2026-04-02", by="受理单位")
STOPPED = step("stop", "2026-04-03", reason="没有准入")
FILED = step("file", "2026-04-10", by="某局", to="受理单位")


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "new"),
        ([FOUND], "found"),
        ([FOUND, VERIFIED, STOPPED, FILED], "filed"),
        ([FOUND, VERIFIED, STOPPED, FILED, step("look_back", outcome="held")], "held"),
        ([FOUND, step("verify", outcome="unfounded", reason="已经准入")], "unfounded"),
    ],
)
def test_the_state_of_an_intervention_follows_from_its_steps(steps, state):
    record = intervention(*steps)

    assert record.state == state
    assert said(record) == []


def test_a_relapse_reopens_an_intervention():
    relapse = step("look_back", "2026-06-01", outcome="relapsed", reason="又在群里派了")
    record = intervention(FOUND, VERIFIED, STOPPED, FILED, relapse)

    assert record.state == "relapsed"
    assert INTERVENTIONS.next_acts("relapsed") == ["stop", "regularise"]


def test_who_handed_a_task_down_does_not_verify_it():
    record = intervention(FOUND, step("verify", "2026-04-02", by="某局"))

    assert said(record) == ["“答题”的核实不能由“某局”做，它是下派部门"]


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"found_on": "2026-04"}, "found"),
        ({"found_on": "2026-04", "outcome": "stopped"}, "stopped"),
        ({"outcome": "regularised", "filed_on": "2026-05-02"}, "filed"),
        ({"outcome": "stopped", "looked_back_on": "2026-06"}, "held"),
    ],
)
def test_what_is_told_in_one_line_leads_to_a_state_and_the_steps_go_on_from_there(known, state):
    assert intervention(**known).state == state
    if state == "stopped":
        assert intervention(FILED, **known).state == "filed"
        early = step("file", "2026-03-10")
        assert len(said(intervention(early, **known, settled_on="2026-04-20"))) == 1


def test_every_act_has_its_part_and_its_name():
    for procedure in (REQUESTS, INTERVENTIONS):
        assert set(procedure.roles) == set(procedure.acts)
        assert set(procedure.moves) == set(procedure.states)
        reached = {after for moves in procedure.moves.values() for after in moves.values()}
        assert reached - {BACK} | {procedure.start} == set(procedure.states)


def test_today_is_no_future():
    record = request(step("submit", "2026-11-23"))

    assert list(objections("request", record, date(2026, 11, 23), {})) == []
    assert list(objections("request", record, date(2026, 11, 22), {})) != []
