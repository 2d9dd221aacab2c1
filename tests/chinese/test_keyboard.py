"""One wrong key."""

from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.chinese import keyboard

letters = st.text(keyboard.LETTERS, min_size=1, max_size=12)


def test_a_key_has_those_around_it():
    assert sorted(keyboard.BESIDE["g"]) == list("bfhtvy")
    assert sorted(keyboard.BESIDE["q"]) == ["a", "w"]


@given(letters)
def test_what_is_one_key_off_is_known_as_such_both_ways(text):
    for other in keyboard.one_key_off(text):
        assert keyboard.is_one_key_off(text, other)
        assert keyboard.is_one_key_off(other, text)


@given(letters)
def test_what_was_meant_is_among_what_a_slip_may_mean(text):
    for slip in (text[1:], text + "q", text[1::-1] + text[2:]):
        assert text in keyboard.mistyped(slip) or slip == text
