"""Over the ground a point reaches no further than without it, and a ridge hides what lies behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.coverage import overland, rules
from kotacerdas.coverage.domain.blanks.frames import Frame
from kotacerdas.coverage.domain.blanks.reach import ByDistance
from kotacerdas.coverage.overland import OverGround
from kotacerdas.coverage.tests.factories import NOW, grid, picture, squares, survey
from kotacerdas.terrain.domain.elevation import elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.tests.ground import hills

if TYPE_CHECKING:
    from kotacerdas.people.models import City

pytest.importorskip("numba", reason="the group planning is not installed")
SIZE, CELL = 10.0, 50.0
FRAME = Frame(0.0, 1_000.0, CELL, 20, 20)


def ground(heights: Any) -> OverGround:
    taken = np.asarray(heights, np.float32)
    return OverGround(elevation(Grid(*taken.shape, SIZE, 0.0, 1_000.0, "EPSG:32750"), taken), 300.0, 1.5)


def ridge() -> Any:
    """A wall of 80 m across the middle, from north to south."""
    heights = np.full((100, 100), 10.0)
    heights[:, 50:52] = 80
    return heights


def test_on_flat_ground_it_is_the_same_as_by_distance() -> None:
    points = [(505.0, 495.0, 10.0), (205.0, 805.0, 10.0)]
    over = ground(np.full((100, 100), 10.0))

    assert np.array_equal(over.counts(points, FRAME), ByDistance(300.0).counts(points, FRAME))


def test_a_ridge_hides_what_lies_behind_it() -> None:
    seen = ground(ridge()).counts([(405.0, 505.0, 10.0)], FRAME).reshape(FRAME.shape)

    assert seen[10, 7] == 1
    assert not seen[:, 11:].any()
    assert ByDistance(300.0).counts([(405.0, 505.0, 10.0)], FRAME).reshape(FRAME.shape)[:, 11:].any()


@settings(deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 1_000),
    points=st.lists(
        st.tuples(st.floats(-100, 1_100), st.floats(-100, 1_100), st.floats(1, 30)), min_size=1, max_size=5
    ),
)
def test_the_ground_never_adds_reach_but_within_half_a_cell_of_the_model(
    seed: int, points: list[Any]
) -> None:
    counts = ground(hills(100, 100, seed)).counts(points, FRAME)

    assert (counts <= ByDistance(300.0 + SIZE).counts(points, FRAME)).all()
    assert (counts >= 0).all()


def test_a_point_beside_the_model_or_on_a_void_reaches_by_distance() -> None:
    heights = np.full((100, 100), 10.0)
    heights[40:60, 40:60] = np.nan
    points = [(505.0, 495.0, 10.0)]

    found = ground(heights).counts(points, FRAME)
    assert np.array_equal(found, ByDistance(300.0).counts(points, FRAME))


def test_whether_the_ground_hides_the_nearest_source_is_told_for_each_cell() -> None:
    over = ground(ridge())
    hidden = over.hidden([(205.0, 505.0, 10.0)], FRAME, 2_000.0).reshape(FRAME.shape)

    assert not hidden[10, 5]
    assert hidden[10, 15]
    nearer = over.hidden([(205.0, 505.0, 10.0), (805.0, 505.0, 10.0)], FRAME, 2_000.0).reshape(FRAME.shape)
    assert not nearer[10, 15]


def test_far_from_every_source_nothing_is_hidden() -> None:
    assert not ground(ridge()).hidden([(205.0, 505.0, 10.0)], FRAME, 100.0).reshape(FRAME.shape)[:, 11:].any()


def test_places_at_the_very_end_of_the_radius_are_looked_at_whatever_the_cells() -> None:
    """Cells of 30 m do not fit a radius of 2 km."""
    flat = OverGround(
        elevation(Grid(150, 150, 30.0, 0.0, 4_500.0, "EPSG:32750"), np.full((150, 150), 10.0)), 150.0, 1.5
    )
    frame = Frame(0.0, 4_500.0, 10.0, 450, 450)

    for east, north in ((2_249.0, 2_249.0), (2_221.0, 2_279.0), (2_235.0, 2_235.0)):
        found = flat.hidden([(east, north, 30.0)], frame, 2_000.0)
        assert found is not None
        assert not found.any()


# --- A survey ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_city_without_ground_is_told_by_distance(balikpapan: City) -> None:
    assert overland.reach_of(balikpapan, rules.rules_on(NOW.date()), 32750).name == "distance"


@pytest.mark.django_db
def test_a_survey_over_a_synthetic_relief_says_so_and_counts_as_a_sample(
    balikpapan: City, monkeypatch: Any
) -> None:
    squares(balikpapan)
    grid(balikpapan, picture((2, 2, 3, 3)))
    made = elevation(
        Grid(40, 40, 100.0, 499_000.0, 9_936_000.0, "EPSG:32750"), np.full((40, 40), 9.0), is_synthetic=True
    )
    monkeypatch.setattr(
        overland, "reach_of", lambda city, given, epsg: OverGround(made, given.reach_m, given.receiver_m)
    )
    found = survey(balikpapan)

    assert found.outcome["rules"]["reach"] == "synthetic"
    assert found.is_sample
