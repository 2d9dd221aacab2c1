"""The handbook before it has a look."""

import pytest

from builders import loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render.book import compose
from checklist_tool.render.index import OTHERS


def test_the_whole_book_has_every_item_once(lists):
    book = compose(lists, "all", "r1")

    ids = [block.id for block in book.blocks]
    assert len(ids) == len(set(ids)) == 55 + 44


@pytest.mark.parametrize(
    ("what", "items"),
    [("certificates", 55), ("services", 44), ("negative", 47), ("resolve", 15)],
)
def test_a_part_has_the_items_of_its_lists(lists, what, items):
    book = compose(lists, what, "r1")

    assert len(list(book.blocks)) == items


def test_an_unknown_part_is_refused_with_what_is_possible():
    with pytest.raises(ChecklistError) as raised:
        compose(loaded(tree()), "证书", "r1")

    assert "certificates" in raised.value.hint


def test_the_index_has_every_name_and_alias_by_pinyin(lists):
    book = compose(lists, "certificates", "r1")

    letters = [group.letter for group in book.index if group.letter != OTHERS]
    assert letters == sorted(letters)
    words = {entry.text for group in book.index for entry in group.entries}
    assert "良民证" not in words  # what residents say is for the search alone
    assert {"亲属关系证明", "亲子关系证明", "指定监护人"} <= words


def test_what_is_our_reading_is_marked(lists):
    book = compose(lists, "all", "r1")

    marked = [block for block in book.blocks if block.inferred]
    assert {block.name for block in marked} >= {"同一人证明", "学区常住证明"}
