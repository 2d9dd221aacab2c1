"""The search finds what residents mean; a change of lists or ranking must not lose it unseen."""

import pytest
import report

# Of each kind the share that must be found first. Long stories have room to fail.
WANTED = {
    "exact": 0.98, "alias": 0.9, "traditional": 0.98, "pinyin": 0.95, "initials": 0.92,
    "mixed": 0.8, "typo": 0.95, "partial": 0.9, "colloquial": 0.85, "none": 0.85,
}  # fmt: skip


@pytest.mark.parametrize("name", report.SETS)
def test_each_kind_is_found_as_often_as_it_was(index, name):
    scores = report.scores(index, name)

    low = {kind: score.hit1 for kind, score in scores.items() if score.hit1 < WANTED[kind]}
    assert low == {}


def test_stories_are_nearly_always_among_three(index):
    for name in report.SETS:
        assert report.scores(index, name)["colloquial"].hit3 >= 0.9


def test_the_sets_are_large_and_apart():
    asked = [
        {str(one["query"]) for one in report.queries(name) if one["kind"] == "colloquial"}
        for name in report.SETS
    ]

    assert sum(len(report.queries(name)) for name in report.SETS) >= 300
    assert len(asked[2]) >= sum(map(len, asked)) / 3
    assert not asked[2] & (asked[0] | asked[1])


def test_no_way_of_asking_is_a_copied_query(shipped):
    asks = {ask for entry in shipped.of("certificate", "service") for ask in entry.item.asks}
    stories = {
        str(one["query"])
        for name in report.SETS
        for one in report.queries(name)
        if one["kind"] == "colloquial"
    }

    assert not asks & stories
