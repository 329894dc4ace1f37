"""Bullington's construction: all hills of a path stand for one edge where the steepest rays from both ends meet.

ITU-R P.526-15, 4.5.1. Where the ray between the antennas is free, the sample with the largest v stands for the path.
"""

import math
from typing import Any, NamedTuple

from kotacerdas.terrain.domain.radio import knife_edge

Samples = Any
"""A row of floats: an array of NumPy, or a list."""


class Edge(NamedTuple):
    """The edge that stands for all hills: its v, its distance from the first end and its height above the ray, in metres.

    `v` is minus infinity where nothing lies between the ends.
    """

    v: float
    at: float
    height: float


def edge(
    distances: Samples, heights: Samples, first: float, last: float, bend: float, length: float
) -> tuple[float, float, float]:
    """v, place and height of Bullington's edge. Core, one pass, no roots inside it.

    `distances` from the first end and `heights` of the ground in metres, the ends themselves included; `first` and `last` are
    the antennas' heights above sea; `bend` is the curvature of the effective Earth in 1/m, `length` the wave's in metres. Voids
    are the caller's to refuse: a NaN is passed over as if nothing were there.

    With a and b the steepest slopes from both ends, measured from the ray between the antennas, the rays meet a b d / (a + b)
    above it at b d / (a + b), and v = sqrt(2 a b d / length): the construction's two equations in one, alike from both ends.
    """
    count = len(distances)
    start = distances[0]
    whole = distances[count - 1] - start
    slope = (last - first) / whole
    up, down, most, at, height = -1e300, -1e300, -1e300, 0.0, 0.0
    for i in range(1, count - 1):
        near = distances[i] - start
        far = whole - near
        above = heights[i] + 0.5 * bend * near * far - first - slope * near
        up = max(up, above / near)
        down = max(down, above / far)
        share = above * abs(above) / (near * far)
        if share > most:
            most, at, height = share, near, above
    if up > 0.0:
        at = down * whole / (up + down)
        return math.sqrt(2.0 * up * down * whole / length), at, up * at
    if most == -1e300:
        return -1e300, 0.0, 0.0
    return -math.sqrt(-2.0 * most * whole / length), at, height


def corrected_db(single: float, metres: float) -> float:
    """The loss of the one edge with Bullington's error for several hills mended; P.526-15, 4.5.1, last equation. Core."""
    return single + (1.0 - math.exp(-single / 6.0)) * (10.0 + 0.02 * metres / 1000.0)


def loss_db(
    distances: Samples, heights: Samples, first: float, last: float, bend: float, length: float
) -> tuple[float, Edge]:
    """The loss with the correction, and the edge it comes from; parameters as of `edge`."""
    # Plain floats: Python walks them several times faster than the numbers of an array.
    along, ground = (list(map(float, row)) for row in (distances, heights))
    found = Edge(*edge(along, ground, first, last, bend, length))
    return corrected_db(knife_edge.loss_db(found.v), along[-1] - along[0]), found
