"""`fmt --fix` is named by a message exactly where it mends what the message is about."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import BASE, PATHS, Texts
from checklist_tool.editing.advice import advised
from checklist_tool.editing.mend import mended
from checklist_tool.problems import Problem
from checklist_tool.repository import load
from editing.test_mend import LIST, NEGATIVE, SLIPS, texts

NAMED = "checklist fmt --fix"


def told(path: str, text: str) -> list[Problem]:
    tree = Texts({**BASE, path: text})
    return [one for one in advised(tree, load(tree)[1]) if one.place.path == path]


def spots(problems: list[Problem], *, named: bool | None = None) -> set[tuple[int, str]]:
    return {
        (problem.place.line, problem.code)
        for problem in problems
        if named is None or (NAMED in problem.hint) == named
    }


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("      - 乙证明\n      - 丙证明\n", "      -乙证明\n      -丙证明\n"),
        ("      - 乙证明\n      - 丙证明\n", "      -乙证明\n"),
        ("      - 乙证明\n      - 丙证明\n", "      * 乙证明\n"),
        ("      - 乙证明\n      - 丙证明\n", "      -\u00a0乙证明\n      -\u00a0丙证明\n"),
        ("      - 丙证明\n", "      -丙证明\n"),
        ("    name: 甲证明\n", "    name：甲证明\n"),
        ("    name: 甲证明\n", "\tname: 甲证明\n"),
        ("2026-01-01", "2026/1/1"),
    ],
)
def test_fmt_fix_is_named_where_it_mends(line: str, typed: str):
    assert line in LIST

    [problem, *_] = told(NEGATIVE, LIST.replace(line, typed, 1))

    assert NAMED in problem.hint


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("      - what: 去派出所\n", "      - what: 去派出所\n\t\twhere: 街上\n"),
        ("    reason: 有规定\n", "    reason: 有规定\n网址：不是键\n"),
        ("    name: 甲证明\n", "    name: 甲证明\n\t备注：甲\n"),
        ("    verdict: refuse\n", "    verdict: 不予出具\n"),
    ],
)
def test_fmt_fix_is_not_named_where_the_fault_would_stay(line: str, typed: str):
    text = LIST.replace("    reason", "    verdict: refuse\n    reason", 1)
    assert line in text
    typed_text = text.replace(line, typed, 1)

    problems = told(NEGATIVE, typed_text)

    after = mended(NEGATIVE, typed_text.encode())[0].decode()
    assert problems
    assert spots(problems, named=True) == spots(problems) - spots(told(NEGATIVE, after))


@example(made=(NEGATIVE, LIST), slips=[(6, "a dash alone"), (10, "tabs before it")])
@example(made=(NEGATIVE, LIST), slips=[(4, "a full-width colon"), (8, "tabs before it")])
@given(
    made=texts(),
    slips=st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from(sorted(SLIPS))), min_size=1, max_size=4
    ),
)
def test_every_fault_told_with_fmt_fix_is_gone_after_it(made, slips):
    path, text = made
    lines = text.split("\n")
    for at, slip in slips:
        lines[at % len(lines)] = re.sub(*SLIPS[slip], lines[at % len(lines)])
    typed = "\n".join(lines)

    problems = told(path, typed)

    after = mended(path, typed.encode())[0].decode()
    assert not spots(problems, named=True) & spots(told(path, after))


def test_a_file_that_is_no_list_names_no_fmt_fix():
    path = "data/lists/other/甲.yaml"

    problems = told(path, "\ufeffa：b\n")

    assert problems
    assert not spots(problems, named=True)


def test_an_unfinished_list_beside_its_slips_is_named_for_these_alone():
    text = BASE[PATHS["positive"]].replace("reason: ", "reason：").replace("items:", "items: [")

    problems = told(PATHS["positive"], text)

    assert problems
    after = mended(PATHS["positive"], text.encode())[0].decode()
    assert spots(problems, named=True).isdisjoint(spots(told(PATHS["positive"], after)))
