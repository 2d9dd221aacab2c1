"""Where a request stands: its state, since when, by when what must be done."""

from __future__ import annotations

from datetime import date

import pytest

from admission.tasks import ADMITTED, RUNNING, edition, request
from builders import examined, loaded, tree
from checklist_tool.admission.status import as_it_stood, settings_of, standing, standings

TIMES = {"accept_within": 5, "review_within": 20, "publish_within": 3}


def stands(steps: str, today: str, settings: dict[str, object] = TIMES, **changed: str | None):
    texts = tree(request("shuju", steps, **changed), edition=edition(**settings))
    [one] = standings(loaded(texts), date.fromisoformat(today))
    return one


def test_the_requests_of_these_tests_have_no_fault():
    texts = tree(request("jia", RUNNING) | request("yi"), edition=edition(**TIMES))

    assert examined(texts) == []


@pytest.mark.parametrize(
    ("steps", "act", "day"),
    [
        ("2026-03-02 submit", "accept", "2026-03-09"),
        ("2026-03-02 submit, 2026-03-04 accept", "review", "2026-04-01"),
        ("2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review", "review", "2026-04-01"),
        (ADMITTED, "publish", "2026-03-13"),
        (RUNNING, "expire", "2026-12-31"),
    ],
)
def test_what_is_waited_for_is_due_so_many_working_days_later(steps, act, day):
    due = stands(steps, "2026-03-13").due

    assert (due.act, due.day.isoformat()) == (act, day)


def test_it_is_overdue_from_the_day_after():
    assert not stands("2026-03-02 submit", "2026-03-09").overdue
    assert stands("2026-03-02 submit", "2026-03-10").overdue


@pytest.mark.parametrize("steps", ["", "2026-03 submit", "- submit"])
def test_nothing_is_due_from_a_day_that_is_not_known(steps):
    assert stands(steps, "2026-05-01").due is None


@pytest.mark.parametrize("steps", ["2026-03-02 submit", ADMITTED])
def test_nothing_is_due_when_the_edition_sets_no_time(steps):
    one = stands(steps, "2026-11-01", {})

    assert one.due is None
    assert not one.overdue


def test_a_returned_request_is_due_from_its_new_submission():
    again = ADMITTED.replace("approved", "returned") + ", 2026-04-01 submit"

    assert stands(again, "2026-04-02").due.day == date(2026, 4, 9)


def test_the_json_has_exactly_the_promised_keys():
    assert stands("2026-03-02 submit", "2026-03-10").as_json() == {
        "id": "shuju",
        "title": "任务shuju",
        "applicant": "某局",
        "state": "submitted",
        "since": "2026-03-02",
        "next": ["accept", "decline", "withdraw"],
        "overdue": True,
    }


def test_a_step_that_is_not_legal_leads_nowhere():
    one = stands("2026-03-02 submit, 2026-03-05 publish", "2026-03-10")

    assert (one.state, one.since) == ("submitted", "2026-03-02")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-03-01", "draft"),
        ("2026-03-02", "submitted"),
        ("2026-03-11", "approved"),
        ("2026-03-12", "published"),
        ("2026-06-01", "in_force"),
    ],
)
def test_a_request_is_seen_as_it_stood_on_a_day(day, state):
    repository = loaded(tree(request("shuju", RUNNING)))
    [entry] = repository.of("request")
    on = date.fromisoformat(day)

    assert standing(as_it_stood(entry, on), settings_of(repository), on).state == state


def test_a_history_without_days_keeps_working(lists):
    found = {one.entry.id: one for one in standings(lists, date(2026, 11, 23))}

    assert {one.state for one in found.values()} == {"in_review"}
    assert {one.since for one in found.values()} == {"2024-07-24"}
    assert not any(one.overdue for one in found.values())
