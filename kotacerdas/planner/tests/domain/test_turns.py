"""Questions of one city wait for each other, too many are turned away, and nobody floods the planner."""

import threading
import time

import pytest

from kotacerdas.planner.domain.lanes import Full, Lanes
from kotacerdas.planner.domain.paces import MOST_ASKERS, Paces

LONG = 30.0


def soon() -> float:
    return time.monotonic() + LONG


def now() -> float:
    return time.monotonic()


def test_two_of_one_lane_follow_each_other_and_another_lane_goes_beside() -> None:
    lanes = Lanes(at_once=2, most_waiting=4)

    with lanes.turn("64.71", soon()):
        with pytest.raises(Full), lanes.turn("64.71", now()):
            pass
        with lanes.turn("64.72", soon()):
            pass
    with lanes.turn("64.71", now()):
        pass


def test_only_so_many_are_answered_at_once() -> None:
    lanes = Lanes(at_once=1, most_waiting=4)

    with lanes.turn("64.71", soon()), pytest.raises(Full), lanes.turn("64.72", now()):
        pass


def test_who_would_wait_behind_too_many_is_turned_away_at_once() -> None:
    lanes = Lanes(at_once=1, most_waiting=0)

    with lanes.turn("a", soon()), pytest.raises(Full), lanes.turn("b", soon()):
        pass


def test_a_turn_that_is_over_is_given_to_who_waits() -> None:
    lanes, came = Lanes(at_once=1, most_waiting=4), threading.Event()

    def wait() -> None:
        with lanes.turn("a", soon()):
            came.set()

    with lanes.turn("a", soon()):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not came.is_set()
    waiting.join()
    assert came.is_set()


def test_a_lane_is_free_again_after_a_question_that_broke() -> None:
    lanes = Lanes(at_once=1, most_waiting=4)

    with pytest.raises(ZeroDivisionError), lanes.turn("a", soon()):
        raise ZeroDivisionError
    with lanes.turn("a", now()):
        pass


def test_an_asker_may_ask_often_but_not_without_end_and_others_are_not_slowed() -> None:
    at = [0.0]
    paces = Paces(a_second=10, at_once=3, clock=lambda: at[0])

    assert [paces.allows("a") for _each in range(4)] == [True, True, True, False]
    assert paces.allows("b")
    at[0] = 0.1
    assert [paces.allows("a") for _each in range(2)] == [True, False]


def test_no_more_askers_are_remembered_than_fit() -> None:
    paces = Paces(a_second=1, at_once=1, clock=lambda: 0.0)

    for each in range(MOST_ASKERS + 10):
        paces.allows(str(each))

    assert len(paces._known) == MOST_ASKERS
