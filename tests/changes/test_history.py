"""The passage of a file about one item: where it is the same, the item is."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builders import PATHS, loaded
from checklist_tool.changes import compare
from checklist_tool.changes.history import _passage
from checklist_tool.model.certificate import Certificate
from strategies import records

ITEMS = st.lists(records(Certificate), min_size=1, max_size=3)


def listed(items, verdict, **style):
    for number, item in enumerate(items):
        item["id"] = "abcd"[number]
    data = {"title": "清单", "verdict": verdict, "items": items}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, indent=2, **style)


@given(st.data())
def test_where_the_passage_is_the_same_the_item_is(data):
    items = data.draw(ITEMS)
    others = [*items[:1], *data.draw(ITEMS)]
    verdict = data.draw(st.sampled_from(["issue", "refuse"]))
    flow = data.draw(st.booleans())
    one, other = (
        listed(some, word, default_flow_style=flow)
        for some, word in ((items, "refuse"), (others, verdict))
    )

    changes = compare(loaded({PATHS["positive"]: one}), loaded({PATHS["positive"]: other}))

    same = _passage(one.encode(), "a") == _passage(other.encode(), "a")
    assert not (same and any(change.entry.id == "a" for change in changes.entries))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("items:\n  - id: a\n    name: 甲\n", "items:\n  - id: a\n    name: 乙\n"),
        ("items:\n- id: a\n  name: 甲\n", "items:\n- id: a\n  name: 乙\n"),
        ("items:\n  - {id: a, name: 甲}\n", "items:\n  - {id: a, name: 乙}\n"),
        ("items:\n  - name: 甲\n    id: a\n", "items:\n  - name: 乙\n    id: a\n"),
        ("verdict: issue\nitems:\n  - id: a\n", "verdict: refuse\nitems:\n  - id: a\n"),
        ("items:\n  - id: a\nverdict: issue\n", "items:\n  - id: a\nverdict: refuse\n"),
        ("items:\n  - id: a\n", "items:\n  - id: b\n"),
        ("items:\n  - id: 'a'\n    name: 甲\n", "items:\n  - id: 'a'\n    name: 乙\n"),
    ],
)
def test_another_item_has_another_passage(text, other):
    assert _passage(text.encode(), "a") != _passage(other.encode(), "a")
    assert _passage(text.encode(), "a") == _passage(text.encode(), "a")


def test_the_items_beside_it_do_not_count():
    text = "title: 清单\nitems:\n  - id: a\n    name: 甲\n  - id: ab\n    name: 乙\n"

    assert _passage(text.encode(), "a") == _passage(text.replace("乙", "丙").encode(), "a")
    assert _passage(text.encode(), "没有") is None
