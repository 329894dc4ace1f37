"""What a smooth Earth takes from low antennas, and with it the complete method of P.526-15, 4.5.2 ("delta-Bullington").

The ground is replaced by the straight line that fits it best; Bullington's loss over that smooth Earth is what he already
counted of it, so only what the spherical Earth takes beyond is added. Unlike Bullington alone, this can fall where an
obstacle grows, because the fitted line moves.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.domain.radio import bullington

Floats = NDArray[np.float64]

LAND = (22.0, 0.003)
"""Relative permittivity and conductivity (S/m) of land as in ITU-R P.1812 and P.452; over the sea (80, 5)."""


LEAST_HEIGHT = 0.01
"""Metres above the sphere; an antenna that lies on it would divide nothing by nothing."""


class Complete(NamedTuple):
    """`total` is the loss of the complete method; the parts say where it comes from."""

    total: float
    actual: float
    """Bullington over the ground."""
    smoothed: float
    """Bullington over the fitted smooth Earth."""
    spherical: float


def complete_db(
    distances: Floats,
    heights: Floats,
    first: float,
    last: float,
    bend: float,
    length: float,
    *,
    is_vertical: bool = True,
) -> Complete:
    """The loss by the complete method; parameters as of `bullington.edge`, no voids."""
    low = effective_heights(distances, heights, first, last)
    whole = float(distances[-1] - distances[0])
    actual, _edge = bullington.loss_db(distances, heights, first, last, bend, length)
    smoothed, _edge = bullington.loss_db(distances, np.zeros_like(heights), *low, bend, length)
    spherical = spherical_db(whole, *low, bend, length, is_vertical=is_vertical)
    return Complete(actual + max(spherical - smoothed, 0.0), actual, smoothed, spherical)


def effective_heights(distances: Floats, heights: Floats, first: float, last: float) -> tuple[float, float]:
    """Both antennas above the smooth Earth; ITU-R P.452-17 attachment 2, 5.1.6.2 and 5.1.6.3, to which P.526 comes alike."""
    along = distances - distances[0]
    whole = along[-1]
    steps, pairs = np.diff(along), heights[1:] + heights[:-1]
    area = float(np.sum(steps * pairs))
    moment = float(
        np.sum(
            steps * (heights[1:] * (2 * along[1:] + along[:-1]) + heights[:-1] * (along[1:] + 2 * along[:-1]))
        )
    )
    near = (2 * area * whole - moment) / whole**2
    far = (moment - area * whole) / whole**2
    if len(along) > 2:
        inner = along[1:-1]
        above = heights[1:-1] - (first * (whole - inner) + last * inner) / whole
        highest = float(above.max())
        if highest > 0:
            up, down = float((above / inner).max()), float((above / (whole - inner)).max())
            near -= highest * up / (up + down)
            far -= highest * down / (up + down)
    return float(first - min(near, heights[0])), float(last - min(far, heights[-1]))


def spherical_db(
    metres: float, first: float, last: float, bend: float, length: float, *, is_vertical: bool = True
) -> float:
    """The loss over a smooth sphere from antennas `first` and `last` metres above it; P.526-15, 3.2."""
    radius, first, last = 1.0 / bend, max(first, LEAST_HEIGHT), max(last, LEAST_HEIGHT)
    if metres >= math.sqrt(2 * radius) * (math.sqrt(first) + math.sqrt(last)):
        return max(0.0, first_term_db(metres, first, last, radius, length, is_vertical=is_vertical))
    clearance, near, far = _least_clearance(metres, first, last, radius)
    needed = 0.552 * math.sqrt(near * far * length / metres)
    if clearance >= needed:
        return 0.0
    # The radius that would put the path just at the horizon.
    marginal = 0.5 * (metres / (math.sqrt(first) + math.sqrt(last))) ** 2
    loss = first_term_db(metres, first, last, marginal, length, is_vertical=is_vertical)
    return max(0.0, (1 - clearance / needed) * loss)


def _least_clearance(metres: float, first: float, last: float, radius: float) -> tuple[float, float, float]:
    """How near the ray comes to the sphere, and the two parts of the path there; P.526-15, 3.2, equations for h and b."""
    c = (first - last) / (first + last)
    m = metres * metres / (4 * radius * (first + last))
    inside = 3 * c / 2 * math.sqrt(3 * m / (m + 1) ** 3)
    b = 2 * math.sqrt((m + 1) / (3 * m)) * math.cos(math.pi / 3 + math.acos(max(-1.0, min(1.0, inside))) / 3)
    near = min(metres, max(0.0, metres / 2 * (1 + b)))
    far = metres - near
    height = (first - near**2 / (2 * radius)) * far + (last - far**2 / (2 * radius)) * near
    return height / metres, near, far


def first_term_db(
    metres: float, first: float, last: float, radius: float, length: float, *, is_vertical: bool = True
) -> float:
    """The first term of the series over a sphere, valid beyond the horizon; P.526-15, 3.1.1. May be negative."""
    km, mhz, radius_km = metres / 1000, 299.792458 / length, radius / 1000
    permittivity, conducting = LAND[0], 18_000 * LAND[1] / mhz
    k = 0.36 / math.cbrt(radius_km * mhz) / math.sqrt(math.hypot(permittivity - 1, conducting))
    if is_vertical:
        k *= math.hypot(permittivity, conducting)
    beta = (1 + 1.6 * k**2 + 0.67 * k**4) / (1 + 4.5 * k**2 + 1.53 * k**4)
    x = 2.188 * beta * math.cbrt(mhz / radius_km**2) * km
    distance = (
        11 + 10 * math.log10(x) - 17.6 * x if x >= 1.6 else -20 * math.log10(x) - 5.6488 * math.pow(x, 1.425)
    )
    scale = 9.575e-3 * beta * math.cbrt(mhz**2 / radius_km)
    return -distance - _height_gain(scale * first, beta, k) - _height_gain(scale * last, beta, k)


def _height_gain(y: float, beta: float, k: float) -> float:
    """G(Y), never below 2 + 20 log K."""
    b = beta * y
    if b > 2:
        gain = 17.6 * math.sqrt(b - 1.1) - 5 * math.log10(b - 1.1) - 8
    else:
        gain = 20 * math.log10(b + 0.1 * b**3) if b > 0 else -math.inf
    return max(gain, 2 + 20 * math.log10(k))
