"""Puts a wished place on a cell of the ground, or says in plain words why it cannot stand there."""

from functools import cache
from typing import Any

from pyproj import Transformer

from kotacerdas.common.domain.faults import Fault
from kotacerdas.coverage.domain.wishes import Placed
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell

WGS84 = "EPSG:4326"


def on_ground(wish: Placed, over: Elevation, faults: list[Fault]) -> Cell | None:
    """Adds to `faults` where it finds no cell."""
    cell = _cell(wish.lon, wish.lat, over)
    said = {"point": wish.code, "lon": f"{wish.lon:g}", "lat": f"{wish.lat:g}"}
    if cell is None:
        is_swapped = _cell(wish.lat, wish.lon, over) is not None
        faults.append(Fault("what-if-swapped" if is_swapped else "what-if-outside", said))
    elif over.height_at(cell) is None:
        faults.append(Fault("what-if-on-void", said))
    else:
        return Cell(*cell)
    return None


def _cell(lon: float, lat: float, over: Elevation) -> Cell | None:
    if abs(lon) > 180 or abs(lat) > 90:
        return None
    east, north = _there(over.grid.crs).transform(lon, lat)
    return over.grid.cell_at(east, north)


@cache
def _there(crs: str) -> Any:
    return Transformer.from_crs(WGS84, crs, always_xy=True)
