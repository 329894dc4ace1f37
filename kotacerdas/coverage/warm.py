"""What the planner holds of a city, so that a moved point is answered at once: its ground, its people, its points, and how many
of them reach each cell. Each is made anew when what it was made from has changed, which a few small queries tell."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.domain.moving import Box, Sight, reached
from kotacerdas.coverage.posts import Posted, posted
from kotacerdas.coverage.queries import marks
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.coverage.settled import Settled, settled
from kotacerdas.people.models import City
from kotacerdas.planner.domain.warm import Warm
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.terrain.sight import Observer

EXACT_UP_TO = 1_000.0
"""Metres; beyond, the ring sweep answers, which hides slightly too much, for walking every ray would take too long."""


BYTES_A_POST = 500


@dataclass(frozen=True, eq=False)
class Base:
    """The city as it is. `ground` is the code of its elevation model; `counts` are of all points that stand on it."""

    city: str
    ground: str
    elevation: Elevation
    settled: Settled
    posted: Posted
    look: Look
    is_exact: bool
    counts: NDArray[np.uint16]
    reached: NDArray[np.float64]
    """People by the number of the kelurahan."""

    @property
    def people(self) -> float:
        return float(self.reached.sum())


def base_of(warm: Warm, city: City, look: Look, *, usual_m: float, on: date) -> Base:
    """Five queries while nothing has changed. Raises `Refused` where the city has no ground yet."""
    ground = used_ground(city)
    if ground is None:
        raise Refused(Fault("what-if-no-ground"))
    elevation = warm.kept(
        ("coverage.ground", city.code), ground.code, lambda: _heights(ground), _size_of_heights
    )
    where = warm.kept(
        ("coverage.settled", city.code),
        (ground.code, marks.of_people(city)),
        lambda: settled(city, elevation),
        lambda made: made.area.nbytes + made.people.nbytes,
    )
    standing = warm.kept(
        ("coverage.posted", city.code),
        (ground.code, on, usual_m, marks.of_points(city)),
        lambda: posted(points_on(city, on), elevation, usual_m),
        lambda made: BYTES_A_POST * len(made.posts),
    )
    return warm.kept(
        ("coverage.base", city.code, look.radius, look.target),
        (ground.code, standing, where),
        lambda: based(city.code, ground.code, elevation, where, standing, look),
        lambda made: made.counts.nbytes,
    )


def _heights(ground: Ground) -> Elevation:
    found = elevation_of(ground)
    if found is None:
        raise Refused(Fault("what-if-no-ground"))
    # Looked at here, so that no question has to read them from the disk.
    found.ground.sum()
    return found


def _size_of_heights(made: Elevation) -> int:
    copies = 2 if made.void_count else 1
    return made.heights.nbytes * copies + 2 * made.heights.size


def based(city: str, ground: str, elevation: Elevation, where: Settled, standing: Posted, look: Look) -> Base:
    is_exact = look.radius <= EXACT_UP_TO
    if len(standing.posts) > sight.MOST_POINTS:
        said = {"count": len(standing.posts), "most": sight.MOST_POINTS}
        raise Refused(Fault("coverage-too-many-points", said))
    counts = sight.count(elevation, [each.observer for each in standing.posts], look, exact=is_exact)
    living = reached(counts, where.area, where.people, len(where.codes))
    return Base(city, ground, elevation, where, standing, look, is_exact, counts, living)


def view(warm: Warm, base: Base, observer: Observer) -> Sight:
    """Kept, too: while one point is dragged, those that were moved before are asked for again and again."""

    def made() -> Sight:
        found = sight.view(base.elevation, observer, base.look, exact=base.is_exact)
        rows, columns = found.seen.shape
        return Sight(Box(found.top, found.left, found.top + rows, found.left + columns), found.seen)

    slot = ("coverage.view", base.city, base.look.radius, base.look.target, *observer.cell, observer.height)
    return warm.kept(slot, base.ground, made, lambda each: each.seen.nbytes)
