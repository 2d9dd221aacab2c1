"""Names with a slip: found, asked about, and never taken for the opposite; on the frozen lists."""

import pytest

from builders import certificates, loaded, tree
from checklist_tool.search import build, store
from checklist_tool.search.answer import ask

DAY = "2026-11-23"


def first(index, query):
    offered = ask(index, query, DAY).offered
    return offered[0][1][3] if offered else None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("单生证明", "婚姻状况证明"),  # eng for en
        ("就页状况证明", "居民就业状况证明"),  # in a name that has no alias of its own
        ("养大证明", "居民养犬证明"),  # one that looks like it
        ("亲戚关系正明", "亲属关系证明"),  # two slips
        ("帝王证明", "死亡证明"),  # a key beside: diwang for siwang
        ("亡死证明", "死亡证明"),  # swapped
        ("siwamg", "死亡证明"),
        ("siwanf", "死亡证明"),
        ("siwngzhengming", "死亡证明"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "银行要{}", "帮我妈办{}", "派出所叫我来开{}"])
def test_a_slip_is_found_alone_and_within_what_is_said_around(index, typed, name, around):
    assert first(index, around.format(typed)) == name


@pytest.mark.parametrize(
    "query", ["woyaokaisiwangzhengming", "我要开siwangzhengming", "银行要siwang证明"]
)
def test_pinyin_is_found_within_what_is_said_around(index, query):
    assert first(index, query) == "死亡证明"


def test_a_name_with_a_slip_among_other_words_is_asked_about(index):
    answer = ask(index, "孙子上学要亲戚关系证明的", DAY)

    assert (answer.level, answer.verdict) == ("near", None)


def test_a_character_that_makes_the_opposite_is_no_slip():
    refused = certificates("id: wufang\nname: 无宅基地证明", verdict="refuse")
    made = store.Index(build.in_memory(loaded(tree(negative=refused))))

    answer = ask(made, "宅基地申请", DAY)

    assert (answer.level, answer.verdict) == ("near", None)


@pytest.mark.parametrize("typed", ["婚", "死", "h", "hy"])
def test_the_first_character_offers_what_begins_with_it(index, typed):
    answer = ask(index, typed, DAY)

    assert answer.level == "near"
    assert answer.offered


@pytest.mark.parametrize(
    "query", ["爷爷走了十几年，火化的条子早没了，要怎么证明给他们看", "证明", "要证明", "税证明"]
)
def test_what_names_no_certificate_is_not_told_that_it_is_on_no_list(index, query):
    assert ask(index, query, DAY).verdict is None


@pytest.mark.parametrize("query", ["完税证明", "完税证明打印", "我要开一个飞行证明"])
def test_a_certificate_that_is_named_and_on_no_list_is_told_so(index, query):
    assert ask(index, query, DAY).verdict == "not_listed"
