"""What a smooth Earth takes, and the complete method, against the ITU's own figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.terrain.domain.radio import smooth, waves
from kotacerdas.terrain.tests.domain.itu import CASES, GROUND, Case

BEND = 1 / 8.5e6


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_sphere_takes_what_the_itu_says(case: Case) -> None:
    metres = max(GROUND[case.path])
    found = smooth.spherical_db(metres, *case.low, BEND, 3e8 / (case.mhz * 1e6), is_vertical=False)
    assert found == pytest.approx(case.spherical, abs=0.1)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_parts_add_up_to_the_complete_loss_of_the_itu(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The fitted line needs the whole ground, of which only what decides Bullington is written here; its heights are the ITU's.
    monkeypatch.setattr(smooth, "effective_heights", lambda *_ground: case.low)
    ground = GROUND[case.path]
    # Bullington over the smooth Earth needs samples all along, so the line between the known ones is filled; it lies below the rays.
    along = np.unique([*ground, *np.linspace(0, max(ground), 400)])
    heights = np.array([ground.get(float(at), min(ground.values()) - 300) for at in along])
    ends = ground[0] + case.first, list(ground.values())[-1] + case.last
    found = smooth.complete_db(along, heights, *ends, BEND, 3e8 / (case.mhz * 1e6), is_vertical=False)
    assert found.actual == pytest.approx(case.bullington, abs=0.1)
    assert found.total == pytest.approx(case.complete, abs=0.1)


def test_even_ground_is_its_own_fit() -> None:
    # A straight slope fits itself: the antennas stand as high above it as their masts.
    along = np.linspace(0, 5000, 51)
    assert smooth.effective_heights(along, 20 + along / 100, 30, 20 + 50 + 7) == pytest.approx((10, 7))


def test_the_fitted_line_is_the_one_of_least_squares() -> None:
    # Below the rays nothing lowers the line, so it is the straight line of least squares through the drawn ground.
    along = np.array([0.0, 300, 700, 1500, 2000])
    ground = np.array([12.0, 3, 9, 1, 15])
    dense = np.linspace(0, 2000, 200_001)
    slope, start = np.polyfit(dense, np.interp(dense, along, ground), 1)
    first, last = smooth.effective_heights(along, ground, 112.0, 115.0)
    assert first == pytest.approx(112 - min(start, 12), abs=1e-3)
    assert last == pytest.approx(115 - min(start + 2000 * slope, 15), abs=1e-3)


@given(st.lists(st.floats(0, 200), min_size=3, max_size=30), st.floats(1, 40), st.floats(1, 40))
def test_the_complete_loss_is_the_same_from_both_ends_and_never_below_bullington(
    ground: list[float], first: float, last: float
) -> None:
    heights = np.array(ground)
    along = np.arange(len(ground)) * 90.0
    wave = waves.wavelength(2437)
    there = smooth.complete_db(along, heights, ground[0] + first, ground[-1] + last, BEND, wave)
    back = smooth.complete_db(along, heights[::-1], ground[-1] + last, ground[0] + first, BEND, wave)
    assert back.total == pytest.approx(there.total, abs=1e-6)
    assert there.total >= there.actual


def test_antennas_on_the_ground_lose_a_finite_amount() -> None:
    along = np.arange(20) * 100.0
    found = smooth.complete_db(along, np.zeros(20), 0.0, 0.0, BEND, waves.wavelength(2437))
    assert 20 < found.total < 200


def test_an_antenna_on_the_ground_within_sight_of_a_mast_loses_a_finite_amount() -> None:
    for metres in (0.5, 100.0, 5000.0):
        assert 0 <= smooth.spherical_db(metres, 10.0, 0.0, BEND, waves.wavelength(2437)) < 200
