"""A citation is decided once, by a second person."""

import pytest

from kotacerdas.evidence.domain.states import ALLOWED, LIVING, Deed, State, after, is_second_person


def test_every_state_has_its_row():
    assert set(ALLOWED) == set(State)


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_nothing_comes_after_the_end(state):
    assert not any(after(state, deed) for deed in Deed)
    assert state not in LIVING


def test_a_decision_is_made_while_it_waits_only():
    deciding = {Deed.CONFIRM, Deed.REJECT}

    assert [state for state in State if any(after(state, deed) for deed in deciding)] == [State.WAITING]


@pytest.mark.parametrize(
    ("cited_by", "uploaded_by", "expected"),
    [(1, 2, True), (3, 2, False), (1, 3, False), (3, 3, False), (None, None, True)],
)
def test_second_person_is_neither_citer_nor_uploader(cited_by, uploaded_by, expected):
    assert is_second_person(3, cited_by=cited_by, uploaded_by=uploaded_by) is expected
