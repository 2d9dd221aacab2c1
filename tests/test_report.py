"""The figures of a period: counted from entries or cited, and never added over spans."""

from __future__ import annotations

from datetime import date

import pytest

from admission.tasks import RUNNING, request
from builders import loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.report import HEADINGS, Figure, summarise

YEAR = ("2026-01-01", "2026-12-31")


def figures(repository, start: str, end: str) -> dict[str, Figure]:
    found = summarise(repository, date.fromisoformat(start), date.fromisoformat(end))
    return {figure.name: figure for figure in found}


def test_a_cited_figure_names_the_entries_that_are_on_record(lists):
    [part] = figures(lists, "2024-01-01", "2024-08-15")["reviewed"].parts

    assert set(part.entries) == {"nongcun-renju-huanjing", "jiemei-xiangcun-jifen", "shenong-butie"}
    assert part.cited.id == "reviewed-2024-07-24"


def test_entries_without_a_day_are_told_and_not_counted(lists):
    received = figures(lists, "2024-01-01", "2024-08-15")["received"]

    assert len(received.undated) == 3
    assert received.parts[0].entries == ()


@pytest.mark.parametrize(
    "span", [("2024-01-01", "2024-06-30"), ("2024-02-01", "2024-12-31"), ("2024-08-15",) * 2]
)
def test_a_count_whose_span_reaches_beyond_the_period_is_left_out_and_told(lists, span):
    received = figures(lists, *span)["received"]

    assert [part.value for part in received.parts] == [0]
    assert [count.id for count in received.left_out] == ["requests-received"]


def test_a_period_without_counts_is_counted_from_the_entries():
    texts = tree(
        request("jia", RUNNING)
        | request("yi", "2026-04-01 submit, 2026-04-03 decline")
        | request("bing", "2027-01-04 submit")
    )

    found = figures(loaded(texts), *YEAR)

    assert {name: figure.parts[0].value for name, figure in found.items()} == {
        "received": 2, "accepted": 1, "declined": 1, "reviewed": 0, "approved": 1, "rejected": 0,
        "returned": 0, "published": 1, "uploaded": 1, "withdrawn": 0, "expired": 0,
        "interventions": 0,
    }  # fmt: skip
    assert found["received"].parts[0].entries == ("jia", "yi")


def test_a_returned_request_is_received_once_and_its_outcomes_are_all_counted():
    twice = "2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review:returned"
    twice += ", 2026-04-01 submit, 2026-04-03 accept, 2026-05-10 review:returned"

    found = figures(loaded(tree(request("jia", twice))), *YEAR)

    assert found["received"].parts[0].value == 1
    assert found["accepted"].parts[0].value == 1
    assert found["returned"].parts[0].value == 2


COUNTS = """\
title: 引用的数字
items:
  - id: spring
    measure: 收到的准入申请
    value: 7
    unit: 项
    area: 某区
    span: {start: 2026-03, end: 2026-03}
    sources: [{title: 报道, url: "https://example.cn/a"}]
    figure: received
  - id: summer
    measure: 收到的准入申请
    value: 2
    unit: 项
    area: 某区
    span: {start: 2026-06, end: 2026-08}
    sources: [{title: 报道, url: "https://example.cn/b"}]
    figure: received
"""


def test_figures_of_different_spans_stand_side_by_side_and_have_no_sum():
    texts = tree(
        request("jia", "2026-03-02 submit") | request("yi", "2026-04-02 submit"), counts=COUNTS
    )

    received = figures(loaded(texts), *YEAR)["received"]

    assert [(part.value, part.entries) for part in received.parts] == [
        (1, ("yi",)),
        (7, ("jia",)),
        (2, ()),
    ]
    assert received.as_json()["value"] is None


INTERVENTION = """\
id: dati
title: 微信答题
found_on: 2026-04
outcome: stopped
settled_on: 2026-04-20
sources: [{title: 处置记录, publisher: 某区, published_on: 2026-05}]
"""
STEPPED = """\
id: daka
title: 手机打卡
steps:
  - {on: 2026-04-01, act: report}
  - {on: 2026-04-02, act: verify}
  - {on: 2026-04-03, act: regularise, way: own}
  - {on: 2026-04-05, act: file}
  - {on: 2026-05-05, act: look_back, outcome: relapsed, reason: 又派了}
  - {on: 2026-05-06, act: stop, reason: 没有准入}
sources: [{title: 处置记录, publisher: 某区, published_on: 2026-05}]
"""


def test_each_unadmitted_task_is_counted_once_however_it_is_told():
    folder = "data/tasks/interventions/"
    texts = tree({folder + "dati.yaml": INTERVENTION, folder + "daka.yaml": STEPPED})

    [part] = figures(loaded(texts), *YEAR)["interventions"].parts

    assert part.value == 2
    assert set(part.entries) == {"dati", "daka"}


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ChecklistError, match="开始 2026-02-01 在结束 2026-01-01 之后"):
        summarise(loaded(tree()), date(2026, 2, 1), date(2026, 1, 1))


def test_every_figure_that_a_count_may_give_is_one_of_the_report():
    from typing import get_args

    from checklist_tool.model.edition import Figure as Name

    assert set(get_args(Name)) <= set(HEADINGS)
