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
def test_a_radical_copied_from_a_pdf_is_found(name: str):
    assert codes(examined(tree(positive=certificates(f"id: jia\nname: {name}")))) == ["CK511"]


@pytest.mark.parametrize("name", [r'"亲属\u200B证明"', r'"亲属\uE5E5证明"', r'"亲属\a证明"'])
def test_an_invisible_character_is_found_behind_its_escape_too(name: str):
    assert examined(tree(positive=certificates(f"id: jia\nname: {name}"))) != []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("唯ー住房证明", "像是“一”字"), ("唯ㄧ住房证明", "像是“一”字"),
        ("唯—住房证明", "像是“一”字"),
        ("—次性补贴证明", "像是“一”字"), ("证\u0301明", "叠在前一个字上"), ("ɑ证明", "改成“a”"),
        ("Ａ证明", "改成“A”"), ("Аё证明", "外文字母"), ("甲の证明", "日文假名"),
        ("甲\u2002证明", "特殊空格"),
    ],
)  # fmt: skip
def test_a_character_of_a_name_that_looks_like_another_is_found(name: str, told: str):
    problems = examined(tree(positive=certificates(f"id: jia\nname: {name}")))

    assert {problem.code for problem in problems} == {"CK502"}
    assert told in problems[0].message + problems[0].hint


@pytest.mark.parametrize(
    "text",
    ["note: 住址\u2800证明", r'note: "住址\u2800证明"', "note: ⼀年", "note: 金額\uf9a8"],
)
def test_a_character_that_no_text_has_is_found_wherever_it_stands(text: str):
    problems = examined(tree(positive=certificates(f"id: jia\nname: 甲证明\n{text}")))

    assert "CK511" in codes(problems)


def test_a_blank_in_a_comment_is_found_at_its_place():
    [problem] = examined(tree(positive=certificates("id: jia\nname: 甲证明 # 见\u2800附件")))

    assert (problem.code, problem.place.line, problem.place.column) == ("CK511", 5, 18)


@pytest.mark.parametrize(
    ("lines", "line", "plain"),
    [
        ("id: jiа\nname: 甲证明", 4, "jia"),
        ("id: jia\nnаme: 甲证明", 5, "name"),
        ("id: jia\nname: 甲证明\neffective_from: ２０２６-01-01", 6, "2026-01-01"),
        ("id: jia\nname: 甲证明\nbasis: [{policy: minfa–2020–20}]", 6, "minfa-2020-20"),
        ("id: jia\nname: 甲证明\nverdict: іssue", 6, "issue"),
    ],
)
def test_a_code_in_the_wrong_letters_is_told_with_the_right_ones(lines: str, line: int, plain: str):
    problems = examined(tree(positive=certificates(lines)))

    [problem] = [each for each in problems if each.code == "CK512"]
    assert problem.place.line == line
    assert f"“{plain}”" in problem.hint


@pytest.mark.parametrize(
    "text", ["note: ＯＫ", "time_limit: ５天", "time_limit: ——", "note: 见“甲”"]
)
def test_prose_may_have_full_width_letters(text: str):
    assert examined(tree(positive=certificates(f"id: jia\nname: 甲证明\n{text}"))) == []
