"""Where the people of a city live on its ground: cell by cell, as far as counts and outlines tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.projecting import projection_of
from kotacerdas.coverage.domain.serving.settling import numbered, spread
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.geography.queries.people import people_in
from kotacerdas.people.models import City
from kotacerdas.terrain.domain.elevation import Elevation


@dataclass(frozen=True, eq=False)
class Settled:
    """`area` says for each cell in which of the `codes` its middle lies, -1 outside; `people` how many live there: those of a
    kelurahan are spread over its land, and summed in eight bytes and rounded they are exactly its own."""

    codes: tuple[str, ...]
    area: NDArray[np.int16]
    people: NDArray[np.float32]
    is_estimate: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    """People by kelurahan as they were counted; one of which nobody knows them is missing, its cells have none."""
    is_sample: bool = False
    is_schematic: bool = False
    """Outlines are only guessed around the middles of the kelurahan."""

    @property
    def off_the_ground(self) -> tuple[str, ...]:
        """Kelurahan that have people, but no cell on this ground."""
        there = set(np.unique(self.area).tolist())
        return tuple(code for at, code in enumerate(self.codes) if code in self.counts and at not in there)


def settled(city: City, elevation: Elevation) -> Settled:
    """Two queries. Without outlines nobody knows which cells are the city's own: all of them lie outside."""
    areas = areas_of(city)
    counts = people_in(city)
    rows = sorted(areas.rows, key=lambda each: each.code)
    codes = tuple(each.code for each in rows)
    projection = projection_of(elevation.grid)
    area = numbered([projection.shape_in_metres(each.shape) for each in rows], elevation.grid)
    known = {code: counts[code].people for code in codes if code in counts}
    land = ~(elevation.voids | elevation.sea)
    people = spread(area, land, {codes.index(code): count for code, count in known.items()})
    return Settled(
        codes,
        area,
        people,
        any(counts[code].is_estimate for code in known),
        known,
        any(counts[code].is_sample for code in known),
        areas.is_schematic,
    )
