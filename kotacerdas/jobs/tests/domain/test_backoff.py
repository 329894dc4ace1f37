"""What failed waits before it is tried again, longer each time, never for ever."""

from datetime import timedelta

from kotacerdas.jobs.domain.backoff import LONGEST, pause


def test_pauses_grow_from_seconds_to_an_hour():
    assert [pause(failures).total_seconds() for failures in range(1, 7)] == [15, 60, 240, 960, 3600, 3600]


def test_many_failures_cost_no_more_than_an_hour():
    assert pause(10_000) == LONGEST == timedelta(hours=1)
