"""How far a panel is, and what a seat has still to do."""

import pytest

from kotacerdas.panel.domain.standing import Duty, Standing, Way, duty, standing

OPEN, DONE, SHOWN = Way(True), Way(True, True), Way(True, True, True)


@pytest.mark.parametrize(
    ("way", "declared", "undeclared", "left", "expected"),
    [
        (Way(), 0, 0, 0, Standing.SEATLESS),
        (Way(), 2, 0, 0, Standing.SEATLESS),
        (Way(), 2, 1, 0, Standing.UNDECLARED),
        (Way(), 3, 0, 1, Standing.SCORING),
        (Way(), 3, 0, 0, Standing.READY),
        (OPEN, 3, 0, 0, Standing.OPEN),
        (OPEN, 2, 0, 0, Standing.OPEN),
        (DONE, 3, 0, 0, Standing.CONCLUDED),
        (SHOWN, 3, 0, 0, Standing.PUBLISHED),
    ],
)
def test_panel_goes_its_way(way, declared, undeclared, left, expected):
    assert standing(way, declared=declared, undeclared=undeclared, least=3, left=left) is expected


@pytest.mark.parametrize(
    ("way", "has_declared", "is_submitted", "left", "expected"),
    [
        (Way(), False, True, 117, Duty.DECLARE),
        (Way(), True, False, 117, Duty.WAIT),
        (Way(), True, True, 1, Duty.SCORE),
        (Way(), True, True, 0, Duty.SCORED),
        (OPEN, True, True, 0, Duty.TALK),
        (OPEN, False, True, 0, Duty.DECLARE),
        (DONE, True, True, 0, Duty.CONCLUDED),
        (SHOWN, False, True, 0, Duty.PUBLISHED),
    ],
)
def test_seat_knows_what_it_has_to_do(way, has_declared, is_submitted, left, expected):
    assert duty(way, has_declared=has_declared, is_submitted=is_submitted, left=left) is expected
