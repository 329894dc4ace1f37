"""The grid as rectangles covers exactly what it shows, in few pieces."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kotacerdas.connectivity.domain import drawing

masks = arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))


@given(masks)
def test_rectangles_cover_each_cell_once_and_nothing_else(mask):
    painted = np.zeros(mask.shape, int)
    for column, row, width, height in drawing.rectangles(mask):
        painted[row : row + height, column : column + width] += 1

    assert np.array_equal(painted, mask.astype(int))


def test_a_block_is_one_rectangle():
    mask = np.zeros((6, 8), bool)
    mask[1:5, 2:7] = True

    assert drawing.rectangles(mask) == [(2, 1, 5, 4)]
    assert drawing.path_of([(2, 1, 5, 4)]) == "M2 1h5v4h-5z"


def test_drawn_coarser_a_hole_stays_a_hole():
    states = np.array([[3, 3, 3], [3, 1, 0], [-1, -1, -1]], np.int8)

    assert drawing.coarser(states).tolist() == [[1, 3], [-1, -1]]


def test_noise_is_drawn_coarser_until_it_fits():
    chance = np.random.default_rng(1)
    states = chance.integers(0, 4, (260, 260)).astype(np.int8)

    drawn, step = drawing.drawn(states, (0, 1, 2, 3))

    assert step > 1
    assert sum(map(len, drawn.values())) <= drawing.MOST_RECTANGLES
    assert sum(len(drawing.path_of(each)) for each in drawn.values()) < 250_000
