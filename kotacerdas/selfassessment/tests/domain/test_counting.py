"""Counts add up, whatever they are counted by."""

from dataclasses import fields
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.selfassessment.domain import counting
from kotacerdas.selfassessment.domain.answering import State
from kotacerdas.selfassessment.domain.counting import Count, Point

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)

points = st.builds(
    Point,
    code=st.sampled_from(["A1", "A2", "B1"]),
    dimension=st.sampled_from(["gov", "env", ""]),
    agency=st.none() | st.integers(1, 3),
    due=st.none() | st.integers(-2, 2).map(lambda days: TODAY + days * DAY),
    state=st.sampled_from(State),
    has_proof=st.booleans(),
    is_written=st.booleans(),
)


def point(state=State.OPEN, due=None, **rest):
    return Point("A1", "gov", rest.pop("agency", 1), due, state, rest.pop("has_proof", True), is_written=True)


@given(st.lists(points))
def test_every_answer_stands_in_one_state(some):
    found = counting.count(some, today=TODAY)

    assert found.open + found.returned + found.answered + found.verified == found.total == len(some)
    assert found.delivered + found.open + found.returned == found.total
    assert found.late <= found.open + found.returned
    assert max(found.without_proof, found.unshared, found.late) <= found.total
    assert found.is_complete == all(each.state is State.VERIFIED for each in some)


@given(st.lists(points), st.sampled_from(["agency", "dimension", "due", "state"]))
def test_parts_add_up_to_the_whole_by_whatever_they_are_counted(some, name):
    parts = counting.by(some, lambda each: getattr(each, name), today=TODAY)
    whole = counting.count(some, today=TODAY)

    for field in fields(Count):
        assert sum(getattr(part, field.name) for part in parts.values()) == getattr(whole, field.name)
    assert list(parts) == list(dict.fromkeys(getattr(each, name) for each in some))


def test_no_answers_are_a_count_of_nothing():
    assert counting.count([], today=TODAY) == Count()


def test_an_answer_is_late_from_the_day_after_and_while_it_lies_with_the_agency():
    for state in (State.OPEN, State.RETURNED):
        assert not point(state, TODAY).is_late(TODAY)
        assert point(state, TODAY - DAY).is_late(TODAY)
        assert not point(state).is_late(TODAY)
    for state in (State.ANSWERED, State.VERIFIED):
        assert not point(state, TODAY - DAY).is_late(TODAY)


def test_what_has_no_proof_or_no_agency_is_counted_in_every_state():
    some = [point(state, agency=None, has_proof=False) for state in State]

    found = counting.count(some, today=TODAY)

    assert (found.without_proof, found.unshared) == (4, 4)
