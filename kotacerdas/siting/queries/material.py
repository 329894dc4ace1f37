"""What is known of a city where its next points are looked for: ground, people, points that stand, needs, reports, hubs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.connectivity.models import SignalReport, Tower
from kotacerdas.coverage.links import masts
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.coverage.queries.reports import placed
from kotacerdas.coverage.rules import SpotRules, rules_on
from kotacerdas.coverage.settled import Settled, settled
from kotacerdas.geography.models import Place
from kotacerdas.geography.queries.areas import kecamatan_names
from kotacerdas.people.models import City
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import HIGHEST_MAST
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.wifi.models import Backhaul, Point
from kotacerdas.wifi.queries.points import WifiPoint

Stand = tuple[float, float, float]
"""Longitude, latitude, antenna above ground in metres."""


@dataclass(frozen=True, eq=False)
class Material:
    """`needs` are the places of need with their kind. `inputs` changes when anything of it does."""

    ground: Ground
    elevation: Elevation
    settled: Settled
    points: tuple[Stand, ...]
    needs: tuple[tuple[str, float, float], ...]
    reports: tuple[tuple[float, float], ...]
    hubs: tuple[Stand, ...]
    is_sample: bool
    kecamatan: Mapping[str, str] = field(default_factory=dict)
    """Names by code."""

    @property
    def inputs(self) -> str:
        said = (
            self.ground.code, sorted(self.settled.counts.items()), self.points, self.needs, self.reports, self.hubs
        )  # fmt: skip
        return sha256(repr(said).encode()).hexdigest()


def ground_of(city: City) -> tuple[Ground, Elevation]:
    """Raises `Refused` where the city has none, or where its prepared heights were lost."""
    ground = used_ground(city)
    if ground is None:
        raise Refused(Fault("siting-no-ground"))
    elevation = elevation_of(ground)
    if elevation is None:
        raise Refused(Fault("siting-ground-lost"))
    return ground, elevation


def cells_of(elevation: Elevation, places: Sequence[tuple[float, float]]) -> list[Cell | None]:
    """Of places in degrees; None beside the ground."""
    return [
        elevation.grid.cell_at(east, north)
        for east, north, _height in masts(elevation, [(*place, 0.0) for place in places])
    ]


def material_of(city: City, *, on: date) -> Material:
    """A dozen queries, however many rows. Samples count only as long as there is nothing real."""
    ground, elevation = ground_of(city)
    live = settled(city, elevation)
    if not live.counts:
        raise Refused(Fault("siting-no-people"))
    rules = rules_on(on)
    points = points_on(city, on)
    reports, are_samples = _reports(city)
    hubs, hubs_are_samples = _hubs(city, points, rules)
    return Material(
        ground, elevation, live,
        tuple((each.lon, each.lat, _height(each.mast_height_m, rules.point_m)) for each in points),
        tuple(_needs(city)), tuple(reports), tuple(hubs),
        ground.is_synthetic or live.is_sample or are_samples or hubs_are_samples or any(each.is_sample for each in points),
        kecamatan_names(city),
    )  # fmt: skip


def _height(known: Any, usual: float) -> float:
    return usual if known is None else min(float(known), HIGHEST_MAST)


def _needs(city: City) -> list[tuple[str, float, float]]:
    rows = Place.objects.of(city).of_need().order_by("code").values_list("kind", "lon", "lat")
    return [(kind, float(lon), float(lat)) for kind, lon, lat in rows]


def _reports(city: City) -> tuple[list[tuple[float, float]], bool]:
    """Of a missing or weak signal, and whether they are samples."""
    wanted = (SignalReport.Signal.NONE, SignalReport.Signal.WEAK)
    rows = list(SignalReport.objects.filter(city=city, signal__in=wanted).counting().order_by("pk"))
    real = [each for each in rows if not each.is_sample]
    return [(lon, lat) for _row, lon, lat in placed(city, real or rows)], bool(rows) and not real


def hubs_of(city: City, standing: Sequence[WifiPoint], *, on: date) -> list[Stand]:
    return _hubs(city, standing, rules_on(on))[0]


def _hubs(city: City, standing: Sequence[WifiPoint], rules: SpotRules) -> tuple[list[Stand], bool]:
    """Points with fibre, and towers; of points only those that stand. And whether they are samples."""
    codes = [each.code for each in standing]
    fibre = Point.objects.filter(city=city, backhaul=Backhaul.FIBRE, code__in=codes).order_by("code")
    towers = Tower.objects.filter(city=city).order_by("code", "pk")
    known: list[tuple[Point | Tower, float]] = [
        *((row, _height(row.mast_height_m, rules.point_m)) for row in fibre),
        *((row, _height(row.height_m, rules.tower_m)) for row in towers),
    ]
    real = [each for each in known if not each[0].is_sample]
    found = {(float(row.lon), float(row.lat), height) for row, height in real or known}
    return sorted(found), bool(known) and not real
