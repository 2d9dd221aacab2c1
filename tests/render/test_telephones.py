"""Which numbers of a text can be called."""

import re

import pytest

from checklist_tool.render.telephones import linked


def called(text, phones=False):
    return re.findall(r'<a href="tel:([\d-]+)">\1</a>', str(linked(text, phones)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("打 12345 反映", ["12345"]),
        ("窗口电话 021-57921234，12348公共法律服务", ["021-57921234", "12348"]),
        ("先打110报警，突发急病打 120", ["110", "120"]),
        ("962222是社会救助热线", ["962222"]),
    ],
)
def test_public_lines_are_links_wherever_they_stand(text, numbers):
    assert called(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2018〕12345号", "每月 12345元", "共 12000 人", "满 110 平方米", "2024-02-26",
        "https://example.org/12345/6.htm", "第 120 条", "编号 3112345678",
    ],
)  # fmt: skip
def test_other_numbers_are_no_telephone_numbers(text):
    assert linked(text) == text


def test_where_numbers_are_the_matter_each_of_them_is_a_link():
    assert called("110（公安报警电话）、57921234", phones=True) == ["110", "57921234"]
    assert called("某居委会（某路1234号，57921234，9:00-17:00）", phones=True) == ["57921234"]


def test_what_looks_like_code_stays_text_beside_a_number():
    assert linked("<b>打 12345") == '&lt;b&gt;打 <a href="tel:12345">12345</a>'
