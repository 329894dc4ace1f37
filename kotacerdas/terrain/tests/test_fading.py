"""The loss to every cell is that of the slow formulas, path by path."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.domain.radio import bullington, earth, waves
from kotacerdas.terrain.sight import Observer
from kotacerdas.terrain.tests.ground import hills, over

pytest.importorskip("numba", reason="the group planning is not installed")

from kotacerdas.terrain import fading

MHZ, TARGET = 2437.0, 1.5


def path(heights, start, end):
    """Distances in cells and heights where the straight line crosses rows or columns, whichever are more."""
    rows, columns = end[0] - start[0], end[1] - start[1]
    steps = max(abs(rows), abs(columns))
    along, ground = [], []
    for k in range(steps + 1):
        y, x = start[0] + rows * k / steps, start[1] + columns * k / steps
        low = math.floor(round(y, 9)), math.floor(round(x, 9))
        down, right = y - low[0], x - low[1]
        down, right = (0 if abs(each) < 1e-9 else each for each in (down, right))
        value = float(heights[low])
        if down:
            value = value * (1 - down) + float(heights[low[0] + 1, low[1]]) * down
        elif right:
            value = value * (1 - right) + float(heights[low[0], low[1] + 1]) * right
        along.append(math.hypot(rows, columns) * k / steps)
        ground.append(value)
    return along, ground


def slowly(of, observer, cell, mhz=MHZ):
    along, ground = path(of.heights, observer.cell, cell)
    metres = [each * of.grid.size for each in along]
    taken, _edge = bullington.loss_db(
        metres, ground, ground[0] + observer.height, ground[-1] + TARGET,
        earth.curvature(earth.RADIO_REFRACTION), waves.wavelength(mhz),
    )  # fmt: skip
    return waves.free_space_db(metres[-1], mhz) + taken


@settings(max_examples=25)
@given(
    st.integers(0, 9_999), st.integers(0, 29), st.integers(0, 39), st.floats(0.5, 40), st.sampled_from([MHZ, 5800.0]),
    st.sampled_from([0.0, 3.0, 25.0]),
)  # fmt: skip
def test_it_is_the_slow_formula_in_every_cell(seed, row, column, height, mhz, roughness):
    of = over(hills(30, 40, seed, roughness))
    observer = Observer(Cell(row, column), height)
    drawn = np.random.default_rng(seed)

    found = fading.around(of, observer, Look(150.0, TARGET), mhz=mhz)

    for y, x in zip(drawn.integers(0, 30, 40), drawn.integers(0, 40, 40), strict=True):
        away = math.hypot(y - row, x - column) * of.grid.size
        if 0 < away <= 150:
            assert found.loss[y - found.top, x - found.left] == pytest.approx(
                slowly(of, observer, (int(y), int(x)), mhz), abs=0.05
            )


def test_beyond_the_radius_and_on_voids_nothing_is_known():
    heights = hills(30, 30)
    heights[12, 15] = np.nan
    found = fading.around(over(heights), Observer(Cell(15, 15), 10.0), Look(100.0, TARGET), mhz=MHZ)

    assert found.loss.shape == (21, 21)
    assert np.isinf(found.over(np.zeros((30, 30)) + found.loss[0, 0])[0, 0])
    assert np.isinf(found.loss[12 - found.top, 15 - found.left])
    assert np.isfinite(found.loss[11 - found.top, 15 - found.left])


def test_what_free_space_alone_takes_too_much_of_is_left_out():
    of = over(np.full((60, 60), 10.0))
    found = fading.around(of, Observer(Cell(30, 30), 10.0), Look(290.0, TARGET), mhz=MHZ, most=85.0)

    assert np.isfinite(found.loss[29, 29 + 17])
    assert np.isinf(found.loss[29, 29 + 18])
    assert found.loss[29, 29] == pytest.approx(waves.free_space_db(5.0, MHZ), abs=0.01)


def test_a_ridge_takes_more_than_free_space_and_flat_ground_nothing_near_by():
    heights = np.full((41, 41), 10.0)
    flat = fading.around(over(heights), Observer(Cell(20, 5), 10.0), Look(300.0, TARGET), mhz=MHZ)
    heights[:, 15] = 60
    hidden = fading.around(over(heights), Observer(Cell(20, 5), 10.0), Look(300.0, TARGET), mhz=MHZ)

    assert hidden.loss[20, 25] > flat.loss[20, 25] + 15
    assert flat.loss[20, 10] == pytest.approx(waves.free_space_db(50.0, MHZ), abs=0.5)
