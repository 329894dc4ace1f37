"""What may be done with a letter in which state."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain import states
from kotacerdas.letters.domain.states import Deed, State


def test_a_number_is_given_once():
    assert [state for state in State if states.may(state, Deed.ISSUE)] == [State.DRAFT]


def test_what_has_a_number_is_neither_edited_nor_thrown_away():
    for state in set(State) - {State.DRAFT}:
        for deed in (Deed.EDIT, Deed.DISCARD, Deed.ISSUE):
            with pytest.raises(Refused):
                states.require(state, deed)


def test_a_void_letter_stays_void():
    assert not any(states.may(State.VOID, deed) for deed in Deed)
