"""An approval on conditions: what it changes holds at once, what it asks for comes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from admission.tasks import RUNNING, Tree, after, of, request
from builders import TODAY, examined, loaded, tree
from checklist_tool.admission import dates, meeting
from checklist_tool.admission.catalogue import catalogue, row
from checklist_tool.admission.overview import overview
from checklist_tool.problems import ChecklistError
from checklist_tool.render.meeting import minutes
from checklist_tool.usecases.tasks.conditions import condition

ACCEPTED = tree(request("jia", "2026-03-02 submit, 2026-03-04 accept"))
LESS = {"text": "频次由每月改为每季", "changes": {"workload": "每季一次"}}
PRINTED = {"text": "发布前印好走访表", "due": "2026-03-12"}


def approved(*conditions: dict[str, Any]) -> Tree:
    return after(ACCEPTED, "review", "2026-03-10", outcome="approved", conditions=[*conditions])


def test_a_condition_that_changes_a_field_holds_at_once_and_nobody_fulfils_it():
    texts = approved(LESS)

    assert of(texts)[1].item.workload == "每季一次"
    published = after(texts, "publish", "2026-03-12")
    assert examined(published) == []


def test_a_task_is_published_once_its_conditions_are_fulfilled():
    texts = approved(LESS, PRINTED)

    with pytest.raises(ChecklistError, match="第 2 个“发布前印好走访表”") as error:
        after(texts, "publish", "2026-03-12")
    published = after(after(texts, "fulfil", "2026-03-11"), "publish", "2026-03-12")

    assert "checklist tasks fulfil jia --condition 2" in (error.value.hint or "")
    assert "下一步可以：fulfil（落实条件）" in (error.value.hint or "")
    assert of(published)[1].item.state == "published"
    assert examined(published) == []


@pytest.mark.parametrize("number", ["1", "3", None])
def test_a_condition_that_is_not_open_is_not_fulfilled(number):
    texts = after(approved(LESS, PRINTED), "fulfil", "2026-03-11")

    with pytest.raises(ChecklistError, match="没有要落实的"):
        after(texts, "fulfil", "2026-03-12", condition=number)


def test_what_is_not_approved_has_no_conditions():
    with pytest.raises(ChecklistError, match="不能附带条件"):
        after(ACCEPTED, "review", "2026-03-10", outcome="rejected", reason="没有必要",
              conditions=[PRINTED])  # fmt: skip


def test_an_approval_of_a_change_may_have_conditions_too():
    texts = tree(request("jia", RUNNING))
    asked = after(texts, "amend", "2026-05-04", reason="做不过来", sets={"workload": "每季一次"})

    decided = after(asked, "review", "2026-05-11", outcome="approved", conditions=[
        {"text": "改为半年一次", "changes": {"workload": "半年一次"}}, PRINTED,
    ])  # fmt: skip
    published = after(after(decided, "fulfil", "2026-05-12"), "publish", "2026-05-13")

    assert of(decided)[1].item.workload == "每月一次"
    assert of(published)[1].item.workload == "半年一次"


def test_the_board_and_the_calendar_follow_what_is_to_be_fulfilled():
    texts = approved(LESS, PRINTED)

    [open_] = overview(loaded(texts), date(2026, 3, 12)).conditions
    [late] = overview(loaded(texts), date(2026, 3, 13)).conditions
    days = dates.appointments(loaded(texts), overview(loaded(texts), date(2026, 3, 12)))
    done = after(texts, "fulfil", "2026-03-12")

    assert (open_.number, open_.overdue, late.overdue) == (2, False, True)
    assert [(one.uid, one.day) for one in days] == [("jia-condition-2", date(2026, 3, 12))]
    assert overview(loaded(done), date(2026, 3, 13)).conditions == ()


def test_the_catalogue_says_each_condition_and_when_it_was_fulfilled():
    texts = after(approved(LESS, PRINTED), "fulfil", "2026-03-11")

    lists = loaded(after(texts, "publish", "2026-03-12"))
    [found] = [row(1, entry, {}) for entry in catalogue(lists, 2026)]

    assert found["conditions"] == [
        "频次由每月改为每季（任务量改为“每季一次”）",
        "发布前印好走访表（2026-03-12 前做到），2026-03-11 落实",
    ]
    assert found["workload"] == "每季一次"


def test_the_minutes_say_the_conditions():
    lists = loaded(ACCEPTED)
    filled = {"on": "2026-03-10", "convened_by": "某区", "matters": [
        {"request": "jia", "outcome": "通过", "conditions": [LESS, PRINTED]},
    ]}  # fmt: skip

    files = meeting.recorded(lists, date(2026, 3, 10), filled, TODAY)
    steps = files["data/tasks/2026/jia.yaml"]["steps"]

    assert steps[-1]["conditions"] == [LESS, PRINTED]
    held = loaded({**approved(LESS, PRINTED), "data/tasks/reviews/2026-03-10.yaml": (
        "on: 2026-03-10\ntitle: 联审\nmatters:\n  - {request: jia, outcome: approved}\n"
        "sources: [{title: 记录, publisher: 某区, published_on: 2026-03}]\n"
    )})  # fmt: skip
    [review] = held.of("joint_review")
    [line] = minutes(held, review.item, date(2026, 3, 10)).table
    assert "条件 1：频次由每月改为每季（任务量改为“每季一次”）" in line[-1]
    assert "条件 2：发布前印好走访表（2026-03-12 前做到）" in line[-1]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("发布前印好走访表", {"text": "发布前印好走访表"}),
        ("印好表；期限=2026-03-20", {"text": "印好表", "due": "2026-03-20"}),
        ("改为每季；workload=每季一次",
         {"text": "改为每季", "changes": {"workload": "每季一次"}}),
        ("改为每季;任务量=每季一次", {"text": "改为每季", "changes": {"workload": "每季一次"}}),
        ("早些结束；period.end=2026-10-31",
         {"text": "早些结束", "changes": {"period": {"start": "2026-03-15", "end": "2026-10-31"}}}),
        ("费用=经费由区里出；不另收", {"text": "费用=经费由区里出；不另收"}),
    ],
)  # fmt: skip
def test_a_condition_is_typed_in_one_line(typed, found):
    _, entry = of(ACCEPTED)

    assert condition(typed, entry.source.data) == found


def test_a_condition_without_words_is_refused():
    with pytest.raises(ChecklistError, match="没有写会上怎么说的"):
        condition("workload=每季一次", {})
