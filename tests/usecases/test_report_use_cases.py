"""The report as a page would ask for it: as data, as a paper, in a text of one's own."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from builders import COMMITTEES, PATHS, TODAY, tree, written
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import report

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
COUNTS = """\
title: 引用的数字
items:
  - id: spring
    measure: 收到的准入申请
    value: 20
    unit: 项
    at_least: true
    stated: 20余项
    area: 某区
    span: {start: 2026-03, end: 2026-03, stated: 三月}
    sources: [{title: 报道, url: "https://example.cn/a"}]
    figure: received
"""


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    root = written(tmp_path / "root", tree(counts=COUNTS))
    return report.made(root, *YEAR)


def filled(made, tmp_path, text):
    path = tmp_path / "提纲.md"
    path.write_text(text, encoding="utf-8")
    return report.outline(made, path)


def test_a_figure_says_its_value_span_kind_and_source(made):
    found = made.as_json()["figures"]

    received = found["received"]
    assert (received["value"], received["unit"], received["kind"]) == (20, "项", "cited")
    assert received["span"] == {"from": "2026-03-01", "to": "2026-03-31"}
    assert received["source"] == {"title": "报道", "url": "https://example.cn/a"}
    assert (found["positive"]["value"], found["positive"]["entries"]) == (1, ["siwang"])
    assert (found["declined"]["value"], found["declined"]["kind"]) == (None, None)


def test_an_outline_is_filled_with_the_figures_as_they_are_said(made, tmp_path):
    text = '收到 {{ figures.received.said }}（{{ figures["received"].behind }}），{{ end }}'

    found = filled(made, tmp_path, text)

    assert found == "收到 20余项（引用 spring：某区，《报道》“三月”（2026-03）），2026年12月31日"


def test_an_outline_that_names_no_figure_is_told_with_those_there_are(made, tmp_path):
    with pytest.raises(ChecklistError, match=r"提纲\.md 第 2 行：没有“nought”这个名字") as raised:
        filled(made, tmp_path, "甲\n{{ figures.nought.said }}")

    assert "received" in raised.value.hint


def test_an_outline_has_the_texts_as_they_are(visited, tmp_path):
    ledger = visited / PATHS["ledger"]
    ledger.write_text(VISITS.replace("走访甲", "走访<甲>&乙"), encoding="utf-8")

    found = filled(report.made(visited, *YEAR), tmp_path, '{{ figures["hearings.all"].behind }}')

    assert found == "走访<甲>&乙、走访乙"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_an_outline_is_read_in_the_encodings_of_notepad(made, tmp_path, encoding):
    path = tmp_path / "提纲.md"
    path.write_text("收到 {{ figures.received.said }}", encoding=encoding)

    assert report.outline(made, path) == "收到 20余项"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲\n{{ x.y( }}", "提纲.md 第 2 行：“}”写的不是地方"),
        ("{% for x in %}", "“%}”前面少写了内容"),
        ("{% if 1 %}甲", "没有写完"),
        ("{{ 1/0 }}", "第 1 行：除数是 0"),
        ("{{ 'x'|nofilter }}", "没有“nofilter”这个写法"),
        ("{% nosuch %}", "没有“nosuch”这种写法"),
        ("{{ 1 + 'x' }}", "写法不对"),
        ("{% include '/etc/passwd' %}", "引用了别的文件"),
    ],
)
def test_what_is_wrong_with_an_outline_is_told_in_chinese_at_its_line(made, tmp_path, text, said):
    with pytest.raises(ChecklistError) as raised:
        filled(made, tmp_path, text)

    assert said in raised.value.message
    assert str(tmp_path / "提纲.md") in raised.value.message
    assert "received" not in raised.value.hint


def test_an_outline_that_is_not_there_is_told(made, tmp_path):
    with pytest.raises(ChecklistError, match="读不了"):
        report.outline(made, tmp_path / "none.md")


def test_a_section_that_is_not_there_is_told_with_those_there_are(made):
    with pytest.raises(ChecklistError, match="没有“别的”这一部分") as raised:
        made.named(["别的"])

    assert "严格准入" in raised.value.hint
    assert {one.section for one in made.named(["严格准入"]).figures} == {"严格准入"}


VISITS = """\
title: 走访台账
entry: 一次走访
dated_by: date
fields:
  - {key: date, heading: 日期, type: date}
  - {key: committee, heading: 居村, type: committee}
measures:
  - {key: all, heading: 走访, unit: 次, by: [month, committee]}
items:
  - {id: jia, name: 走访甲, values: {date: 2026-03-01, committee: dong}, recorded_by: 甲镇}
  - {id: yi, name: 走访乙, values: {date: 2026-04-02, committee: dong}, recorded_by: 甲镇}
"""


@pytest.fixture
def visited(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "root", tree(committees=COMMITTEES, ledger=VISITS))


def test_on_the_page_a_number_leads_to_its_entries_and_they_say_all(visited):
    made = report.made(visited, *YEAR)

    page = report.file(made, "html", visited, TODAY).decode()

    assert '<a href="#hearings.all">2 次</a>' in page
    assert '<a href="#entry-yi">走访乙</a>' in page
    assert 'id="entry-yi"' in page
    assert page.index('id="entry-yi"') < page.index("2026-04-02", page.index('id="entry-yi"'))
    assert page.count('<rect x="0" y="0" width="100"') == 2


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_on_paper_each_group_has_its_bar_its_number_and_its_share(visited, form):
    made = report.made(visited, *YEAR)

    data = report.file(made, form, visited, TODAY)

    said = read(data, form)
    assert "2026-03" in said
    assert "50.0%" in said
    assert "走访甲、走访乙" in said


def read(data, form):
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return "".join(Document(BytesIO(data)).element.body.itertext())


def test_a_committee_is_named_by_any_of_its_names(visited):
    named = [report.made(visited, *YEAR, committee=one) for one in ("dong", "东村", "甲镇东村")]

    assert [one.committee for one in named] == ["甲镇东村"] * 3
    assert len({str(one.as_json()) for one in named}) == 1


def test_a_committee_that_is_nowhere_is_told_with_those_there_are(visited):
    with pytest.raises(ChecklistError, match="没有叫“南庄”的居村") as raised:
        report.made(visited, *YEAR, committee="南庄")

    assert "甲镇东村" in raised.value.hint


def test_the_paper_says_of_each_number_what_it_is_made_of(made, tmp_path):
    page = report.file(made, "html", tmp_path, TODAY).decode()

    assert "20余项" in page
    assert "引用，三月（2026-03），某区" in page
    assert 'href="https://example.cn/a"' in page
    assert "没有记录，也没有引用的数字" in page
    assert PATHS["edition"] not in page
