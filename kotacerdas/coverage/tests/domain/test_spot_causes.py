"""Why there is no service, and what the points reach."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.coverage.domain.blanks import shapes, states
from kotacerdas.coverage.domain.blanks.causes import Cause, cause_of, nearest
from kotacerdas.coverage.domain.blanks.finding import Material, found
from kotacerdas.coverage.domain.blanks.frames import OUTSIDE, Frame
from kotacerdas.coverage.domain.blanks.reach import ByDistance, Reach
from kotacerdas.coverage.tests.domain.grids import RULES, cities, frame
from kotacerdas.geography.domain.projection import Projection

NEAR, FAR = 200.0, 3000.0
UTM = Projection(32750)
PLACE = st.tuples(st.floats(-300, 1300), st.floats(-300, 1300))


@pytest.mark.parametrize(
    ("metres", "hidden", "cause"),
    [
        ([FAR, FAR, NEAR], None, Cause.DISTANCE),
        ([NEAR, NEAR, NEAR], None, Cause.UNKNOWN),
        ([NEAR, NEAR, NEAR], [True, True, False], Cause.HILL),
        ([FAR, NEAR, NEAR], [False, True, False], Cause.MIXED),
        ([NEAR, NEAR, NEAR], [False, False, True], Cause.UNKNOWN),
        (None, [True], Cause.UNKNOWN),
    ],
)
def test_a_hill_is_named_only_where_an_elevation_says_so(
    metres: list[float] | None, hidden: list[bool] | None, cause: Cause
) -> None:
    distances = None if metres is None else np.array(metres)

    assert cause_of(distances, 1000, None if hidden is None else np.array(hidden)) == cause


@given(st.lists(PLACE, min_size=1, max_size=4), st.lists(PLACE, min_size=1, max_size=6))
def test_the_nearest_is_the_nearest(
    cells: list[tuple[float, float]], sources: list[tuple[float, float]]
) -> None:
    east, north = np.array([each[0] for each in cells]), np.array([each[1] for each in cells])
    metres = nearest(east, north, sources)

    assert metres is not None
    for (x, y), found_metres in zip(cells, metres, strict=True):
        assert found_metres == pytest.approx(min(np.hypot(x - a, y - b) for a, b in sources))
    assert nearest(east, north, []) is None


@given(st.lists(PLACE, max_size=5), st.floats(0, 600))
def test_by_distance_counts_the_points_whose_circle_holds_the_middle_of_a_cell(
    points: list[tuple[float, float]], radius: float
) -> None:
    of = frame(9, 7)
    reach: Reach = ByDistance(radius)
    east, north = of.centres(np.arange(of.rows * of.columns))

    expected = sum(
        ((((north - y) ** 2 + (east - x) ** 2) <= radius**2).astype(int) for x, y in points),
        np.zeros(east.size, int),
    )

    assert reach.counts(points, of).tolist() == expected.tolist()
    assert not reach.knows_terrain


@given(cities())
def test_the_shape_of_an_area_holds_exactly_its_cells(city: Material) -> None:
    of = Frame(480_000.0, 9_870_000.0, 100.0, city.frame.rows, city.frame.columns)

    for area in found(city, RULES).blank:
        drawn = shapes.geojson(area.cells, of, UTM)
        assert shapes.cells_of(drawn, of, UTM).tolist() == sorted(area.cells.tolist())
        assert shapes.hectares(drawn, UTM) == pytest.approx(area.cells.size, rel=0.01)


def test_a_shape_off_the_frame_holds_none_of_its_cells() -> None:
    of = Frame(480_000.0, 9_870_000.0, 100.0, 5, 5)

    assert shapes.cells_of(shapes.circle(110.0, -1.0, 300, UTM), of, UTM).size == 0


def test_a_circle_is_as_wide_as_it_was_said_to_be() -> None:
    drawn = shapes.circle(116.85, -1.25, 100, UTM)

    assert shapes.hectares(drawn, UTM) == pytest.approx(3.14, rel=0.02)
    assert shapes.middle(drawn) == pytest.approx((116.85, -1.25), abs=1e-4)


def test_places_off_the_frame_are_outside() -> None:
    of = frame(2, 3)

    assert of.at([50, 250, -1, 301], [150, 50, 50, 50]).tolist() == [0, 5, OUTSIDE, OUTSIDE]


def test_a_spot_is_solved_only_after_somebody_verified_it() -> None:
    assert states.possible("reported") == [states.Deed.VERIFY, states.Deed.REJECT]
    assert states.after("planned", states.Deed.SOLVE) == states.State.SOLVED
    with pytest.raises(Refused) as refused:
        states.after("reported", states.Deed.SOLVE)
    assert refused.value.faults[0].kind == "coverage-cannot-solve"
