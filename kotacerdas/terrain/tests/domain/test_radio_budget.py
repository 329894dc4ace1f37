"""Free space, the bending of rays, leaves, antennas and what arrives."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio import antennas, budget, earth, vegetation, waves
from kotacerdas.terrain.domain.radio.antennas import Antenna
from kotacerdas.terrain.domain.radio.assumptions import Assumption, Limit, SignalClass, Words, limit_at
from kotacerdas.terrain.domain.radio.links import Station, budget_over

WORDS = Words(id="-", en="-")
CLASSES = tuple(
    SignalClass(code=code, least_dbm=least, title=WORDS)
    for code, least in (("strong", -60), ("good", -70), ("weak", -80))
)
SECTOR = Antenna(14, 70, 10)


def test_free_space_is_the_one_of_the_rule_of_thumb() -> None:
    # P.525-4, equation (4): 32.4 + 20 log10(MHz) + 20 log10(km); at 2437 MHz and 1 km 32.4 + 67.737 = 100.14 dB. The exact
    # constant is 32.448.
    assert waves.free_space_db(1000, 2437) == pytest.approx(32.448 + 67.737, abs=0.002)
    assert waves.free_space_db(2000, 2437) - waves.free_space_db(1000, 2437) == pytest.approx(
        6.0206, abs=1e-4
    )
    assert waves.free_space_db(0, 2437) == 0


def test_the_fresnel_zone_is_half_a_wave_of_detour() -> None:
    radius = waves.zone_radius(400, 600, 0.125)
    detour = (400**2 + radius**2) ** 0.5 + (600**2 + radius**2) ** 0.5 - 1000
    assert detour == pytest.approx(0.0625, rel=1e-3)


def test_refraction_and_k_say_the_same() -> None:
    assert earth.k_of(0.13) == pytest.approx(1.14943, abs=1e-5)
    assert earth.k_of(0.25) == pytest.approx(4 / 3)
    assert earth.refraction_of(4 / 3) == pytest.approx(0.25)
    assert 1 / earth.curvature(0.25) == pytest.approx(8_494_667, abs=1)
    # The promise of the command `viewshed`: a target at distance d drops by d^2 / (2 x 6371 km) x (1 - refraction).
    dropped = 5000**2 / (2 * 6_371_000) * (1 - 0.13)
    assert earth.bulge(5000, 5000, earth.curvature(0.13)) == pytest.approx(dropped)
    with pytest.raises(ValueError, match="below 1"):
        earth.k_of(1.0)


def test_leaves_take_their_rate_at_first_and_never_more_than_their_most() -> None:
    assert vegetation.woodland_db(1, 0.2, 30) == pytest.approx(0.2, rel=0.01)
    # A path as long as most / rate takes 1 - 1/e of the most: 30 * 0.63212 = 18.964.
    assert vegetation.woodland_db(150, 0.2, 30) == pytest.approx(18.964, abs=1e-3)
    assert vegetation.woodland_db(1e6, 0.2, 30) == pytest.approx(30)
    assert vegetation.woodland_db(0, 0.2, 30) == vegetation.woodland_db(50, 0, 30) == 0


def test_a_beam_loses_three_decibels_at_half_its_width() -> None:
    assert antennas.gain_dbi(SECTOR, off_azimuth=0, off_tilt=0) == 14
    assert antennas.gain_dbi(SECTOR, off_azimuth=35, off_tilt=0) == pytest.approx(11)
    assert antennas.gain_dbi(SECTOR, off_azimuth=0, off_tilt=-5) == pytest.approx(11)
    assert antennas.gain_dbi(SECTOR, off_azimuth=180, off_tilt=40) == 14 - 25
    assert antennas.gain_dbi(SECTOR, off_azimuth=355, off_tilt=0) == pytest.approx(
        antennas.gain_dbi(SECTOR, off_azimuth=5, off_tilt=0)
    )
    assert antennas.gain_dbi(Antenna(), off_azimuth=123, off_tilt=45) == 0
    assert antennas.elevation(100, 100) == pytest.approx(45)


@given(st.floats(-720, 720), st.floats(-90, 90))
def test_no_direction_gains_more_than_the_beam(azimuth: float, tilt: float) -> None:
    assert 14 - 25 <= antennas.gain_dbi(SECTOR, off_azimuth=azimuth, off_tilt=tilt) <= 14


def test_a_budget_adds_up() -> None:
    eirp = budget.eirp_dbm(18, 5, cable_db=1)
    found = budget.Budget(eirp, path_db=90, foliage_db=2, margin_db=8, off_beam_db=3, receiver_dbi=1)
    assert (eirp, found.received_dbm) == (22, -80)
    assert found.reserve_db(-85) == 5


def test_classes_begin_at_their_least_and_unknown_has_none() -> None:
    told = [budget.classed(dbm, CLASSES) for dbm in (-59.9, -60, -60.1, -80, -80.1, None)]
    assert told == ["strong", "strong", "good", "weak", None, None]


def test_no_limit_is_no_permission() -> None:
    assert budget.over_limit_db(20, None) is None
    assert budget.over_limit_db(20, 17) == 3
    assert budget.over_limit_db(16, 17) == 0


def limit(eirp: float | None, since: date | None) -> Limit:
    return Limit(
        band="2,4 GHz", from_mhz=2400, to_mhz=2483.5, place="outdoor", eirp_dbm=eirp, in_force=since,
        source="-", checked_on=date(2026, 11, 29), note=WORDS,
    )  # fmt: skip


def test_the_newest_limit_that_holds_counts_and_else_the_one_that_waits() -> None:
    empty, old, new = (
        limit(None, None),
        limit(20, date(2019, 1, 1)),
        limit(23, date(2025, 1, 1)),
    )
    rows = (empty, old, new)
    assert limit_at(rows, 2437, "outdoor", date(2026, 1, 1)) is new
    assert limit_at(rows, 2437, "outdoor", date(2020, 1, 1)) is old
    assert limit_at(rows, 2437, "outdoor", date(2010, 1, 1)) is empty
    assert limit_at(rows, 5000, "outdoor", date(2026, 1, 1)) is None
    assert limit_at(rows, 2437, "indoor", date(2026, 1, 1)) is None


def test_figures_without_a_source_cannot_pass_for_known() -> None:
    given_of = {"unit": "dB", "checked_on": date(2026, 11, 29), "note": WORDS}
    for row in (
        {"value": 3, "status": "unverified"},
        {"value": None, "status": "assumed"},
        {"value": 3, "status": "sourced"},
    ):
        with pytest.raises(ValidationError):
            Assumption.model_validate(row | given_of)
    with pytest.raises(ValidationError):
        limit(20, None)


def level(metres: float, *, hole: bool = False) -> Profile:
    ground = np.zeros(11)
    if hole:
        ground[5] = math.nan
    return Profile(np.linspace(0, metres, 11), ground)


def test_what_arrives_is_what_is_radiated_less_the_path_and_the_turn_of_the_antenna() -> None:
    """1 km of free space (100.185 dB) from 20 dBm EIRP, both at 20 m; the beam of 70 degrees looks 35 degrees beside: 3 dB less."""
    aside = Station(20, 20, SECTOR, azimuth=55)
    found = budget_over(level(1000), aside, mhz=2437, receiver=20, bearing=90, receiver_dbi=2, margin_db=8)
    assert found is not None
    assert found.off_beam_db == pytest.approx(3)
    assert found.received_dbm == pytest.approx(20 - 100.185 - 3 - 8 + 2, abs=0.002)


def test_a_beam_that_looks_down_serves_those_below() -> None:
    # 15 m lower at 100 m is 8.53 degrees below the horizon.
    flat, down = (Station(16.5, 20, SECTOR, tilt=tilt) for tilt in (0, -8.53))
    lost = [
        budget_over(level(100), each, mhz=2437, receiver=1.5, bearing=0).off_beam_db  # type: ignore[union-attr]  # known ground
        for each in (flat, down)
    ]
    assert lost[0] == pytest.approx(12 * 0.853**2, abs=0.01)
    assert lost[1] == pytest.approx(0, abs=1e-4)


def test_over_unknown_ground_nobody_knows_what_arrives() -> None:
    station = Station(20, 20)
    assert budget_over(level(1000, hole=True), station, mhz=2437, receiver=20, bearing=0) is None
