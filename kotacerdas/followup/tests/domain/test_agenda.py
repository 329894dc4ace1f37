"""Where a task stands on its owner's page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.followup.domain import agenda
from kotacerdas.followup.domain.agenda import Section
from kotacerdas.followup.domain.workflow import State

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("state", "days", "is_waiting", "expected"),
    [
        (State.OPEN, -1, False, Section.LATE),
        (State.RETURNED, -1, False, Section.LATE),
        (State.TAKEN, -1, True, Section.LATE),
        (State.OPEN, 0, False, Section.SOON),
        (State.TAKEN, 7, False, Section.SOON),
        (State.TAKEN, 8, False, Section.LATER),
        (State.TAKEN, 8, True, Section.WAITING),
        (State.OPEN, 0, True, Section.WAITING),
        (State.REPORTED, -30, False, Section.WAITING),
        (State.ACCEPTED, -30, False, Section.DONE),
        (State.CANCELLED, 30, True, Section.DONE),
    ],
)
def test_task_stands_where_its_owner_looks_for_it(state, days, is_waiting, expected):
    due_on = TODAY + timedelta(days=days)

    assert agenda.section(state, due_on, today=TODAY, is_waiting=is_waiting) is expected


@given(st.sampled_from(State), st.integers(-400, 400), st.booleans())
def test_under_late_stands_exactly_what_is_late(state, days, is_waiting):
    due_on = TODAY + timedelta(days=days)
    section = agenda.section(state, due_on, today=TODAY, is_waiting=is_waiting)

    assert (section is Section.LATE) == agenda.is_late(state, due_on, TODAY)


def test_the_day_itself_is_in_time():
    assert agenda.days_late(TODAY, TODAY) == 0
    assert agenda.days_late(TODAY - timedelta(days=3), TODAY) == 3
    assert agenda.days_late(TODAY + timedelta(days=3), TODAY) == 0
