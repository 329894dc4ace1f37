"""The rules of blank spots that are in force, read from `data/coverage/blank_spots.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kotacerdas.instruments.files import read_yaml


@dataclass(frozen=True)
class SpotRules:
    """`reach_m` how far a phone is served by a Wi-Fi point; `far_m` from where on distance is the cause. `receiver_m` is where a
    phone is held above ground; `point_m` and `tower_m` are the heights of antennas that nobody has written down."""

    valid_from: date
    is_verified: bool
    source: str
    reach_m: float
    smallest_ha: float
    far_m: float
    receiver_m: float
    point_m: float
    tower_m: float


def rules_on(day: date) -> SpotRules:
    """Those of that day; before the first ones, the first ones."""
    known = _entries(Path(settings.REFERENCE_DATA) / "coverage" / "blank_spots.yaml")
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


@cache
def _entries(path: Path) -> tuple[SpotRules, ...]:
    rows: list[Mapping[str, Any]] = read_yaml(path)
    return tuple(sorted((_read(row) for row in rows), key=lambda rules: rules.valid_from))


def _read(row: Mapping[str, Any]) -> SpotRules:
    return SpotRules(
        row["valid_from"], bool(row["is_verified"]), str(row["source"]).strip(),
        float(row["reach_m"]), float(row["smallest_ha"]), float(row["far_m"]), float(row["receiver_m"]),
        float(row["point_m"]), float(row["tower_m"]),
    )  # fmt: skip
