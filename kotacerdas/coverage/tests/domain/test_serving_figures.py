"""Every figure of a run against counting cell by cell."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.coverage.domain.serving import gaps, hearing, pictures, settling, shares
from kotacerdas.coverage.domain.serving.hearing import Radio
from kotacerdas.coverage.domain.serving.rasters import NO_SIGNAL, NOBODY, Rasters
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.wifi.domain.antennas import Antenna, Pattern, Shape

ROWS, COLUMNS, UNITS, POSTS = 23, 31, 4, 6
GRID = Grid(ROWS, COLUMNS, 10.0, 1_000.0, 5_000.0, "EPSG:32750")
LEAST = (-60.0, -70.0, -80.0)
seeds = st.integers(0, 2**32 - 1)


class World:
    """Windows of points, people and land by chance."""

    def __init__(self, seed):
        drawn = np.random.default_rng(seed)
        self.area = drawn.integers(-1, UNITS, (ROWS, COLUMNS)).astype(np.int16)
        self.land = drawn.random((ROWS, COLUMNS)) > 0.3
        self.people = settling.spread(
            self.area, self.land, {at: int(drawn.integers(0, 5_000)) for at in range(3)}
        )
        self.seen = (drawn.random((POSTS, ROWS, COLUMNS)) > 0.8).astype(np.uint8)
        self.dbm = drawn.uniform(-100, -40, (POSTS, ROWS, COLUMNS)).round(1).astype(np.float32)
        self.rasters = Rasters.empty(ROWS, COLUMNS)
        for number in range(POSTS):
            top, left = int(drawn.integers(0, 10)), int(drawn.integers(0, 10))
            window = slice(top, top + 12), slice(left, left + 15)
            for raster, nothing in ((self.seen, 0), (self.dbm, -np.inf)):
                kept = raster[number][window].copy()
                raster[number] = nothing
                raster[number][window] = kept
            self.rasters.add_seen(number, window, self.seen[number][window])
            self.rasters.add_signal(number, window, self.dbm[number][window], LEAST[-1])

    def cells(self):
        return ((y, x) for y in range(ROWS) for x in range(COLUMNS))


@pytest.fixture(autouse=True)
def in_strips(monkeypatch):
    """Small ones, so that borders between them are met."""
    monkeypatch.setattr(settling, "CELLS_AT_ONCE", 100)
    monkeypatch.setattr(gaps, "CELLS_AT_ONCE", 300)


@settings(max_examples=20)
@given(seeds)
def test_rasters_say_how_many_which_one_alone_and_who_is_strongest(seed):
    world = World(seed)

    for y, x in world.cells():
        seen = [at for at in range(POSTS) if world.seen[at, y, x]]
        heard = {at: float(world.dbm[at, y, x]) for at in range(POSTS) if world.dbm[at, y, x] >= LEAST[-1]}
        assert world.rasters.count[y, x] == len(seen)
        assert world.rasters.first[y, x] == (seen[0] if seen else NOBODY)
        assert world.rasters.best[y, x] == (max(heard, key=heard.get) if heard else NOBODY)
        assert world.rasters.signal[y, x] == (round(max(heard.values()) * 10) if heard else NO_SIGNAL)


@settings(max_examples=20)
@given(seeds)
def test_people_and_land_of_each_kelurahan_are_counted_cell_by_cell(seed):
    world = World(seed)

    found = shares.reached(world.area, world.land, world.people, world.rasters.count, UNITS)

    for unit in range(UNITS):
        mine = [cell for cell in world.cells() if world.area[cell] == unit]
        on_land = [cell for cell in mine if world.land[cell]]
        is_reached = world.seen.any(axis=0)
        assert found.cells[unit] == len(on_land)
        assert found.reached[unit] == sum(is_reached[cell] for cell in on_land)
        assert found.people[unit] == pytest.approx(sum(float(world.people[cell]) for cell in mine))
        assert found.people_reached[unit] == pytest.approx(
            sum(float(world.people[cell]) for cell in mine if is_reached[cell])
        )


@settings(max_examples=20)
@given(seeds)
def test_what_a_point_adds_is_what_nobody_reaches_without_it(seed):
    world = World(seed)
    ours = world.land & (world.area >= 0)

    found = shares.added(world.rasters, ours, world.people, POSTS)

    for number in range(POSTS):
        others = world.seen[[at for at in range(POSTS) if at != number]].any(axis=0)
        alone = (world.seen[number] > 0) & ~others
        assert found.only_cells[number] == (alone & ours).sum()
        assert found.only_people[number] == pytest.approx(float(world.people[alone].sum()), abs=0.01)
        strongest = world.rasters.best == number
        assert found.best_cells[number] == (strongest & ours).sum()
        assert found.best_people[number] == pytest.approx(float(world.people[strongest].sum()), abs=0.01)


@settings(max_examples=20)
@given(seeds)
def test_classes_hold_everybody_once(seed):
    world = World(seed)
    ours = world.land & (world.area >= 0)

    cells, people = shares.by_class(world.rasters.signal, ours, world.people, LEAST)

    best = np.where(world.rasters.signal == NO_SIGNAL, -np.inf, world.rasters.signal / 10)
    ends = (*LEAST, -np.inf)
    for at, least in enumerate(ends):
        most = np.inf if at == 0 else ends[at - 1]
        mine = (best >= least) & (best < most)
        assert cells[at] == (mine & ours).sum()
        assert people[at] == pytest.approx(float(world.people[mine].sum()), abs=0.01)
    assert sum(cells) == ours.sum()


@settings(max_examples=20)
@given(seeds)
def test_squares_hold_all_people_and_those_whom_nothing_reaches(seed):
    world = World(seed)

    found = gaps.squares(world.area, world.people, world.rasters.count, GRID)

    left = np.where(world.rasters.count == 0, world.people, 0)
    assert found.frame.shape == (5, 7)
    for row in range(5):
        for column in range(7):
            block = slice(row * 5, row * 5 + 5), slice(column * 5, column * 5 + 5)
            at = row * 7 + column
            assert found.people[at] == pytest.approx(float(world.people[block].sum()), abs=0.01)
            assert found.left[at] == pytest.approx(float(left[block].sum()), abs=0.01)
            middle = min(row * 5 + 2, ROWS - 1), min(column * 5 + 2, COLUMNS - 1)
            assert found.units[at] == world.area[middle]


def left_in(*cells, living=10.0, rows=6, columns=8):
    """Squares of 50 m of one kelurahan; in those named nobody is reached."""
    frame = gaps.Frame(0.0, 300.0, 50.0, rows, columns)
    people, left = np.full(rows * columns, living), np.zeros(rows * columns)
    for row, column in cells:
        left[row * columns + column] = living
    return gaps.Squares(frame, np.zeros(rows * columns, np.int64), people, left)


def test_squares_that_touch_are_one_gap_and_small_ones_are_counted_only():
    of = left_in((0, 0), (0, 1), (1, 1), (2, 2), (4, 6))

    found = gaps.gaps(of, np.zeros(48, bool), smallest_ha=1.0)

    assert [(each.squares.tolist(), each.people) for each in found.areas] == [([0, 1, 9, 18], 40)]
    assert found.left_out == 10


def test_where_an_operator_serves_is_no_gap():
    served = np.zeros(48, bool)
    served[[0, 1]] = True

    found = gaps.gaps(left_in((0, 0), (0, 1), (3, 3), (3, 4)), served, smallest_ha=0.25)

    assert [each.squares.tolist() for each in found.areas] == [[27, 28]]


def test_squares_in_which_most_people_are_reached_are_no_gap():
    of = left_in((0, 0), (3, 3))
    of.left[0] = 4.9

    assert [each.squares.tolist() for each in gaps.gaps(of, np.zeros(48, bool), smallest_ha=0.25).areas] == [
        [27]
    ]


def test_a_sector_hears_less_beside_its_beam():
    sector = Antenna(Shape.SECTOR, azimuth=90, beam_width=60)
    radio = Radio(2437, 20, 0, 0, -80, 0.25)
    at = np.arange(-10, 11)

    weaker = hearing.weaker(sector, at, at, None)
    found = hearing.received(np.full((21, 21), 80, np.float32), radio, weaker)

    assert found[10, 20] == -60  # to the east
    assert found[10, 0] == -85  # behind
    assert found[0, 10] == pytest.approx(-60 - sector.across(0), abs=0.01)  # to the north
    for y, x in ((3, 15), (18, 12), (5, 5)):
        towards = math.degrees(math.atan2(x - 10, 10 - y))
        assert weaker[y, x] == pytest.approx(sector.across(towards), abs=0.7)


def test_a_tilted_antenna_hears_best_where_it_looks():
    losses = tuple(float(min(abs(degree - 10), 20)) for degree in range(360))
    tilted = Antenna(Shape.PATTERN, azimuth=0, pattern=Pattern("x", 12.0, (0.0,) * 360, losses))
    at = np.arange(-10, 11)

    below = hearing.degrees_below(np.full((21, 21), 8.8, np.float32), at, at, size=10.0)
    weaker = hearing.weaker(tilted, at, at, below)

    assert below[10, 15] == pytest.approx(math.degrees(math.atan(8.8 / 50)), abs=1e-4)
    assert weaker[10, 15] == pytest.approx(0.0, abs=0.02)  # 8.8 m down in 50 m: 10 degrees
    assert weaker[10, 20] == pytest.approx(10 - math.degrees(math.atan(8.8 / 100)), abs=0.01)
    assert weaker[10, 10] == 20.0  # below the mast


def test_allowances_lower_what_arrives_and_what_may_be_lost():
    radio = Radio(2437, eirp=20, receiver_dbi=2, allowance=6, least=-80, refraction=0.25)

    assert radio.most_loss == 96
    assert hearing.received(np.float32([[96]]), radio) == -80


def test_pictures_are_clear_where_there_is_nothing():
    count = np.uint16([[0, 1, 2, 3], [4, 7, 8, 65_535]])
    signal = np.int16([[NO_SIGNAL, -801, -800, -700], [-699, -601, -600, -300]])

    assert pictures.of_count(count)[0].tolist() == [[0, 1, 2, 2], [3, 3, 3, 3]]
    assert pictures.of_signal(signal, LEAST)[0].tolist() == [[0, 0, 1, 2], [2, 2, 3, 3]]
    assert pictures.of_best(np.int16([[NOBODY, 0, 1]]), [2, 0])[0].tolist() == [[0, 3, 1]]
    assert pictures.of_count(count)[1][0][3] == 0


def test_neighbouring_points_have_different_colours():
    places = [(0, 0), (0, 1), (1, 0), (1, 1), (50, 50), (50, 51)]

    turns = pictures.in_turn(places)

    assert len(set(turns[:4])) == 4
    assert turns[4] != turns[5]


def test_a_large_raster_is_drawn_from_every_second_cell(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_SIDE", 4)

    assert pictures.thinned(np.arange(64).reshape(8, 8)).shape == (4, 4)
    assert pictures.thinned(np.zeros((4, 3))).shape == (4, 3)
