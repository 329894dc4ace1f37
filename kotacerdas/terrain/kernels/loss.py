"""The loss of a path to every cell around a point: free space, and what the ground takes by Bullington's construction.

It is `terrain.domain.radio` (waves, bullington, knife_edge) in one loop, at the samples of the ray walk (`exact`): the crossings with
rows or columns, whichever are more, the ground taken linearly between the two cells beside each. An unknown height is passed over,
as it is there.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.kernels.compiling import plainly

Array = NDArray[Any]


@plainly
def _diffraction(
    ground: Array,
    inverse: Array,
    at: int,
    along: int,
    across: int,
    n: int,
    m: int,
    first: float,
    last: float,
    metres: float,
    bend: float,
    length: float,
) -> float:
    """In dB, over `n` steps of which each goes `m / n` cells across; `inverse` holds 1 / k. Heights of the antennas above sea."""
    part, place, step = 0, at, metres / n
    slope, curve = (last - first) / n, 0.5 * bend * step * step
    up, down, most = -1e300, -1e300, -1e300
    for k in range(1, n):
        place += along
        part += m
        if part >= n:
            part -= n
            place += across
        above = np.float64(ground[np.uint64(place)])
        if part:
            above += (np.float64(ground[np.uint64(place + across)]) - above) * part * inverse[n]
        above += curve * (k * (n - k)) - first - slope * k
        near, far = above * inverse[k], above * inverse[n - k]
        if near > up:  # noqa: PLR1730 - max() hands an unknown height on, a comparison passes it over
            up = near
        if far > down:  # noqa: PLR1730 - the same
            down = far
        if above > 0.0:
            most = max(most, 0.0)
        elif -near * far > most:
            most = -near * far
    if up > 0.0:
        v = math.sqrt(2.0 * up * down * n / (step * length))
    elif most == -1e300:
        return 0.0
    else:
        v = -math.sqrt(-2.0 * most * n / (step * length))
    if v <= -0.78:
        return 0.0
    w = v - 0.1
    single = 6.9 + 20.0 * math.log10(math.sqrt(w * w + 1.0) + w)
    return single + (1.0 - math.exp(-single / 6.0)) * (10.0 + 0.02 * metres / 1000.0)


@plainly
def around(
    ground: Array,
    loss: Array,
    row: int,
    column: int,
    height: float,
    target: float,
    bend: float,
    size: float,
    length: float,
    most: float,
    reaches: Array,
) -> None:
    """Writes dB into each cell of the disc around `row` and `column`, for a receiver `target` metres above its ground. What free
    space alone takes beyond `most` is left as it is. In its own cell the receiver stands half a cell away."""
    rows, columns = ground.shape
    flat = ground.ravel()
    at = row * columns + column
    radius = reaches.size - 1
    inverse = 1.0 / np.arange(radius + 2).astype(np.float64)
    eye = np.float64(ground[row, column]) + height
    for y in range(-min(radius, row), min(radius, rows - 1 - row) + 1):
        reach = reaches[abs(y)]
        for x in range(-min(reach, column), min(reach, columns - 1 - column) + 1):
            metres = max(math.sqrt(y * y + x * x), 0.5) * size
            free = 20.0 * math.log10(max(4.0 * math.pi * metres / length, 1.0))
            if free > most:
                continue
            down, right = columns if y > 0 else -columns, 1 if x > 0 else -1
            if abs(y) >= abs(x):
                n, m, along, across = abs(y), abs(x), down, right
            else:
                n, m, along, across = abs(x), abs(y), right, down
            taken = 0.0
            if n > 1:
                top = np.float64(ground[row + y, column + x]) + target
                taken = _diffraction(flat, inverse, at, along, across, n, m, eye, top, metres, bend, length)
            loss[row + y, column + x] = free + taken
