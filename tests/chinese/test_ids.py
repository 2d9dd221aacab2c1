"""Ids are made of the pinyin of a name, by one rule wherever one is proposed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.chinese import ids
from checklist_tool.model.base import ID_PATTERN


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("亲属关系证明", "qinshu-guanxi"),
        ("親屬關係證明", "qinshu-guanxi"),
        ("敬老卡申领（老年综合津贴）", "jinglao-kashenling"),
        ("证明", "zhengming"),
        ("12345 热线", "12345-rexian"),
        ("WPS表格填报", "wps-biaoge-tianbao"),
        ("ＷＰＳ表格填报", "wps-biaoge-tianbao"),
        ("A类证明", "a-lei"),
        ("独居老人每周走访和上门", "duju-laoren-meizhou-zoufang"),
        ("A" * 200, "a" * 50),
    ],
)
def test_an_id_is_the_pinyin_of_the_first_words(name, proposed):
    assert ids.proposed(name) == proposed


def test_an_id_that_is_taken_gets_a_number():
    assert ids.proposed("亲属", {"qinshu", "qinshu-2"}) == "qinshu-3"


def test_a_name_without_any_reading_gives_what_is_said_for_it():
    assert ids.proposed("（？）") == ""
    assert ids.proposed("！？", {"renwu"}, otherwise="renwu") == "renwu-2"


@given(st.text())
def test_whatever_the_name_the_id_is_one_that_the_lists_take(name):
    found = ids.proposed(name, otherwise="renwu")

    assert re.fullmatch(ID_PATTERN, found) and len(found) <= 60
