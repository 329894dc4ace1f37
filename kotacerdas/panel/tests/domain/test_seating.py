"""Who may sit where."""

import pytest

from kotacerdas.panel.domain.seating import LEAST, MOST, Person, least, refusals

OUTSIDE = Person("Hadi", is_assessor=True, works_in_city=False, has_seat=False)
INSIDE = Person("Budi", is_assessor=False, works_in_city=True, has_seat=False)


@pytest.mark.parametrize(
    ("person", "is_rehearsal", "kinds"),
    [
        (OUTSIDE, False, []),
        (OUTSIDE, True, ["seat-not-of-city"]),
        (INSIDE, True, []),
        (INSIDE, False, ["seat-no-assessor", "seat-works-in-city"]),
        (OUTSIDE.__class__("Hadi", True, True, False), False, ["seat-works-in-city"]),
        (OUTSIDE.__class__("Hadi", True, False, True), False, ["seat-twice"]),
    ],
)
def test_assessors_come_from_outside_and_in_a_rehearsal_from_inside(person, is_rehearsal, kinds):
    found = refusals(person, taken=0, is_rehearsal=is_rehearsal)

    assert [fault.kind for fault in found] == kinds


@pytest.mark.parametrize("taken", range(8))
def test_there_are_five_seats(taken):
    found = refusals(OUTSIDE, taken=taken, is_rehearsal=False)

    assert bool(found) == (taken >= MOST)


def test_three_are_needed_and_in_a_rehearsal_one():
    assert (least(is_rehearsal=False), least(is_rehearsal=True)) == (LEAST, 1)


def test_one_may_fall_out_after_the_opening():
    assert least(is_rehearsal=False, is_open=True) == LEAST - 1
