"""The Irregular Terrain Model against the five vectors that NTIA publishes with its reference."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from kotacerdas.terrain.domain.profile_files import read_profile
from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio import itm

pytest.importorskip("itmlogic", reason="the group planning is not installed")

VECTORS = Path(__file__).resolve().parents[5] / "shared" / "data" / "radio"
needs_vectors = pytest.mark.skipif(
    not (VECTORS / "itm_p2p.csv").exists(), reason="NTIA's vectors lie beside the project and are not here"
)


def vector(at: int) -> tuple[Profile, dict[str, float]]:
    with (VECTORS / "itm_p2p.csv").open(encoding="utf-8", newline="") as file:
        row = list(csv.DictReader(file))[at]
    profile = read_profile((VECTORS / "itm_profiles.csv").read_bytes(), at + 1)
    return profile, {name: float(value) for name, value in row.items()}


def settled(row: dict[str, float], **other: float) -> itm.Setting:
    given = {
        "climate": int(row["climate"]), "refractivity": row["N_0"], "is_vertical": row["pol"] == 1,
        "permittivity": row["epsilon"], "conductivity": row["sigma"], "variability": int(row["mdvar"]),
        "time": row["time"], "locations": row["location"], "situations": row["situation"],
    }  # fmt: skip
    return itm.Setting(**(given | other))  # type: ignore[arg-type]  # a row of figures of several kinds


@needs_vectors
@pytest.mark.parametrize("at", range(5))
def test_the_loss_is_the_published_one(at: int) -> None:
    profile, row = vector(at)
    found = itm.loss(
        profile, mhz=row["f__mhz"], first=row["h_tx__meter"], last=row["h_rx__meter"], setting=settled(row)
    )
    assert found.total_db == pytest.approx(row["A__db"], abs=0.01)


@needs_vectors
def test_climate_and_variability_reach_the_model() -> None:
    """Passed over, they would leave defaults of the model in force and the loss up to 6 dB off."""
    profile, row = vector(1)
    ends = {"mhz": row["f__mhz"], "first": row["h_tx__meter"], "last": row["h_rx__meter"]}
    usual = itm.loss(profile, **ends, setting=settled(row)).total_db
    for other in ({"climate": 1}, {"variability": 1}):
        assert abs(itm.loss(profile, **ends, setting=settled(row, **other)).total_db - usual) > 0.1


def test_within_sight_the_ground_of_the_receiver_is_the_last_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver on the edge of a terrace. `itmlogic.qlrpfl` takes the sample before it there; the reference does not."""
    from itmlogic.preparatory_subroutines.qlrpfl import qlrpfl

    profile = Profile(np.arange(0, 3001, 30.0), np.zeros(101))
    profile.ground[-1] = 25
    ours = itm.loss(profile, mhz=450, first=10, last=1.5).total_db
    monkeypatch.setattr(itm, "_prepared", qlrpfl)
    assert itm.loss(profile, mhz=450, first=10, last=1.5).total_db > ours + 10


def test_a_clear_path_is_near_free_space_and_a_hill_is_not() -> None:
    along = np.arange(0, 3001, 30.0)
    clear = itm.loss(Profile(along, np.zeros(101)), mhz=2437, first=30, last=30)
    assert clear.total_db == pytest.approx(clear.free_space_db, abs=3)
    hill = np.zeros(101)
    hill[45:55] = 120
    assert itm.loss(Profile(along, hill), mhz=2437, first=30, last=30).total_db > clear.total_db + 20


def test_uneven_samples_are_taken_at_their_finest_step() -> None:
    count, step, heights = itm.even(Profile(np.array([0.0, 10, 40, 100]), np.array([0.0, 1, 4, 10])))
    assert (count, step) == (10, 10)
    assert heights == pytest.approx(range(11))


def test_voids_are_refused() -> None:
    with pytest.raises(itm.NoOpinion, match="voids"):
        itm.loss(Profile(np.array([0.0, 10, 20]), np.array([0, np.nan, 0])), mhz=2437, first=10, last=10)


def test_a_path_so_short_that_its_formulas_break_off_has_no_opinion() -> None:
    ground = np.array([0, 0, 0, 0, 100, 100, 100, 0, 0.0])
    with pytest.raises(itm.NoOpinion):
        itm.loss(Profile(np.linspace(0, 4, 9), ground), mhz=100, first=300, last=1.5)
