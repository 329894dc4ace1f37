"""Whether two numbers are the place of a point: on Earth, the right way round, near the city."""

import math

from kotacerdas.common.domain.faults import Fault

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
NOWHERE: Bounds = (0.0, 0.0, 0.0, 0.0)


def faults(lon: float, lat: float, bounds: Bounds = NOWHERE) -> list[Fault]:
    """Nothing is known of the city's place where its bounds are `NOWHERE`."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return [Fault("wifi-coordinate-no-number")]
    if is_swapped(lon, lat, bounds):
        return [Fault("wifi-coordinates-swapped", {"lon": _written(lat), "lat": _written(lon)})]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return [Fault("wifi-coordinates-off-earth", {"lon": _written(lon), "lat": _written(lat)})]
    return []


def is_swapped(lon: float, lat: float, bounds: Bounds) -> bool:
    """Turned round it would be a place of the city, or at least of the Earth."""
    if abs(lat) > 90:
        return abs(lat) <= 180 and abs(lon) <= 90
    return bounds != NOWHERE and not _is_in(lon, lat, bounds) and _is_in(lat, lon, bounds)


def _is_in(lon: float, lat: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west <= lon <= east and south <= lat <= north


def _written(value: float) -> str:
    """As it was typed, with a point: coordinates get no separators."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
