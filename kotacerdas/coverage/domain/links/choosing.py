"""The nearest hubs that a place could be linked to over free ground."""

from collections.abc import Sequence

import numpy as np

from kotacerdas.coverage.domain.blanks.reach import Mast
from kotacerdas.coverage.domain.links.clearing import are_free
from kotacerdas.coverage.domain.links.pairs import nearest
from kotacerdas.coverage.domain.links.paths import Paths, antennas
from kotacerdas.terrain.domain.elevation import Elevation

AT_ONCE = 16
"""Hubs of each place that are tried before it is looked who has enough."""


def nearest_clear(
    over: Elevation, places: Sequence[Mast], hubs: Sequence[Mast], *, mhz: float, most_km: float, wanted: int
) -> list[list[int]]:
    """For each place the numbers of at most `wanted` hubs with a free path, the nearest first."""
    near = nearest(places, hubs, most_km * 1000)
    here, there = antennas(over, places), antennas(over, hubs)
    found: list[list[int]] = [[] for _place in places]
    begin = 0
    while near:
        pairs = [(place, hub) for place, row in near.items() for hub in row[begin : begin + AT_ONCE]]
        first, last = np.array(pairs, np.intp).T
        free = are_free(Paths(over, here, there, first, last, mhz))
        for place, hub in zip(first[free].tolist(), last[free].tolist(), strict=True):
            found[place].append(hub)
        begin += AT_ONCE
        near = {place: row for place, row in near.items() if begin < len(row) and len(found[place]) < wanted}
    return [row[:wanted] for row in found]
