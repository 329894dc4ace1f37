"""Puts a wished place on a cell of the ground, or says in plain words why it cannot stand there."""

from kotacerdas.common.domain.faults import Fault
from kotacerdas.coverage.domain.projecting import projection_of
from kotacerdas.coverage.domain.wishes import Placed
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell


def on_ground(wish: Placed, over: Elevation, faults: list[Fault]) -> Cell | None:
    """Adds to `faults` where it finds no cell."""
    cell = _cell(wish.lon, wish.lat, over)
    said = {"point": wish.code, "lon": round(wish.lon, 6), "lat": round(wish.lat, 6)}
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
    east, north = projection_of(over.grid).metres(lon, lat)
    return over.grid.cell_at(east, north)
