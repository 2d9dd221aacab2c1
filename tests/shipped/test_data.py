"""The lists that are shipped keep every promise, and say where each item was seen."""

from __future__ import annotations

from collections import Counter

import pytest

from builders import TODAY
from checklist_tool import checks
from checklist_tool.editing.canonical import canonical
from checklist_tool.editing.layout import layout_of
from checklist_tool.files import WorkingTree
from checklist_tool.model.edition import Count
from checklist_tool.repository import load
from checklist_tool.search import pinned
from conftest import ROOT

REPOSITORY, UNREADABLE = load(WorkingTree(ROOT))
CERTIFICATES = list(REPOSITORY.of("certificate"))
SERVICES = list(REPOSITORY.of("service"))
BOARDS = list(REPOSITORY.of("allowed_board"))


def by_id(entry) -> str:
    return entry.id


def test_the_shipped_lists_have_no_fault():
    _, problems = checks.examine(WorkingTree(ROOT), TODAY)

    assert UNREADABLE == []
    assert problems == []


@pytest.mark.parametrize(
    ("name", "count"), [("positive", 3), ("negative", 47), ("reserve", 3), ("high_frequency", 2)]
)
def test_each_list_has_as_many_items_as_the_report_of_jinshan_tells(name: str, count: int):
    assert len(REPOSITORY.on(name)) == count


def test_the_lists_are_as_long_as_the_counts_that_are_cited():
    lists = {"list-" + name.replace("_", "-"): len(REPOSITORY.on(name))
             for name in ("positive", "negative", "reserve", "high_frequency")}  # fmt: skip

    assert {name: REPOSITORY.counts[name].value for name in lists} == lists


def test_there_are_services_on_all_three_lists():
    lengths = [len(REPOSITORY.on(name)) for name in ("handle", "consult", "resolve")]

    assert all(lengths)
    assert sum(lengths) >= 36


def test_no_two_items_have_one_name():
    names = Counter(entry.name for entry in CERTIFICATES + SERVICES)

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("entry", CERTIFICATES + SERVICES + BOARDS, ids=by_id)
def test_every_item_has_a_source_with_an_address(entry):
    sources = entry.item.sources

    assert sources
    assert all(source.url and source.url.startswith(("http://", "https://")) for source in sources)


@pytest.mark.parametrize(
    "entry", [entry for entry in CERTIFICATES if entry.verdict == "refuse"], ids=by_id
)
def test_every_refusal_says_where_to_go(entry):
    assert entry.item.instead
    assert all(route.what for route in entry.item.instead)


@pytest.mark.parametrize(
    "entry", [entry for entry in CERTIFICATES if entry.verdict == "conditional"], ids=by_id
)
def test_every_condition_is_written_out(entry):
    assert entry.item.conditions


@pytest.mark.parametrize("entry", CERTIFICATES, ids=by_id)
def test_every_certificate_is_known_by_many_ways_of_asking(entry):
    asks = entry.asks

    assert len(asks) >= 12
    assert len(set(asks)) == len(asks)


def test_every_basis_is_registered():
    used = {basis.policy for entry in CERTIFICATES + SERVICES for basis in entry.item.basis}
    used |= {basis.policy for basis in REPOSITORY.edition.off_list.basis}
    used |= {basis.policy for basis in REPOSITORY.edition.dispute.basis}

    assert used
    assert used <= set(REPOSITORY.policies)


# Numbers of the report of 金山区委社会工作部, 2024-08-15, that are given without their cases.
JINSHAN = [
    ("requests-received", 5, "2024-01-01", "2024-08-15"),
    ("requests-accepted", 4, "2024-01-01", "2024-08-15"),
    ("requests-declined", 1, "2024-01-01", "2024-08-15"),
    ("interventions", 4, "2024-01-01", "2024-08-15"),
    ("approved-2024-02", 3, "2024-02", "2024-02"),
    ("reviewed-2024-07-24", 3, "2024-07-24", "2024-07-24"),
    ("signboards-removed", 2700, "2023-01-01", "2024-08-15"),
]


@pytest.mark.parametrize(("name", "value", "start", "end"), JINSHAN)
def test_a_cited_count_keeps_its_value_and_span(name: str, value: int, start: str, end: str):
    count = REPOSITORY.counts[name]

    assert (count.value, count.span.start, count.span.end) == (value, start, end)
    assert [source.published_on for source in count.sources] == ["2024-08-15"]


@pytest.mark.parametrize("count", REPOSITORY.counts.values(), ids=lambda count: count.id)
def test_every_count_says_for_when_and_where_it_holds(count: Count):
    assert count.span.start or count.span.end
    assert count.area
    assert all(source.url for source in count.sources)


def test_counts_of_spans_of_different_length_are_not_taken_for_one():
    spans = {name: REPOSITORY.counts[name].span for name, *_ in JINSHAN}

    assert spans["requests-received"] == spans["requests-accepted"] == spans["requests-declined"]
    for name in ("approved-2024-02", "reviewed-2024-07-24", "signboards-removed"):
        assert spans[name] != spans["requests-received"]
    assert REPOSITORY.counts["signboards-removed"].at_least


def test_what_was_received_was_accepted_or_declined():
    counts = REPOSITORY.counts

    assert (
        counts["requests-accepted"].value + counts["requests-declined"].value
        == counts["requests-received"].value
    )


def test_at_least_120_answers_are_pinned_and_all_are_kept(index):
    answers = list(REPOSITORY.of("answer"))

    assert len(answers) >= 120
    assert list(pinned.examine(REPOSITORY, index, TODAY)) == []


def test_every_file_is_in_canonical_form():
    for path in sorted((ROOT / "data").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert canonical(text, layout_of(path.relative_to(ROOT).as_posix())) == text, path
