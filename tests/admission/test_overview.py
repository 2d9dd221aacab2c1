"""The overview: by state, department and committee, in force on a day, running out soon."""

from __future__ import annotations

from datetime import date

from admission.tasks import ADMITTED, RUNNING, edition, request
from builders import loaded, tree
from checklist_tool.admission.overview import (
    UNKNOWN_COMMITTEES,
    UNKNOWN_DEPARTMENT,
    Overview,
    overview,
)

TEXTS = tree(
    request(
        "jia", RUNNING, committees="[东村, 西村]", period="{start: 2026-03-15, end: 2026-04-30}"
    )
    | request("yi", RUNNING, committees="[全部居村]", applicant="另一局")
    | request("bing", RUNNING, committees="[东村]", period="{start: 2026-06-01, end: 2026-12-31}")
    | request("ding", "2026-03-02 submit")
    | request("wu", ADMITTED, applicant=None)
    | request("ji", RUNNING),
    edition=edition(accept_within=5),
)


def seen(day: str, within: int = 30) -> Overview:
    return overview(loaded(TEXTS), date.fromisoformat(day), within)


def ids(several) -> set[str]:
    return {one.entry.id for one in several}


def test_in_force_is_what_is_published_has_begun_and_is_not_over():
    assert ids(seen("2026-03-14").in_force) == set()
    assert ids(seen("2026-03-15").in_force) == {"jia", "yi", "ji"}
    assert ids(seen("2026-04-30").in_force) == {"jia", "yi", "ji"}
    assert ids(seen("2026-05-01").in_force) == {"yi", "ji"}
    assert ids(seen("2026-06-01").in_force) == {"yi", "bing", "ji"}


def test_what_runs_out_within_so_many_days_is_told():
    assert ids(seen("2026-04-20", 10).expiring) == {"jia"}
    assert ids(seen("2026-04-20", 9).expiring) == set()


def test_what_is_past_its_time_is_overdue():
    assert ids(seen("2026-03-09").overdue) == set()
    assert ids(seen("2026-05-01").overdue) == {"jia", "ding"}


def test_a_task_for_every_committee_stands_at_each():
    found = seen("2026-04-01").by_committee

    assert {name: ids(several) for name, several in found.items()} == {
        "东村": {"jia", "yi"},
        "西村": {"jia", "yi"},
        "全部居村": {"yi"},
        UNKNOWN_COMMITTEES: {"ji"},
    }
    assert list(found)[-1] == UNKNOWN_COMMITTEES


def test_what_names_no_department_comes_last():
    assert list(seen("2026-04-01").by_department) == ["另一局", "某局", UNKNOWN_DEPARTMENT]


def test_each_request_stands_under_one_state():
    found = seen("2026-04-01")

    assert sorted(one.entry.id for several in found.by_state.values() for one in several) == [
        "bing", "ding", "ji", "jia", "wu", "yi",
    ]  # fmt: skip


def test_the_board_of_a_day_knows_nothing_of_later_steps():
    assert set(seen("2026-03-05").by_state) == {"submitted", "accepted"}


REPORTED = """\
id: dati
title: 微信答题
steps:
  - {on: 2026-04-01, act: report}
sources: [{title: 反映记录, publisher: 某区, published_on: 2026-04-01}]
"""


def test_what_was_not_there_yet_is_not_on_the_board():
    drafted = request("jia")  # its application is of March
    texts = tree({"data/tasks/interventions/dati.yaml": REPORTED}) | drafted

    early, late = (
        overview(loaded(texts), date.fromisoformat(day)) for day in ("2026-02-28", "2026-04-01")
    )

    assert (early.by_state, early.by_outcome) == ({}, {})
    assert (set(late.by_state), set(late.by_outcome)) == ({"draft"}, {"found"})
