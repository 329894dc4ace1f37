"""Shares of height and slope of a ground."""

import numpy as np
import pytest

from kotacerdas.terrain.domain.classes import by_height, by_slope
from kotacerdas.terrain.tests.ground import over


def test_shares_are_of_the_land_and_add_up() -> None:
    ground = np.add.outer(np.zeros(20), np.arange(20) * 1.0)
    ground[:, 0] = 0

    assert [each.hectares for each in by_height(over(ground))] == [1.8, 2.0, 0, 0]
    assert sum(each.share for each in by_slope(over(ground))) == pytest.approx(1)


def test_the_edge_of_a_hole_is_no_cliff() -> None:
    ground = np.add.outer(np.full(20, 50.0), np.arange(20) * 0.1)
    ground[8:12, 8:12] = np.nan

    steepness = by_slope(over(ground))
    assert steepness[0].share == 1
    assert sum(each.hectares for each in steepness[1:]) == 0
