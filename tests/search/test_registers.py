"""Ledgers and boards that a query finds where no item of a list is meant."""

import json

import pytest

from builders import loaded, tree
from checklist_tool.search import answer_text, build
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
        return json.loads(found.as_json()), answer_text.text(found)
    finally:
        index.connection.close()


@pytest.mark.parametrize(
    ("query", "entries"),
    [
        ("巡回审判", ["红光村现场庭审", "东门居民区现场庭审"]),
        ("红光村现场庭审", ["红光村现场庭审"]),
        ("台账", ["红光村现场庭审", "东门居民区现场庭审"]),
        ("受理率", ["受理率"]),
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


def test_a_number_that_is_cited_for_a_ledger_is_named():
    count = (
        "measures: [{key: all, heading: 培训场次}]\n"
        "counts: [{id: a, measure: all, value: 366, unit: 场, area: 某区, span: {end: 2026-01},"
        " sources: [{title: 报道, publisher: 某区, published_on: 2026-01}]}]\n"
    )
    found, _ = asked("培训场次", LEDGER.replace("items:", f"{count}items:"))

    [ledger, figures] = found["registers"]
    assert ledger["entries"] == ["培训场次 366 场（2026-01）"]
    assert figures["entries"] == ["培训场次"]


def test_what_may_be_meant_does_not_hide_the_boards():
    words = "title: 查找用语\nitems: [{id: siwang, asks: [家里的牌子坏了要开死亡证明吗]}]\n"
    texts = tree(allowed=ALLOWED, positive_words=words)
    index = Index(build.in_memory(loaded(texts)))

    found = ask(index, "牌子", "2026-11-23")

    assert json.loads(found.as_json())["level"] == "near"
    assert "民兵连（对外（门口），某区）" in answer_text.text(found)


def test_a_ledger_that_does_not_say_so_is_not_found():
    found, _ = asked("巡回审判", LEDGER.replace("searched: true\n", ""))

    assert "registers" not in found
