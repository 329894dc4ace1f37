"""How long a job still takes is told only where it can be known."""

from datetime import timedelta

import pytest

from kotacerdas.jobs.domain.estimate import time_left

MINUTE = timedelta(minutes=1)


def test_the_rest_takes_as_long_as_what_is_done_took():
    assert time_left(passed=MINUTE, done=25, total=100) == 3 * MINUTE
    assert time_left(passed=MINUTE, done=100, total=100) == timedelta()


@pytest.mark.parametrize(
    ("passed", "done", "total"),
    [(MINUTE, 0, 100), (timedelta(seconds=4), 50, 100), (MINUTE, 5, 0), (MINUTE, 9, 8)],
)
def test_nothing_is_said_too_early_or_without_a_total(passed, done, total):
    assert time_left(passed=passed, done=done, total=total) is None
