"""Which sites reach a hub, and over which relays."""

from collections.abc import Iterable, Mapping, Sequence


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
