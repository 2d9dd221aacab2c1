"""Ledgers and boards that a query finds where no item of a list is meant."""

import json

import pytest

from builders import loaded, tree
from checklist_tool.search import build
from checklist_tool.search.answer import ask
from checklist_tool.search.store import Index

LEDGER = """\
title: 社区巡回审判
entry: 一次庭审
searched: true
fields: []
items:
  - {id: a, name: 红光村现场庭审, recorded_by: 某法院}
  - {id: b, name: 东门居民区现场庭审, recorded_by: 某法院}
"""
ALLOWED = """\
title: 准挂的牌子
items:
  - id: minbing
    name: 民兵连
    spot: outdoor
    scope: 某区
    sources: [{title: 规定, publisher: 某区, published_on: 2026-01}]
"""


def asked(query, ledger=LEDGER):
    index = Index(build.in_memory(loaded(tree(ledger=ledger, allowed=ALLOWED))))
    try:
        found = ask(index, query, "2026-11-23")
        return json.loads(found.as_json()), found.as_text()
    finally:
        index.connection.close()


@pytest.mark.parametrize(
    ("query", "entries"),
    [
        ("巡回审判", ["红光村现场庭审", "东门居民区现场庭审"]),
        ("红光村现场庭审", ["红光村现场庭审"]),
        ("民兵连的牌子能挂吗", ["民兵连（对外（门口），某区）"]),
    ],
)
def test_what_a_query_means_beside_the_lists_is_named(query, entries):
    found, text = asked(query)

    assert [one["entries"] for one in found["registers"]] == [entries]
    assert found["level"] == "none"
    assert all(entry in text for entry in entries)


@pytest.mark.parametrize("query", ["死亡证明", "手机贴膜", "庭"])
def test_where_an_item_is_meant_or_nothing_is_no_register_is_named(query):
    found, text = asked(query)

    assert "registers" not in found
    assert "别处有" not in text


def test_a_ledger_that_does_not_say_so_is_not_found():
    found, _ = asked("巡回审判", LEDGER.replace("searched: true\n", ""))

    assert "registers" not in found
