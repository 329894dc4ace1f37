"""Places on a ground and their degrees lead to each other."""

from __future__ import annotations

import pytest

from kotacerdas.coverage.domain.moving import Box
from kotacerdas.coverage.domain.projecting import corners, projection_of
from kotacerdas.terrain.domain.grid import Grid

GRID = Grid(200, 100, 10.0, 480_000.0, 9_862_000.0, "EPSG:32750")


def test_corners_go_around_from_the_upper_left() -> None:
    upper_left, upper_right, lower_right, lower_left = corners(GRID)

    assert upper_left[0] < upper_right[0]
    assert upper_right[1] > lower_right[1]
    assert projection_of(GRID).metres(*lower_left) == pytest.approx((480_000, 9_860_000), abs=0.1)


def test_a_window_has_its_own_corners() -> None:
    upper_left, _upper_right, lower_right, _lower_left = corners(GRID, Box(10, 20, 30, 50))

    assert projection_of(GRID).metres(*upper_left) == pytest.approx((480_200, 9_861_900), abs=0.1)
    assert projection_of(GRID).metres(*lower_right) == pytest.approx((480_500, 9_861_700), abs=0.1)
