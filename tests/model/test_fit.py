"""Data becomes records; what does not fit is told in Chinese, at the right spot."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.model.admission import Request
from checklist_tool.model.base import Cited, Review, headings
from checklist_tool.model.certificate import Certificate, CertificateList, Exemption, Route
from checklist_tool.model.fit import Fault, fit
from checklist_tool.model.policy import Basis
from checklist_tool.model.service import Service

CERTIFICATE: dict[str, Any] = {
    "id": "juzhu",
    "name": "居住证明",
    "aliases": ["住址证明"],
    "asked_by": ["银行", "学校"],
    "verdict": "issue",
    "reason": "居委会掌握居住情况",
    "instead": [{"when": "有居住证的", "what": "出示居住证", "bring": ["身份证"]}],
    "exceptions": [{"when": "人户分离", "then": "到户籍地办"}],
    "basis": [{"policy": "minfa-2020-20", "article": "第二条"}],
    "item_no": "3",
    "effective_from": "2026-01-01",
    "status": "in_force",
    "sources": [
        {"title": "意见", "url": "https://www.mca.gov.cn/a.html", "published_on": "2020-10"}
    ],
    "reviewed": {"on": "2026-02-01", "by": "街道办事处"},
}


def damaged(loc: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The certificate with another value at `loc`."""
    data = deepcopy(CERTIFICATE)
    holder: Any = data
    for part in loc[:-1]:
        holder = holder[part]
    holder[loc[-1]] = value
    return data


def only_fault(shape: type, data: Any) -> Fault:
    record, faults = fit(shape, data)

    assert record is None
    [fault] = faults
    return fault


def test_what_fits_becomes_a_record_with_its_values():
    record, faults = fit(Certificate, CERTIFICATE)

    assert faults == []
    assert record is not None
    assert record.item_no == 3
    assert record.effective_from == date(2026, 1, 1)
    assert record.sources[0].published_on == "2020-10"
    assert record.conditions == []


@pytest.mark.parametrize(
    ("loc", "message"),
    [
        (("name",), "缺少“name”（名称）"),
        (("reason",), "缺少“reason”（理由）"),
        (("basis", 0, "policy"), "缺少“policy”（文件）"),
        (("instead", 0, "what"), "缺少“what”（做法）"),
        (("reviewed", "by"), "缺少“by”（核定单位）"),
    ],
)
def test_what_is_missing_is_told_with_its_heading(loc, message: str):
    data = deepcopy(CERTIFICATE)
    holder: Any = data
    for part in loc[:-1]:
        holder = holder[part]
    del holder[loc[-1]]

    assert only_fault(Certificate, data) == (
        loc,
        "CK021",
        message,
        f"补上一行“{loc[-1]}: …”",
        False,
        None,
    )


@pytest.mark.parametrize(
    ("loc", "hint"),
    [
        (("namee",), "是不是想写“name”？"),
        (("Conditions",), "是不是想写“conditions”？"),
        (("alias",), "是不是想写“aliases”？"),
        (("名称",), "写 name"),
        (("又称",), "写 aliases"),
        (("instead", 0, "地点"), "写 where"),
        (("basis", 0, "articles"), "是不是想写“article”？"),
        (("reviewed", "核定单位"), "写 by"),
        (("价格",), "删掉这个键，或者把内容写进 note"),
        (("function-x",), "删掉这个键，或者把内容写进 note"),
        (("",), "删掉这个键，或者把内容写进 note"),
    ],
)
def test_an_unknown_key_is_told_of_at_the_key_with_a_guess(loc, hint: str):
    fault = only_fault(Certificate, damaged(loc, "甲"))

    assert fault == (loc, "CK022", f"没有“{loc[-1]}”这个键", hint, True, None)


@pytest.mark.parametrize("key", ["条目", "清单", "内容"])
def test_a_list_under_another_key_is_taken_for_the_items(key: str):
    fault = only_fault(CertificateList, {"title": "甲", "verdict": "refuse", key: []})

    assert (fault.code, fault.hint) == ("CK022", "是不是想写“items”？")


@pytest.mark.parametrize(
    ("key", "typed", "hint"),
    [
        ("status", "停用", "多半是 retired；只能写："),
        ("verdict", "不予开具", "多半是 refuse；只能写："),
        ("verdict", "不可以出具", "多半是 refuse；只能写："),
        ("verdict", "不能开", "只能写："),
        ("verdict", "出具", "只能写："),
    ],
)
def test_a_choice_in_other_words_is_guessed_only_where_they_are_near(key, typed, hint):
    fault = only_fault(Certificate, {**CERTIFICATE, key: typed})

    assert fault.hint.startswith(hint)


def test_a_misspelt_key_is_not_also_told_as_missing():
    data = {**CERTIFICATE, "名称": CERTIFICATE["name"]}
    del data["name"]

    assert only_fault(Certificate, data).message == "没有“名称”这个键"


@pytest.mark.parametrize(
    ("loc", "value", "message"),
    [
        (("aliases",), "住址", "“aliases”要写成列表，现在是文字“住址”"),
        (("aliases",), {"甲": "乙"}, "“aliases”要写成列表，现在是几个键"),
        (("aliases",), None, "“aliases”要写成列表，现在是空的"),
        (("name",), ["居住"], "“name”要写成一段文字，现在是列表"),
        (("reason",), {"甲": "乙"}, "“reason”要写成一段文字，现在是几个键"),
        (("aliases", 0), ["甲"], "“aliases”的第 1 项要写成一段文字，现在是列表"),
        (("asked_by", 1), {"甲": "乙"}, "“asked_by”的第 2 项要写成一段文字，现在是几个键"),
        (("basis", 0), "民发", "“basis”的第 1 项要写成几个键（键: 值），现在是文字“民发”"),
        (("basis", 0), None, "“basis”的第 1 项要写成几个键（键: 值），现在是空的"),
        (("reviewed",), "街道", "“reviewed”要写成几个键（键: 值），现在是文字“街道”"),
        (("effective_from",), ["甲"], "“effective_from”要写成日期，现在是列表"),
        (("item_no",), ["甲"], "“item_no”要写成整数，现在是列表"),
        (("name",), None, "“name”后面没有内容"),
        (("instead", 0, "what"), None, "“what”后面没有内容"),
    ],
)
def test_a_value_of_the_wrong_sort_is_told_with_what_is_there(loc, value: Any, message: str):
    fault = only_fault(Certificate, damaged(loc, value))

    assert fault[:3] == (loc, "CK023", message)
    assert fault.hint


def test_an_empty_entry_of_a_list_is_told_by_the_name_of_the_list():
    fault = only_fault(Certificate, damaged(("aliases", 0), None))

    assert fault.message == "“aliases”的第 1 项后面没有内容"


@pytest.mark.parametrize("name", ["purpose", "verdict", "effective_to", "note"])
def test_an_empty_value_of_what_may_be_left_out_is_as_good_as_left_out(name: str):
    left_out = {key: value for key, value in CERTIFICATE.items() if key != name}

    assert fit(Certificate, {**CERTIFICATE, name: None}) == fit(Certificate, left_out)


NO_DAY = "写的“{}”不是一个日期"


@pytest.mark.parametrize(
    ("loc", "value", "message", "hint"),
    [
        (("verdict",), "可以", "不能是“{}”", "只能写：issue（可以出具）、refuse（不予"),
        (("verdict",), "不予出具", "不能是“{}”", "写 refuse"),
        (("verdict",), "“refuse”", "不能是“{}”", "写 refuse"),
        (("status",), "停用", "不能是“{}”", "只能写：in_force（有效）、being_"),
        (("effective_from",), "2024-02-30", NO_DAY, "写成 2024-02-26 这样，日期要真实存在"),
        (("effective_from",), "2024-2-3", NO_DAY, "写 2024-02-03"),
        (("effective_from",), "2024/2/3", NO_DAY, "写 2024-02-03"),
        (("effective_from",), "二〇二四年二月三日", NO_DAY, "写 2024-02-03"),
        (("effective_from",), "2024年", NO_DAY, "写成 2024-02-26 这样"),
        (("sources", 0, "published_on"), "2024年", NO_DAY, "写 2024"),
        (("effective_from",), "2024", NO_DAY, "写成 2024-02-26 这样"),
        (("effective_from",), "２０２４-01-01", NO_DAY, "写 2024-01-01"),
        (("reviewed", "on"), "2026-13-01", NO_DAY, "日期要真实存在"),
        (("sources", 0, "published_on"), "2024-13", NO_DAY, "2024、2024-02 或 2024-02-26"),
        (("sources", 0, "published_on"), "2023-02-29", NO_DAY, "日期要真实存在"),
        (("item_no",), "1.5", "写的“{}”不是整数", "只写数字"),
        (("item_no",), "三", "写的“{}”不是整数", "只写数字"),
        (("item_no",), "-1", "写的“{}”不是整数", "只写数字"),
        (("item_no",), "１２", "写的“{}”不是整数", "只写数字"),
        (("sources", 0, "url"), "www.mca.gov.cn", "写的“{}”不是网址", "https://"),
        (("sources", 0, "url"), "https://", "写的“{}”不是网址", "https://"),
        (("sources", 0, "url"), "https://a.cn/甲 乙", "写的“{}”不是网址", "https://"),
        (("id",), "Juzhu", "写的“{}”不合编号的写法", "qinshu-guanxi"),
        (("id",), "a--b", "写的“{}”不合编号的写法", "短横线"),
        (("id",), "a" * 61, "超过 60 个字符", "写短一些"),
        (("id",), "“juzhu”", "写的“{}”不合编号的写法", "写 juzhu"),
        (("basis", 0, "policy"), " ", "写的“{}”首尾有空格、换行或没有内容", "写成一行"),
        (("name",), "居住证明 ", "写的“{}”首尾有空格、换行或没有内容", "写成一行"),
        (("name",), "", "写的“{}”首尾有空格、换行或没有内容", "写成一行"),
        (("reviewed", "by"), " ", "写的“{}”首尾有空格、换行或没有内容", "写成一行"),
        (("reason",), "", "是空白", "写上内容"),
        (("reason",), " 　\n", "是空白", "写上内容"),
    ],
)
def test_a_value_that_will_not_do_is_shown(loc, value: str, message: str, hint: str):
    fault = only_fault(Certificate, damaged(loc, value))

    assert fault[:3] == (loc, "CK024", f"“{loc[-1]}”{message.format(value)}")
    assert hint in fault.hint


def test_a_long_value_is_shown_by_its_beginning():
    fault = only_fault(Certificate, damaged(("status",), "停" * 31))

    assert fault.message == f"“status”不能是“{'停' * 30}…”"


def test_a_message_is_one_line():
    fault = only_fault(Certificate, damaged(("name",), "居住\n证明"))

    assert "\n" not in fault.message


@pytest.mark.parametrize("value", [None, ["甲"], {"甲": "乙"}])
def test_what_is_no_word_at_all_is_not_shown_as_python_writes_it(value: Any):
    fault = only_fault(Certificate, damaged(("status",), value))

    assert not re.search(r"None|\[|\{", fault.message)


@pytest.mark.parametrize("phone", ["12345", "110", "962218", "021-57941234", "0571-8512345"])
def test_a_public_line_is_a_phone_number(phone: str):
    record, faults = fit(Service, {"id": "yi", "name": "乙", "phone": [phone]})

    assert faults == []
    assert record is not None
    assert record.phone == [phone]


@pytest.mark.parametrize("phone", ["13800138000", "12", "021 57941234", "021-5794123412", "电话"])
def test_what_is_no_public_line_is_refused(phone: str):
    fault = only_fault(Service, {"id": "yi", "name": "乙", "phone": ["12345", phone]})

    assert fault[:3] == (("phone", 1), "CK024", f"“phone”的第 2 项写的“{phone}”不是公开的电话")


@pytest.mark.parametrize("flag", ["yes", "True", "1", "是"])
def test_a_flag_is_true_or_false_and_nothing_else(flag: str):
    data = {"id": "jia", "title": "甲", "steps": [{"act": "submit", "inferred": flag}]}

    fault = only_fault(Request, data)

    assert fault.loc == ("steps", 0, "inferred")
    assert "true 或 false" in fault.message
    assert fault.message.endswith(f"现在是文字“{flag}”")


def test_every_fault_of_a_list_is_told_at_its_own_place():
    items = [damaged(("name",), ""), CERTIFICATE, damaged(("instead", 0, "wo"), "甲"), "乙"]

    record, faults = fit(CertificateList, {"title": "正面清单", "items": items})

    assert record is None
    assert {(fault.loc, fault.code) for fault in faults} == {
        (("items", 0, "name"), "CK024"),
        (("items", 2, "instead", 0, "wo"), "CK022"),
        (("items", 3), "CK023"),
    }


SHAPES = (Certificate, Route, Exemption, Basis, Cited, Review)
FIELDS = {name for shape in SHAPES for name in headings(shape)}
VALUES = set(
    "issue refuse conditional in_force being_replaced retired published law inferred".split()
)
# What hints show: the ends of a yes or no, the start of an address, an id to follow.
SHOWN = set("true false http https qinshu guanxi note".split())
LOCS = [(name,) for name in headings(Certificate)] + [
    ("instead", 0), ("instead", 0, "what"), ("instead", 0, "bring", 0), ("exceptions", 0, "then"),
    ("basis", 0), ("basis", 0, "policy"), ("basis", 0, "条"), ("sources", 0), ("sources", 0, "url"),
    ("sources", 0, "published_on"), ("reviewed", "on"), ("reviewed", "by"), ("asked_by", 1),
    ("键",),
]  # fmt: skip
CHINESE = st.text("证明，。 \n〔12〕-：％", max_size=40)
ODD = st.recursive(
    CHINESE, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(CHINESE, inner, max_size=2)
)


@given(st.lists(st.tuples(st.sampled_from(LOCS), ODD), min_size=1, max_size=4))
def test_no_word_of_pydantic_is_ever_shown(damage: list[tuple[tuple[str | int, ...], Any]]):
    data = CERTIFICATE
    for loc, value in damage:
        if len(loc) == 1:
            data = {**data, loc[0]: value}
        else:
            data = {**data, loc[0]: damaged(loc, value)[loc[0]]}

    _, faults = fit(Certificate, data)

    for fault in faults:
        assert re.search("[一-龥]", fault.message)
        assert set(re.findall("[A-Za-z_]{3,}", fault.message)) <= FIELDS
        assert set(re.findall("[A-Za-z_]{3,}", fault.hint)) <= FIELDS | VALUES | SHOWN | {
            "checklist",
            "fmt",
            "fix",
        }
