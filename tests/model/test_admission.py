"""The state of a request follows from its steps, and only legal steps are taken."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.model.admission import (
    ACTS,
    OUTCOMES,
    RUNNING,
    STATES,
    Act,
    Outcome,
    Step,
    next_acts,
    next_state,
    state_of,
    walk,
)
from checklist_tool.model.procedure import BACK, in_effect


def steps(written: str) -> list[Step]:
    """Steps written as `submit accept review:approved`."""
    parts = [word.partition(":") for word in written.split()]
    return [
        Step.model_validate({"act": act, "outcome": outcome or None}) for act, _, outcome in parts
    ]


LEGAL = [
    ("draft", "submit", None, "submitted"),
    ("submitted", "accept", None, "accepted"),
    ("submitted", "decline", None, "declined"),
    ("accepted", "review", None, "in_review"),
    ("accepted", "review", "approved", "approved"),
    ("accepted", "review", "rejected", "rejected"),
    ("accepted", "review", "returned", "returned"),
    ("in_review", "review", "approved", "approved"),
    ("in_review", "review", "rejected", "rejected"),
    ("in_review", "review", "returned", "returned"),
    ("returned", "submit", None, "submitted"),
    ("approved", "fulfil", None, "approved"),
    ("approved", "publish", None, "published"),
    ("published", "upload", None, "in_force"),
    ("published", "amend", None, "amending"),
    ("in_force", "amend", None, "amending"),
    ("amending", "review", None, "amending"),
    ("amending", "review", "approved", "amended"),
    ("amending", "review", "rejected", BACK),
    ("amending", "review", "returned", BACK),
    ("amending", "withdraw", None, BACK),
    ("amended", "fulfil", None, "amended"),
    ("amended", "publish", None, "published"),
    ("amended", "withdraw", None, BACK),
    ("submitted", "withdraw", None, "withdrawn"),
    ("accepted", "withdraw", None, "withdrawn"),
    ("in_review", "withdraw", None, "withdrawn"),
    ("returned", "withdraw", None, "withdrawn"),
    ("approved", "withdraw", None, "withdrawn"),
    *((state, "end", None, "withdrawn") for state in RUNNING),
    *((state, "expire", None, "expired") for state in RUNNING),
]


@pytest.mark.parametrize(("state", "act", "outcome", "after"), LEGAL)
def test_a_legal_step_leads_on(state, act, outcome, after):
    assert next_state(state, act, outcome) == after


def test_every_other_step_is_illegal():
    legal = {(state, act, outcome) for state, act, outcome, _ in LEGAL}
    every = {(state, act, out) for state in STATES for act in ACTS for out in (None, *OUTCOMES)}

    taken = {step for step in every if next_state(*step) is not None}

    assert taken == legal


@pytest.mark.parametrize("state", STATES)
def test_the_acts_that_may_follow_are_those_that_lead_on(state):
    leading = {act for before, act, _, _ in LEGAL if before == state}

    assert set(next_acts(state)) == leading
    assert len(next_acts(state)) == len(leading)


@pytest.mark.parametrize("state", ["declined", "rejected", "withdrawn", "expired"])
def test_a_settled_request_has_no_next_act(state):
    assert next_acts(state) == []


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("", "draft"),
        ("submit", "submitted"),
        ("submit decline", "declined"),
        ("submit accept review", "in_review"),
        ("submit accept review review:approved", "approved"),
        ("submit accept review:returned submit accept review:approved publish upload", "in_force"),
        ("submit accept review:approved publish upload expire", "expired"),
        ("submit accept review:rejected", "rejected"),
        ("submit accept review:approved publish end", "withdrawn"),
        ("submit accept review:approved publish amend review:rejected", "published"),
        ("submit accept review:approved publish upload amend review withdraw", "in_force"),
        ("submit accept review:approved publish upload amend review:approved publish", "published"),
    ],
)
def test_the_state_follows_from_the_steps(written: str, state: str):
    assert state_of(steps(written)) == state


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("accept", "draft"),
        ("submit publish accept", "accepted"),
        ("submit submit", "submitted"),
        ("submit accept:approved", "submitted"),
        ("submit withdraw submit", "withdrawn"),
        ("withdraw submit", "submitted"),
    ],
)
def test_an_illegal_step_is_passed_over(written: str, state: str):
    taken = steps(written)

    assert state_of(taken) == state
    assert [after for *_, after in walk(taken)].count(None) == 1


def test_a_walk_tells_the_state_before_and_after_each_step():
    assert list(walk(steps("submit publish accept"))) == [
        (0, "draft", "submitted"),
        (1, "submitted", None),
        (2, "submitted", "accepted"),
    ]


ANY_STEPS = st.lists(
    st.builds(
        lambda act, outcome: Step(act=act, outcome=outcome),
        st.sampled_from(get_args(Act)),
        st.sampled_from([None, None, *get_args(Outcome)]),
    ),
    max_size=12,
)


@given(ANY_STEPS)
def test_any_steps_can_be_walked_and_each_goes_on_from_the_one_before(taken: list[Step]):
    state = "draft"
    for index, before, after in walk(taken):
        assert before == state
        assert (after is None) == (
            next_state(state, taken[index].act, taken[index].outcome) is None
        )
        state = after or state

    assert state_of(taken) == state
    assert [index for index, *_ in walk(taken)] == [index for index, _ in in_effect(taken)]


@given(ANY_STEPS)
def test_a_step_that_is_taken_back_leaves_what_was_before_it(taken: list[Step]):
    counting = in_effect(taken)
    if not counting:
        return
    last, _ = counting[-1]

    back = [*taken, Step(act="take_back", takes_back=last + 1)]

    assert in_effect(back) == counting[:-1]
    assert state_of(back) == state_of([step for _, step in counting[:-1]])


@given(ANY_STEPS)
def test_without_its_illegal_steps_a_request_stands_where_it_stood(taken: list[Step]):
    legal = [taken[index] for index, _, after in walk(taken) if after is not None]

    assert state_of(legal) == state_of(taken)
    assert all(after is not None for *_, after in walk(legal))


def test_every_act_outcome_and_state_has_its_chinese_name():
    assert set(ACTS) == set(get_args(Act))
    assert set(OUTCOMES) == set(get_args(Outcome))
    assert {after for *_, after in LEGAL} - {BACK} | {"draft"} == set(STATES)
