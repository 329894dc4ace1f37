"""Weights gathered in squares, and which of them a window reaches."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.siting.domain.squares import squares, table


def plainly(cells, side, top, left, seen):
    """Square by square, cell by cell, in order."""
    rows, columns = cells.shape
    found, number = [], 0
    for row in range(0, rows, side):
        for column in range(0, columns, side):
            places = [
                (y, x)
                for y in range(row, min(row + side, rows))
                for x in range(column, min(column + side, columns))
            ]
            weight = sum(cells[place] for place in places)
            if weight <= 0:
                continue
            inside = [(y - top, x - left, cells[y, x]) for y, x in places]
            got = sum(
                w
                for y, x, w in inside
                if 0 <= y < seen.shape[0] and 0 <= x < seen.shape[1] and seen[y, x]
            )  # fmt: skip
            if 2 * got >= weight:
                found.append(number)
            number += 1
    return found


@settings(max_examples=60)
@given(st.data())
def test_a_square_is_reached_where_half_of_its_weight_is_seen(data):
    rows, columns = data.draw(st.integers(1, 7)), data.draw(st.integers(1, 7))
    side = data.draw(st.integers(1, 4))
    cells = np.array(
        data.draw(st.lists(st.integers(0, 4), min_size=rows * columns, max_size=rows * columns)), float
    ).reshape(rows, columns)
    top, left = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))
    shape = data.draw(st.integers(1, rows - top)), data.draw(st.integers(1, columns - left))
    seen = np.array(
        data.draw(st.lists(st.integers(0, 1), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])),
        np.uint8,
    ).reshape(shape)

    found = squares(cells, side)

    assert found.weights.sum() == pytest.approx(cells.sum())
    assert found.reached(top, left, seen).tolist() == plainly(cells, side, top, left, seen)


def test_the_middle_of_a_square_is_a_cell_of_it_or_the_last_one():
    rows, columns = squares(np.array([[0.0, 0, 1, 0, 1]]), 2).middles()

    assert (rows.tolist(), columns.tolist()) == ([0, 0], [3, 4])


def test_a_table_holds_for_each_site_what_it_reaches():
    rows = table([np.array([3, 1]), np.array([], np.intp), np.array([2])])

    assert [rows.row(at).tolist() for at in range(3)] == [[1, 3], [], [2]]
    assert len(table([])) == 0
