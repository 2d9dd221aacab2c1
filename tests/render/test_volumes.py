"""A large book in volumes, with one index."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from builders import certificates, loaded, tree
from checklist_tool.render import pdf, volumes
from checklist_tool.render.book import compose

pytestmark = pytest.mark.slow


def book(positive, negative=0):
    def items(prefix, count):
        return certificates(
            *(f"id: {prefix}{at}\nname: 第{at}号{prefix}证明" for at in range(count))
        )

    named = {"positive": items("a", positive)} | (
        {"negative": items("b", negative)} if negative else {}
    )
    return compose(loaded(tree(**named)), "certificates", "r1")


def words(data):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 30))
def test_every_item_stands_in_one_volume_in_its_place(positive, negative, limit):
    whole = book(positive, negative)

    cut = volumes.cut(whole, limit)

    sizes = [len(list(volume.blocks)) for volume in cut]
    assert [block for volume in cut for block in volume.blocks] == list(whole.blocks)
    assert max(sizes) <= limit
    assert max(sizes) - min(sizes) <= 1 or len(cut) == 1


def test_a_list_that_goes_on_says_so_and_keeps_its_numbers():
    first, second = volumes.cut(book(1, 5), 3)

    left, right = first.sections[-1], second.sections[0]
    assert (left.name, left.continued) == ("negative", False)
    assert (right.name, right.continued, right.number) == ("negative", True, left.number)
    assert [block.number for block in (*left.blocks, *right.blocks)] == [1, 2, 3, 4, 5]
    assert left.count == right.count == 5


def test_a_volume_has_the_sources_that_it_cites_and_no_index():
    whole = book(4)
    [block, *_] = whole.blocks
    other = replace(block.sources[0], number=9, title="别处")
    section = whole.sections[0]
    blocks = (replace(block, sources=(other,)), *section.blocks[1:])
    whole = replace(
        whole,
        sections=(replace(section, blocks=blocks), *whole.sections[1:]),
        sources=(*whole.sources, other),
    )

    first, second = volumes.cut(whole, 2)

    assert [source.title for source in first.sources] == ["意见", "别处"]
    assert [source.title for source in second.sources] == ["意见"]
    assert first.index == second.index == ()


def test_the_index_of_all_names_volume_and_page():
    made = dict(pdf.documents(book(5), ".", limit=3))

    assert list(made) == ["-1", "-2", "-index"]
    assert "第 1 册　共 2 册" in words(made["-1"])
    assert "一、清单（续）" in words(made["-2"]).replace("\n", "")
    index = words(made["-index"])
    assert "2-35 指第 2 册第 35 页" in index
    assert "1-1" in index
    assert "2-1" in index
