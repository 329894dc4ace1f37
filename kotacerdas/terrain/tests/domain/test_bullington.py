"""Bullington's construction: against the ITU's own figures, against geometry done slowly, and what must hold of any hills."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.terrain.domain.radio import bullington, earth, knife_edge, waves
from kotacerdas.terrain.tests.domain.integrals import slow_loss_db
from kotacerdas.terrain.tests.domain.itu import CASES, GROUND, Case

FLAT = 0.0
WAVE = waves.wavelength(2437)


def loss(
    along: list[float], ground: list[float], first: float, last: float, bend: float = FLAT, wave: float = WAVE
) -> float:
    return bullington.loss_db(along, ground, ground[0] + first, ground[-1] + last, bend, wave)[0]


# --- the ITU's figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_loss_is_the_one_of_the_itu(case: Case) -> None:
    along, ground = list(GROUND[case.path]), list(GROUND[case.path].values())
    found = loss(along, ground, case.first, case.last, 1 / 8.5e6, 3e8 / (case.mhz * 1e6))
    assert found == pytest.approx(case.bullington, abs=0.1)


# --- by hand -----------------------------------------------------------------------------------------------


def test_two_edges_stand_for_the_one_where_their_rays_meet() -> None:
    """Antennas at 0 m over 4 km, edges of 20 m at 1 km and 30 m at 3 km, a flat Earth, a wavelength of 0.125 m.

    From the first end the edges rise by 20/1000 = 0.020 and 30/3000 = 0.010: the first wins. From the last end they rise by
    20/3000 = 0.0067 and 30/1000 = 0.030: the second wins. The rays 0.020 x and 0.030 (4000 - x) meet at x = 2400 m, 48 m up.
    v = 48 sqrt(2 * 4000 / (0.125 * 2400 * 1600)) = 48 sqrt(1/60) = 6.1968.
    J = 6.9 + 20 log10(sqrt(6.0968^2 + 1) + 6.0968) = 6.9 + 20 log10(12.2750) = 28.680 dB.
    With the correction: 28.680 + (1 - exp(-28.680 / 6)) (10 + 0.08) = 28.680 + 0.99160 * 10.08 = 38.676 dB.
    """
    along, ground = [0.0, 1000.0, 3000.0, 4000.0], [0.0, 20.0, 30.0, 0.0]
    found, edge = bullington.loss_db(along, ground, 0, 0, FLAT, 0.125)
    assert (edge.at, edge.height) == pytest.approx((2400, 48))
    assert edge.v == pytest.approx(6.1968, abs=1e-4)
    assert found == pytest.approx(38.676, abs=2e-3)


def test_the_bulge_of_the_earth_alone_can_cover_a_ray() -> None:
    # 40 km, k = 4/3: the middle rises by d^2 / (8 k R) = 1.6e9 / (8 * 8.4947e6) = 23.54 m above the chord.
    along, ground = [0.0, 20_000.0, 40_000.0], [0.0, 0.0, 0.0]
    bend = earth.curvature(earth.RADIO_REFRACTION)
    _found, edge = bullington.loss_db(along, ground, 0, 0, bend, WAVE)
    assert edge.height == pytest.approx(23.54, abs=0.01)


def test_a_clear_path_takes_nothing() -> None:
    # 1 km between masts of 20 m over flat ground: in the middle the zone's radius is sqrt(0.123 * 250) = 5.5 m, v = -5.1; near the
    # ends, 30 m away, it is 1.9 m and v = -15. All are below -0.78.
    along = [float(at) for at in range(0, 1001, 10)]
    assert loss(along, [0.0] * len(along), 20, 20) == 0


def test_neighbours_without_ground_between_them_lose_nothing() -> None:
    found, edge = bullington.loss_db([0.0, 30.0], [5.0, 9.0], 15, 10.5, FLAT, WAVE)
    assert found == 0
    assert edge.v < -1e100


# --- slow geometry -----------------------------------------------------------------------------------------


def slow(
    along: list[float], ground: list[float], first: float, last: float, bend: float, wave: float
) -> float:
    """As the recommendation words it, sample by sample, with the meeting point searched by halving and exact integrals."""
    whole = along[-1]
    tops = [h + bend / 2 * d * (whole - d) for d, h in zip(along, ground, strict=True)][1:-1]
    places = along[1:-1]
    ray = [first + (last - first) * d / whole for d in places]
    if all(top <= on for top, on in zip(tops, ray, strict=True)):
        vs = [
            (top - on) * math.sqrt(2 * whole / (wave * d * (whole - d)))
            for top, on, d in zip(tops, ray, places, strict=True)
        ]
        v = max(vs)
    else:
        up = max((top - first) / d for top, d in zip(tops, places, strict=True))
        down = max((top - last) / (whole - d) for top, d in zip(tops, places, strict=True))
        low, high = 0.0, whole
        for _halving in range(200):
            middle = (low + high) / 2
            if first + up * middle < last + down * (whole - middle):
                low = middle
            else:
                high = middle
        height = first + up * low - (first + (last - first) * low / whole)
        v = height * math.sqrt(2 * whole / (wave * low * (whole - low)))
    single = max(0.0, slow_loss_db(v)) if v > -0.78 else 0.0
    return single + (1 - math.exp(-single / 6)) * (10 + 0.02 * whole / 1000)


@st.composite
def hills(draw: st.DrawFn) -> tuple[list[float], list[float], float, float]:
    """Ground of 3 to 40 samples with a step of 5 to 200 m, and two masts."""
    ground = draw(st.lists(st.floats(0, 300), min_size=3, max_size=40))
    step = draw(st.floats(5, 200))
    masts = draw(st.tuples(st.floats(1, 60), st.floats(1, 60)))
    return [step * at for at in range(len(ground))], ground, *masts


@given(hills())
def test_it_stays_within_a_quarter_of_a_decibel_of_the_slow_way(
    path: tuple[list[float], list[float], float, float],
) -> None:
    along, ground, first, last = path
    bend = earth.curvature(earth.RADIO_REFRACTION)
    ends = ground[0] + first, ground[-1] + last
    fast, _edge = bullington.loss_db(along, ground, *ends, bend, WAVE)
    assert fast == pytest.approx(slow(along, ground, *ends, bend, WAVE), abs=0.25)


# --- what must hold ----------------------------------------------------------------------------------------


@given(hills())
def test_the_loss_is_the_same_from_both_ends(path: tuple[list[float], list[float], float, float]) -> None:
    along, ground, first, last = path
    back = [along[-1] - each for each in reversed(along)]
    there = loss(along, ground, first, last, 1 / 8.5e6)
    assert loss(back, ground[::-1], last, first, 1 / 8.5e6) == pytest.approx(there, abs=1e-6)


@given(hills(), st.integers(0, 100), st.floats(0, 100))
def test_an_obstacle_that_grows_never_makes_it_smaller(
    path: tuple[list[float], list[float], float, float], at: int, more: float
) -> None:
    along, ground, first, last = path
    at = 1 + at % (len(ground) - 2)
    higher = [*ground[:at], ground[at] + more, *ground[at + 1 :]]
    before = loss(along, ground, first, last, 1 / 8.5e6)
    assert loss(along, higher, first, last, 1 / 8.5e6) >= before - 1e-9


@given(hills(), st.floats(0, 100))
def test_higher_masts_at_both_ends_never_make_it_larger(
    path: tuple[list[float], list[float], float, float], more: float
) -> None:
    along, ground, first, last = path
    before = loss(along, ground, first, last, 1 / 8.5e6)
    assert loss(along, ground, first + more, last + more, 1 / 8.5e6) <= before + 1e-9


@given(hills(), st.floats(-200, 2000))
def test_only_differences_of_height_count(
    path: tuple[list[float], list[float], float, float], sea: float
) -> None:
    along, ground, first, last = path
    there = loss(along, ground, first, last, 1 / 8.5e6)
    assert loss(along, [each + sea for each in ground], first, last, 1 / 8.5e6) == pytest.approx(
        there, abs=1e-4
    )


# --- for the kernels ---------------------------------------------------------------------------------------


def test_a_compiler_takes_the_cores_as_they_stand() -> None:
    numba = pytest.importorskip("numba", reason="the group planning is not installed")
    edge, single, corrected = map(numba.njit, (bullington.edge, knife_edge.loss_db, bullington.corrected_db))
    drawn = np.random.default_rng(7)
    along, ground = np.arange(60) * 30.0, drawn.uniform(0, 80, 60)
    arguments = (ground[0] + 10, ground[-1] + 1.5, 1 / 8.5e6, WAVE)
    compiled = corrected(single(edge(along, ground, *arguments)[0]), along[-1])
    assert compiled == pytest.approx(bullington.loss_db(along, ground, *arguments)[0], abs=1e-9)
