"""How evidence is weighed: the numbers of `data/connectivity/levels.yaml`, with the day from which they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TECHNOLOGIES = ("2G", "3G", "4G", "5G")
FIXED = "fixed"
ANY = "any"


@dataclass(frozen=True)
class Weight:
    """Per mille on the day itself; it halves every `halves_after_days`."""

    weight: int
    halves_after_days: int

    def at_age(self, days: int) -> int:
        """Whole per mille, so that sums do not depend on their order. Evidence of the future counts as of today."""
        return int(self.weight * 0.5 ** (max(days, 0) / self.halves_after_days))


@dataclass(frozen=True)
class Rules:
    """`served_dbm` and `weak_dbm` are the least RSRP of each class; `served_mbps` the least download of a served place."""

    valid_from: date
    source: str
    is_verified: bool
    cell_m: int
    rsrp_least: float
    rsrp_most: float
    rsrq_least: float
    rsrq_most: float
    served_dbm: float
    weak_dbm: float
    served_mbps: float
    tower_radius_m: Mapping[str, int]
    report_radius_m: int
    fixed_radius_m: int
    weights: Mapping[str, Weight]
    indoors_per_mille: int
    enough: int

    def reach_of(self, technologies: Iterable[str]) -> int:
        """In metres: the farthest of its technologies; 0 where none is known."""
        return max((self.tower_radius_m.get(each, 0) for each in technologies), default=0)


def read(entry: Mapping[str, Any]) -> Rules:
    """From one entry of the file."""
    possible, quality = entry["rsrp_possible"], entry["rsrq_possible"]
    return Rules(
        valid_from=entry["valid_from"],
        source=str(entry["source"]).strip(),
        is_verified=bool(entry["is_verified"]),
        cell_m=int(entry["cell_m"]),
        rsrp_least=float(possible["least"]),
        rsrp_most=float(possible["most"]),
        rsrq_least=float(quality["least"]),
        rsrq_most=float(quality["most"]),
        served_dbm=float(entry["rsrp"]["served"]),
        weak_dbm=float(entry["rsrp"]["weak"]),
        served_mbps=float(entry["down_mbps"]["served"]),
        tower_radius_m={key: int(value) for key, value in entry["tower_radius_m"].items()},
        report_radius_m=int(entry["report_radius_m"]),
        fixed_radius_m=int(entry["fixed_radius_m"]),
        weights={
            key: Weight(int(value["weight"]), int(value["halves_after_days"]))
            for key, value in entry["weights"].items()
        },
        indoors_per_mille=int(entry["indoors_per_mille"]),
        enough=int(entry["enough"]),
    )


def in_force(entries: Iterable[Mapping[str, Any]], day: date) -> Rules:
    """Those of that day; before the first ones, the first ones."""
    known = sorted((read(each) for each in entries), key=lambda rules: rules.valid_from)
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])
