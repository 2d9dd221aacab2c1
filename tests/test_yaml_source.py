"""Texts become data as they were written, and every key and value keeps its place."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import BASE, PATHS, examined
from checklist_tool import yaml_source
from checklist_tool.problems import Place, Problem
from checklist_tool.yaml_source import Source
from conftest import LISTS

REAL = (LISTS / "data" / "lists/certificates/high_frequency.yaml").read_text(encoding="utf-8")
REGISTER = (LISTS / "data" / "lists/policies/register.yaml").read_text(encoding="utf-8")


def source(text: str) -> Source:
    found, problems = yaml_source.read("list.yaml", text.encode())

    assert problems == []
    assert found is not None
    return found


def spot(place: Place) -> tuple[int, int]:
    return place.line, place.column


@pytest.mark.parametrize(
    "written",
    "0571 2024-02 2024-02-26 yes no on true 1.50 1e3 0x1F 12:30 1_000 .inf = 〔2020〕20号".split(),
)
def test_a_scalar_stays_the_text_that_was_written(written: str):
    assert source(f"key: {written}").data == {"key": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# 以后再写"])
def test_an_empty_value_and_a_plain_null_are_none(written: str):
    assert source(f"key: {written}").data == {"key": None}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'null'", "null"),
        ('"null"', "null"),
        ("'~'", "~"),
        ("''", ""),
        ('""', ""),
        ("nUll", "nUll"),
    ],
)
def test_a_quoted_null_is_a_text(written: str, text: str):
    assert source(f"key: {written}").data == {"key": text}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'办理 24:00 前'", "办理 24:00 前"),
        ("'它''s'", "它's"),
        (r'"一\n二 \u4e09 \"四\""', '一\n二 三 "四"'),
        ("一\n  二", "一 二"),
        ("|\n  一\n  二", "一\n二"),
        (">-\n  一\n  二", "一 二"),
        ("咨询:12345", "咨询:12345"),
        ("甲#乙", "甲#乙"),
    ],
)
def test_every_style_of_text_gives_its_characters(written: str, text: str):
    assert source(f"key: {written}").data == {"key": text}


@pytest.mark.parametrize("key", ["<<", "yes", "2024", "'null'", '"~"'])
def test_a_key_is_a_text_without_meaning_of_its_own(key: str):
    assert source(f"{key}: 值").data == {key.strip("'\""): "值"}


@pytest.mark.parametrize("written", ["# 只有说明\n", "---\n", "~\n"])
def test_comments_alone_give_none(written: str):
    assert source(written).data is None


PLACES = """\
title: 清单
"about":   用途
items:
  - id: jia
    name: 甲
    aliases: [又称一, "又称二", 三]
    review: {on: 2026-01-01, by: 街道办}
  -
    id: yi
    asks:
    - - 里
      - 面
    note:
empty: []
"""


@pytest.mark.parametrize(
    ("loc", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("title",), (1, 8), (1, 1)),
        (("about",), (2, 12), (2, 1)),
        (("items",), (4, 3), (3, 1)),
        (("items", 0), (4, 5), (4, 5)),
        (("items", 0, "id"), (4, 9), (4, 5)),
        (("items", 0, "name"), (5, 11), (5, 5)),
        (("items", 0, "aliases", 0), (6, 15), (6, 15)),
        (("items", 0, "aliases", 1), (6, 20), (6, 20)),
        (("items", 0, "aliases", 2), (6, 27), (6, 27)),
        (("items", 0, "review"), (7, 13), (7, 5)),
        (("items", 0, "review", "on"), (7, 18), (7, 14)),
        (("items", 0, "review", "by"), (7, 34), (7, 30)),
        (("items", 1), (9, 5), (9, 5)),
        (("items", 1, "asks", 0, 1), (12, 9), (12, 9)),
        (("items", 1, "note"), (13, 10), (13, 5)),
        (("empty",), (14, 8), (14, 1)),
    ],
)
def test_every_key_and_value_has_its_place(loc, value, key):
    read = source(PLACES)

    assert spot(read.place(loc)) == value
    assert spot(read.place(loc, key=True)) == key


@pytest.mark.parametrize(
    ("loc", "deepest"),
    [
        (("missing",), ()),
        (("items", 0, "reason"), ("items", 0)),
        (("items", 7, "id"), ("items",)),
        (("title", "on"), ("title",)),
        (("items", 0, "review", "by", 3), ("items", 0, "review", "by")),
    ],
)
def test_a_loc_beyond_the_data_stands_at_its_deepest_part(loc, deepest):
    read = source(PLACES)

    assert read.place(loc) == read.place(deepest)
    assert read.place(loc, key=True) == read.place(deepest)


FLOW = """\
# 行内的写法
items: [{id: 甲, asks: [问, "再
  问"]}, 说明, {id: 乙,
name: {a: 丙}}, {id: 丁}]
more:
  - |
   一段
  - a: 二
    b: "三"
    # 最后一项之后还有别的键
note: 完
"""


@pytest.mark.parametrize(
    ("loc", "value"),
    [
        (("items", 0, "asks", 1), (2, 27)),
        (("items", 0, "name"), (2, 9)),
        (("items", 1), (3, 9)),
        (("items", 2, "name", "a"), (4, 11)),
        (("items", 3, "id"), (4, 21)),
        (("items", 3, "none"), (4, 16)),
        (("more", 0), (6, 5)),
        (("more", 1, "b"), (9, 8)),
        (("more", 1, "c"), (8, 5)),
        (("note",), (11, 7)),
    ],
)
def test_an_item_that_begins_or_ends_within_a_line_keeps_its_places(loc, value):
    assert spot(source(FLOW).place(loc)) == value

    twice_marked, _ = yaml_source.read("list.yaml", b"\xef\xbb\xbf" * 2 + FLOW.encode())
    assert twice_marked is not None
    assert spot(twice_marked.place(loc)) == value


def test_columns_count_characters_as_editors_do():
    read = source("证明: {亲属😀: 关系, 二: 三}\n")

    assert spot(read.place(["证明", "亲属😀"])) == (1, 11)
    assert spot(read.place(["证明", "二"], key=True)) == (1, 15)
    assert spot(read.at(read.text.index("三"))) == (1, 18)


# What a test writer writes: block style, every text double-quoted; and where it wrote it.

REFUSED_RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")
SPECIAL = st.sampled_from(
    ["亲属关系证明", "〔2020〕20号", "a: b", "- x", "# 注", "'", '"', "\\", "：", "😀\u200d👧",
     "null", "~", "", " ", "\u3000", "\t", "\n", "\r\n", "\ufeff", "\U0002a6a5", "[,]{}&*!|>%@`"]
)  # fmt: skip
WORDS = SPECIAL | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=15,
)


def as_json(value: Any) -> str:
    """The value as JSON, which is YAML too, without the characters that must be escaped."""
    written = json.dumps(value, ensure_ascii=False)
    return REFUSED_RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


class Writer:
    def __init__(self, data: Any) -> None:
        self.lines: list[str] = []
        self.values: dict[tuple, tuple[int, int]] = {}
        self.keys: dict[tuple, tuple[int, int]] = {}
        self.put(data, (), 0, "")

    def put(self, value: Any, loc: tuple, indent: int, lead: str) -> None:
        # `lead` stands before the value on its first line.
        if not value or isinstance(value, str):
            self.values[loc] = (len(self.lines) + 1, len(lead) + 1)
            self.lines.append(lead + as_json(value))
            return
        for key in range(len(value)) if isinstance(value, list) else value:
            if isinstance(value, list):
                self.put(value[key], (*loc, key), indent + 2, lead + "- ")
            else:
                self.keys[(*loc, key)] = (len(self.lines) + 1, len(lead) + 1)
                lead += as_json(key) + ":"
                if value[key] and not isinstance(value[key], str):
                    self.lines.append(lead)
                    self.put(value[key], (*loc, key), indent + 2, " " * (indent + 2))
                else:
                    self.put(value[key], (*loc, key), indent, lead + " ")
            lead = " " * indent


@given(VALUES)
@example({"名称": "甲", "": [[["乙"], {}], {"丙": None}], "\ufeff": {"😀": ["x", "\x85"]}})
def test_what_is_written_is_read_and_stands_where_it_was_written(data):
    written = Writer(data)

    read = source("\n".join(written.lines))

    assert read.data == data
    assert {loc: spot(read.place(loc)) for loc in written.values} == written.values
    assert {loc: spot(read.place(loc, key=True)) for loc in written.keys} == written.keys


@given(VALUES)
def test_flow_style_gives_the_same_data(data):
    assert source(as_json(data)).data == data


def assert_told(problems: list[Problem], path: str, raw: bytes) -> None:
    """Every problem is said in Chinese, and at a spot that the file has."""
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for problem in problems:
        assert re.search("[一-龥]", problem.message), problem
        assert problem.place.path == path, problem
        assert 1 <= problem.place.line <= lines, problem
        assert problem.place.column >= 1, problem


def assert_data_or_errors(raw: bytes) -> None:
    read, problems = yaml_source.read("list.yaml", raw)

    assert_told(problems, "list.yaml", raw)
    places = [problem.place for problem in problems if problem.severity == "error"]
    assert (read is None) == bool(places)
    assert places == sorted(set(places))


def assert_read_or_told_of(text: str) -> None:
    """A whole tree with this list is examined, and nothing but this list is blamed."""
    assert_data_or_errors(text.encode())
    problems = examined({**BASE, PATHS["register"]: REGISTER, PATHS["high_frequency"]: text})
    assert_told(problems, PATHS["high_frequency"], text.encode())


@given(st.binary(max_size=80))
@example(b"\xef\xbb\xbf\xff")
def test_any_bytes_give_data_or_errors(raw: bytes):
    assert_data_or_errors(raw)


@settings(max_examples=settings.default.max_examples * 4)
@given(st.text("ab1:-[]{}\"'&*!|>#%@`,?~=. \n\n\t\r：　证\ufeff\x00\x85") | st.text())
@example(": [")
@example("a: [")
@example("%YAML 9\n---")
def test_any_text_gives_data_or_errors(text: str):
    assert_data_or_errors(text.encode("utf-8", "surrogatepass"))


PIECES = st.sampled_from(
    ["\n", " ", "  ", "- ", ":", ": ", "：", '"', "'", "[", "]", "{", "}", "#", "&a ", "*a", "\t",
     "证", "null", "items:\n", "- id: x\n", "    name:\n", "    verdict: no\n", "\u200b", "\ufeff"]
)  # fmt: skip


EDITS = st.tuples(st.integers(0, len(REAL)), st.integers(0, 40), PIECES | st.just(""))


@given(st.lists(EDITS, min_size=1, max_size=3))
@example([(0, len(REAL), "")])
def test_a_damaged_list_is_read_or_told_of(edits: list[tuple[int, int, str]]):
    text = REAL
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]

    assert_read_or_told_of(text)


@given(st.data())
def test_a_list_with_lines_lost_or_doubled_is_read_or_told_of(data: st.DataObject):
    lines = REAL.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    count = data.draw(st.sampled_from([0, 0, 2, 3]))

    lines[at : at + 1] = [lines[at]] * count

    assert_read_or_told_of("".join(lines))
