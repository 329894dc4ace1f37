"""Blank spots of a city as a list, and one of them with all that stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from shapely import contains_xy
from shapely.geometry import shape as read_shape

from kotacerdas.connectivity.domain import coarse
from kotacerdas.connectivity.models import SignalReport
from kotacerdas.coverage.domain.blanks import states
from kotacerdas.coverage.models import BlankSpot, SpotStep
from kotacerdas.coverage.queries.proofs import proofs
from kotacerdas.coverage.queries.reports import placed
from kotacerdas.evidence.models import Citation
from kotacerdas.geography.models import Place
from kotacerdas.geography.models.places import OF_NEED
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True)
class Numbered:
    """`number` stands on the map and in the list."""

    number: int
    spot: BlankSpot


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty wants all."""

    unit: str = ""
    state: str = ""
    cause: str = ""


def listed(city: City, user: "Someone", wanted: Wanted | None = None) -> list[Numbered]:
    """Open ones first, by people. One query."""
    rows = BlankSpot.objects.visible_to(user).of(city).listed().for_rows().by_people()
    numbered = [Numbered(number, spot) for number, spot in enumerate(rows, start=1)]
    return narrowed(numbered, wanted) if wanted else numbered


def narrowed(rows: Sequence[Numbered], wanted: Wanted) -> list[Numbered]:
    """Numbers stay those of the whole list."""
    return [
        each
        for each in rows
        if (not wanted.unit or each.spot.unit.code == wanted.unit)
        and (not wanted.state or each.spot.state == wanted.state)
        and (not wanted.cause or each.spot.cause == wanted.cause)
    ]


def set_aside(city: City, user: "Someone") -> list[BlankSpot]:
    """Rejected ones and those that a survey found once and finds no more; for those who keep the list. One query."""
    rows = BlankSpot.objects.visible_to(user).of(city).for_rows()
    hidden = rows.exclude(pk__in=BlankSpot.objects.of(city).listed().values("pk"))
    return list(hidden.exclude(state=states.State.MERGED).order_by("code"))


@dataclass(frozen=True)
class Details:
    spot: BlankSpot
    steps: Sequence[SpotStep]
    """The newest first."""
    places: Sequence[Place]
    reports: Sequence[SignalReport]
    proofs: Sequence[Citation]


def details(spot: BlankSpot, user: "Someone", *, sees_places: bool) -> Details:
    """Five queries, however much there is. The spot comes with its city, kelurahan and programme. `sees_places` is said of who may
    know where exactly a report was made."""
    steps = spot.steps.select_related("by", "other__city", "other__unit").order_by("-at", "-pk")
    return Details(
        spot,
        list(steps),
        _places(spot),
        _reports(spot, user, is_exact=sees_places),
        proofs(spot, user),
    )


def _places(spot: BlankSpot) -> list[Place]:
    rows = list(Place.objects.of(spot.city).filter(kind__in=OF_NEED).order_by("kind", "name", "code"))
    return _within(spot, [(each, float(each.lon), float(each.lat)) for each in rows])


def _reports(spot: BlankSpot, user: "Someone", *, is_exact: bool) -> list[SignalReport]:
    """Those of which a place in it is known, the newest first; who reported is not shown. A spot may be as small as a house, so
    what lies in it is told to everybody by the rounded place."""
    rows = SignalReport.objects.visible_to(user).filter(city=spot.city).counting()
    told = placed(spot.city, rows.select_related("unit", "operator", "city").order_by("-on", "-pk"))
    if not is_exact:
        told = [(row, coarse.degrees(lon), coarse.degrees(lat)) for row, lon, lat in told]
    return _within(spot, told)


def _within(spot: BlankSpot, placed_rows: Sequence[tuple[Row, float, float]]) -> list[Row]:
    if not placed_rows:
        return []
    lons, lats = [lon for _row, lon, _lat in placed_rows], [lat for _row, _lon, lat in placed_rows]
    inside = contains_xy(read_shape(spot.shape), lons, lats).tolist()
    return [row for (row, _lon, _lat), is_in in zip(placed_rows, inside, strict=True) if is_in]
