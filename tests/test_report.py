"""The figures of a period: counted from entries or cited, and never added over spans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from admission.tasks import RUNNING, request
from builders import BASE, COMMITTEES, PATHS, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.report import NAMES, summarise
from checklist_tool.report.figures import Figure, FigurePart
from checklist_tool.report.spans import before

YEAR = ("2026-01-01", "2026-12-31")


ADMISSION = (
    "received", "accepted", "declined", "reviewed", "approved", "rejected", "returned",
    "published", "uploaded", "withdrawn", "expired", "interventions",
)  # fmt: skip
COMPLETE = BASE[PATHS["edition"]] + "admission: {complete: {start: 2026-01-01}}\n"


def figures(repository, start: str, end: str, on_lists=None) -> dict[str, Figure]:
    found = summarise(repository, date.fromisoformat(start), date.fromisoformat(end), on_lists)
    return {figure.name: figure for figure in found}


def test_a_cited_figure_names_the_entries_that_are_on_record(lists):
    [part] = figures(lists, "2024-01-01", "2024-08-15")["reviewed"].parts

    assert set(part.entries) == {"nongcun-renju-huanjing", "jiemei-xiangcun-jifen", "shenong-butie"}
    assert part.cited.id == "reviewed-2024-07-24"


def test_entries_without_a_day_are_told_and_not_counted(lists):
    received = figures(lists, "2024-01-01", "2024-08-15")["received"]

    assert len(received.undated) == 3
    assert received.parts[0].kind == "cited"
    assert received.parts[0].entries == ()


@pytest.mark.parametrize(
    "span", [("2024-01-01", "2024-06-30"), ("2024-02-01", "2024-12-31"), ("2024-08-15",) * 2]
)
def test_a_count_whose_span_reaches_beyond_the_period_is_shown_for_its_own_span(lists, span):
    received = figures(lists, *span)["received"]

    assert received.as_json()["value"] is None
    assert [count.id for count in received.beyond] == ["requests-received"]
    assert received.said == "5 项（今年以来）"
    assert received.why == "来源数的是另一段时间"


def test_a_period_without_counts_is_counted_from_the_entries():
    texts = tree(
        request("jia", RUNNING)
        | request("yi", "2026-04-01 submit, 2026-04-03 decline")
        | request("bing", "2027-01-04 submit"),
        edition=COMPLETE,
    )

    found = figures(loaded(texts), *YEAR)

    assert {name: found[name].parts[0].value for name in ADMISSION} == {
        "received": 2, "accepted": 1, "declined": 1, "reviewed": 0, "approved": 1, "rejected": 0,
        "returned": 0, "published": 1, "uploaded": 1, "withdrawn": 0, "expired": 0,
        "interventions": 0,
    }  # fmt: skip
    assert found["received"].parts[0].entries == ("jia", "yi")


def test_what_is_on_no_record_is_not_known_unless_every_case_is_entered():
    texts = tree(request("jia", "2026-03-02 submit"))

    found = figures(loaded(texts), *YEAR)
    whole = figures(loaded(texts | {PATHS["edition"]: COMPLETE}), *YEAR)
    earlier = figures(loaded(texts | {PATHS["edition"]: COMPLETE}), "2025-01-01", "2026-12-31")

    assert (found["declined"].said, found["declined"].as_json()["value"]) == ("—", None)
    assert found["declined"].why == "没有记录，也没有引用的数字"
    assert (whole["declined"].said, whole["declined"].as_json()["value"]) == ("0 项", 0)
    assert earlier["declined"].said == "—"


def test_the_rate_of_acceptance_is_computed_from_figures_of_one_span():
    texts = tree(
        request("jia", RUNNING)
        | request("yi", "2026-04-01 submit, 2026-04-03 decline, 2026-05-01 submit")
        | request("bing", RUNNING)
    )

    rate = figures(loaded(texts), *YEAR)["acceptance_rate"]

    assert rate.said == "66.7%"
    assert rate.as_json()["kind"] == "computed"
    assert rate.parts[0].entries == ("accepted", "received")


def test_a_figure_is_compared_with_the_span_before():
    texts = tree(
        request("jia", "2025-03-02 submit")
        | request("yi", "2025-04-02 submit")
        | request("bing", "2026-04-02 submit")
    )

    found = figures(loaded(texts), *YEAR)

    assert found["received"].as_json()["value"] == 1
    assert found["received"].as_json()["before"] == 2
    assert found["declined"].before is None


@pytest.mark.parametrize(
    ("days", "earlier"),
    [
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2026-01-01", "2026-02-28"), ("2025-11-01", "2025-12-31")),
        (("2026-01-01", "2026-01-10"), ("2025-12-22", "2025-12-31")),
    ],
)
def test_the_span_before_is_as_long_and_of_whole_months_where_those_are(days, earlier):
    found = before(tuple(map(date.fromisoformat, days)))

    assert tuple(map(str, found)) == earlier


def test_the_lists_are_counted_only_where_it_is_known_what_stood_on_them():
    lists = loaded(tree())

    known = figures(lists, *YEAR, on_lists={"positive": ["siwang"]})
    unknown = figures(lists, *YEAR)

    assert known["positive"].as_json()["entries"] == ["siwang"]
    assert known["negative"].said == "0 项"
    assert unknown["positive"].said == "—"
    assert "清单是 2026-01-01 发布的" in unknown["positive"].why


def test_every_measure_of_a_ledger_is_a_figure():
    texts = tree(ledger=LEDGER)

    found = figures(loaded(texts), *YEAR)["hearings.sum"]

    assert (found.section, found.heading, found.said) == ("庭审", "旁听", "30 人")
    assert found.as_json()["by"]["法院"] == [
        {"group": "甲", "value": 20, "why": None, "entries": ["a"], "without": [],
         "rank": 1, "share": 66.7},
        {"group": "乙", "value": 10, "why": None, "entries": ["b"], "without": [],
         "rank": 2, "share": 33.3},
    ]  # fmt: skip


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


LEDGER = """\
title: 庭审
entry: 一次庭审
dated_by: date
fields:
  - {key: date, heading: 日期, type: date}
  - {key: court, heading: 法院}
  - {key: people, heading: 人数, type: number, unit: 人}
measures:
  - {key: sum, heading: 旁听, kind: sum, of: people, by: [court]}
items:
  - {id: a, name: 甲, values: {date: 2026-03, court: 甲, people: "20"}, recorded_by: 某区}
  - {id: b, name: 乙, values: {date: 2026-04, court: 乙, people: "10"}, recorded_by: 某区}
  - {id: c, name: 丙, values: {date: 2025-04, court: 乙, people: "10"}, recorded_by: 某区}
"""
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

    assert set(get_args(Name)) <= set(NAMES)


VISITS = """\
title: 走访台账
entry: 一次走访
dated_by: date
fields:
  - {key: date, heading: 日期, type: date}
  - {key: committee, heading: 居村, type: committee}
measures:
  - {key: all, heading: 走访, unit: 次, by: [month, committee]}
counts:
  - {id: visits-2026, measure: all, value: 99, unit: 次, area: 某区, span: {end: 2026-06-30}}
items:
  - {id: a, name: 走访甲, values: {date: 2026-03-01, committee: dong}, recorded_by: 甲镇}
  - {id: b, name: 走访乙, values: {date: 2026-03-02, committee: xi}, recorded_by: 乙镇}
  - {id: c, name: 走访丙, values: {date: 2026-05-02, committee: 甲镇东村}, recorded_by: 甲镇}
"""


def grouped(figure, heading):
    [found] = [one for one in figure.groups if one.heading == heading]
    return [(one.name, one.value.value, one.rank, one.share) for one in found.ranked]


def requests(edition=COMPLETE):
    return tree(
        request("jia", "2026-01-05 submit", applicant="教育局", committees="[东村]")
        | request("yi", "2026-03-02 submit", applicant="民政局", committees="[dong, 西村]")
        | request("bing", "2026-03-09 submit", applicant="教育局", committees="[全部居村]")
        | request("ding", "2025-03-09 submit", applicant="教育局", committees="[西村]"),
        edition=edition,
        committees=COMMITTEES,
        ledger=VISITS,
    )


def test_a_figure_is_told_by_month_department_and_committee():
    received = figures(loaded(requests()), *YEAR)["received"]

    third = Decimal("33.3")
    assert grouped(received, "月") == [
        ("2026-01", 1, None, third), ("2026-02", 0, None, 0), ("2026-03", 2, None, 100 - third),
    ]  # fmt: skip
    assert grouped(received, "部门") == [("教育局", 2, 1, 100 - third), ("民政局", 1, 2, third)]
    assert grouped(received, "居村") == [
        ("甲镇东村", 2, 1, None), ("乙镇西村", 1, 2, None), ("全部居村", 1, 2, None),
    ]  # fmt: skip


def test_a_month_of_which_nothing_is_recorded_is_not_nought_where_not_all_is_entered():
    received = figures(loaded(requests(edition=BASE[PATHS["edition"]])), *YEAR)["received"]

    assert grouped(received, "月")[1] == ("2026-02", None, None, None)


def test_a_long_span_is_told_by_year():
    received = figures(loaded(requests()), "2025-01-01", "2027-12-31")["received"]

    assert [name for name, *_ in grouped(received, "年")] == ["2025", "2026"]


def test_a_ledger_may_be_counted_by_month():
    visits = figures(loaded(requests()), *YEAR)["hearings.all"]

    assert [(name, value) for name, value, *_ in grouped(visits, "月")] == [
        ("2026-03", 2), ("2026-05", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [(3, 2, "+1 项（+50.0%）"), (2, 2, "持平"), (1, 2, "-1 项（-50.0%）"), (2, 0, "+2 项")],
)
def test_a_figure_is_compared_with_that_of_the_span_before(now, then, said):
    days = (date(2026, 1, 1), date(2026, 12, 31))
    part = FigurePart("counted", Decimal(now), "项", days)

    figure = Figure("received", "收到的", "准入", (part,), before=Decimal(then))

    assert figure.compared == said
    assert figure.as_json()["change"] == now - then


def test_a_report_of_one_committee_counts_what_is_recorded_of_it():
    found = {
        one.name: one
        for one in summarise(
            loaded(requests()), date(2026, 1, 1), date(2026, 12, 31),
            committee={"xi", "西村", "乙镇西村"},
        )
    }  # fmt: skip

    assert {*found["received"].parts[0].entries} == {"yi", "bing"}
    assert found["hearings.all"].parts[0].entries == ("b",)
    assert [part.kind for part in found["hearings.all"].parts] == ["counted"]
    assert "positive" not in found


def test_nobody_has_entered_what_is_still_to_come():
    lists = loaded(tree(edition=COMPLETE))
    today = date(2026, 11, 23)

    now = {one.name: one for one in summarise(lists, date(2026, 1, 1), today, today=today)}
    later = {
        one.name: one for one in summarise(lists, date(2027, 1, 1), date(2027, 12, 31), today=today)
    }

    assert (now["received"].said, later["received"].said) == ("0 项", "—")
