"""Which kelurahan a cell lies in, and who lives there."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from kotacerdas.coverage.domain.serving.settling import OUTSIDE, numbered, spread
from kotacerdas.terrain.domain.grid import Grid

GRID = Grid(30, 40, 10.0, 1_000.0, 5_000.0, "EPSG:32750")


def middles():
    east = GRID.west + (np.arange(GRID.columns) + 0.5) * GRID.size
    north = GRID.north - (np.arange(GRID.rows) + 0.5) * GRID.size
    return np.meshgrid(east, north)


corner = st.tuples(st.floats(900, 1_500), st.floats(4_600, 5_100))


@settings(deadline=None)
@given(st.lists(corner, min_size=3, max_size=9), st.lists(corner, min_size=3, max_size=4))
def test_a_cell_lies_in_the_shape_that_holds_its_middle(corners, hole):
    shape = shapely.make_valid(Polygon(corners)).difference(shapely.make_valid(Polygon(hole)).buffer(0))
    faces = shapely.union_all([each for each in shapely.get_parts(shape) if each.geom_type == "Polygon"])
    east, north = middles()

    found = numbered([faces], GRID) == 0

    near_an_edge = shapely.dwithin(faces.boundary, shapely.points(east, north), 1e-6)
    assert np.array_equal(found | near_an_edge, shapely.contains_xy(faces, east, north) | near_an_edge)


def test_neighbours_share_no_cell_and_leave_none_between_them():
    left, right = box(1_000, 4_700, 1_205, 5_000), box(1_205, 4_700, 1_400, 5_000)

    found = numbered([left, right], GRID)

    assert (found == 0).sum() + (found == 1).sum() == GRID.cells


def test_what_two_shapes_claim_belongs_to_the_first():
    found = numbered([box(1_000, 4_700, 1_400, 5_000), box(1_100, 4_800, 1_200, 4_900)], GRID)

    assert (found == 0).all()


def test_a_shape_beside_the_ground_has_no_cells():
    assert (numbered([box(0, 0, 500, 500), box(1_500, 4_700, 1_900, 5_000)], GRID) == OUTSIDE).all()


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 900_000), min_size=3, max_size=3))
def test_each_kelurahan_has_exactly_its_people_on_its_land(seed, living):
    drawn = np.random.default_rng(seed)
    area = drawn.integers(-1, 4, (30, 40)).astype(np.int16)
    land = drawn.random((30, 40)) > 0.4

    people = spread(area, land, dict(enumerate(living)))

    for number, count in enumerate(living):
        assert round(people[area == number].sum(dtype=np.float64)) == count
    assert not people[area == 3].any()
    assert not people[area == OUTSIDE].any()
    assert not people[~land].any()


def test_people_of_a_kelurahan_without_any_land_stand_on_all_of_it():
    area = np.zeros((2, 2), np.int16)

    assert spread(area, np.zeros((2, 2), bool), {0: 10}).sum() == 10


def test_a_kelurahan_without_a_cell_takes_nothing_from_others():
    area = np.zeros((2, 2), np.int16)

    assert spread(area, np.ones((2, 2), bool), {0: 8, 5: 100}).tolist() == [[2, 2], [2, 2]]
