"""The ring sweep for short radii and many points: eight of them look at once, each in a lane of a vector.

Rows of a short radius are too short to be vectors, so here the vector runs over the points: all take the same way through the disc,
cell after cell from ring to ring, each over its own ground. What a point sees is what `sweep` finds; only points whose disc lies
within the model may take part, since nobody looks whether a cell is there.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.domain.looking import Disc
from kotacerdas.terrain.kernels.compiling import quickly

Array = NDArray[Any]

LANES = 8
FURTHEST = 60  # cells; from there on rows are long enough for `sweep`


def pays(points: int, radius: int) -> bool:
    """Whether points together are quicker than one by one."""
    return points >= LANES and radius <= FURTHEST


@dataclass(frozen=True, eq=False)
class Way:
    """The cells of a disc but its middle, from ring to ring. A ray to a cell passes between two cells of the ring before, `beside`
    and `inward` (places in this same order), at `shares` towards the second; `squares` are squared distances in cells."""

    down: NDArray[np.int32]
    right: NDArray[np.int32]
    rings: NDArray[np.float32]
    beside: NDArray[np.int32]
    inward: NDArray[np.int32]
    shares: NDArray[np.float32]
    squares: NDArray[np.float32]

    @property
    def arrays(self) -> tuple[Array, ...]:
        """As `count` takes them."""
        return tuple(getattr(self, each.name) for each in fields(self))

    @classmethod
    def through(cls, disc: Disc) -> "Way":
        radius = disc.radius
        y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
        rings = np.maximum(abs(y), abs(x))
        inside = (abs(x) <= disc.reaches[abs(y)]) & (rings > 0)
        order = np.argsort(rings[inside], kind="stable")
        y, x, rings = (each[inside][order] for each in (y, x, rings))
        places = np.zeros((2 * radius + 1, 2 * radius + 1), np.int32)
        places[y + radius, x + radius] = np.arange(len(y))
        # Inwards on both ways, and along the longer one only; on an axis or a diagonal both are the one cell that a ray meets.
        inward_y, inward_x = y - np.sign(y), x - np.sign(x)
        beside_y, beside_x = np.where(abs(y) == rings, inward_y, y), np.where(abs(x) == rings, inward_x, x)
        return cls(
            down=y.astype(np.int32),
            right=x.astype(np.int32),
            rings=rings.astype(np.float32),
            beside=places[beside_y + radius, beside_x + radius],
            inward=places[inward_y + radius, inward_x + radius],
            shares=(np.minimum(abs(y), abs(x)) / rings).astype(np.float32),
            squares=(y**2 + x**2).astype(np.float32),
        )


@quickly
def count(
    ground: Array,
    seen: Array,
    places: Array,
    heights: Array,
    target: np.float32,
    drop: np.float32,
    down: Array,
    right: Array,
    rings: Array,
    beside: Array,
    inward: Array,
    shares: Array,
    squares: Array,
) -> None:
    """Adds 1 where a point sees. `ground` is the model in rows, `seen` has its shape; what follows `drop` is a `Way`."""
    columns = ground.shape[1]
    over, counts, one = ground.ravel(), seen.ravel(), seen.dtype.type(1)
    horizons = np.empty(rings.size * LANES, np.float32)
    at, sky, is_seen = np.empty(LANES, np.int64), np.empty(LANES, np.float32), np.empty(LANES, np.uint8)
    for first in range(0, heights.size, LANES):
        points = min(LANES, heights.size - first)
        for lane in range(LANES):
            p = first + min(
                lane, points - 1
            )  # lanes that are left over look with the last point and count for nothing
            at[lane] = places[p, 0] * columns + places[p, 1]
            sky[lane] = over[at[lane]] + heights[p]
            if lane < points:
                counts[at[lane]] += one
        for cell in range(rings.size):
            ring, share = rings[cell], shares[cell]
            inverse = np.float32(1) / ring
            rise, fall = target * inverse, drop * squares[cell]
            off = np.int64(down[cell]) * columns + right[cell]
            here, a, b = (
                np.uint64(cell * LANES),
                np.uint64(beside[cell] * LANES),
                np.uint64(inward[cell] * LANES),
            )
            if ring == np.float32(1):  # neighbours hide behind nothing
                for lane in range(LANES):
                    j = np.uint64(lane)
                    horizons[here + j] = over[np.uint64(at[j] + off)] - sky[j] - fall
                    is_seen[j] = 1
            else:
                for lane in range(LANES):
                    j = np.uint64(lane)
                    horizon = horizons[a + j] + share * (horizons[b + j] - horizons[a + j])
                    slope = (over[np.uint64(at[j] + off)] - sky[j] - fall) * inverse
                    is_seen[j] = slope + rise >= horizon
                    horizons[here + j] = max(slope, horizon)
            for lane in range(points):
                counts[np.uint64(at[lane] + off)] += seen.dtype.type(is_seen[lane])
