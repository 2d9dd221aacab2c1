"""The admission of tasks as a reader meets it in a book."""

import pytest

from builders import loaded, tree
from checklist_tool.model.edition import Span
from checklist_tool.render.admission import span_of
from checklist_tool.render.book import compose


def test_a_joint_review_names_its_requests_and_not_their_ids(lists):
    reviews = compose(lists, "reviews", "r1")

    matters = [row for block in reviews.blocks for row in block.rows if row.heading == "事项"]
    assert [row.lines for row in matters] == [
        ("农村人居环境优化提升行动", "洁美乡村积分制线上管理、应用", "村级涉农补贴资金线上管理")
    ]


def test_a_step_is_a_sentence_and_not_a_list_of_keys(lists):
    requests = compose(lists, "requests", "r1")

    block = next(block for block in requests.blocks if block.id == "shenong-butie")
    steps = next(row.lines for row in block.rows if row.heading == "步骤")
    assert steps[0].startswith("日期不详 提交（推定）：报道没有写提交日期")
    assert steps[-1] == "2024-07-24 联审：报道没有写是否通过"


def test_an_intervention_tells_its_way_in_words():
    written = """\
id: ceshi
title: 测试任务
steps:
  - on: 2026-03-01
    act: report
  - on: 2026-03-02
    act: verify
    by: 测试部门
  - on: 2026-03-03
    act: regularise
    way: own
    reason: 测试理由
"""
    files = {"data/tasks/interventions/ceshi.yaml": written}
    book = compose(loaded(tree(files)), "interventions", "r1")

    [block] = book.blocks
    assert next(row.lines for row in block.rows if row.heading == "步骤") == (
        "2026-03-01 发现",
        "2026-03-02 核实（测试部门）",
        "2026-03-03 规范（改由部门自办）：测试理由",
    )


def test_the_cited_numbers_show_nothing_that_is_for_programs(lists):
    [section] = compose(lists, "counts", "r1").sections

    head, *lines = section.table
    assert head == ("统计项", "数目", "地区", "时段", "说明", "出处")
    assert not [cell for line in lines for cell in line if cell.isascii() and cell.isalpha()]
    assert any(line[1] == "至少 2,700 个" for line in lines)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(start="2024-01-01", end="2024-08-15", stated="今年以来"),
         "今年以来（至 2024-08-15）"),
        (Span(start="2024-07-24", end="2024-07-24", stated="7月24日"), "7月24日（2024-07-24）"),
        (Span(start="2024-02", end="2024-02", stated="2024年2月"), "2024年2月"),
        (Span(end="2024-08-15"), "截至 2024-08-15"),
        (Span(start="2024"), "2024 起"),
        (Span(stated="近年"), "近年"),
    ],
)  # fmt: skip
def test_a_span_always_tells_its_year(span, said):
    assert span_of(span) == said
