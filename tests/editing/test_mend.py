"""`fmt --fix`: what is surely a slip of typing is mended, and nothing else is touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import BASE, PATHS
from checklist_tool.editing.in_place import fresh
from checklist_tool.editing.layout import layout_of
from checklist_tool.editing.mend import mended
from checklist_tool.files import WorkingTree
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import fit
from strategies import records

ROOT = Path(__file__).parents[2]
NEGATIVE = PATHS["negative"]
FILES = [NEGATIVE, PATHS["handle"], PATHS["register"], PATHS["boards"], PATHS["request"],
         PATHS["edition"]]  # fmt: skip
LIST = """\
title: 负面清单
verdict: refuse
items:
  - id: jia
    name: 甲证明
    aliases:
      - 乙证明
      - 丙证明
    reason: 有规定
    instead:
      - what: 去派出所
        bring:
          - 户口簿
    effective_from: 2026-01-01
    sources:
      - title: 意见
        url: https://www.mca.gov.cn/a.html
        published_on: 2020-10
    note: |
      第一行
      name：这不是键
      • 也不是列表
  - id: yi
    name: 丁证明
    reason: "说明：见
      name：文件"
"""


def fixed(text: str | bytes, path: str = NEGATIVE) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    return mended(path, raw)[0].decode()


@st.composite
def texts(draw):
    """A file of some kind in its canonical form, with its path; it fits its kind."""
    path = draw(st.sampled_from(FILES))
    shape = kind_of(path).shape
    data = draw(records(shape))
    assume(not fit(shape, data)[1])
    return path, fresh(data, layout_of(path))


@given(texts())
def test_a_file_that_is_right_stays_byte_for_byte(made):
    path, text = made

    assert mended(path, text.encode()) == (text.encode(), [])


def test_the_lists_that_ship_stay_byte_for_byte():
    tree = WorkingTree(ROOT)

    for path in tree.paths():
        assert mended(path, tree.read(path)) == (tree.read(path), [])


# A line as Word or a hurried hand leaves it.
SLIPS = {
    "a full-width colon": (r"^( *(?:- )?[a-z_]+): ?", r"\1："),
    "a full-width colon and a blank": (r"^( *(?:- )?[a-z_]+): ", r"\1： "),
    "no blank after the colon": (r"^( *(?:- )?[a-z_]+): (?!/)", r"\1:"),
    "a no-break space": (r"^( *(?:- )?[a-z_]+): ", "\\1:\u00a0"),
    "an ideographic space": (r"^( *(?:- )?[a-z_]+): ", "\\1:\u3000"),
    "a blank before the colon": (r"^( *(?:- )?[a-z_]+): ?", "\\1\u00a0："),
    "quotes around the key": (r"^( *(?:- )?)([a-z_]+):", r"\1“\2”："),
    "a bullet": (r"^( *)- ", r"\1• "),
    "a bullet of Word": (r"^( *)- ", "\\1\uf0b7 "),
    "a dot in the middle": (r"^( *)- ", r"\1· "),
    "a full-width dash": (r"^( *)- ", r"\1－ "),
    "a number": (r"^( *)- ", r"\g<1>3．"),
    "a number in brackets": (r"^( *)- ", r"\1（一）"),
    "an ideographic space after the dash": (r"^( *)- ", "\\1-\u3000"),
    "a dash alone": (r"^( *)- (?!-)", r"\1-"),
    "ideographic spaces before it": (
        r"^(?:  )+(?=\S)",
        lambda found: "\u3000" * (len(found[0]) // 2),
    ),
    "no-break spaces before it": (r"^(?:  )+(?=\S)", lambda found: "\u00a0" * len(found[0])),
    "tabs before it": (r"^(?:  )+(?=\S)", lambda found: "\t" * (len(found[0]) // 2)),
}
MAY_STAY = ("tabs before it", "ideographic spaces before it")  # where they could mean two things


def keys_and_entries(text: str) -> list[int]:
    """The lines that begin with a key or a dash, outside of texts of several lines."""
    found, block = [], None
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        if line.strip() and (block is None or indent <= block):
            block = indent if re.search(r"(?:^|[ :-] )[|>][-+]?\d?[-+]?$", line) else None
            if re.match(r" *(?:- )?[a-z_]+:(?: |$)| *- ", line):
                found.append(number)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("slip", SLIPS)
@given(made=texts(), data=st.data())
def test_a_file_that_was_broken_by_a_slip_comes_back(slip, made, data):
    path, text = made
    pattern, wrong = SLIPS[slip]
    lines = text.split("\n")
    which = [number for number in keys_and_entries(text) if re.search(pattern, lines[number])]
    assume(which)
    chosen = data.draw(st.sampled_from(which))
    broken = [*lines[:chosen], re.sub(pattern, wrong, lines[chosen]), *lines[chosen + 1 :]]

    after = fixed("\n".join(broken), path)

    assert after == text or (slip in MAY_STAY and after == "\n".join(broken))
    assert fixed(after, path) == after


@given(made=texts(), data=st.data())
def test_whatever_was_typed_mending_twice_is_mending_once(made, data):
    path, text = made
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        pattern, wrong = SLIPS[data.draw(st.sampled_from(sorted(SLIPS)))]
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = re.sub(pattern, wrong, lines[at])

    once = fixed("\n".join(lines), path)

    assert fixed(once, path) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("effective_from: 2026/1/1", "effective_from: 2026-01-01"),
        ("effective_from: 2026.1.1", "effective_from: 2026-01-01"),
        ("effective_from: 2026年1月1日", "effective_from: 2026-01-01"),
        ("effective_from: 二〇二六年一月一日", "effective_from: 2026-01-01"),
        ("effective_from： ２０２６/１/１", "effective_from: 2026-01-01"),
        ("effective_from: “2026-01-01”", "effective_from: 2026-01-01"),
        ("published_on: 2020年10月", "published_on: 2020-10"),
        ("published_on: 2020/10", "published_on: 2020-10"),
        ("id: “jia”", "id: jia"),
        ("url: “https://www.mca.gov.cn/a.html”", "url: https://www.mca.gov.cn/a.html"),
        ("verdict: ‘refuse’", "verdict: refuse"),
    ],
)
def test_a_value_as_in_a_document_is_written_as_its_key_wants_it(typed: str, meant: str):
    assert meant in LIST

    assert fixed(LIST.replace(meant, typed, 1)) == LIST


@pytest.mark.parametrize(
    "typed",
    [
        "effective_from: 1/2/2026",  # the first of February, or the second of January
        "effective_from: 2026/2/30",
        "effective_from: 明年",
        "effective_from: 2026年",  # which day of it is not said
        "verdict: 不予出具",  # told with the value; a text is not changed by guessing
        "name: “甲证明”",  # quotes may belong to a text
        "理由: 有规定",
    ],
)
def test_what_is_not_sure_is_left_to_the_editor(typed: str):
    key = typed.partition(":")[0]
    line = next(line for line in LIST.split("\n") if line.strip(" -").startswith(key)) if (
        key.isascii()) else "    reason: 有规定"  # fmt: skip
    indent = re.match(" *(?:- )?", line)[0]
    text = LIST.replace(line, indent + typed, 1)

    assert fixed(text) == text


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("有规定", "有规定\n网址:http://a.cn"),  # a line that was wrapped
        LIST.replace("有规定", "有规定，\n    时间：9点"),
        LIST.replace("    name: 甲证明", "\t\t- name: 甲证明"),
        LIST.replace('件"', "件"),  # the quotes are never closed: all that follows is a text
        "\u3000\n",
        "",
    ],
)
def test_what_could_be_a_text_is_not_touched(text: str):
    assert fixed(text).replace("\n", "") == text.replace("\n", "").strip("\u3000")


def test_a_file_of_another_encoding_or_of_no_kind_stays():
    gbk = LIST.encode("gb18030")

    assert mended(NEGATIVE, gbk) == (gbk, [])
    assert mended("data/other.yaml", b"a\xef\xbc\x9ab") == (b"a\xef\xbc\x9ab", [])


def test_every_slip_is_told_with_its_line_before_and_after():
    typed = LIST.replace("    name: 甲证明", "    name：甲证明").replace("- 乙", "•\u3000乙")
    typed = typed.replace("2026-01-01", "2026/1/1")

    after, mends = mended(NEGATIVE, b"\xef\xbb\xbf" + typed.replace("\n", "\r\n").encode())

    assert after.decode() == LIST
    assert [mend[1:] for mend in mends] == [
        (0, "文件开头的 BOM", "", ""),
        (0, f"{LIST.count(chr(10))} 行的换行符，改成 LF", "", ""),
        (5, "全角冒号“：”", "    name：甲证明", "    name: 甲证明"),
        (7, "项目符号“•”", "      •\u3000乙证明", "      - 乙证明"),
        (14, "日期的写法", "    effective_from: 2026/1/1", "    effective_from: 2026-01-01"),
    ]


def test_tabs_in_all_of_a_file_become_two_spaces_each():
    lines = (re.sub("^(?:  )+", lambda found: "\t" * (len(found[0]) // 2), line)
             for line in BASE[PATHS["positive"]].split("\n"))  # fmt: skip

    assert fixed("\n".join(lines), PATHS["positive"]) == BASE[PATHS["positive"]]
