"""What is typed after --set and --unset changes a record so, or says why not."""

from __future__ import annotations

import copy

import pytest

from checklist_tool.editing.assign import assignment, assignments, removal
from checklist_tool.editing.layout import layout_of
from checklist_tool.problems import ChecklistError

CERTIFICATE = layout_of("data/lists/certificates/negative.yaml").of("items").of(0)
RECORD = {
    "id": "qinshu",
    "name": "亲属关系证明",
    "aliases": ["甲", "乙"],
    "basis": [{"policy": "minfa", "article": "第一条"}],
}


def after(*typed: str) -> dict:
    record = copy.deepcopy(RECORD)
    for one in typed:
        given = removal(one[1:]) if one.startswith("-") else assignment(one)
        given.apply(record, CERTIFICATE)
    return record


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("name=甲: 乙 # 丙 = 丁", {"name": "甲: 乙 # 丙 = 丁"}),
        ("理由=两行\n第二行", {"reason": "两行\n第二行"}),
        ("reason=", {"reason": ""}),
        ("aliases=丙", {"aliases": ["丙"]}),
        ("aliases=[丙, '丁, 戊']", {"aliases": ["丙", "丁, 戊"]}),
        ("aliases+=丙", {"aliases": ["甲", "乙", "丙"]}),
        ("又称 += 丙", {"aliases": ["甲", "乙", " 丙"]}),
        ("aliases+=[丙, 丁]", {"aliases": ["甲", "乙", "丙", "丁"]}),
        ("aliases[0]=丙", {"aliases": ["丙", "乙"]}),
        ("aliases[2]=丙", {"aliases": ["甲", "乙", "丙"]}),
        ("asked_by[0]=银行", {"asked_by": ["银行"]}),
        ("basis[0].article=第二条", {"basis": [{"policy": "minfa", "article": "第二条"}]}),
        ("依据[0].条款=第二条", {"basis": [{"policy": "minfa", "article": "第二条"}]}),
        ("basis+={policy: b}", {"basis": [*RECORD["basis"], {"policy": "b"}]}),
        ("basis=b", {"basis": [{"policy": "b"}]}),
        (
            "basis+=b 第二条 第三款",
            {"basis": [*RECORD["basis"], {"policy": "b", "article": "第二条 第三款"}]},
        ),
        ("basis[0]=b 附件", {"basis": [{"policy": "b", "article": "附件"}]}),
        ("basis[1].policy=b", {"basis": [*RECORD["basis"], {"policy": "b"}]}),
        ("reviewed.by=民政局", {"reviewed": {"by": "民政局"}}),
        (
            "sources+={title: 报, url: https://a.cn/b?c=1}",
            {"sources": [{"title": "报", "url": "https://a.cn/b?c=1"}]},
        ),
        ("-basis[0].article", {"basis": [{"policy": "minfa"}]}),
        ("-aliases[0]", {"aliases": ["乙"]}),
        ("-又称", {"aliases": None}),
        ("verdict=不予出具", {"verdict": "refuse"}),
        ("答复= 符合条件才可出具 ", {"verdict": "conditional"}),
        ("provenance=法律法规直接规定", {"provenance": "law"}),
        ("name=不予出具", {"name": "不予出具"}),
        ("resaon=误", {"resaon": "误"}),  # the check says so, with the key that was meant
    ],
)
def test_a_record_is_changed_as_it_is_typed(typed: str, changed: dict):
    expected = {key: value for key, value in {**RECORD, **changed}.items() if value is not None}

    assert after(typed) == expected


def test_choices_within_brackets_are_typed_in_chinese_too():
    service = layout_of("data/lists/services/handle.yaml").of("items").of(0)
    record: dict = {}

    assignment("materials+={name: 身份证, form: 原件}").apply(record, service)
    assignment("materials+={name: 户口簿, form: copy}").apply(record, service)

    assert [one["form"] for one in record["materials"]] == ["original", "copy"]


def test_yes_and_no_are_typed_in_chinese_too():
    request = layout_of("data/tasks/2026/shuju-hecha.yaml")
    record: dict = {}

    assignment("support.none=是").apply(record, request)

    assert record == {"support": {"none": "true"}}


def test_a_list_that_has_lost_all_its_elements_goes():
    assert "aliases" not in after("-aliases[1]", "-aliases[0]")
    assert "basis" not in after("-basis[0].policy", "-basis[0].article")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("name", "不是“键=值”"),
        ("=甲", "不是“键=值”"),
        ("a b=甲", "不是键的写法"),
        ("basis[x].policy=甲", "不是键的写法"),
        ("-", "不是键的写法"),
        ("name+=甲", "不是列表"),
        ("aliases+=甲", "已经有“甲”"),
        ("aliases[3]=丙", "这个列表有 2 项"),
        ("aliases.x=丙", "这个列表有 2 项"),
        ("name[0]=丙", "这里不是列表"),
        ("sources+=报", "这里要写几个键"),
        ("basis=[{policy: a", "值写得不对"),
        ("basis=[&a x]", "锚点"),
        ("-note", "没有“note”这个键"),
        ("-aliases[2]", "这个列表有 2 项"),
    ],
)
def test_what_makes_no_sense_is_said(typed: str, said: str):
    with pytest.raises(ChecklistError, match=said):
        after(typed)


@pytest.mark.parametrize("typed", ["aliases=[丙，丁]", "aliases+=[丙、丁]"])
def test_entries_that_full_width_commas_would_make_one_are_refused(typed: str):
    with pytest.raises(ChecklistError, match="读成了一项") as caught:
        after(typed)

    assert "写成 aliases=[丙, 丁]" in caught.value.hint


def test_removals_from_the_back_leave_the_numbers_of_the_others():
    typed = ["aliases[0]", "basis[2].article", "aliases[10]", "basis[2]", "aliases[2]"]

    found = [one.path for one in assignments([], typed)]

    assert found.index("aliases[10]") < found.index("aliases[2]") < found.index("aliases[0]")
    assert found.index("basis[2].article") < found.index("basis[2]")


def test_a_value_that_a_later_one_would_replace_unseen_is_refused():
    with pytest.raises(ChecklistError, match="写了两次") as caught:
        assignments(["aliases=丙", "name=甲", "aliases=丁"])

    assert "aliases+=" in caught.value.hint
    assert len(assignments(["aliases=丙", "aliases+=丁", "aliases+=戊"])) == 3
