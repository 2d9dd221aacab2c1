"""Of a text that cannot be read one problem is told, in Chinese and where the fault is."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from builders import BASE, PATHS, examined
from checklist_tool import yaml_source, yaml_syntax
from checklist_tool.files import LIMIT
from checklist_tool.problems import Problem


def refusal(text: str | bytes) -> Problem:
    """The one problem of a text that is refused."""
    raw = text if isinstance(text, bytes) else text.encode()
    source, problems = yaml_source.read("list.yaml", raw)

    assert source is None
    [problem] = problems
    assert problem.severity == "error"
    assert problem.hint
    return problem


def told(text: str | bytes) -> tuple[str, str]:
    """The code of the one problem, and its line and column."""
    problem = refusal(text)
    return problem.code, f"{problem.place.line}:{problem.place.column}"


# One text for each thing that libyaml objects to, in the order of yaml_syntax.
OBJECTIONS = [
    ("title: 清单\nname: 甲: 乙\n", "2:8", "这里多了一个冒号加空格"),
    (
        "items:\n  - id: jia\n    name 甲\n    note: 乙\n",
        "3:5",
        "这一行没有写成“键: 值”",
    ),
    ("核定:\n    日期: 2026-01-01\n  单位: 街道办\n", "3:3", "这里的层次对不上"),
    ("aliases:\n  - 甲\n  名称: 乙\n", "3:3", "列表的层次对不上"),
    ("aliases: - 甲\n", "1:10", "列表不能从这里开始"),
    ("title: 清单\nname: @甲\n", "2:7", "这个字符不能放在开头"),
    ("title: 清单\nname: '甲\nnote: 乙\n", "2:7", "引号没有收尾"),
    ('title: 清单\nnote: "D:\\清单"\n', "2:7", "双引号里的反斜杠写法不对"),
    ("aliases: [甲, 乙\nname: 丙\n", "2:5", "方括号里缺逗号或没有收尾"),
    ("review: {on: 2026-01-01 by: 街道办}\n", "1:27", "花括号里缺逗号或没有收尾"),
    ("title: 清单\naliases: [\n", "3:1", "这里缺内容，或者括号没有收尾"),
    ("review: {on:2026}\n", "1:12", "括号里的冒号有歧义"),
    ("name: !a!b 乙\n", "1:7", "用了 YAML 的标签"),
]


@pytest.mark.parametrize(("text", "place", "message"), OBJECTIONS)
def test_what_is_not_yaml_is_told_in_chinese(text: str, place: str, message: str):
    problem = refusal(text)

    assert problem.message == message
    assert told(text) == ("CK009", place)


def test_every_objection_that_has_words_of_its_own_is_shown_above():
    known = {message for _, message, _ in yaml_syntax._SYNTAX}

    assert known == {message for *_, message in OBJECTIONS}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name：甲\nnote: 乙\n", "1:5"),
        ("id: jia\nname：甲\nnote: 乙\n", "2:5"),
        ("id: jia\nname： 甲\n", "2:5"),
        ("items:\n  - id：jia\n    name: 甲\n", "2:7"),
        ("items:\n  - id: jia\n    effective_from：2026-01-01\n    name: 甲\n", "3:19"),
        ("items:\n  - id: jia\n    name：甲\n  - id: yi\n", "3:9"),
    ],
)
def test_a_full_width_colon_is_told_of_on_its_own_line(text: str, place: str):
    assert told(text) == ("CK009", place)
    assert refusal(text).message == "键后面用了全角冒号“：”"


def test_a_full_width_colon_within_a_text_is_not_to_blame():
    text = "steps:\n  - 第一步：先申请\n note: 甲\n"

    assert told(text) == ("CK009", "3:2")
    assert "全角冒号" not in refusal(text).message


@pytest.mark.parametrize(
    ("text", "place"),
    [("name: ]\n", "1:7"), ("id: jia\nname: >5万元\n", "2:9"), (" id: jia\nname: 甲\n", "2:1")],
)
def test_whatever_else_is_no_yaml_is_told_of_at_its_place(text: str, place: str):
    assert told(text) == ("CK009", place)


@pytest.mark.parametrize(
    "written",
    ["*重要*", "&重要", "!重要", ">5万元", "|甲|", "]", ", 甲", r'"\x5g"', "'甲\n---\n乙'"],
)
def test_no_english_sentence_is_passed_on(written: str):
    assert not re.search(r"[a-z]{3,} [a-z]{3,}", refusal(f"name: {written}\n").message)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('name: "居民养犬证明”\nnote: 乙\n', "1:14", "右边是中文引号“”"),
        ("id: jia\nname: '甲’\nnote: '乙'\n", "2:9", "右边是中文引号“’”"),
        ("instead:\n  - ｛what: 甲，who: 乙｝\n", "2:5", "全角括号“｛”"),
        ("instead:\n  - {what: 甲，who: 乙}\n", "2:13", "全角逗号“，”"),
        ("aliases: [甲, 乙］\nnote: 丙\n", "1:15", "全角括号“］”"),
    ],
)
def test_a_sign_that_looks_like_the_right_one_is_named(text: str, place: str, message: str):
    assert told(text) == ("CK009", place)
    assert message in refusal(text).message


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("items:\n  - id: jia\n    name: 甲\n     note: 乙\n", "4:6", "4 个空格，和“name”"),
        ("items:\n  - id: jia\n     name: 甲\n", "3:6", "4 个空格，和“id”"),
        ("items:\n  - id: jia\n    name: 甲\n   note: 乙\n", "4:4", "4 个空格，和“name”"),
        ("aliases:\n  - 甲\n name: 乙\n", "3:2", "去掉前面的空格，和“aliases”"),
        ("items:\n  - aliases:\n      - 甲\n     note: 乙\n", "4:6", "4 个空格，和“aliases”"),
    ],
)
def test_a_key_at_an_odd_column_is_told_where_it_belongs(text: str, place: str, hint: str):
    assert told(text) == ("CK009", place)
    assert hint in refusal(text).hint


def test_a_mark_that_nobody_sees_in_an_indent_is_named():
    text = "items:\n  - id: jia\n\ufeff    name: 甲\n"

    assert told(text) == ("CK007", "3:1")
    assert "U+FEFF" in refusal(text).message


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_unclosed_quote_is_told_of_where_it_opens(quote: str):
    text = f"title: 清单\nitems:\n  - name: {quote}甲\n    note: 乙\n  - name: 丙\n"

    assert told(text) == ("CK009", "3:11")
    assert refusal(text).message == "引号没有收尾"


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("name: 甲\nnote: 乙\nname: 丙\n", "3:1", "第 1 行"),
        ("name: 甲\n'name': 丙\n", "2:1", "第 1 行"),
        ("items:\n  - id: jia\n    name: 甲\n  - id: yi\n    id: bing\n", "5:5", "第 4 行"),
        ("review: {on: 甲, on: 乙}\n", "1:17", "前面"),
    ],
)
def test_a_repeated_key_is_told_of_with_its_first_place(text: str, place: str, line: str):
    assert told(text) == ("CK010", place)
    assert line in refusal(text).message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("items:\n  - name: 甲\n  - name : 乙\n    name: 丙\n", "第 3 行"),
        ("- {on: 甲, by: 乙}\n- {by: 丙, by: 丁}\n", "前面"),
    ],
)
def test_a_repeated_key_is_never_traced_to_another_item(text: str, line: str):
    assert line in refusal(text).message


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("review:\n\ton: 2026\n", "2:1", "制表符"),
        ("review:\n  \ton: 2026\n", "2:3", "制表符"),
        ("review:\n　　on: 2026\n", "2:1", "全角空格"),
        ("review:\n \u00a0on: 2026\n", "2:2", "不换行空格"),
    ],
)
def test_an_indentation_that_is_not_of_spaces_is_told_of(text: str, place: str, what: str):
    assert told(text) == ("CK007", place)
    assert what in refusal(text).message


@pytest.mark.parametrize(
    "char", ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\uffff"]
)
def test_a_control_character_is_told_of_by_its_number(char: str):
    text = f"title: 清单\nname: 甲{char}乙\n"

    assert told(text) == ("CK006", "2:8")
    assert f"U+{ord(char):04X}" in refusal(text).message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: 甲\n<<<<<<< HEAD\nnote: 乙\n=======\nnote: 丙\n>>>>>>> main\n", "2:1"),
        ("name: 甲\nnote: 丙\n>>>>>>> main\n", "3:1"),
    ],
)
def test_a_mark_of_a_merge_conflict_is_told_of(text: str, place: str):
    assert told(text) == ("CK008", place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: &a 甲\n", "1:7"),
        ("name: *a\n", "1:7"),
        ("items:\n  - <<: *a\n", "2:9"),
        ("name: !x 甲\n", "1:7"),
        ("name: !!str 甲\n", "1:7"),
        ("name: !!python/object/apply:os.system [ls]\n", "1:7"),
        ("review: !!map {on: 甲}\n", "1:9"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, place: str):
    assert told(text) == ("CK011", place)


def test_a_billion_laughs_are_refused_at_the_first():
    rows = ["a: &a [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]"]
    rows += [
        f"{key}: &{key} [{', '.join([f'*{last}'] * 9)}]" for last, key in pairwise("abcdefghi")
    ]

    assert told("\n".join(rows)) == ("CK011", "1:4")


@pytest.mark.parametrize(("piece", "place"), [("[", "1:41"), ("- ", "1:81"), ("{a: ", "1:161")])
def test_endless_nesting_is_refused(piece: str, place: str):
    assert told(piece * 100_000) == ("CK012", place)


def test_forty_levels_are_read_and_one_more_is_not():
    source, problems = yaml_source.read("list.yaml", b"[" * 40 + b"]" * 40)

    assert (source is not None, problems) == (True, [])
    assert told(b"[" * 41 + b"]" * 41) == ("CK012", "1:41")


def test_a_file_beyond_the_limit_is_not_even_decoded():
    assert told(b"\xff" * (LIMIT + 1)) == ("CK002", "1:1")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "　\n", "\u00a0"])
def test_an_empty_file_is_told_of(text: str):
    assert told(text) == ("CK013", "1:1")


@pytest.mark.parametrize(
    ("text", "place"), [("name: 甲\n---\nname: 乙\n", "2:1"), ("---\n甲\n--- 乙\n", "3:1")]
)
def test_a_second_document_is_refused(text: str, place: str):
    assert told(text) == ("CK015", place)


@pytest.mark.parametrize("text", ["? [甲, 乙]\n: 丙\n", "null: 甲\n", "~: 甲\n", "{甲: 乙}: 丙\n"])
def test_a_key_that_is_no_word_is_refused(text: str):
    assert refusal(text).message == "键必须是一个词"


@pytest.mark.parametrize(
    ("text", "found"),
    [("- 甲\n", "一个列表"), ("甲\n", "一段文字"), ("# 注\n", "空的"), ("~\n", "空的")],
)
def test_a_list_that_is_no_mapping_is_told_what_it_is(text: str, found: str):
    [problem] = examined({**BASE, PATHS["negative"]: text})

    assert problem.code == "CK014"
    assert problem.message.endswith(found)
    assert problem.place.path == PATHS["negative"]


def all_told(text: str) -> list[tuple[str, int]]:
    """The code and the line of each problem of a text that is refused."""
    source, problems = yaml_source.read("list.yaml", text.encode())
    assert source is None
    return [(problem.code, problem.place.line) for problem in problems]


def test_all_that_stops_a_file_from_being_read_is_told_at_once():
    text = (
        "title: 清单\nitems:\n\t- id: a\n  - id: b\n\u00a0   name: 乙\n"
        "    note: 甲\x07\n\u3000\u3000- id: c\n<<<<<<< HEAD\n=======\n>>>>>>> main\n"
    )

    assert all_told(text) == [
        ("CK007", 3), ("CK007", 5), ("CK006", 6), ("CK007", 7), ("CK008", 8),
    ]  # fmt: skip
    assert all_told(text.replace("\x07", "").partition("<<<")[0]) == [
        ("CK007", 3), ("CK007", 5), ("CK007", 7),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["|", ">-", "|2  # 注"])
def test_a_text_in_lines_may_begin_with_any_space(mark):
    text = f"items:\n  - note: {mark}\n      一\n\n      　　二\n      \t三\n  - name: [\n"

    assert [code for code, _ in all_told(text)] == ["CK009"]


def test_another_fault_does_not_hide_the_tabs_nor_they_it():
    assert all_told('name: "甲\nnote: 乙\n') == [("CK009", 1)]
    assert all_told('name: "甲" 乙\nitems:\n\t- a\n\t- b\n') == [
        ("CK009", 1), ("CK007", 3), ("CK007", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "said"), [(20, None), (21, "还有 1 处"), (90, "还有 70 处"), (2000, "还有 980 多处")]
)
def test_of_many_places_the_first_are_told_and_the_others_counted(count, said):
    _, problems = yaml_source.read("list.yaml", b"items:\n" + b"\t- a\n" * count)

    assert len(problems) == min(count, 21)
    assert (said or "缩进用了制表符") in problems[-1].message


def test_another_encoding_is_not_told_of_for_each_character():
    assert all_told("\0".join("title: 甲乙丙")) == [("CK006", 1)]
