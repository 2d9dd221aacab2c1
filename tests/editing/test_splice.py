"""A text is given other data, and every byte that need not change stays."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checklist_tool import yaml_source
from checklist_tool.editing.splice import spliced
from editing import odd


def data(text: str) -> Any:
    source, problems = yaml_source.read("list.yaml", text.encode())
    assert source is not None, (problems, text)
    return source.data


@given(odd.texts())
def test_the_writer_of_these_tests_writes_what_it_says(written):
    text, value = written

    assert data(text) == value


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

    assert data(spliced(text, new)) == new
