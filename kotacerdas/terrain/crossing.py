"""The ground of an elevation model under the line between two places given in degrees."""

from pyproj import Transformer

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.ends import Asked, End, written
from kotacerdas.terrain.domain.profiles import Profile, between
from kotacerdas.terrain.placing import WGS84

Place = tuple[float, float]


def crossed(over: Elevation, asked: Asked) -> Profile:
    """Raises `Refused` with everything that is wrong with either end; the column of a fault says with which."""
    there = Transformer.from_crs(WGS84, over.grid.crs, always_xy=True)
    places = {
        name: there.transform(end.lon, end.lat) for name, end in (("dari", asked.first), ("ke", asked.last))
    }
    faults = list(asked.faults())
    for name, end in (("dari", asked.first), ("ke", asked.last)):
        if not over.grid.holds(*places[name]):
            faults.append(_outside(over, end, there, name))
    if faults:
        raise Refused(faults)
    return between(over.heights, over.grid.size, _cells(over, places["dari"]), _cells(over, places["ke"]))


def _cells(over: Elevation, place: Place) -> Place:
    """Row and column, counted from the middle of the first cell."""
    x, y = place
    return (over.grid.north - y) / over.grid.size - 0.5, (x - over.grid.west) / over.grid.size - 0.5


def _outside(over: Elevation, end: End, there: Transformer, column: str) -> Fault:
    if abs(end.lon) <= 90 and over.grid.holds(*there.transform(end.lat, end.lon)):
        return Fault("terrain-end-swapped", {"right": written(end.lat, end.lon)}, column=column)
    return Fault("terrain-end-outside", {"place": written(end.lon, end.lat)}, column=column)
