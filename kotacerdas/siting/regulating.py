"""The rules of a scenario as numbers: groups by kecamatan, what must be and what excludes, and who hangs on whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.links import MHZ, clear_pairs, masts
from kotacerdas.siting.domain import neighbours
from kotacerdas.siting.domain.candidates import Offer
from kotacerdas.siting.domain.problem import NO_GROUP, Indices, Rules
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.queries.material import Material

MOST_EXCLUSIONS = 20_000
"""Beyond, the search would only compare pairs; the candidates are then too many for the distance."""

Group = tuple[str, str]
"""Code and name of a kecamatan."""


@dataclass(frozen=True)
class Backhaul:
    """`reaching` are seen by a hub. Where links do not matter, nobody hangs on anybody."""

    reaching: frozenset[int] = frozenset()
    hangs_on: Mapping[int, frozenset[int]] = field(default_factory=dict)


def groups(offers: Sequence[Offer]) -> tuple[Indices, list[Group]]:
    names = sorted({(each.kecamatan, each.kecamatan_name) for each in offers if each.kecamatan})
    number = {code: at for at, (code, _name) in enumerate(names)}
    return np.array([number.get(each.kecamatan, NO_GROUP) for each in offers], np.intp), names


def rules(
    offers: Sequence[Offer],
    places: Sequence[tuple[float, float]],
    wishes: Wishes,
    names: Sequence[Group],
    hangs_on: Mapping[int, frozenset[int]],
    kecamatan: Mapping[str, str],
) -> Rules:
    number = {code: at for at, (code, _name) in enumerate(names)}
    wanted = {code: least for code, least in wishes.least.items() if least}
    without = sorted(kecamatan.get(code, code) for code in set(wanted) - set(number))
    if without:
        raise Refused(Fault("siting-kecamatan-without", {"kecamatan": ", ".join(without)}))
    return Rules(
        wishes.most,
        wishes.budget,
        frozenset(at for at, each in enumerate(offers) if each.is_must),
        _excludes(offers, places, wishes),
        {number[code]: least for code, least in sorted(wanted.items())},
        hangs_on,
    )


def _excludes(
    offers: Sequence[Offer], places: Sequence[tuple[float, float]], wishes: Wishes
) -> tuple[tuple[int, int], ...]:
    pairs = set(neighbours.alternatives([each.exclusion for each in offers]))
    if wishes.apart_m:
        near = neighbours.nearer_than(np.array(places, float), wishes.apart_m, most=MOST_EXCLUSIONS)
        if near is None:
            raise Refused(Fault("siting-many-near", {"metres": wishes.apart_m, "most": MOST_EXCLUSIONS}))
        pairs |= set(near)
    return tuple(sorted(pairs))


def backhaul(material: Material, offers: Sequence[Offer], wishes: Wishes) -> Backhaul:
    """By line of sight with the first Fresnel zone free. Raises `Refused` where no hub is known."""
    if wishes.backhaul == "any":
        return Backhaul()
    if not material.hubs:
        raise Refused(Fault("siting-no-hubs"))
    over = material.elevation
    sites = masts(over, [(each.lon, each.lat, wishes.mast_m) for each in offers])
    hubs = masts(over, material.hubs)
    reaching = {site for site, _hub in clear_pairs(over, sites, hubs, mhz=MHZ, most_km=wishes.link_km)}
    seen: dict[int, list[int]] = defaultdict(list)
    if wishes.relays:
        for site, other in clear_pairs(over, sites, sites, mhz=MHZ, most_km=wishes.link_km):
            seen[site].append(other)
    hangs_on = neighbours.relays(seen, reaching, range(len(offers)), most=wishes.relays)
    return Backhaul(frozenset(reaching), hangs_on)
