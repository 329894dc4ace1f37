"""A mast that rises by what is told frees the zone, and by a little less does not."""

import numpy as np
import pytest

from kotacerdas.terrain.domain.profiles import Profile, Verdict, sight
from kotacerdas.terrain.domain.raising import Raise, raising

MHZ = 5800.0


def rough(seed: int) -> Profile:
    drawn = np.random.default_rng(seed)
    return Profile(np.linspace(0, 2000, 101), drawn.uniform(0, 60, 101))


def verdict(profile: Profile, first: float, last: float) -> Verdict:
    return sight(profile, mhz=MHZ, first=first, last=last).verdict


@pytest.mark.parametrize("seed", range(5))
def test_each_way_frees_the_zone_and_not_a_centimetre_is_asked_too_much(seed: int) -> None:
    profile = rough(seed)
    found = raising(profile, mhz=MHZ, first=5, last=8)

    assert found is not None
    assert found.both > 0
    for up, down in ((found.first, 0.0), (0.0, found.last), (found.both, found.both)):
        assert verdict(profile, 5 + up + 0.001, 8 + down + 0.001) == Verdict.CLEAR
        assert verdict(profile, 5 + up - 0.01, 8 + down - 0.01) != Verdict.CLEAR


def test_an_obstacle_near_one_end_asks_more_of_the_other() -> None:
    ground = np.zeros(101)
    ground[90] = 40.0
    found = raising(Profile(np.linspace(0, 1000, 101), ground), mhz=MHZ, first=10, last=10)

    assert found is not None
    assert found.first > 5 * found.last > 5 * found.both > 0


def test_a_free_zone_asks_for_nothing_and_an_unknown_ground_gives_no_answer() -> None:
    flat = Profile(np.linspace(0, 1000, 101), np.zeros(101))
    assert raising(flat, mhz=MHZ, first=20, last=20) == Raise(0.0, 0.0, 0.0)
    flat = Profile(flat.along, np.where(flat.along == 500, np.nan, 0.0))
    assert raising(flat, mhz=MHZ, first=20, last=20) is None
    assert raising(Profile(np.zeros(1), np.zeros(1)), mhz=MHZ, first=1, last=1) == Raise(0.0, 0.0, 0.0)
