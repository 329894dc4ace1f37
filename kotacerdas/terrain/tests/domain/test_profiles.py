"""The ground between two places of a grid, and whether a ray over it is free."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.terrain.domain import profiles
from kotacerdas.terrain.domain.profiles import Profile, Verdict, between, sight
from kotacerdas.terrain.domain.radio.paths import path_loss

MHZ = 2437
NAN = math.nan


def flat(metres: float = 1000, count: int = 101, height: float = 0.0) -> Profile:
    return Profile(np.linspace(0, metres, count), np.full(count, height))


def with_hill(height: float, at: int = 50) -> Profile:
    made = flat()
    made.ground[at] = height
    return made


def with_hole(made: Profile, at: int = 30) -> Profile:
    made.ground[at] = NAN
    return made


# --- the ground --------------------------------------------------------------------------------------------


@given(st.tuples(st.floats(0, 19), st.floats(0, 29)), st.tuples(st.floats(0, 19), st.floats(0, 29)))
def test_a_slope_is_read_exactly(start: tuple[float, float], end: tuple[float, float]) -> None:
    # Bilinear heights of an inclined plane are the plane.
    rows, columns = np.mgrid[0:20, 0:30]
    found = between(3.0 * rows - 2.0 * columns + 7, 30, start, end)
    places = [np.linspace(a, b, len(found.along)) for a, b in zip(start, end, strict=True)]
    assert found.ground == pytest.approx(3 * places[0] - 2 * places[1] + 7, abs=1e-6)
    assert found.metres == pytest.approx(30 * math.dist(start, end))
    assert (np.diff(found.along) <= 30 + 1e-6).all()


def test_the_middle_between_four_centres_is_their_mean() -> None:
    heights = np.array([[0.0, 10.0], [20.0, 50.0]])
    found = profiles.sampled(heights, np.array([0.5, 0.0]), np.array([0.5, 0.25]))
    assert list(found) == [20, 2.5]


def test_a_void_counts_only_where_it_has_weight() -> None:
    heights = np.array([[1.0, 2.0, NAN], [3.0, 4.0, NAN]])
    along_its_edge = between(heights, 30, (0, 1), (1, 1))
    assert not along_its_edge.has_voids
    assert between(heights, 30, (0, 0), (0, 1.5)).has_voids


def test_rounding_does_not_let_a_void_leak_over_an_edge() -> None:
    # 0.1 + 0.2 of a row is a hair more than 0.3; the same hair must not bring in the unknown row below.
    heights = np.array([[1.0, 1.0], [NAN, NAN]])
    found = profiles.sampled(heights, np.array([1e-12]), np.array([0.5]))
    assert found[0] == pytest.approx(1)


def test_outside_the_grid_nothing_is_known() -> None:
    assert np.isnan(between(np.zeros((5, 5)), 30, (2, 2), (2, 6)).ground).any()


def test_a_profile_that_goes_back_is_refused() -> None:
    with pytest.raises(ValueError, match="grow"):
        Profile(np.array([0.0, 20, 10]), np.zeros(3))
    with pytest.raises(ValueError, match="as many"):
        Profile(np.array([0.0, 20]), np.zeros(3))


# --- the ray -----------------------------------------------------------------------------------------------


def test_high_masts_over_flat_ground_see_each_other() -> None:
    found = sight(flat(), mhz=MHZ, first=20, last=20)
    assert (found.verdict, found.needed) == (Verdict.CLEAR, 0)


def test_a_hill_into_the_zone_grazes_and_one_over_the_ray_blocks() -> None:
    """Masts of 20 m, a hill in the middle of 1 km, at k = 4/3.

    There the zone's radius is sqrt(0.12302 * 250) = 5.5457 m, 60 % of it 3.3274 m, and the ray sags by 250 000 / (2 * 8.4947e6)
    = 0.01472 m to 19.9853 m. So 16.6579 m is the highest hill that leaves 60 % free.
    """
    assert sight(with_hill(16.65), mhz=MHZ, first=20, last=20).verdict == Verdict.CLEAR
    grazing = sight(with_hill(17.6579), mhz=MHZ, first=20, last=20)
    assert grazing.verdict == Verdict.GRAZING
    assert grazing.margin == pytest.approx(-1, abs=1e-3)
    assert grazing.needed == pytest.approx(1, abs=1e-3)
    assert grazing.worst is not None
    assert grazing.worst.at == 500
    assert grazing.worst.zone == pytest.approx(5.5457, abs=1e-3)
    blocked = sight(with_hill(30), mhz=MHZ, first=20, last=20)
    assert blocked.verdict == Verdict.BLOCKED
    assert blocked.worst is not None
    assert blocked.worst.clearance == pytest.approx(-10.0147, abs=1e-3)


@given(st.floats(-5, 60), st.integers(1, 99), st.floats(1, 40), st.floats(1, 40))
def test_raised_by_what_is_needed_the_ray_is_free(height: float, at: int, first: float, last: float) -> None:
    made = with_hill(height, at)
    found = sight(made, mhz=MHZ, first=first, last=last)
    assert found.needed is not None
    more = found.needed + 1e-6
    assert sight(made, mhz=MHZ, first=first + more, last=last + more).verdict == Verdict.CLEAR
    other = sight(made.reversed(), mhz=MHZ, first=last, last=first)
    assert (other.verdict, other.needed) == (found.verdict, pytest.approx(found.needed, abs=1e-6))


@given(st.floats(0, 60), st.integers(1, 99))
def test_a_free_zone_loses_nothing(height: float, at: int) -> None:
    made = with_hill(height, at)
    loss = path_loss(made, mhz=MHZ, first=20, last=20)
    assert loss is not None
    if sight(made, mhz=MHZ, first=20, last=20).verdict == Verdict.CLEAR:
        assert loss.diffraction_db == 0
        assert loss.total_db == loss.free_space_db


# --- what is not known -------------------------------------------------------------------------------------


def test_a_void_in_between_is_unknown_and_never_clear() -> None:
    found = sight(with_hole(flat()), mhz=MHZ, first=20, last=20)
    assert (found.verdict, found.needed) == (Verdict.UNKNOWN, None)
    assert path_loss(with_hole(flat()), mhz=MHZ, first=20, last=20) is None


def test_a_hill_blocks_whatever_is_unknown_beside_it() -> None:
    found = sight(with_hole(with_hill(30)), mhz=MHZ, first=20, last=20)
    assert (found.verdict, found.needed) == (Verdict.BLOCKED, None)


@pytest.mark.parametrize("at", [0, -1])
def test_an_end_without_ground_is_unknown(at: int) -> None:
    found = sight(with_hole(flat(), at), mhz=MHZ, first=20, last=20)
    assert (found.verdict, found.worst) == (Verdict.UNKNOWN, None)


def test_voids_everywhere_in_between_are_unknown() -> None:
    made = Profile(np.array([0.0, 30, 60]), np.array([0, NAN, 0]))
    assert sight(made, mhz=MHZ, first=20, last=20).verdict == Verdict.UNKNOWN


def test_neighbours_see_each_other_and_so_do_two_masts_at_one_place() -> None:
    heights = np.array([[1.0, 9.0]])
    assert sight(between(heights, 30, (0, 0), (0, 1)), mhz=MHZ, first=2, last=2).verdict == Verdict.CLEAR
    here = between(heights, 30, (0, 1), (0, 1))
    assert (here.metres, len(here.along)) == (0, 1)
    assert sight(here, mhz=MHZ, first=2, last=2).verdict == Verdict.CLEAR
    assert path_loss(here, mhz=MHZ, first=2, last=2) is None
