"""The signposts that are shipped: where they send, and that each statement has a source."""

import json

import pytest

from checklist_tool.search.answer import ask


@pytest.mark.parametrize(
    ("asked", "item", "number"),
    [
        ("护照怎么办", "huzhao", "12367"),
        ("公积金怎么取出来", "gongjijin-tiqu", "12329"),
        ("医保报销", "yibao-baoxiao", "12393"),
        ("养老金这个月没到账", "yanglaojin", "12333"),
        ("驾照换证", "jiashizheng", "122"),
    ],
)
def test_a_matter_of_another_office_is_answered_with_that_office(index, asked, item, number):
    answer = json.loads(ask(index, asked, "2026-11-29").as_json())

    assert (answer["level"], answer["verdict"]) == ("sure", "elsewhere")
    assert answer["matches"][0]["id"] == item
    assert number in [line["number"] for line in answer["matches"][0]["item"]["phone"]]


def test_each_statement_of_a_signpost_has_a_source_or_is_marked_as_inferred(shipped):
    bare = [
        f"{entry.id}: {name}"
        for entry in shipped.of("signpost")
        for name in ("office", "phone", "materials")
        if getattr(entry.item, name)
        and name not in {said for source in entry.item.sources for said in source.says}
        and name not in entry.item.inferred
    ]

    assert bare == []


def test_a_number_seen_in_a_private_compilation_alone_is_marked_as_unconfirmed(shipped):
    wrong = [
        f"{entry.id}: {line.number}"
        for entry in shipped.of("signpost")
        for line in entry.item.phone
        if not line.unconfirmed
        and all(
            "汇编" in (source.publisher or "")
            for source in entry.item.sources
            if "phone" in source.says
        )
    ]

    assert wrong == []


def test_there_are_signposts_for_what_residents_ask_most(shipped):
    assert len(list(shipped.of("signpost"))) >= 40
