"""Where places stand in a drawing."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.geography.domain.picture import LEAST_HEIGHT, MOST_HEIGHT, WIDTH, frame_of, path, simpler

lons = st.floats(min_value=95, max_value=141)
lats = st.floats(min_value=-11, max_value=6)
sizes = st.floats(min_value=0, max_value=5)


@given(lons, lats, sizes, sizes)
def test_everything_stands_within_the_drawing_with_north_up(west, south, wide, high):
    frame = frame_of((west, south, west + wide, south + high))

    assert LEAST_HEIGHT <= frame.height <= MOST_HEIGHT
    for lon, lat in ((west, south), (west + wide, south + high)):
        x, y = frame.at(lon, lat)
        assert 0 <= x <= WIDTH
        assert -0.5 <= y <= frame.height + 0.5
    assert frame.at(west, south)[1] >= frame.at(west, south + high)[1]


@given(lons, lats, sizes, sizes)
def test_the_bounds_are_those_of_the_drawing(west, south, wide, high):
    frame = frame_of((west, south, west + wide, south + high))

    left, bottom, right, top = frame.bounds()

    assert frame.at(left, top) == pytest.approx((0, 0), abs=0.01)
    assert frame.at(right, bottom) == pytest.approx((WIDTH, frame.height), abs=0.01)


@given(lons, lats, sizes)
def test_the_scale_bar_is_round_and_fits(west, south, wide):
    length, metres = frame_of((west, south, west + wide, south + wide)).scale()

    assert str(metres).strip("0") in {"1", "2", "5"}
    assert 0 < length <= 260


def test_a_scale_bar_is_as_long_as_it_says():
    frame = frame_of((116.7, -1.3, 117.0, -1.0))
    length, metres = frame.scale()
    lon = frame.west + length * frame.unit

    from pyproj import Geod

    _there, _back, far = Geod(ellps="WGS84").inv(frame.west, -1.15, lon, -1.15)
    assert far == pytest.approx(metres, rel=0.005)


def test_simpler_shapes_still_touch():
    left = shapely.Polygon(
        [(0, 0), (1, 0), *((1 + 0.0001 * (at % 2), at / 100) for at in range(1, 100)), (1, 1), (0, 1)]
    )
    right = shapely.box(0, 0, 2, 1).difference(left)

    some = simpler([left, right], frame_of((0, 0, 2, 1)))

    assert shapely.coverage_is_valid(some)
    assert sum(shapely.get_num_coordinates(some)) < sum(shapely.get_num_coordinates([left, right])) / 2


def test_a_path_closes_each_ring_and_leaves_out_what_nobody_sees():
    frame = frame_of((0, 0, 2, 1))
    ring = shapely.box(0, 0, 2, 1).difference(shapely.box(0.5, 0.2, 1, 0.8))

    assert path(ring, frame).count("M") == path(ring, frame).count("Z") == 2
    assert path(shapely.box(0, 0, 1e-7, 1e-7), frame) == ""
