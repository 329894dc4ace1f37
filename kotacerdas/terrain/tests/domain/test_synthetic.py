"""How near the invented relief comes to what is published of Balikpapan."""

import numpy as np
import pytest

from kotacerdas.geography.domain.projection import Projection
from kotacerdas.terrain.domain import synthetic
from kotacerdas.terrain.domain.grid import Grid

CRS = "EPSG:32750"
WEST, NORTH = 466_620.0, 9_883_900.0  # the north-western corner of the coarse heights


def patch(right: float, down: float, cells: int = 100, size: float = 10.0) -> Grid:
    return Grid(cells, cells, size, WEST + right, NORTH - down, CRS)


@pytest.fixture(scope="module")
def sampled():
    """One square kilometre in six, as shares of height and slope weighted by land."""
    kept, weights = [], []
    for right in range(500, 35_500, 2_500):
        for down in range(500, 26_500, 2_500):
            found = synthetic.heights(patch(right, down))
            if (found > 0).any():
                kept.append(np.concatenate(synthetic.reached(found, 10.0)))
                weights.append(np.count_nonzero(found > 0))
    return np.average(kept, axis=0, weights=weights)


def test_classes_of_height_come_within_two_hundredths_of_the_published(sampled):
    assert sampled[:3] == pytest.approx(synthetic.shares(synthetic.HEIGHT_CLASSES), abs=0.02)


def test_classes_of_slope_come_within_four_hundredths_of_the_published(sampled):
    assert sampled[3:] == pytest.approx(synthetic.shares(synthetic.SLOPE_CLASSES), abs=0.04)


def test_a_square_kilometre_around_each_coarse_height_is_about_as_high():
    off = []
    for row, lat in enumerate(synthetic.LATITUDES):
        for column, lon in enumerate(synthetic.LONGITUDES):
            x, y = Projection(32750).metres(lon, lat)
            found = synthetic.heights(Grid(50, 50, 20.0, x - 500, y + 500, CRS))
            off.append(float(found.mean()) - synthetic.COARSE[row, column])
    assert abs(np.mean(off)) < 8
    assert np.mean(np.abs(off)) < 12


def test_says_that_it_is_invented():
    found = synthetic.relief(patch(9_000, 4_000))
    assert found.is_synthetic
    assert found.source == synthetic.SOURCE


def test_the_same_place_has_the_same_height_whatever_the_grid():
    whole, part = synthetic.heights(patch(9_000, 4_000)), synthetic.heights(patch(9_300, 4_200, cells=40))
    np.testing.assert_array_equal(whole[20:60, 30:70], part)


def test_heights_lie_between_the_sea_and_the_highest_class():
    found = synthetic.heights(patch(9_000, 4_000))
    assert found.min() >= 0
    assert found.max() <= 100
