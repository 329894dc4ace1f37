"""A blank spot is written down, verified, answered by a remedy, solved with proof, rejected as wrong, opened again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.actions.keeping import free_code
from kotacerdas.coverage.domain.blanks import shapes, states
from kotacerdas.coverage.domain.blanks.drawn import drawn
from kotacerdas.coverage.domain.blanks.states import Deed
from kotacerdas.coverage.models import BlankSpot, SpotStep
from kotacerdas.coverage.queries.proofs import basis_of
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.geography.queries.areas import areas_of, projection_of, units_by_code
from kotacerdas.masterplan.models import Programme
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from kotacerdas.people.models import User

LEAST_RADIUS, MOST_RADIUS = 20, 5000
MOST_HA = 1_000_000
_KINDS = {
    Deed.VERIFY: SpotStep.Kind.VERIFIED,
    Deed.PLAN: SpotStep.Kind.PLANNED,
    Deed.SOLVE: SpotStep.Kind.SOLVED,
    Deed.REJECT: SpotStep.Kind.REJECTED,
    Deed.REOPEN: SpotStep.Kind.REOPENED,
}


@dataclass(frozen=True)
class SpotWords:
    """Either a circle (a place and a radius in metres) or a `drawing` in GeoJSON. `people` as somebody counted them, else unknown."""

    told_by: str
    lon: Decimal | None = None
    lat: Decimal | None = None
    radius: int | None = None
    drawing: str = ""
    people: int | None = None
    note: str = ""


@transaction.atomic
def add(
    city: City, wanted: SpotWords, *, by: "User | None", now: datetime, is_sample: bool = False
) -> BlankSpot:
    """Reported, for the office to verify. Raises `Refused`."""
    if not wanted.told_by.strip():
        raise Refused(Fault("coverage-without-teller"))
    areas = areas_of(city)
    projection = projection_of(areas)
    shape = drawn(wanted.drawing) if wanted.drawing.strip() else _circle(wanted, city, areas, projection)
    lon, lat = shapes.middle(shape)
    area = areas.at(lon, lat)
    if area is None:
        raise Refused(Fault("coverage-outside", {"city": city.name}))
    area_ha = shapes.hectares(shape, projection)
    # What reaches around the Earth has no area in one projection, and a NaN is not larger either.
    if not area_ha <= MOST_HA:
        raise Refused(Fault("coverage-drawing-too-large", {"most": MOST_HA}))
    City.objects.select_for_update().get(pk=city.pk)
    unit = units_by_code(city)[area.code]
    taken = frozenset(BlankSpot.objects.filter(city=city).values_list("code", flat=True))
    made = BlankSpot.objects.create(
        city=city, code=free_code(unit, taken), unit=unit, shape=shape,
        lon=Decimal(str(lon)), lat=Decimal(str(lat)),
        area_ha=round(Decimal(str(area_ha)), 2),
        people=wanted.people, people_is_estimate=False, told_by=wanted.told_by.strip(), note=wanted.note.strip(),
        is_by_hand=True, first_at=now, is_sample=is_sample,
    )  # fmt: skip
    SpotStep.objects.create(
        spot=made, kind=SpotStep.Kind.ADDED, state=made.state, reason=made.note, by=by, at=now
    )
    audit.record("coverage.add-spot", on=made, by=by, city=city, now=now)
    return made


def _circle(wanted: SpotWords, city: City, areas: Areas, projection: Projection) -> Mapping[str, Any]:
    if wanted.lon is None or wanted.lat is None or wanted.radius is None:
        raise Refused(Fault("coverage-without-place"))
    if not LEAST_RADIUS <= wanted.radius <= MOST_RADIUS:
        raise Refused(Fault("coverage-radius", {"least": LEAST_RADIUS, "most": MOST_RADIUS}))
    if not -180 <= wanted.lon <= 180 or not -90 <= wanted.lat <= 90:
        raise Refused(Fault("coverage-not-on-earth"))
    lon, lat = float(wanted.lon), float(wanted.lat)
    # A projection knows no circle on the other side of the Earth.
    if areas.at(lon, lat) is None:
        raise Refused(Fault("coverage-outside", {"city": city.name}))
    return shapes.circle(lon, lat, wanted.radius, projection)


@transaction.atomic
def verify(
    spot: BlankSpot, *, reason: str, expected: int, by: "User | None", now: datetime, alone: str = ""
) -> BlankSpot:
    """What was seen on the ground, or read in measurements, is the reason. Who wrote the spot down leaves this to a second
    person, or says in `alone` why there is none, which stands in its history. Raises `Refused`."""
    basis = {}
    if spot.is_claimed_by(by):
        if spot.version == expected and not alone.strip():
            states.after(spot.state, Deed.VERIFY)
            raise Refused(Fault("coverage-own-spot"))
        basis = {"alone": alone.strip()}
    return _do(Deed.VERIFY, spot, {}, reason=reason, expected=expected, by=by, now=now, basis=basis)


@transaction.atomic
def plan(
    spot: BlankSpot, *, remedy: str, programme: Programme | None, reason: str, expected: int,
    by: "User | None", now: datetime,
) -> BlankSpot:  # fmt: skip
    """Which remedy, and which programme of the masterplan answers it; may be said anew."""
    if remedy not in BlankSpot.Remedy.values:
        raise Refused(Fault("coverage-without-remedy"))
    if programme is not None and programme.edition.city_id != spot.city_id:
        raise Refused(Fault("coverage-programme-elsewhere"))
    changes = {"remedy": remedy, "programme": programme}
    return _do(
        Deed.PLAN, spot, changes, reason=reason, expected=expected, by=by, now=now,
        basis={"remedy": remedy, "programme": programme.code if programme else ""},
    )  # fmt: skip


@transaction.atomic
def solve(
    spot: BlankSpot, *, remedy: str, reason: str, expected: int, by: "User | None", now: datetime
) -> BlankSpot:
    """Only with a confirmed quote, or with newer evidence that people are served. Raises `Refused`."""
    if remedy not in BlankSpot.Remedy.values:
        raise Refused(Fault("coverage-without-remedy"))
    if spot.version == expected:
        states.after(spot.state, Deed.SOLVE)
    found = basis_of(spot)
    if not found.is_enough:
        raise Refused(Fault("coverage-without-proof"))
    return _do(
        Deed.SOLVE, spot, {"remedy": remedy}, reason=reason, expected=expected, by=by, now=now, basis=found.noted
    )  # fmt: skip


@transaction.atomic
def reject(spot: BlankSpot, *, reason: str, expected: int, by: "User | None", now: datetime) -> BlankSpot:
    """It is no blank spot: only newer evidence brings it back, or somebody who opens it again."""
    return _do(Deed.REJECT, spot, {}, reason=reason, expected=expected, by=by, now=now)


@transaction.atomic
def reopen(spot: BlankSpot, *, reason: str, expected: int, by: "User | None", now: datetime) -> BlankSpot:
    return _do(Deed.REOPEN, spot, {}, reason=reason, expected=expected, by=by, now=now)


def _do(
    deed: Deed, spot: BlankSpot, changes: Mapping[str, Any], *, reason: str, expected: int,
    by: "User | None", now: datetime, basis: Mapping[str, Any] | None = None,
) -> BlankSpot:  # fmt: skip
    """Two who decide at once: the second sees what the first did (`versions.StaleSave`)."""
    # Where somebody was first, `save` says so below.
    then = states.after(spot.state, deed) if spot.version == expected else states.TABLE[deed][1]
    if not reason.strip() and deed != Deed.PLAN:
        raise Refused(Fault("coverage-without-reason"))
    kept = versions.save(spot, expected=expected, changes={"state": then.value, **changes})
    SpotStep.objects.create(
        spot=kept,
        kind=_KINDS[deed],
        state=kept.state,
        reason=reason.strip(),
        basis=basis or {},
        by=by,
        at=now,
    )
    note = {"reason": reason.strip(), "remedy": str(kept.get_remedy_display())}
    if alone := (basis or {}).get("alone"):
        note["alone"] = alone
    audit.record(f"coverage.{deed.value}-spot", on=kept, by=by, city=kept.city, now=now, note=note)
    return kept
