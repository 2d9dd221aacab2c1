"""The figures of the report of 2024-08-15, one by one, beside what comes out of the data."""

from datetime import date

import pytest

from checklist_tool.report import summarise
from checklist_tool.report.figures import behind
from conftest import ROOT
from shipped.test_data import REPOSITORY

FOUND = {
    figure.name: figure for figure in summarise(REPOSITORY, date(2024, 1, 1), date(2024, 8, 15))
}
CITED, COUNTED = "cited", "counted"
# The words of the report, the figure, what it says, how it is known, and for when.
TABLE = [
    ("正面清单3个事项", "positive", "3 项", CITED, ("", "2024-08-15")),
    ("负面清单47个事项", "negative", "47 项", CITED, ("", "2024-08-15")),
    ("备库清单3个事项", "reserve", "3 项", CITED, ("", "2024-08-15")),
    ("高频事项清单2个事项", "high_frequency", "2 项", CITED, ("", "2024-08-15")),
    ("追回税款109万元", "produce-sales.tax", "109 万元", CITED, ("2024-01", "2024-07")),
    ("滞纳金20余万元", "produce-sales.late-fees", "20余万元", CITED, ("2024-01", "2024-07")),
    ("自2023年以来，共精简挂牌标识2700多个", "signs_reduced", "2700多个（自2023年以来）", CITED,
     ("2023-01-01", "2024-08-15")),
    ("通过了3项区级2024年下派居村组织工作任务", "approved", "3 项", CITED, ("2024-02", "2024-02")),
    ("并发布", "published", "3 项", CITED, ("2024-02", "2024-02")),
    ("同时上传到基层数字化治理平台", "uploaded", "3 项", CITED, ("2024-02", "2024-02")),
    ("7月24日，召开第二次联审会议", "reviewed", "3 项", CITED, ("2024-07-24", "2024-07-24")),
    ("共接到准入申请5项", "received", "5 项", CITED, ("2024-01-01", "2024-08-15")),
    ("受理4项", "accepted", "4 项", CITED, ("2024-01-01", "2024-08-15")),
    ("不予受理1项", "declined", "1 项", CITED, ("2024-01-01", "2024-08-15")),
    ("叫停或规范违规下派事项4项", "interventions", "4 项", CITED, ("2024-01-01", "2024-08-15")),
    ("共举办366场次", "training.sessions", "366 场次（2023年以来）", CITED,
     ("2023-01-01", "2024-08-15")),
    ("覆盖1.7万人", "training.people", "1.7万人（2023年以来）", CITED,
     ("2023-01-01", "2024-08-15")),
    ("取得社会工作者职业证书共843人", "social-workers.holders", "843 人", CITED,
     ("", "2024-08-15")),
    ("持证人员比例达到72.2%", "social-workers.share", "72.2%", CITED, ("", "2024-08-15")),
    ("2021年以来，晋升共160人次", "promotions.people", "160 人次（2021年以来）", CITED,
     ("2021-01-01", "2024-08-15")),
    ("7月23日、30日现场庭审", "hearings.hearings", "2 次", COUNTED, None),
    ("30日在红光村", "hearings.newest", "2024-07-30", COUNTED, None),
    ("7月18日的活动和协议", "neighbours.events", "2 项", COUNTED, None),
    ("164名企业家兼任名誉居村委会主任", "honorary-heads.heads", "164 名", CITED,
     ("", "2024-08-15")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "name", "said", "kind", "span"), TABLE, ids=[row[0] for row in TABLE]
)
def test_a_figure_of_the_report_comes_out_as_it_is_said_there(words, name, said, kind, span):
    figure = FOUND[name]

    [part] = figure.shown
    assert figure.said == said
    assert part.kind == kind
    if span:
        cited = part.cited.span
        assert (cited.start or "", cited.end or "") == span
        assert [source.published_on for source in part.cited.sources] == ["2024-08-15"]
    else:
        assert part.entries


def test_what_was_received_is_what_was_accepted_and_what_was_declined():
    received, accepted, declined = (
        FOUND[name].parts[0].value for name in ("received", "accepted", "declined")
    )

    assert received == accepted + declined
    assert FOUND["acceptance_rate"].said == "80.0%"


def test_the_figures_for_which_no_source_gives_a_number_are_not_nought():
    for name in ("three-carriages.matters", "academy.resources", "withdrawn", "handle"):
        assert FOUND[name].said == "—"
        assert behind(FOUND[name])


@pytest.mark.parametrize(
    ("kind", "id_", "field", "value"),
    [
        ("policy", "jinshan-zhunru-zhiyin", "issued_on", "2023-12"),
        ("joint_review", "2024-02", "on", "2024-02"),
        ("joint_review", "2024-07-24", "on", "2024-07-24"),
        ("ledger", "dierci-taolun", "values.date", "2024-07-24"),
        ("ledger", "shixing-gongxiang", "values.date", "2024-01"),
        ("ledger", "sanzhi-ronghe", "values.date", "2024-07-18"),
        ("ledger", "dongmen-tingshen", "values.date", "2024-07-23"),
        ("ledger", "hongguang-tingshen", "values.date", "2024-07-30"),
    ],
)
def test_a_day_of_the_report_is_that_of_an_entry(kind, id_, field, value):
    [entry] = [one for one in REPOSITORY.of(kind) if one.id == id_]

    found = entry.item
    for part in field.split("."):
        found = found[part] if isinstance(found, dict) else getattr(found, part)
    assert f"{found}" == value


def test_the_outline_that_ships_names_every_figure_of_the_table():
    outline = (ROOT / "templates/report/outline.md").read_text(encoding="utf-8")

    assert [name for _, name, *_ in TABLE if f'"{name}"' not in outline] == []
