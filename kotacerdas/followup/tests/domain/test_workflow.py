"""The table of deeds: every state, every deed, every side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import FINISHED, RULES, UNFINISHED, WITH_OWNER, Deed, Side, State

O, T, R, B, A, C = (
    State.OPEN,
    State.TAKEN,
    State.REPORTED,
    State.RETURNED,
    State.ACCEPTED,
    State.CANCELLED,
)
# What each deed leads to, state by state; what is missing is refused.
WAYS = {
    Deed.TAKE: {O: T, B: T},
    Deed.NOTE: {O: O, T: T, R: R, B: B},
    Deed.PROVE: {O: O, T: T, R: R, B: B},
    Deed.TICK: {O: O, T: T, B: B},
    Deed.WAIT: {O: O, T: T, B: B},
    Deed.GO_ON: {O: O, T: T, B: B},
    Deed.REPORT: {O: R, T: R, B: R},
    Deed.TAKE_BACK: {R: T},
    Deed.ACCEPT: {R: A},
    Deed.RETURN: {R: B},
    Deed.ASK_MORE_TIME: {O: O, T: T, B: B},
    Deed.GRANT_TIME: {O: O, T: T, R: R, B: B},
    Deed.REFUSE_TIME: {O: O, T: T, R: R, B: B},
    Deed.HAND_OVER: {O: O, T: T, R: R, B: B},
    Deed.CHANGE: {O: O, T: T, R: R, B: B},
    Deed.CANCEL: {O: C, T: C, R: C, B: C},
    Deed.REOPEN: {A: O, C: O},
}


@pytest.mark.parametrize("deed", WAYS)
@pytest.mark.parametrize("state", State)
def test_deed_leads_where_the_table_says_or_is_refused(deed, state):
    if state in WAYS[deed]:
        assert workflow.after(state, deed) is WAYS[deed][state]
    else:
        with pytest.raises(Refused, match="task-not-now"):
            workflow.after(state, deed)


def test_every_deed_has_a_rule_but_giving_which_makes_the_task():
    assert set(RULES) == set(WAYS) == set(Deed) - {Deed.ASSIGN}


@pytest.mark.parametrize(
    "deed", [Deed.WAIT, Deed.RETURN, Deed.ASK_MORE_TIME, Deed.REFUSE_TIME, Deed.CANCEL, Deed.REOPEN]
)
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_deed_against_somebody_needs_a_reason(deed, reason):
    state = next(iter(WAYS[deed]))

    with pytest.raises(Refused, match="task-without-reason"):
        workflow.require(state, deed, sides=Side, reason=reason)


@pytest.mark.parametrize("deed", [Deed.ACCEPT, Deed.RETURN])
def test_nobody_checks_his_or_her_own_report(deed):
    with pytest.raises(Refused, match="task-own-report"):
        workflow.require(State.REPORTED, deed, sides=Side, reason="x", is_own_report=True)


def test_more_time_is_asked_for_once_and_decided_only_when_asked():
    quiet = workflow.possible(State.TAKEN, Side)
    asking = workflow.possible(State.TAKEN, Side, asks_for_time=True)

    assert Deed.ASK_MORE_TIME in quiet
    assert not {Deed.GRANT_TIME, Deed.REFUSE_TIME} & quiet
    assert Deed.ASK_MORE_TIME not in asking
    assert {Deed.GRANT_TIME, Deed.REFUSE_TIME} <= asking


SIDES = st.frozensets(st.sampled_from(Side))
STATES = st.sampled_from(State)


@given(STATES, SIDES, st.sampled_from([*RULES]))
def test_a_button_is_shown_exactly_where_the_deed_goes_through(state, sides, deed):
    shown = deed in workflow.possible(state, sides, asks_for_time=deed is not Deed.ASK_MORE_TIME)

    try:
        workflow.require(state, deed, sides=sides, reason="because")
        went_through = True
    except Refused:
        went_through = False

    assert shown == went_through


@given(st.lists(st.tuples(st.sampled_from([*RULES]), SIDES), max_size=40))
def test_whatever_is_tried_only_the_checker_finishes_a_task_and_only_after_a_report(tries):
    state, past = State.OPEN, [State.OPEN]
    for deed, sides in tries:
        try:
            state = workflow.require(state, deed, sides=sides, reason="because")
        except Refused:
            continue
        if state is State.ACCEPTED:
            assert Side.CHECKER in sides
            assert past[-1] is State.REPORTED
        if past[-1] in FINISHED:
            assert deed is Deed.REOPEN
        past.append(state)

    assert set(past) <= set(State)


def test_states_are_either_with_the_owner_or_the_checker_or_finished():
    assert set(State) == UNFINISHED | FINISHED
    assert not UNFINISHED & FINISHED
    assert {State.REPORTED} == UNFINISHED - WITH_OWNER
