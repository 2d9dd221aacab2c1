"""A text is given other data, and every byte that need not change stays."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool import yaml_source
from checklist_tool.editing.canonical import canonical, comments
from checklist_tool.editing.in_place import fresh, spliced
from checklist_tool.problems import ChecklistError
from editing import odd


def data(text: str) -> Any:
    source, problems = yaml_source.read("list.yaml", text.encode())
    assert source is not None, (problems, text)
    return source.data


@given(odd.texts())
def test_the_writer_of_these_tests_writes_what_it_says(written):
    text, value = written

    assert data(text) == value


def put(text: str, new: Any) -> tuple[str, str]:
    """The text that was changed, and what it became: at worst after it was formatted."""
    try:
        return text, spliced(text, new)
    except ChecklistError:
        text = canonical(text)
        return text, spliced(text, new)


def holders(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [value, *(found for one in inner for found in holders(one))]
    return []


@given(odd.texts(), st.data())
def test_any_other_data_can_be_put_into_a_text(written, draw):
    text, value = written
    new = copy.deepcopy(value)
    for _ in range(draw.draw(st.integers(1, 3))):
        holder = draw.draw(st.sampled_from(holders(new)))
        other = draw.draw(odd.DATA)
        if isinstance(holder, dict):
            key = draw.draw(odd.KEYS)
            if key in holder and (holder is not new or set(new) & set(value) - {key}):
                del holder[key]
            else:
                holder[key] = other
        else:
            at = draw.draw(st.integers(0, len(holder)))
            if at < len(holder) and draw.draw(st.booleans()):
                del holder[at]
            else:
                holder.insert(at, other)

    assert data(put(text, new)[1]) == new


@given(odd.texts(brackets=False), st.data())
def test_what_is_put_in_leaves_every_line_that_was_there(written, draw):
    text, value = written
    new = copy.deepcopy(value)
    filled = [holder for holder in holders(new) if holder]
    holder = draw.draw(st.sampled_from(filled))
    other = draw.draw(odd.DATA)
    if isinstance(holder, list):
        holder.insert(draw.draw(st.integers(0, len(holder))), other)
    else:
        holder.setdefault(draw.draw(odd.KEYS), other)

    text, changed = put(text, new)
    lines = iter(changed.rstrip("\n").split("\n"))

    for line in text.rstrip("\n").split("\n"):
        # Only a dash may now stand before another key than it did.
        assert any(line.lstrip(" -") == found.lstrip(" -") for found in lines), line


@given(odd.texts(), st.data())
def test_no_comment_is_lost_where_nothing_is_taken_away(written, draw):
    text, value = written
    new = copy.deepcopy(value)
    texts = [
        (holder, key)
        for holder in holders(new)
        for key in (range(len(holder)) if isinstance(holder, list) else holder)
        if holder[key] is None or isinstance(holder[key], str)
    ]
    if texts:
        holder, key = draw.draw(st.sampled_from(texts))
        holder[key] = draw.draw(odd.TEXTS)

    assert comments(put(text, new)[1]) == comments(text)


def test_only_the_value_is_written_anew_and_its_comment_stays():
    text = "a: 'x'   # c\nb:   y # d\nc: |- # e\n z\nd:  # f\n- x # g\ne: [\"a # b\"] # h\n"

    new = {"a": "1\n2", "b": "it's", "c": "z2", "d": ["x", "z"], "e": "r\ns"}

    assert spliced(text, new) == (
        "a: |-   # c\n  1\n  2\nb:   it's # d\nc: z2  # e\nd:  # f\n- x # g\n- z\n"
        "e: |- # h\n  r\n  s\n"
    )


def test_comments_that_end_an_item_stay_with_it_when_another_follows():
    text = "items:\n- id: a\n  # of a\n\n# next\n- id: b\n"

    assert spliced(text, {"items": [{"id": "a"}, {"id": "c"}, {"id": "b"}]}) == (
        "items:\n- id: a\n  # of a\n\n- id: c\n\n# next\n- id: b\n"
    )


def test_a_text_that_cannot_be_changed_in_place_is_refused():
    with pytest.raises(ChecklistError, match="写法特别"):
        spliced("一段文字\n", {"a": "b"})


def test_values_of_a_program_become_texts():
    written = fresh({"on": date(2026, 1, 2), "value": 3, "inferred": True, "note": None})

    assert written == 'on: "2026-01-02"\nvalue: "3"\ninferred: "true"\nnote:\n'
