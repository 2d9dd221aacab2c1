"""Life after a decision: answered returns, renewals, mistyped steps, merged tasks."""

from __future__ import annotations

from datetime import date

import pytest

from admission.tasks import ADMITTED, RUNNING, Tree, after, of, request
from builders import TODAY, examined, loaded, tree
from checklist_tool.admission.alterations import since_before
from checklist_tool.admission.catalogue import catalogue, row
from checklist_tool.admission.drafts import copied, regularised, renewal
from checklist_tool.admission.findings import Findings
from checklist_tool.admission.order import in_order
from checklist_tool.admission.status import standings
from checklist_tool.admission.steps import step
from checklist_tool.problems import ChecklistError
from checklist_tool.render.meeting import agenda
from checklist_tool.report import summarise

ACCEPTED = tree(request("jia", "2026-03-02 submit, 2026-03-04 accept"))
REVIEW = (
    "on: 2026-03-10\ntitle: 联审\nmatters:\n  - {request: jia, outcome: approved}\n"
    "sources: [{title: 记录, publisher: 某区, published_on: 2026-03}]\n"
)
MEETING = "data/tasks/reviews/2026-03-10.yaml"


def returned(*asks: str) -> Tree:
    return after(ACCEPTED, "review", "2026-03-10", outcome="returned", reason="写得不全",
                 asks=[*asks])  # fmt: skip


def test_each_point_of_a_return_is_answered():
    texts = returned("经费由谁出", "派几个人")

    with pytest.raises(ChecklistError, match="要补正 2 点，说明了 1 点") as error:
        after(texts, "submit", "2026-03-16", answers=["区里出"])
    again = after(texts, "submit", "2026-03-16", answers=["区里出", "两个人"])

    assert "1．经费由谁出；2．派几个人" in (error.value.hint or "")
    assert of(again)[1].item.state == "submitted"
    assert examined(again) == []


def test_a_return_without_points_asks_for_what_its_reason_says():
    with pytest.raises(ChecklistError, match="要补正 1 点，说明了 0 点") as error:
        after(returned(), "submit", "2026-03-16")

    assert "写得不全" in (error.value.hint or "")


def test_a_first_submission_answers_nothing():
    with pytest.raises(ChecklistError, match="说明了 1 点"):
        after(tree(request("jia")), "submit", "2026-03-16", answers=["区里出"])


def test_the_agenda_shows_what_was_asked_for_and_how_it_was_made_good():
    texts = after(returned("经费由谁出"), "submit", "2026-03-16", answers=["区里出"])
    lists, entry = of(after(texts, "accept", "2026-03-17"))

    [sheet] = agenda(lists, [entry], date(2026, 4, 1), TODAY).sheets

    [found] = [one for one in sheet.rows if one.heading == "补正说明"]
    assert found.lines == ("经费由谁出——区里出",)


def renewed(texts: Tree, on: str = "2026-10-09", **sets: object):
    lists, entry = of(texts)
    return renewal(lists, entry, lambda held: {**held, **sets}, date.fromisoformat(on), "xin")


def test_a_renewal_asks_for_what_was_decided_and_says_what_is_another():
    texts = tree(request("jia", RUNNING))
    period = {"start": "2027-01-01", "end": "2027-12-31"}

    [(path, data)] = renewed(texts, period=period, workload="每季一次").items()
    both = loaded({**texts, path: "id: xin\ntitle: 任务jia\nrenews: jia\napplicant: 某局\n"
                   "task: 核对数据\nworkload: 每季一次\n"})  # fmt: skip
    [entry] = [one for one in both.of("request") if one.id == "xin"]

    assert (data["renews"], data["period"], data["task"]) == ("jia", period, "核对数据")
    assert "opinions" not in data
    assert "任务量由“每月一次”改为“每季一次”" in since_before(both, entry.item)
    assert [one.code for one in Findings(both, TODAY).about("xin") if one.other == "jia"] == []


@pytest.mark.parametrize(
    ("steps", "on", "said"),
    [
        (ADMITTED, "2026-10-09", "现在是“通过”，不能续办"),
        (RUNNING + ", 2026-05-01 end", "2026-10-09", "现在是“已退出”，不能续办"),
        (RUNNING, "2027-01-01", "已经到期，不能续办"),
    ],
)
def test_only_a_task_that_runs_is_renewed(steps, on, said):
    with pytest.raises(ChecklistError, match=said) as error:
        renewed(tree(request("jia", steps)), on)

    assert "new --from jia" in (error.value.hint or "")


def test_a_task_is_renewed_once():
    texts = tree(request("jia", RUNNING) | request("xin", renews="jia"))
    lists = loaded(texts)
    [entry] = [one for one in lists.of("request") if one.id == "jia"]

    with pytest.raises(ChecklistError, match="已经在续办：xin"):
        renewal(lists, entry, dict, date(2026, 10, 9), None)


def test_a_copy_of_an_earlier_request_leaves_its_time_and_who_was_heard_to_be_written():
    [entry] = loaded(tree(request("jia", RUNNING))).of("request")

    found = copied(entry)

    assert found["workload"] == "每月一次"
    assert not {"period", "opinions", "steps", "id"} & {*found}


def test_a_task_that_ended_early_says_when_and_why():
    texts = after(tree(request("jia", RUNNING)), "end", "2026-06-01", reason="群众不认可")

    [found] = [row(1, one, {}) for one in catalogue(loaded(texts), 2026)]

    assert (found["ended_on"], found["ended_because"]) == ("2026-06-01", "群众不认可")
    assert catalogue(loaded(texts), 2027) == []


def test_a_mistyped_step_is_taken_back_and_stays_on_file():
    mistyped = after(ACCEPTED, "review", "2026-03-11", outcome="approved")

    back = after(mistyped, "take_back", "2026-03-20", reason="会是 10 日开的")
    again = after(back, "review", "2026-03-10", outcome="approved")

    assert of(back)[1].item.state == "accepted"
    assert of(again)[1].item.state == "approved"
    assert [one.act for one in of(again)[1].item.steps] == [
        "submit", "accept", "review", "take_back", "review",
    ]  # fmt: skip
    assert examined(again) == []


def test_what_a_step_changed_is_as_before_once_it_is_taken_back():
    less = {"text": "改为每季", "changes": {"workload": "每季一次"}}
    decided = after(ACCEPTED, "review", "2026-03-10", outcome="approved", conditions=[less])

    back = after(decided, "take_back", "2026-03-11", reason="没有这个条件")

    assert of(decided)[1].item.workload == "每季一次"
    assert of(back)[1].item.workload == "每月一次"


def test_the_record_of_a_meeting_is_open_again_when_its_step_is_taken_back():
    texts = {**tree(request("jia", ADMITTED)), MEETING: REVIEW}

    back = after(texts, "take_back", "2026-03-11", reason="记错了一件")

    [review] = loaded(back).of("joint_review")
    assert [one.outcome for one in review.item.matters] == [None]
    assert examined(back) == []


def test_a_step_is_not_taken_back_without_a_reason_nor_where_there_is_none():
    with pytest.raises(ChecklistError, match="没有写理由"):
        after(ACCEPTED, "take_back", "2026-03-11")
    with pytest.raises(ChecklistError, match="还没有走过步骤"):
        after(tree(request("jia")), "take_back", "2026-03-11", reason="记错了")


def test_a_step_that_was_taken_back_is_counted_nowhere():
    back = after(ACCEPTED, "take_back", "2026-03-11", reason="记错了")

    found = {one.name: one for one in summarise(loaded(back), date(2026, 1, 1), date(2026, 12, 31))}

    assert found["accepted"].parts == ()


INTERVENTION = """\
id: dati
title: 微信答题
handed_down_by: 某局
committees: [东村]
found_on: 2026-04-01
steps:
  - {on: 2026-04-02, act: verify}
sources: [{title: 记录, publisher: 某区, published_on: 2026-04}]
"""


def merged(steps: str, on: str = "2026-04-03", **fields: str):
    texts = tree(
        request("jia", steps, **fields), **{}
    ) | {"data/tasks/interventions/dati.yaml": INTERVENTION}  # fmt: skip
    lists = loaded(texts)
    [entry] = lists.of("intervention")
    return regularised(
        entry, lists, TODAY, on=date.fromisoformat(on), way="merge", by=None, request="jia",
        note=None,
    )  # fmt: skip


def test_a_task_is_merged_into_an_admitted_one_that_covers_it():
    assert list(merged(RUNNING, committees="[东村, 西村]"))
    assert list(merged(ADMITTED, committees="[全部居村]"))


@pytest.mark.parametrize(
    ("steps", "on", "committees", "said"),
    [
        ("2026-03-02 submit, 2026-03-04 decline", "2026-04-03", "[东村]", "是“不予受理”，没有通过"),
        ("2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review:rejected", "2026-04-03",
         "[东村]", "是“不通过”，没有通过"),
        ("2026-03-02 submit, 2026-03-04 accept, 2026-05-10 review:approved", "2026-04-03",
         "[东村]", "是“已受理”，没有通过"),
        (RUNNING, "2027-01-03", "[东村]", "到 2026-12-31 为止"),
        (RUNNING, "2026-04-03", "[西村]", "不由东村承担"),
    ],
)  # fmt: skip
def test_a_task_is_not_merged_into_one_that_does_not_cover_it(steps, on, committees, said):
    with pytest.raises(ChecklistError, match=said) as error:
        merged(steps, on, committees=committees)

    assert "--way admit" in (error.value.hint or "")


def test_a_mistyped_step_of_an_intervention_is_taken_back_too():
    lists = loaded(tree({"data/tasks/interventions/dati.yaml": INTERVENTION}))
    [entry] = lists.of("intervention")

    [data] = step(
        entry, lists, TODAY, act="take_back", on=date(2026, 4, 3), reason="还没有核实"
    ).values()

    assert data["steps"][-1]["takes_back"] == "1"


def test_numbers_in_names_count_as_numbers_and_old_open_requests_come_last():
    texts = tree(
        request("m10", "2026-03-02 submit") | request("m2", "2026-03-02 submit")
        | request("m", "2026-03-02 submit") | request("a1", "2025-03-02 submit")
        | request("b1", RUNNING.replace("2026", "2024"))
    )  # fmt: skip

    found = in_order(standings(loaded(texts), TODAY), TODAY)

    assert [one.entry.id for one in found] == ["b1", "m", "m2", "m10", "a1"]
