"""What a scenario begins with, read from `data/siting/defaults.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kotacerdas.instruments.files import read_yaml
from kotacerdas.siting.domain.wishes import Wishes

OTHER = "other"


@dataclass(frozen=True)
class Defaults:
    """`costs` by kind of place, "" for every other."""

    valid_from: date
    is_verified: bool
    source: str
    radius_m: float
    receiver_m: float
    mast_m: float
    grid_m: int
    link_km: float
    costs: Mapping[str, int]

    @property
    def wishes(self) -> Wishes:
        return Wishes(
            radius_m=self.radius_m, receiver_m=self.receiver_m, mast_m=self.mast_m, link_km=self.link_km,
            costs=dict(self.costs),
        )  # fmt: skip


def defaults_on(day: date) -> Defaults:
    """Those of that day; before the first ones, the first ones."""
    known = _entries(Path(settings.REFERENCE_DATA) / "siting" / "defaults.yaml")
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


@cache
def _entries(path: Path) -> tuple[Defaults, ...]:
    rows: list[Mapping[str, Any]] = read_yaml(path)
    return tuple(sorted((_read(row) for row in rows), key=lambda each: each.valid_from))


def _read(row: Mapping[str, Any]) -> Defaults:
    costs = {"" if kind == OTHER else kind: int(cost) for kind, cost in row["costs"].items()}
    return Defaults(
        row["valid_from"], bool(row["is_verified"]), str(row["source"]).strip(), float(row["radius_m"]),
        float(row["receiver_m"]), float(row["mast_m"]), int(row["grid_m"]), float(row["link_km"]), costs,
    )  # fmt: skip
