"""The table of an answer: every deed, every state, every side, and whoever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.selfassessment.domain import answering
from kotacerdas.selfassessment.domain.answering import RULES, WITH_AGENCY, Deed, Side, State

O, A, R, V = State.OPEN, State.ANSWERED, State.RETURNED, State.VERIFIED
# What each deed leads to, state by state, and who may do it; what is missing is refused.
WAYS = {
    Deed.SHARE: {O: O, A: A, R: R, V: V},
    Deed.COPY: {O: O, R: R},
    Deed.SAVE: {O: O, R: R},
    Deed.HAND_IN: {O: A, R: A},
    Deed.TAKE_BACK: {A: O},
    Deed.ACCEPT: {A: V},
    Deed.RETURN: {A: R, V: R},
}
WHO = {
    Deed.SHARE: {Side.OFFICE},
    Deed.COPY: {Side.OFFICE},
    Deed.SAVE: {Side.AGENCY, Side.OFFICE},
    Deed.HAND_IN: {Side.AGENCY, Side.OFFICE},
    Deed.TAKE_BACK: {Side.AGENCY, Side.OFFICE},
    Deed.ACCEPT: {Side.VERIFIER},
    Deed.RETURN: {Side.VERIFIER},
}
CHECKING = {Deed.ACCEPT, Deed.RETURN}


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as refused:
        answering.require(*args, **kwargs)
    return refused.value.faults[0].kind


def test_every_deed_has_a_rule():
    assert set(RULES) == set(Deed) == set(WAYS) == set(WHO)


@pytest.mark.parametrize("is_own", [False, True], ids=["of another", "own"])
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deed", Deed)
def test_a_deed_leads_where_the_table_says_or_is_refused_with_the_reason(deed, state, side, is_own):
    given_ = (state, deed)
    words = {"sides": [side], "reason": "Bukti kurang", "is_own": is_own}

    if side not in WHO[deed]:
        assert refusal(*given_, **words) == "answer-not-yours"
    elif is_own and deed in CHECKING:
        assert refusal(*given_, **words) == "answer-is-own"
    elif state not in WAYS[deed]:
        assert refusal(*given_, **words) == f"answer-not-now-{state}"
    else:
        assert answering.require(*given_, **words) is WAYS[deed][state]


@given(st.sampled_from(State), st.sets(st.sampled_from(Side)), st.booleans())
def test_a_page_offers_what_the_deeds_allow_and_nothing_else(state, sides, is_own):
    allowed = set()
    for deed in Deed:
        try:
            answering.require(state, deed, sides=sides, reason="Bukti kurang", is_own=is_own)
        except Refused:
            continue
        allowed.add(deed)

    assert answering.possible(state, sides, is_own=is_own) == allowed


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("state", State)
def test_nobody_on_no_side_may_do_anything(deed, state):
    assert refusal(state, deed, sides=[], reason="Bukti kurang") == "answer-not-yours"
    assert answering.possible(state, [], is_own=False) == set()


@pytest.mark.parametrize("state", State)
def test_all_sides_at_once_do_not_help_whoever_wrote_it_to_check_it(state):
    assert not answering.possible(state, Side, is_own=True) & CHECKING


@pytest.mark.parametrize("reason", ["", " \n "])
def test_returning_needs_a_reason_and_nothing_else_does(reason):
    assert refusal(A, Deed.RETURN, sides=Side, reason=reason) == "answer-without-reason"
    for deed in set(Deed) - {Deed.RETURN}:
        state = next(iter(WAYS[deed]))
        assert answering.require(state, deed, sides=Side, reason=reason) is WAYS[deed][state]


def test_what_is_with_the_agency_can_be_written_and_nothing_else():
    assert {state for state in State if state in RULES[Deed.SAVE].of} == WITH_AGENCY == {O, R}


@pytest.mark.parametrize(
    ("level", "statement", "kinds"),
    [
        (0, "Belum ada program.", []),
        (None, "Ada program.", ["answer-without-level"]),
        (3, " \n", ["answer-without-statement"]),
        (None, "", ["answer-without-level", "answer-without-statement"]),
    ],
)
def test_an_answer_needs_level_and_statement_before_it_is_handed_in(level, statement, kinds):
    assert [fault.kind for fault in answering.missing(level=level, statement=statement)] == kinds
