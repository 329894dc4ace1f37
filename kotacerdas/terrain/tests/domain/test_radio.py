"""Free space, the bending of rays, and the limits of what may be radiated."""

from datetime import date

import pytest
from pydantic import ValidationError

from kotacerdas.terrain.domain.radio import earth, waves
from kotacerdas.terrain.domain.radio.assumptions import Assumption, Limit, Words, limit_at

WORDS = Words(id="-", en="-")


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
