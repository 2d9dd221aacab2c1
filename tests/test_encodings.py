"""Other encodings are told of; a byte order mark and other line ends are read, with a remark."""

from __future__ import annotations

import pytest

from checklist_tool import yaml_source
from checklist_tool.problems import Problem


def refusal(raw: bytes) -> Problem:
    """The one problem of a file that is refused."""
    source, problems = yaml_source.read("list.yaml", raw)

    assert source is None
    [problem] = problems
    return problem


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("title: 清单".encode("utf-16"), "1:1"),
        ("title: 清单".encode("utf-16-be"), "1:1"),
        (b"\xfe\xff" + "title: 清单".encode("utf-16-be"), "1:1"),
        ("title: 甲\nname: 亲属关系证明\n".encode("gbk"), "1:8"),
        ("title: list\nname: 亲属关系证明\n".encode("gbk"), "2:7"),
        (b"title: list\nname: \xff\xff\n", "2:7"),
        ("title: 清单\nname: 亲属".encode()[:-1], "2:8"),
        (b"\xef\xbb\xbftitle: \xff", "1:8"),
    ],
)
def test_other_encodings_are_told_of_where_they_begin(raw: bytes, place: str):
    problem = refusal(raw)

    # UTF-16 without its mark shows itself by the zero bytes between the letters.
    assert problem.code == ("CK006" if raw.startswith(b"\0") else "CK003")
    assert str(problem.place) == f"list.yaml:{place}"


def test_gbk_is_shown_as_it_was_meant():
    problem = refusal("title: list\nname: 亲属关系证明\n".encode("gbk"))

    assert problem.message == "文件不是 UTF-8 编码，看起来是 GBK：“name: 亲属关系证明”"


def test_a_line_of_gbk_in_a_file_of_utf8_is_told_where_it_is():
    lines = [
        "title: 正面清单与负面清单".encode(),
        "name: 亲属".encode("gbk"),
        "note: 说明".encode(),
    ]

    problem = refusal(b"\n".join([*lines, lines[1]]))

    assert problem.place.line == 2
    assert "“name: 亲属”，像这样的还有 1 行" in problem.message


def test_gbk_is_recognised_in_a_long_line_too():
    problem = refusal(f"about: {'居住证明用途说明' * 5}\n".encode("gbk"))

    assert "看起来是 GBK" in problem.message


def test_a_cut_off_character_of_utf8_is_not_taken_for_gbk():
    problem = refusal("name: 亲属".encode()[:-2] + b"\n")

    assert "GBK" not in problem.message


def warned(raw: bytes) -> tuple[object, list[tuple[str, str, str]]]:
    """The data of a text that is read, and what is remarked of it."""
    source, problems = yaml_source.read("list.yaml", raw)

    assert source is not None
    return source.data, [(each.severity, each.code, str(each.place)) for each in problems]


def test_a_byte_order_mark_is_read_over_with_a_warning():
    assert warned(b"\xef\xbb\xbf" + "name: 甲".encode()) == (
        {"name": "甲"},
        [("warning", "CK004", "list.yaml:1:1")],
    )


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_give_the_same_data_with_a_warning(end: str):
    text = "name: 甲\nnote: |\n  一\n  二\nasks:\n  - '三\n\n    四'\n"

    data, remarks = warned(text.replace("\n", end).encode())

    assert (data, []) == warned(text.encode())
    assert remarks == [("warning", "CK005", "list.yaml:1:8")]


def test_places_do_not_shift_under_a_byte_order_mark_and_crlf():
    source, _ = yaml_source.read("list.yaml", b"\xef\xbb\xbfname: a\r\nnote: b\r\n")

    assert source is not None
    assert str(source.place(["name"], key=True)) == "list.yaml:1:1"
    assert str(source.place(["note"])) == "list.yaml:2:7"


def test_a_warning_and_an_error_are_told_together():
    _, problems = yaml_source.read("list.yaml", b"\xef\xbb\xbfname: [a\r\nnote: b\r\n")

    assert [(each.severity, each.code) for each in problems] == [
        ("warning", "CK004"),
        ("warning", "CK005"),
        ("error", "CK009"),
    ]
