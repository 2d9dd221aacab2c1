"""A joint review: what is on its table, the form that is filled in, what is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from admission.tasks import ADMITTED, edition, request
from builders import TODAY, loaded, tree
from checklist_tool.admission.meeting import form, on_the_table, planned, recorded
from checklist_tool.problems import ChecklistError

ACCEPTED = "2026-03-02 submit, 2026-03-04 accept"
ON = date(2026, 3, 10)
TEXTS = tree(
    request("jia", ACCEPTED)
    | request("yi", ACCEPTED + ", 2026-03-05 review")
    | request("bing", "2026-03-02 submit")
    | request("ding", ADMITTED)
)


def filled(*outcomes: str | None, reason: str | None = "没有依据", **changed: object):
    made = form(loaded(TEXTS), ON, TODAY) | changed
    for matter, outcome in zip(made["matters"], outcomes, strict=True):
        matter |= {"outcome": outcome, "reason": reason}
    return made


def test_what_is_accepted_and_undecided_is_on_the_table():
    assert [one.id for one in on_the_table(loaded(TEXTS), ON, TODAY)] == ["jia", "yi"]


def test_a_meeting_on_file_says_what_is_on_its_table():
    review = "on: 2026-03-10\ntitle: 联审\nmatters: [{request: yi}]\n"
    texts = {**TEXTS, "data/tasks/reviews/2026-03-10.yaml": review}

    assert [one.id for one in on_the_table(loaded(texts), ON, TODAY)] == ["yi"]


def test_all_outcomes_are_recorded_at_once_in_the_requests_and_the_meeting():
    files = recorded(loaded(TEXTS), ON, filled("通过", "returned"), TODAY)

    assert set(files) == {
        "data/tasks/2026/jia.yaml", "data/tasks/2026/yi.yaml",
        "data/tasks/reviews/2026-03-10.yaml",
    }  # fmt: skip
    assert files["data/tasks/2026/jia.yaml"]["steps"][-1]["outcome"] == "approved"
    assert files["data/tasks/2026/yi.yaml"]["steps"][-1] == {
        "on": "2026-03-10", "act": "review", "by": "联审会议", "outcome": "returned",
        "reason": "没有依据",
    }  # fmt: skip
    assert files["data/tasks/reviews/2026-03-10.yaml"]["matters"][1]["outcome"] == "returned"


@pytest.mark.parametrize(
    ("outcomes", "reason", "said"),
    [
        (("通过", None), None, "“任务yi”没有填结果"),
        ((None, None), None, "“任务jia”没有填结果；“任务yi”没有填结果"),
        (("通过", "不通过"), None, "“任务yi”不通过，没有填理由"),
        (("同意", "通过"), None, "“任务jia”的结果“同意”不认识"),
    ],
)
def test_a_half_filled_form_is_refused_whole(outcomes, reason, said):
    with pytest.raises(ChecklistError) as refused:
        recorded(loaded(TEXTS), ON, filled(*outcomes, reason=reason), TODAY)

    assert refused.value.message == f"表格没有填完，一件也没有记：{said}"


def test_a_matter_that_was_not_dealt_with_is_left_out_of_the_form_and_waits_on():
    made = filled("通过", None)
    made["matters"].pop()

    files = recorded(loaded(TEXTS), ON, made, TODAY)

    assert "data/tasks/2026/yi.yaml" not in files


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": "2026-03-11"}, "写的是 2026-03-11"),
        ({"on": None}, "没有写日期"),
        ({"secretary": "某"}, "不认识的项：secretary"),
        ({"matters": []}, "没有事项"),
        ({"matters": ["jia"]}, "没有事项"),
        ({"matters": [{"request": "wu", "outcome": "通过"}]}, "没有这些准入申请：wu"),
        ({"matters": [{"request": "jia", "outcome": "通过"}] * 2}, "“jia”写了两遍"),
        ({"matters": [{"request": "bing", "outcome": "通过"}]}, "“任务bing”这时是“已提交”"),
        ({"convened_by": " "}, "convened_by"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(changed, said):
    made = filled("通过", "通过") | changed

    with pytest.raises(ChecklistError, match=said):
        recorded(loaded(TEXTS), ON, made, TODAY)


def test_a_meeting_that_is_to_come_is_put_on_file_and_can_be_recorded_later():
    [(path, data)] = planned(loaded(TEXTS), ON, TODAY, None, "某单位").items()

    assert path == "data/tasks/reviews/2026-03-10.yaml"
    assert data["matters"] == [{"request": "jia"}, {"request": "yi"}]
    assert data["convened_by"] == "某单位"


def test_who_convenes_is_taken_from_the_edition_when_it_names_one():
    named = edition() + "admission:\n  bodies:\n    joint_review: [某单位]\n"
    repository = loaded({**TEXTS, "data/edition.yaml": named})
    made = form(repository, ON, TODAY)
    for matter in made["matters"]:
        matter["outcome"] = "通过"

    files = recorded(repository, ON, made, TODAY)

    assert made["convened_by"] == "某单位"
    assert files["data/tasks/2026/jia.yaml"]["steps"][-1]["by"] == "某单位"
