"""What was submitted, approved and published stands as it was decided, and changes by steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from admission.tasks import PATH, RUNNING, Tree, after, of, request
from builders import TODAY, examined, loaded, tree, written
from checklist_tool import editing
from checklist_tool.admission.catalogue import catalogue, row
from checklist_tool.admission.meeting import on_the_table
from checklist_tool.admission.status import standings
from checklist_tool.editing import items
from checklist_tool.editing.assign import assignments
from checklist_tool.problems import ChecklistError
from checklist_tool.render.meeting import minutes


def by_hand(texts: Tree, was: str, now: str) -> Tree:
    """The texts after somebody has changed the request itself in an editor, not its steps."""
    head, steps, rest = str(texts[PATH]).partition("steps:")
    return {**texts, PATH: head.replace(was, now) + steps + rest}


def amended(texts: Tree, **sets: str) -> Tree:
    asked = after(texts, "amend", "2026-05-04", reason="做不过来", sets=sets)
    decided = after(asked, "review", "2026-05-11", outcome="approved")
    return after(decided, "publish", "2026-05-12")


def workload(texts: Tree) -> str:
    return of(texts)[1].item.workload


def rows(texts: Tree, year: int = 2026) -> list[dict[str, Any]]:
    found = loaded(texts)
    return [row(number, one, {}) for number, one in enumerate(catalogue(found, year), 1)]


ADMITTED_TASK = tree(request("jia", RUNNING))


def test_what_is_printed_is_what_was_decided_whatever_the_file_says_now():
    texts = by_hand(ADMITTED_TASK, "每月一次", "每天一次")

    assert rows(texts) == rows(ADMITTED_TASK)
    [one] = standings(loaded(texts), TODAY)
    assert one.item.workload == "每月一次"


def test_a_change_by_hand_is_told_with_both_texts_and_the_way_out():
    [problem] = examined(by_hand(ADMITTED_TASK, "每月一次", "每天一次"))

    assert (problem.code, problem.place.path) == ("CK280", PATH)
    assert "“每月一次”" in problem.message and "“每天一次”" in problem.message
    assert "amend" in problem.hint


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ("2026-03-02 submit", "checklist tasks return jia"),
        ("2026-03-02 submit, 2026-03-04 accept", "checklist tasks return jia"),
        ("2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review:approved", "take-back"),
        (RUNNING, "checklist tasks amend jia --set workload="),
        ("2026-03-02 submit, 2026-03-04 decline", "checklist tasks new"),
    ],
)
def test_an_edit_of_what_was_decided_is_refused_with_the_way_out(tmp_path, steps, way):
    root = written(tmp_path, tree(request("jia", steps)))

    with pytest.raises(ChecklistError, match="任务量（workload）不能直接改") as error:
        editing.change(root, items.edit("jia", assignments(["任务量=每天一次"])), TODAY)

    assert way in (error.value.hint or "")


@pytest.mark.parametrize(
    "steps", ["", "2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review:returned"]
)
def test_a_draft_and_a_returned_request_may_be_written_anew(tmp_path, steps):
    root = written(tmp_path, tree(request("jia", steps)))

    change = editing.change(root, items.edit("jia", assignments(["workload=每天一次"])), TODAY)

    assert change.written


def test_what_was_changed_by_hand_may_be_put_back_and_a_note_may_be_added(tmp_path):
    root = written(tmp_path, by_hand(ADMITTED_TASK, "每月一次", "每天一次"))

    change = editing.change(
        root, items.edit("jia", assignments(["workload=每月一次", "note=见会议纪要"])), TODAY
    )

    assert change.written
    assert examined({**ADMITTED_TASK, PATH: (root / PATH).read_text("utf-8")}) == []


def test_a_change_holds_once_it_is_published():
    asked = after(ADMITTED_TASK, "amend", "2026-05-04", reason="做不过来",
                  sets={"workload": "每季一次"})  # fmt: skip
    decided = after(asked, "review", "2026-05-11", outcome="approved")
    published = after(decided, "publish", "2026-05-12")

    assert [workload(one) for one in (asked, decided, published)] == [
        "每月一次", "每月一次", "每季一次",
    ]  # fmt: skip
    assert [of(one)[1].item.state for one in (asked, decided, published)] == [
        "amending", "amended", "published",
    ]  # fmt: skip
    assert examined(published) == []


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("review", {"outcome": "rejected", "reason": "没有必要"}),
        ("withdraw", {"reason": "不改了"}),
    ],
)
def test_a_change_that_comes_to_nothing_leaves_the_task_as_it_was(act, said):
    asked = after(ADMITTED_TASK, "amend", "2026-05-04", reason="做不过来",
                  sets={"workload": "每季一次"})  # fmt: skip

    settled = after(asked, act, "2026-05-11", **said)

    assert of(settled)[1].item.state == "in_force"
    assert workload(settled) == "每月一次"
    assert rows(settled) == rows(ADMITTED_TASK)


def test_the_catalogue_shows_a_change_beside_what_was_before():
    [one] = rows(amended(ADMITTED_TASK, workload="每季一次"))

    assert one["workload"] == "每季一次"
    assert one["altered"] == ["2026-05-12 变更：任务量由“每月一次”改为“每季一次”"]
    assert (one["approved_on"], one["published_on"]) == ("2026-03-10", "2026-03-12")


def test_the_catalogue_of_a_year_that_is_over_stays_the_same():
    texts = tree(request("jia", RUNNING.replace("2026", "2025"),
                         period="{start: 2025-03-15, end: 2026-12-31}"))  # fmt: skip

    later = amended(texts, workload="每季一次")

    assert rows(later, 2025) == rows(texts, 2025)
    assert rows(later, 2026) != rows(texts, 2026)


def test_the_agenda_of_a_meeting_shows_what_was_before_it():
    texts = amended(ADMITTED_TASK, workload="每季一次")
    review = {"data/tasks/reviews/2026-03-10.yaml": (
        "on: 2026-03-10\ntitle: 联审\nmatters:\n  - {request: jia, outcome: approved}\n"
        "sources: [{title: 记录, publisher: 某区, published_on: 2026-03}]\n"
    )}  # fmt: skip

    [entry] = on_the_table(loaded({**texts, **review}), date(2026, 3, 10), TODAY)

    assert entry.item.workload == "每月一次"
    assert entry.item.state == "accepted"


@pytest.mark.parametrize(
    ("sets", "said"),
    [({}, "没有写“任务jia”要变更什么"), ({"workload": ""}, "不能把任务量（workload）改成没有")],
)
def test_a_change_says_what_becomes_other(sets, said):
    with pytest.raises(ChecklistError, match=said):
        after(
            ADMITTED_TASK,
            "amend",
            "2026-05-04",
            reason="做不过来",
            sets=sets or {"task": "核对数据"},
        )


def test_a_task_that_was_not_published_is_not_amended():
    texts = tree(request("jia", "2026-03-02 submit"))

    with pytest.raises(ChecklistError, match="不能申请变更"):
        after(texts, "amend", "2026-05-04", reason="做不过来", sets={"workload": "每季一次"})


def test_a_kept_content_that_is_changed_with_the_request_is_told_by_its_fingerprint():
    texts = {**ADMITTED_TASK, PATH: str(ADMITTED_TASK[PATH]).replace("每月一次", "每天一次")}

    [problem] = examined(texts)

    assert problem.code == "CK281"
    assert "被改过" in problem.message


def test_the_minutes_of_a_meeting_about_a_change_say_what_it_was():
    review = {"data/tasks/reviews/2026-05-11.yaml": (
        "on: 2026-05-11\ntitle: 联审\nmatters:\n  - {request: jia, outcome: approved}\n"
        "sources: [{title: 记录, publisher: 某区, published_on: 2026-05}]\n"
    )}  # fmt: skip
    lists = loaded({**amended(ADMITTED_TASK, workload="每季一次"), **review})
    [meeting] = lists.of("joint_review")

    [line] = minutes(lists, meeting.item, date(2026, 5, 11)).table

    assert line[-1] == "变更：任务量由“每月一次”改为“每季一次”"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("      title: 任务jia\n", ""),
        ("  - on: 2026-03-12\n    act: publish\n",
         "  - on: 2026-03-12\n    act: fulfil\n    condition: 99\n"
         "  - on: 2026-03-12\n    act: publish\n"),
        ("    act: upload\n", "    act: take_back\n    reason: 错\n    takes_back: 77\n"),
        ("    act: upload\n", "    act: amend\n    reason: 改\n"),
    ],
)  # fmt: skip
def test_whatever_is_written_by_hand_is_told_and_what_is_printed_is_printed(was, now):
    broken = {**ADMITTED_TASK, PATH: str(ADMITTED_TASK[PATH]).replace(was, now)}

    assert examined(broken) != []
    assert len(rows(broken)) == 1
    assert [one.item.title for one in standings(loaded(broken), TODAY)] == ["任务jia"]
