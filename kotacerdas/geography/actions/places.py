"""Places of a city: written one by one or by files, always with the kelurahan in which they lie."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.models import Place
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.imports import bulk

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

_FIELDS = ("name", "kind", "lon", "lat", "source", "is_sample")
_AT_ONCE = 400


@dataclass(frozen=True)
class PlaceValues:
    code: str
    name: str
    kind: str
    lon: Decimal
    lat: Decimal
    source: str = ""
    is_sample: bool = False

    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _FIELDS}


@transaction.atomic
def add_place(city: "City", values: PlaceValues, *, by: "User | None", now: datetime) -> Place:
    """Raises `Refused` for a code that another place has."""
    if Place.objects.of(city).filter(code=values.code).exists():
        raise Refused(Fault("geography-place-code-taken", {"code": values.code}))
    made = Place(city=city, code=values.code, **values.fields())
    _find_units(city, [made])
    made.save()
    audit.record("geography.add-place", on=made, by=by, city=city, now=now)
    return made


@transaction.atomic
def change_place(
    place: Place, values: PlaceValues, *, expected: int, by: "User | None", now: datetime
) -> Place:
    """Its code stays. The same again changes nothing. Raises `versions.StaleSave` and `versions.Gone`."""
    kept = Place.objects.select_for_update(of=("self",)).select_related("city").filter(pk=place.pk).first()
    if kept is None:
        raise versions.Gone(values.fields())
    wanted = values.fields()
    changes = {
        name: (getattr(kept, name), value) for name, value in wanted.items() if getattr(kept, name) != value
    }
    if not changes:
        return kept
    versions.save(kept, expected=expected, changes=wanted)
    _find_units(kept.city, [kept])
    kept.save(update_fields=["unit"])
    audit.record("geography.change-place", on=kept, by=by, city=kept.city, now=now, changes=changes)
    return kept


@transaction.atomic
def remove_place(place: Place, *, expected: int, by: "User | None", now: datetime) -> None:
    """A second click finds nothing to do."""
    kept = Place.objects.select_for_update(of=("self",)).select_related("city").filter(pk=place.pk).first()
    if kept is None:
        return
    if kept.version != expected:
        raise versions.StaleSave(kept, {})
    name, city = kept.name, kept.city
    kept.delete()
    audit.record("geography.remove-place", on=None, by=by, city=city, now=now, note={"place": name})


@transaction.atomic
def store_places(city: "City", rows: Sequence[PlaceValues], *, by: "User | None", now: datetime) -> None:
    """Adds and changes many, by code. The trail names how many; the import names each."""
    known = _by_code(city, [row.code for row in rows])
    new, changed = [], []
    for row in rows:
        kept = known.get(row.code)
        if kept is None:
            new.append(Place(city=city, code=row.code, **row.fields()))
            continue
        for name, value in row.fields().items():
            setattr(kept, name, value)
        kept.version += 1
        changed.append(kept)
    _find_units(city, [*new, *changed])
    Place.objects.bulk_create(new, batch_size=_AT_ONCE)
    bulk.update(Place, changed, [*_FIELDS, "unit", "version"])
    note = {"added": len(new), "changed": len(changed)}
    audit.record("geography.store-places", on=None, by=by, city=city, now=now, note=note)


@transaction.atomic
def remove_places(city: "City", codes: Collection[str], *, by: "User | None", now: datetime) -> None:
    rows = list(_by_code(city, list(codes)).values())
    for at in range(0, len(rows), _AT_ONCE):
        Place.objects.filter(pk__in=[row.pk for row in rows[at : at + _AT_ONCE]]).delete()
    if rows:
        audit.record("geography.remove-places", on=None, by=by, city=city, now=now, note={"count": len(rows)})


def place_anew(city: "City") -> None:
    """Looks for the kelurahan of every place of the city: its outlines have changed."""
    rows = list(Place.objects.of(city))
    before = {row.pk: row.unit_id for row in rows}
    _find_units(city, rows)
    bulk.update(Place, [row for row in rows if row.unit_id != before[row.pk]], ["unit"])


def _find_units(city: "City", places: Sequence[Place]) -> None:
    if not places:
        return
    units = units_by_code(city)
    found = areas_of(city).at_each([(float(each.lon), float(each.lat)) for each in places])
    for place, area in zip(places, found, strict=True):
        place.unit = units.get(area.code) if area else None


def _by_code(city: "City", codes: Sequence[str]) -> Mapping[str, Place]:
    return {
        row.code: row
        for at in range(0, len(codes), _AT_ONCE)
        for row in Place.objects.of(city).filter(code__in=codes[at : at + _AT_ONCE])
    }
