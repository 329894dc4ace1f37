"""The table of a round: every deed, every step, before, in and after its days."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import RULES, Deed, Standing, Step, Window

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPEN = Window(NOW - DAY, NOW + DAY)
OVER = Window(NOW - 2 * DAY, NOW - DAY)
AHEAD = Window(NOW + DAY, NOW + 2 * DAY)

BEFORE = {"invitation", "self_assessment", "verification", "submission"}
TALK = {"stage_1", "follow_up", "stage_2", "completion"}
# In which steps each deed may be done, written down a second time; what is missing is refused.
ALLOWED = {
    Deed.INVITE: {"invitation", "self_assessment"},
    Deed.JOIN: {"invitation", "self_assessment", "submission"},
    Deed.SHARE_OUT: {
        "invitation", "self_assessment", "verification", "submission", "follow_up", "completion",
    },
    Deed.ANSWER: {"self_assessment", "verification", "follow_up", "completion"},
    Deed.VERIFY: {"self_assessment", "verification", "submission", "follow_up", "completion"},
    Deed.SUBMIT: {"submission", "follow_up", "completion"},
    Deed.REOPEN: {"submission", "follow_up", "completion"},
    Deed.RECORD_RECEIPT: {"submission", "follow_up", "completion", "stage_1", "stage_2", "result"},
    Deed.APPOINT: BEFORE | TALK,
    Deed.DECLARE: BEFORE | TALK,
    Deed.PREPARE_INTERVIEW: {"submission"} | TALK,
    Deed.HOLD_INTERVIEW: {"submission"} | TALK,
    Deed.ASK: TALK,
    Deed.REPLY: TALK,
    Deed.ADVISE: TALK,
    Deed.TELL_ADVICE: {"stage_1", "follow_up"},
    Deed.SCORE: {"stage_2", "completion"},
    Deed.OPEN_PANEL: {"stage_2", "completion"},
    Deed.CONCLUDE: {"stage_2", "completion", "result"},
    Deed.PUBLISH: {"result", "closed"},
}  # fmt: skip
WHO = {
    Deed.INVITE: "run_rounds",
    Deed.JOIN: "keep_rounds",
    Deed.SHARE_OUT: "keep_rounds",
    Deed.ANSWER: "answer_questions",
    Deed.VERIFY: "verify_answers",
    Deed.SUBMIT: "keep_rounds",
    Deed.REOPEN: "keep_rounds",
    Deed.RECORD_RECEIPT: "keep_rounds",
    Deed.APPOINT: "keeper",
    Deed.DECLARE: "assess",
    Deed.PREPARE_INTERVIEW: "keep_rounds",
    Deed.HOLD_INTERVIEW: "keeper",
    Deed.ASK: "assess",
    Deed.REPLY: "answer_questions",
    Deed.ADVISE: "assess",
    Deed.TELL_ADVICE: "keeper",
    Deed.SCORE: "assess",
    Deed.OPEN_PANEL: "keeper",
    Deed.CONCLUDE: "keeper",
    Deed.PUBLISH: "publish_round",
}

moments = st.integers(-48, 48).map(lambda hours: NOW + hours * HOUR)
windows = st.tuples(moments, moments).filter(lambda two: two[0] < two[1]).map(lambda two: Window(*two))
calendars = st.dictionaries(st.sampled_from(Step), windows)


def test_every_deed_has_a_rule():
    assert set(RULES) == set(Deed) == set(ALLOWED) == set(WHO)
    assert all(rule.deed is deed for deed, rule in RULES.items())


@pytest.mark.parametrize("deed", Deed)
def test_a_deed_takes_one_permission(deed):
    assert RULES[deed].who == WHO[deed]


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("deed", Deed)
def test_a_deed_is_possible_while_one_of_its_steps_is_open_and_never_else(deed, step):
    fault = workflow.why_not(deed, {step: OPEN}, NOW)

    assert (fault is None) == (step in ALLOWED[deed])
    assert (workflow.until(deed, {step: OPEN}, NOW) == OPEN.closes_at) == (step in ALLOWED[deed])


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("deed", Deed)
def test_the_reason_says_when_it_will_be_when_it_was_or_that_days_are_missing(deed, step):
    ahead = workflow.why_not(deed, {step: AHEAD}, NOW)
    over = workflow.why_not(deed, {step: OVER}, NOW)

    if step in ALLOWED[deed]:
        assert (ahead.kind, ahead.values) == ("round-not-yet", {"step": step, "at": AHEAD.opens_at})
        assert (over.kind, over.values) == ("round-over", {"step": step, "at": OVER.closes_at})
    else:
        assert ahead.kind == over.kind == "round-undated"


@pytest.mark.parametrize("deed", Deed)
def test_without_days_nothing_is_possible(deed):
    fault = workflow.why_not(deed, {}, NOW)

    assert (fault.kind, fault.values) == ("round-undated", {"step": RULES[deed].steps[0]})
    assert workflow.until(deed, {}, NOW) is None


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (OPEN.opens_at - INSTANT, False),
        (OPEN.opens_at, True),
        (OPEN.closes_at - INSTANT, True),
        (OPEN.closes_at, False),
    ],
    ids=["just before", "as it opens", "the last instant", "as it closes"],
)
def test_the_opening_moment_is_inside_and_the_closing_moment_is_outside(deed, at, allowed):
    calendar = {RULES[deed].steps[0]: OPEN}

    assert (workflow.why_not(deed, calendar, at) is None) == allowed


def test_of_steps_that_are_over_and_ahead_the_next_one_is_named():
    calendar = {
        Step.SELF_ASSESSMENT: OVER,
        Step.FOLLOW_UP: Window(NOW + 3 * DAY, NOW + 4 * DAY),
        Step.COMPLETION: AHEAD,
    }

    fault = workflow.why_not(Deed.ANSWER, calendar, NOW)

    assert (fault.kind, fault.values["step"]) == ("round-not-yet", Step.COMPLETION)


def test_of_steps_that_are_over_the_last_one_is_named():
    calendar = {Step.SELF_ASSESSMENT: OVER, Step.VERIFICATION: Window(NOW - 9 * DAY, NOW - HOUR)}

    fault = workflow.why_not(Deed.ANSWER, calendar, NOW)

    assert (fault.kind, fault.values) == (
        "round-over",
        {"step": Step.VERIFICATION, "at": NOW - HOUR},
    )


def test_a_deed_may_be_done_until_the_last_of_its_open_steps_closes():
    calendar = {Step.SELF_ASSESSMENT: OPEN, Step.VERIFICATION: Window(NOW - DAY, NOW + 5 * DAY)}

    assert workflow.until(Deed.ANSWER, calendar, NOW) == NOW + 5 * DAY


@given(calendars, moments)
def test_a_step_stands_in_one_way_and_agrees_with_its_window(calendar, now):
    for step in Step:
        window = calendar.get(step)
        expected = (
            Standing.UNDATED
            if window is None
            else Standing.AHEAD
            if now < window.opens_at
            else Standing.OVER
            if now >= window.closes_at
            else Standing.OPEN
        )
        assert workflow.standing(calendar, step, now) is expected
    is_open = workflow.open_steps(calendar, now)
    assert is_open == [step for step in Step if step in calendar and calendar[step].is_open(now)]


@given(st.sampled_from(Deed), calendars, moments)
def test_either_there_is_a_last_moment_or_a_reason(deed, calendar, now):
    last, fault = workflow.until(deed, calendar, now), workflow.why_not(deed, calendar, now)

    assert (last is None) == (fault is not None)
    if last is not None:
        assert last > now
    elif fault.kind == "round-not-yet":
        assert fault.values["at"] > now
    elif fault.kind == "round-over":
        assert fault.values["at"] <= now


@given(st.sampled_from(Deed), calendars, moments, st.integers(1, 48))
def test_a_longer_step_never_takes_a_possibility_away(deed, calendar, now, hours):
    longer = {
        step: Window(window.opens_at, window.closes_at + hours * HOUR) for step, window in calendar.items()
    }

    if workflow.why_not(deed, calendar, now) is None:
        assert workflow.why_not(deed, longer, now) is None


# --- A calendar that can be meant --------------------------------------------------------------------------


def test_a_step_that_ends_before_or_as_it_begins_is_refused():
    for closes_at in (NOW, NOW - HOUR):
        (fault,) = workflow.out_of_order({Step.RESULT: Window(NOW, closes_at)})
        assert (fault.kind, fault.values) == ("round-step-ends-first", {"step": Step.RESULT})


def test_a_step_that_begins_before_an_earlier_one_is_refused_with_both_names():
    crossed = {Step.SUBMISSION: OVER, Step.SELF_ASSESSMENT: OPEN}

    (fault,) = workflow.out_of_order(crossed)

    assert (fault.kind, fault.values) == (
        "round-steps-crossed",
        {"step": Step.SUBMISSION, "earlier": Step.SELF_ASSESSMENT},
    )


def test_steps_may_overlap_and_begin_together():
    calendar = dict.fromkeys(Step, OPEN)

    assert workflow.out_of_order(calendar) == []


def test_everything_that_is_wrong_is_said_at_once():
    calendar = {
        Step.INVITATION: Window(NOW, NOW - DAY),
        Step.SUBMISSION: Window(NOW - HOUR, NOW - 2 * HOUR),
    }

    assert [fault.kind for fault in workflow.out_of_order(calendar)] == [
        "round-step-ends-first",
        "round-step-ends-first",
        "round-steps-crossed",
    ]


@given(calendars)
def test_whoever_names_no_fault_has_steps_in_order(calendar):
    if not workflow.out_of_order(calendar):
        begins = [calendar[step].opens_at for step in Step if step in calendar]
        assert begins == sorted(begins)


# --- Steps that have begun ---------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [OPEN, OVER, Window(NOW, NOW + DAY)], ids=["open", "over", "opens now"])
@pytest.mark.parametrize("after", [None, AHEAD], ids=["left out", "moved"])
def test_a_step_that_has_begun_keeps_its_days(before, after):
    wanted = {Step.STAGE_1: after} if after else {}

    (fault,) = workflow.begun_and_changed({Step.STAGE_1: before}, wanted, NOW)

    assert (fault.kind, fault.values) == ("round-step-has-begun", {"step": Step.STAGE_1})


def test_a_step_ahead_may_move_or_go_and_one_that_has_begun_may_stay():
    before = {Step.SELF_ASSESSMENT: OPEN, Step.SUBMISSION: AHEAD, Step.STAGE_1: AHEAD}
    after = {Step.SELF_ASSESSMENT: OPEN, Step.SUBMISSION: Window(NOW + DAY, NOW + 9 * DAY)}

    assert workflow.begun_and_changed(before, after, NOW) == []
