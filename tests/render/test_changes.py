"""Changes in words: what stays, what is marked, and what markdown must not take for its own."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders import certificates, loaded, tree
from checklist_tool.changes import compare
from checklist_tool.render.changes import ChangeRow, markdown, rows, runs

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@given(TEXTS, TEXTS)
def test_the_parts_put_together_are_both_texts(gone, come):
    found = runs(gone, come)

    assert "".join(kept + old for kept, old, _ in found) == gone
    assert "".join(kept + new for kept, _, new in found) == come


def test_what_differs_in_a_long_text_is_one_part_each():
    text = "先请居民用居住登记凭证、居住证或者水电单证明自己的住址"

    assert runs(text, text.replace("居住证或者", "")) == [
        ("先请居民用居住登记凭证、", "", ""),
        ("", "居住证或者", ""),
        ("水电单证明自己的住址", "", ""),
    ]


def test_texts_with_little_in_common_are_told_whole():
    assert runs("凭户口簿办理", "到公证处申请公证") == [("", "凭户口簿办理", "到公证处申请公证")]


@given(st.text("甲a`*_[]<>&|#~$!@:/\\-+.()1 ", min_size=1, max_size=20).filter(str.strip))
def test_markdown_shows_a_name_as_it_is_written(name):
    name = " ".join(name.split())
    quoted = name.replace("'", "''")
    after = tree(negative=certificates(f"id: a\nname: '{quoted}'", verdict="refuse"))

    told = markdown(compare(loaded(tree()), loaded(after)), "变化", ({}, {}))

    shown = MarkdownIt("gfm-like", {"linkify": False}).render(told)
    line = next(line for line in shown.splitlines() if "<code>a</code>" in line)
    head = re.sub("<code>([@#!:])</code>", r"\1", line).partition("<code>")[0]
    assert f"</strong> {name}（不予出具）" in unescape(head)
    assert head.count("<") == 3  # of the list, of what was done


@pytest.mark.parametrize(
    "call",
    [
        "@octocat", "（@octocat/team）", "a@example.org", "#123", "octocat/hello#123", "!45",
        "GH-12", "https://example.org/x", "HTTP://example.org", "www.example.org",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["name", "note"])
def test_markdown_calls_nobody_and_links_nothing(call, field):
    long = f"{'很长的一段话，' * 30}{call}"
    given = f"name: '{call}'" if field == "name" else f"name: 甲证明\nnote: '{long}'"
    after = tree(negative=certificates(f"id: a\n{given}", verdict="refuse"))

    told = markdown(compare(loaded(tree()), loaded(after)), f"{call} 到 HEAD", ({}, {}))

    shown = MarkdownIt("gfm-like", {"linkify": False}).render(told)
    assert "<a" not in shown
    parts = re.split("<[^>]*>", shown)
    assert not any(call in unescape(part) for part in parts)
    assert call in unescape(re.sub("<[^>]*>", "", shown))


def test_a_long_text_is_folded():
    before = tree(negative=certificates("id: a\nname: 甲"))
    after = tree(negative=certificates("id: a\nname: 甲\nnote: " + "很长的说明" * 40))

    told = markdown(compare(loaded(before), loaded(after)), "变化", ({}, {}))

    assert "…\n    <details><summary>全文</summary>" in told


@pytest.mark.parametrize("field", ["fee: 不收费", "where: [窗口]", "phone: [12345]"])
def test_every_field_has_its_heading_in_words(field):
    service = "title: 为民办事\nitems:\n  - {{id: a, name: 甲{}}}\n"
    before, after = (tree(handle=service.format(more)) for more in ("", f", {field}"))

    [change] = compare(loaded(before), loaded(after)).entries

    [row] = rows(change, {}, {})
    assert row.heading in ("收费", "办理地点", "咨询电话")
    assert row.come in field


def test_a_verdict_that_is_no_longer_written_says_that_the_list_decides():
    before, after = (
        tree(negative=certificates(f"id: a\nname: 甲{more}", verdict="refuse"))
        for more in ("\nverdict: refuse", "")
    )

    [change] = compare(loaded(before), loaded(after)).entries

    assert rows(change, {}, {}) == [ChangeRow("答复", "不予出具", "不再写，随清单")]


def test_a_line_end_that_is_gone_can_be_seen():
    before = tree(negative=certificates("id: a\nname: 甲\nnote: |\n  一\n  二"))
    after = tree(negative=certificates("id: a\nname: 甲\nnote: 一 二"))

    [change] = compare(loaded(before), loaded(after)).entries

    assert rows(change, {}, {}) == [ChangeRow("说明", "一／二／", "一 二")]
