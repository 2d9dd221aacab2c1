"""What a step makes of a file, and what is said when it is not taken."""

from __future__ import annotations

from datetime import date

import pytest

from admission.tasks import ADMITTED, RUNNING, request
from builders import TODAY, loaded, tree
from checklist_tool.admission.drafts import draft, regularised
from checklist_tool.admission.steps import step
from checklist_tool.problems import ChecklistError

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


def take(steps: str, act: str, on: str = "2026-04-01", **said: object):
    repository = loaded(tree(request("jia", steps)))
    [entry] = repository.of("request")
    [(path, data)] = step(
        entry, repository, TODAY, act=act, on=date.fromisoformat(on), **said
    ).items()
    assert path == "data/tasks/2026/jia.yaml"
    return data["steps"][-1]


def refused(steps: str, act: str, on: str = "2026-04-01", **said: object) -> ChecklistError:
    with pytest.raises(ChecklistError) as error:
        take(steps, act, on, **said)
    return error.value


def test_a_step_says_by_whom_it_was_taken():
    assert take("", "submit")["by"] == "某局"
    assert take("2026-03-02 submit", "accept")["by"] == "受理单位"
    assert take("2026-03-02 submit", "accept", by="office")["by"] == "受理单位"
    assert take("2026-03-02 submit", "accept", by="区委社会工作部")["by"] == "区委社会工作部"


def test_out_of_order_is_told_with_what_may_be_done_instead():
    error = refused("2026-03-02 submit", "publish")

    assert error.message == "“任务jia”这时是“已提交”，不能发布"
    assert error.hint == "这一步可以是：accept（受理）、decline（不予受理）、withdraw（撤回）"


@pytest.mark.parametrize(
    ("steps", "act", "on", "said", "message"),
    [
        ("2026-03-02 submit", "accept", "2026-03-01", {}, "早于前一步"),
        ("2026-03-02 submit", "accept", "2026-11-24", {}, "这一天还没有到"),
        ("2026-03-02 submit", "accept", "2026-03-03", {"by": "某局"}, "不能由“某局”做"),
        ("2026-03-02 submit", "decline", "2026-03-03", {}, "没有写理由"),
        (RUNNING, "expire", "2026-06-30", {}, "才到期"),
    ],
)
def test_a_refusal_ends_with_what_may_be_done_now(steps, act, on, said, message):
    error = refused(steps, act, on, **said)

    assert message in error.message
    assert "下一步可以：" in error.hint.splitlines()[-1]


def test_an_incomplete_request_is_told_what_is_missing_and_how_to_write_it():
    repository = loaded(tree(request("jia", workload=None, opinions=None)))
    [entry] = repository.of("request")

    with pytest.raises(ChecklistError) as error:
        step(entry, repository, TODAY, act="submit", on=date(2026, 3, 2))

    assert error.value.message == "“任务jia”还不能提交，缺 2 样"
    assert "任务量（workload）：写明每个居村要做多少" in error.value.hint


def test_what_is_missing_may_be_given_with_the_submission():
    repository = loaded(tree(request("jia", workload=None)))
    [entry] = repository.of("request")

    [data] = step(
        entry,
        repository,
        TODAY,
        act="submit",
        on=date(2026, 3, 2),
        fill=lambda request: {**request, "workload": "每月一次"},
    ).values()

    assert data["workload"] == "每月一次"


def test_a_settled_request_has_no_next_step():
    assert refused("2026-03-02 submit, 2026-03-03 decline", "accept").hint == (
        "这一件已经办结，不再有下一步"
    )


def test_an_id_that_is_taken_gets_a_number_and_a_wanted_one_is_refused():
    repository = loaded(tree(request("ruhu-zoufang")))
    fields = {"title": "入户走访", "applicant": "某局"}

    assert list(draft(repository, fields, TODAY)) == ["data/tasks/2026/ruhu-zoufang-2.yaml"]
    with pytest.raises(ChecklistError, match="编号“ruhu-zoufang”已经用了"):
        draft(repository, fields, TODAY, "ruhu-zoufang")


def test_an_id_that_is_none_is_refused():
    with pytest.raises(ChecklistError, match="id"):
        draft(loaded(tree()), {"title": "走访", "applicant": "某局"}, TODAY, "走访")


def settled(way: str, wanted: str | None = None, **files: dict[str, str]):
    texts = tree({"data/tasks/interventions/dati.yaml": INTERVENTION}, **files)
    repository = loaded(texts)
    [entry] = repository.of("intervention")
    return regularised(
        entry, repository, TODAY, on=date(2026, 4, 3), way=way, by=None, request=wanted, note=None
    )


def test_a_task_to_be_admitted_afterwards_leads_to_a_request_that_is_drafted_with_it():
    files = settled("admit")

    [path] = [path for path in files if "/2026/" in path]
    assert files[path]["applicant"] == "某局"
    assert files[path]["committees"] == ["东村"]
    step = files["data/tasks/interventions/dati.yaml"]["steps"][-1]
    assert step["request"] == files[path]["id"]


def test_a_task_that_the_department_does_itself_leads_to_no_request():
    assert list(settled("own")) == ["data/tasks/interventions/dati.yaml"]


@pytest.mark.parametrize("wanted", [None, "wu"])
def test_a_task_is_merged_into_a_request_that_there_is(wanted):
    with pytest.raises(ChecklistError, match="没有"):
        settled("merge", wanted)


def test_the_requests_used_here_are_admitted():
    assert take(ADMITTED, "publish")["act"] == "publish"
