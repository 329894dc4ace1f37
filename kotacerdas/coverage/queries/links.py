"""The radio links of a city: which point hangs on which hub, what the ground does to it, and which hubs would be free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kotacerdas.connectivity.models import Tower
from kotacerdas.coverage.domain.links.answers import NOTHING, Answer, Heights, Question, answered
from kotacerdas.coverage.domain.links.placing import Site
from kotacerdas.coverage.posts import height_of
from kotacerdas.coverage.rules import SpotRules
from kotacerdas.people.models import City
from kotacerdas.terrain import keeping
from kotacerdas.terrain.domain.profiles import Sight, Verdict
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.models.points import Backhaul

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

ORDER = (Verdict.BLOCKED, Verdict.GRAZING, Verdict.UNKNOWN, Verdict.CLEAR)
"""What asks for work first."""


@dataclass(frozen=True, eq=False)
class Link:
    """`hub` is None where its place is not known, `sight` where nothing can be said. `near` are hubs with a free path and their
    distance in metres, the nearest first; of a link that is free itself none are looked for."""

    point: Point
    site: Site
    hub: Site | None
    metres: float | None
    sight: Sight | None
    near: Sequence[tuple[Site, float]] = ()

    @property
    def verdict(self) -> Verdict:
        return self.sight.verdict if self.sight else Verdict.UNKNOWN

    @cached_property
    def rank(self) -> tuple[int, float, str]:
        margin = self.sight.margin if self.sight else None
        return ORDER.index(self.verdict), np.inf if margin is None else margin, self.point.code


@dataclass(frozen=True, eq=False)
class Known:
    """What a city has recorded, in two queries: points that hang on a radio link, and everything they could hang on."""

    points: Sequence[Point]
    hubs: Sequence[Site]
    rules: SpotRules

    @property
    def is_sample(self) -> bool:
        return any(each.is_sample for each in self.points)


def known_of(city: City, user: "Someone", rules: SpotRules, *, on: date) -> Known:
    """As long as a city has no points of its own, its samples count; towers the same."""
    rows = Point.objects.visible_to(user).of(city).for_rows().exclude(removed_on__lte=on)
    standing = [each for each in rows if each.installed_on is None or each.installed_on <= on]
    points = [each for each in standing if not each.is_sample] or standing
    linked = [each for each in points if each.backhaul == Backhaul.RADIO]
    fed = [site_of(each, rules) for each in points if each.backhaul == Backhaul.FIBRE]
    return Known(linked, [*fed, *_towers(city, user, rules)], rules)


def _towers(city: City, user: "Someone", rules: SpotRules) -> list[Site]:
    """One of each mast, however many operators share it: the highest antenna that somebody wrote down."""
    rows = list(Tower.objects.visible_to(user).of(city))
    found: dict[tuple[float, float], Site] = {}
    for each in [row for row in rows if not row.is_sample] or rows:
        place = float(each.lon), float(each.lat)
        height = height_of(each.height_m, rules.tower_m)
        site = Site(each.code, each.operator.name, *place, height, each.height_m is None, is_tower=True)
        if place not in found or site.height > found[place].height:
            found[place] = site
    return list(found.values())


def site_of(point: Point, rules: SpotRules) -> Site:
    height = height_of(point.mast_height_m, rules.point_m)
    return Site(
        point.code, point.name, float(point.lon), float(point.lat), height, point.mast_height_m is None
    )


def ground_of(city: City) -> tuple[Ground | None, Heights | None]:
    """The ground in use and its heights; None where they are not on the disk. One query."""
    ground = used_ground(city)
    over = elevation_of(ground) if ground else None
    if ground is None or over is None:
        return ground, None
    changed = (ground.folder / keeping.HEIGHTS).stat().st_mtime_ns
    return ground, Heights(f"{ground.code} {changed}", over)


def links_of(known: Known, heights: Heights | None, *, mhz: float, most_km: float) -> list[Link]:
    """No query. Without an elevation model every link is unknown. What asks for work comes first."""
    sites = tuple(site_of(each, known.rules) for each in known.points)
    hung_on = tuple(site_of(each.hub, known.rules) if each.hub else None for each in known.points)
    if heights is None:
        answers: Sequence[Answer] = [NOTHING] * len(sites)
    else:
        answers = answered(Question(heights, sites, hung_on, tuple(known.hubs), mhz, most_km))
    links = [
        Link(point, site, hub, answer.metres, answer.sight, answer.near)
        for point, site, hub, answer in zip(known.points, sites, hung_on, answers, strict=True)
    ]
    return sorted(links, key=lambda link: link.rank)
