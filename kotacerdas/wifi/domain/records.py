"""What is wrong with the facts of a point or a contract; all of it at once."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.common.domain.faults import Fault
from kotacerdas.wifi.domain import coordinates
from kotacerdas.wifi.domain.coordinates import NOWHERE, Bounds

MOST_HEIGHT = 300
MOST_SPEED = 100_000
MOST_GAIN = 60
MOST_COST = 1_000_000_000
MOST_PEOPLE = 1_000_000

FIELD_OF = {
    "wifi-coordinate-no-number": "lon",
    "wifi-coordinates-swapped": "lon",
    "wifi-coordinates-off-earth": "lon",
    "wifi-point-outside": "lon",
    "wifi-height": "mast_height_m",
    "wifi-azimuth": "azimuth",
    "wifi-beam-width": "beam_width",
    "wifi-sector-without-beam": "beam_width",
    "wifi-pattern-missing": "pattern",
    "wifi-speed": "speed_mbps",
    "wifi-gain": "gain_dbi",
    "wifi-people": "people_a_day",
    "wifi-removed-before-installed": "removed_on",
    "wifi-own-hub": "hub",
    "wifi-hub-circle": "hub",
    "wifi-code-taken": "code",
}
"""Beside which field of a point a fault stands."""


def point_faults(code: str, values: Mapping[str, Any], bounds: Bounds = NOWHERE) -> list[Fault]:
    """`values` are whole: what a point would hold. Whether it lies in an outline is asked elsewhere."""
    return [*_place(values, bounds), *_numbers(values), *_antenna(values), *_order(code, values)]


def _place(values: Mapping[str, Any], bounds: Bounds) -> list[Fault]:
    lon, lat = values.get("lon"), values.get("lat")
    if lon is None or lat is None:
        return [Fault("wifi-coordinate-no-number")]
    return coordinates.faults(float(lon), float(lat), bounds)


def _numbers(values: Mapping[str, Any]) -> Iterator[Fault]:
    if not _is_between(values.get("mast_height_m"), 0, MOST_HEIGHT):
        yield Fault("wifi-height", {"given": _plain(values["mast_height_m"]), "most": MOST_HEIGHT})
    if not _is_between(values.get("speed_mbps"), 0, MOST_SPEED):
        yield Fault("wifi-speed", {"most": MOST_SPEED})
    if not _is_between(values.get("people_a_day"), 0, MOST_PEOPLE):
        yield Fault("wifi-people", {"most": MOST_PEOPLE})
    if not _is_between(values.get("gain_dbi"), -MOST_GAIN, MOST_GAIN):
        yield Fault("wifi-gain", {"most": MOST_GAIN})


def _antenna(values: Mapping[str, Any]) -> Iterator[Fault]:
    azimuth, beam = values.get("azimuth"), values.get("beam_width")
    if azimuth is not None and not 0 <= azimuth < 360:
        yield Fault("wifi-azimuth")
    if not _is_between(beam, 1, 360):
        yield Fault("wifi-beam-width")
    if values.get("antenna") == "sector" and (azimuth is None or beam is None):
        yield Fault("wifi-sector-without-beam")
    if values.get("antenna") == "pattern" and not values.get("pattern"):
        yield Fault("wifi-pattern-missing")


def _order(code: str, values: Mapping[str, Any]) -> Iterator[Fault]:
    installed, removed = values.get("installed_on"), values.get("removed_on")
    if installed and removed and removed < installed:
        yield Fault("wifi-removed-before-installed", {"installed": installed, "removed": removed})
    if code and values.get("hub_words") == code:
        yield Fault("wifi-own-hub")


def _is_between(value: Any, least: float, most: float) -> bool:
    """Nothing known is nothing wrong; NaN is between nothing."""
    return value is None or (math.isfinite(value) and least <= value <= most)


def _plain(value: Decimal | float) -> str:
    return f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)


def contract_faults(values: Mapping[str, Any]) -> list[Fault]:
    found = []
    first, last = values["starts_on"], values["ends_on"]
    if last < first:
        found.append(Fault("wifi-contract-dates", {"first": first, "last": last}))
    if not _is_between(values.get("monthly_cost"), 0, MOST_COST):
        found.append(Fault("wifi-contract-cost", {"most": MOST_COST}))
    return found


def state_faults(
    *, is_on: bool, since: date, reason: str, today: date, installed: Mapping[str, date | None]
) -> list[Fault]:
    """`installed` is the first day of each point, by its code."""
    found = []
    if since > today:
        found.append(Fault("wifi-state-in-future", {"today": today}))
    if not is_on and not reason:
        found.append(Fault("wifi-off-without-reason"))
    early = [code for code, first in installed.items() if first is not None and since < first]
    if early:
        found.append(Fault("wifi-state-before-installed", {"points": early[:5], "count": len(early)}))
    return found
