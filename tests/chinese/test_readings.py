"""Texts are made plain and read for the index just as they are for a query."""

from hypothesis import example, given
from hypothesis import strategies as st

from checklist_tool.chinese import words
from checklist_tool.chinese.readings import Readings, readings, tables

TABLES = Readings(**tables())
TEXTS = st.text(
    st.sampled_from("證明A１。（）…‥e\u0301がか\u3099ｶﾞ가ㅏΣςﬁ㎡①\u0345İ\0 \n") | st.characters()
)


@given(TEXTS)
@example("親屬關係證明（限公證）")
@example("e\u0301")
def test_the_index_and_the_query_have_the_same_plain_form(text):
    assert TABLES.plain(text) == words.plain(text, TABLES)


@given(TEXTS)
def test_every_character_has_one_syllable(text):
    assert len(TABLES.readings(text)) == len(text)
    assert TABLES.usual(text) == [TABLES.reading(char) for char in text]


def test_a_character_is_read_by_the_word_that_it_stands_in():
    assert readings("去银行行不行") == ["qu", "yin", "hang", "xing", "bu", "xing"]
    assert readings("重庆的重要证明") == ["chong", "qing", "de", "zhong", "yao", "zheng", "ming"]
