"""The city as squares: each area its own, and neighbours near."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.geography.domain import tiles
from kotacerdas.geography.tests.domain.test_schematic import balikpapan, some_points


@given(some_points)
@settings(max_examples=60)
def test_each_area_has_a_square_of_its_own_from_the_corner_on(points):
    found = tiles.squares(points)

    assert found.keys() == points.keys()
    assert len(set(found.values())) == len(points)
    assert min(column for column, _row in found.values()) == 0
    assert min(row for _column, row in found.values()) == 0
    assert max(column for column, _row in found.values()) < tiles.MOST_COLUMNS


@given(some_points)
@settings(max_examples=20)
def test_the_same_points_give_the_same_squares_in_whatever_order(points):
    assert tiles.squares(points) == tiles.squares(dict(reversed(points.items())))


@given(
    st.integers(min_value=1, max_value=4).flatmap(
        lambda rows: st.lists(
            st.lists(st.integers(min_value=0, max_value=50), min_size=5, max_size=5),
            min_size=rows,
            max_size=rows,
        )
    )
)
def test_the_assignment_is_the_cheapest_of_all(costs):
    table = np.array(costs, float)
    found = tiles.assigned(table)

    cheapest = min(
        sum(table[row, column] for row, column in enumerate(chosen))
        for chosen in permutations(range(table.shape[1]), len(table))
    )
    assert len(set(found.tolist())) == len(table)
    assert sum(table[row, column] for row, column in enumerate(found)) == pytest.approx(cheapest)


def test_hardly_a_pair_of_balikpapan_stands_the_wrong_way_round():
    """By hand, two pairs of the 561 did."""
    points = balikpapan()
    found = tiles.squares(points)

    wrong = sum(
        (points[one][0] - points[other][0]) * (found[one][0] - found[other][0]) < 0
        or (points[one][1] - points[other][1]) * (found[one][1] - found[other][1]) > 0
        for one, other in combinations(points, 2)
    )
    assert wrong <= 2


def test_no_areas_are_no_squares():
    assert tiles.squares({}) == {}
    assert tiles.squares({"a": (116.8, -1.2)}) == {"a": (0, 0)}
