"""Where reports of signal speak of: their own place, else that of their RT where the list of fixed lines tells it.

For computing: the very place is shown to nobody but the office (`connectivity.domain.coarse`).
"""

from collections.abc import Iterable
from typing import Any

from kotacerdas.connectivity.models import FixedLine, SignalReport
from kotacerdas.people.models import City

Placed = tuple[SignalReport, float, float]


def placed(city: City, rows: Iterable[SignalReport]) -> list[Placed]:
    """One query beside that of the rows; what has no place is left out."""
    lines = FixedLine.objects.filter(unit__city=city).placed().values_list("unit_id", "rt", "lon", "lat")
    at_rt: dict[tuple[int, str], tuple[Any, Any]] = {(unit, rt): (lon, lat) for unit, rt, lon, lat in lines}
    found = []
    for row in rows:
        here: tuple[Any, Any] = (row.lon, row.lat)
        at = here if row.lon is not None else at_rt.get((row.unit_id, row.rt))
        if at is not None:
            found.append((row, float(at[0]), float(at[1])))
    return found
