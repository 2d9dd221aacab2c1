"""What is counted and meant for everybody: ledgers, boards and figures, in a book and on pages."""

import pytest

from builders import BASE, PATHS, loaded, tree
from checklist_tool.render import site
from checklist_tool.render.book import compose
from checklist_tool.render.site.past import Past

SOURCE = "sources: [{title: 报道, url: 'https://example.cn/a'}]"
LEDGER = f"""\
title: 社区巡回审判
entry: 一场庭审
dated_by: date
public: true
fields:
  - {{key: date, heading: 日期, type: date}}
  - {{key: for, heading: 代替, type: item}}
measures:
  - {{key: all, heading: 庭审, unit: 场}}
counts:
  - {{id: zong-shu, measure: all, value: 9, unit: 场, area: 某区, span: {{end: 2025-12-31}},
     {SOURCE}}}
items:
  - {{id: hong, name: 红光村庭审, values: {{date: 2026-03-01, for: siwang}}, {SOURCE}}}
"""
ALLOWED = f"""\
title: 准挂的牌子
items:
  - {{id: minbing, name: 民兵连, spot: outdoor, scope: 某区, {SOURCE}}}
"""
SERVICES = f"""\
title: 为民办事
items:
  - {{id: zuofan, name: 老年助餐, where: [助餐点], {SOURCE}, compiled: {{survey: 2026-02}}}}
  - {{id: lifa, name: 上门理发, where: [服务站], {SOURCE}}}
"""
REPORTED = "reported: {start: 2026-01-01, end: 2026-06-30}\n"
TEXTS = tree(
    edition=BASE[PATHS["edition"]] + REPORTED, ledger=LEDGER, allowed=ALLOWED, handle=SERVICES
)


def pages(texts):
    repository = loaded(texts)
    book = compose(repository, "all", "r1")
    return dict(site.files(book, repository, ".", Past(why_not="没有更早的一期")))


def table(texts, name, what="all"):
    [section] = [one for one in compose(loaded(texts), what, "r1").sections if one.name == name]
    return section.table


@pytest.mark.parametrize("what", ["all", "counted"])
def test_a_book_has_the_public_ledgers_with_what_is_cited_for_them(what):
    head, *rows = table(TEXTS, "ledgers", what)

    assert head == ("台账", "条目", "内容", "出处")
    assert [row[1:3] for row in rows] == [
        ("红光村庭审", "日期 2026-03-01；代替 死亡证明"), ("庭审", "9 场（某区，2025-12-31）"),
    ]  # fmt: skip


def test_a_ledger_that_is_not_public_is_in_no_book_and_on_no_page():
    texts = TEXTS | {PATHS["ledger"]: LEDGER.replace("public: true\n", "")}

    sections = compose(loaded(texts), "all", "r1").sections

    assert "ledgers" not in [section.name for section in sections]
    assert "红光村庭审</th>" not in pages(texts)["ledgers.html"]


def test_a_book_has_the_figures_of_the_days_that_the_edition_names():
    rows = table(TEXTS, "figures")

    assert ("社区巡回审判", "庭审", "1 场", "逐条数出，2026-01-01 至 2026-06-30：红光村庭审") in [
        row[:4] for row in rows
    ]
    assert "received" not in " ".join(row[1] for row in rows)


def test_an_edition_that_names_no_days_publishes_no_figures():
    texts = TEXTS | {PATHS["edition"]: BASE[PATHS["edition"]]}

    made = pages(texts)

    assert "figures.html" not in made
    assert "工作数据" not in made["index.html"]


def test_a_number_on_the_page_of_figures_leads_to_the_entries_behind_it():
    page = pages(TEXTS)["figures.html"]

    assert '<a href="#hearings.all">1 场</a>' in page
    assert 'id="hearings.all"' in page
    assert '<a href="ledgers.html#hong">红光村庭审</a>' in page
    assert "没有记录，也没有引用的数字" in page


def test_a_service_shows_when_it_was_compiled_or_that_no_source_says_so():
    made = pages(TEXTS)

    assert "社区调研 2026-02；部门征集 —" in made["items/zuofan.html"]
    assert "没有来源写明各步是什么时候走的" in made["items/lifa.html"]
    assert '<a href="items/zuofan.html">老年助餐</a>' in made["figures.html"]
