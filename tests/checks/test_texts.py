"""Look-alikes, invisible characters and personal data are found, and nothing else is."""

from __future__ import annotations

import pytest

from builders import certificates, examined, tree
from checklist_tool.problems import Problem


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def noted(note: str) -> list[Problem]:
    return examined(tree(positive=certificates(f"id: jia\nname: 甲证明\nnote: {note}")))


@pytest.mark.parametrize(
    "note",
    [
        "身份证号码是110105194912310021", "打12345热线", "电话021-57941234", "打 962200 或 110",
        "账号6222021001112223334", "民发〔2020〕20号", "海棠路12号", "第138条", "编号X13800138000",
        "https://www.mca.gov.cn/2024/0815/13912345678901.html", "110105194902300020",
    ],
)  # fmt: skip
def test_what_only_looks_like_personal_data_is_left_alone(note: str):
    assert noted(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "11010519491231002X", "11010519491231002x", "110105 19491231 002X",
        "身份证11010519491231002X。", "１１０１０５１９４９１２３１００２Ｘ",
        "13800138000", "138-0013-8000", "138 0013 8000", "手机１３８００１３８０００",
        "海棠路12弄3号401室", "阳光新村5幢2单元302室",
    ],
)  # fmt: skip
def test_personal_data_is_found_however_it_is_written(note: str):
    assert codes(noted(note)) == ["CK503"]


@pytest.mark.parametrize(
    "name",
    ["亲属关系证明（公证用）", "“我妈是我妈”的证明", "阿依古丽·买买提证明", "《残疾人证》",
     "收入证明—低保、特困", "无业/失业证明", "A类证明",
     "民政部〔2020〕20号证明", "水、电、气过户！", "COVID-19 证明"],
)  # fmt: skip
def test_a_name_may_have_ordinary_chinese_punctuation(name: str):
    assert examined(tree(positive=certificates(f"id: jia\nname: {name}"))) == []


@pytest.mark.parametrize("name", ["村⻓证明", "⻋辆证明", "⻅证人证明"])
def test_a_radical_copied_from_a_pdf_is_a_look_alike(name: str):
    assert codes(examined(tree(positive=certificates(f"id: jia\nname: {name}")))) == ["CK502"]


@pytest.mark.parametrize("name", [r'"亲属\u200B证明"', r'"亲属\uE5E5证明"', r'"亲属\a证明"'])
def test_an_invisible_character_is_found_behind_its_escape_too(name: str):
    assert examined(tree(positive=certificates(f"id: jia\nname: {name}"))) != []
