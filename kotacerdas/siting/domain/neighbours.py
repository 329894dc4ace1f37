"""What candidates are to one another: too near, alternatives, or relays on the way to a hub."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

ROWS_AT_ONCE = 512


def nearer_than(places: NDArray[np.float64], metres: float, *, most: int) -> list[tuple[int, int]] | None:
    """Pairs of places (east, north) less than so many metres apart, in order; None if there are more than `most`."""
    found: list[tuple[int, int]] = []
    for start in range(0, len(places), ROWS_AT_ONCE):
        some = places[start : start + ROWS_AT_ONCE]
        squared = ((some[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
        first, second = np.nonzero(squared < metres * metres)
        pairs = [
            (a + start, b) for a, b in zip(first.tolist(), second.tolist(), strict=True) if a + start < b
        ]
        found += pairs
        if len(found) > most:
            return None
    return found


def alternatives(groups: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of those that carry the same name; no name is none."""
    members: dict[str, list[int]] = {}
    for at, name in enumerate(groups):
        if name:
            members.setdefault(name, []).append(at)
    return [pair for _name, sites in sorted(members.items()) for pair in combinations(sites, 2)]


def relays(
    seen: Mapping[int, Iterable[int]], reaching: Iterable[int], sites: Sequence[int], *, most: int = 2
) -> dict[int, frozenset[int]]:
    """For each site that does not reach a hub itself the sites on which it may hang: those that it sees and that are one hop
    nearer to a hub. Empty where none is within `most` hops.

    `seen` holds for each site the others with a clear path, `reaching` those with a clear path to a hub. Each relay is nearer
    to a hub than what hangs on it, so no circle can hold itself up; the price is that a detour over sites of one distance is
    not offered.
    """
    hops = dict.fromkeys(reaching, 0)
    edge = set(hops)
    for distance in range(1, most + 1):
        edge = {site for site in sites if site not in hops and edge & set(seen.get(site, ()))}
        hops |= dict.fromkeys(edge, distance)
    return {
        site: frozenset(
            other
            for other in seen.get(site, ())
            if site in hops and hops.get(other, most + 1) == hops[site] - 1
        )
        for site in sites
        if hops.get(site) != 0
    }
