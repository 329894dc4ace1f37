"""Deeds on organisations and areas, many at a time: add and correct, take out again.

They come from a workbook, so the import that calls them stands in the trail once, with its counts and every row.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.people.domain.names import fold
from kotacerdas.people.models import City, Organisation, TerritorialUnit, UnitAlias
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.people.models import User

BATCH = 500


@dataclass(frozen=True)
class NewValues:
    """The fields that a row shall have; the row itself if it is there already."""

    code: str
    fields: Mapping[str, Any]
    aliases: Sequence[str] | None = field(default=None)
    """Other spellings of an area; None leaves them as they are."""


@transaction.atomic
def store_organisations(
    city: City, rows: Sequence[NewValues], *, by: "User | None", now: datetime
) -> list[Organisation]:
    """Adds those whose code is new in this city and corrects the others."""
    known = _organisations(city, [row.code for row in rows])
    for row in rows:
        if row.code not in known:
            known[row.code] = Organisation(code=row.code, city=city)
        for name, value in row.fields.items():
            setattr(known[row.code], name, value)
    _save(Organisation, list(known.values()), sorted({name for row in rows for name in row.fields}))
    search.refresh(*known.values())
    return list(known.values())


@transaction.atomic
def set_parents(city: City, parents: Mapping[str, str], *, by: "User | None", now: datetime) -> None:
    """What each organisation is part of, by codes; refuses a circle."""
    known = _organisations(city, {*parents, *parents.values()})
    for code, parent in parents.items():
        known[code].parent = known.get(parent)
    bulk.update(Organisation, [known[code] for code in parents], ["parent"])
    above = dict(Organisation.objects.filter(city=city).values_list("pk", "parent"))
    for code in parents:
        _refuse_circle(known[code], above)


def _refuse_circle(organisation: Organisation, above: Mapping[int, int | None]) -> None:
    seen: set[int] = set()
    at: int | None = organisation.pk
    while at is not None:
        if at in seen:
            raise Refused(Fault("organisation-part-of-itself", {"organisation": organisation.name}))
        seen.add(at)
        at = above.get(at)


@transaction.atomic
def remove_organisations(city: City, codes: Collection[str], *, by: "User | None", now: datetime) -> None:
    """Takes out organisations that nothing leans on."""
    # Those that stand below others in the same list keep them from going one by one.
    Organisation.objects.filter(city=city, code__in=codes).update(parent=None)
    for some in _batches(codes):
        rows = _organisations(city, some).values()
        search.forget(*rows)
        Organisation.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic
def store_units(
    city: City, rows: Sequence[NewValues], *, by: "User | None", now: datetime
) -> list[TerritorialUnit]:
    """Adds and corrects areas below the city, with the other spellings of their names."""
    known = _units(city, [row.code for row in rows])
    for row in rows:
        if row.code not in known:
            known[row.code] = TerritorialUnit(code=row.code, city=city)
        for name, value in row.fields.items():
            setattr(known[row.code], name, value)
    _save(TerritorialUnit, list(known.values()), sorted({name for row in rows for name in row.fields}))
    spelled = {row.code: row.aliases for row in rows if row.aliases is not None}
    UnitAlias.objects.filter(unit__in=[known[code].pk for code in spelled]).delete()
    UnitAlias.objects.bulk_create(
        (
            UnitAlias(unit=known[code], name=name, folded=fold(name))
            for code, names in spelled.items()
            for name in dict.fromkeys(names)
        ),
        batch_size=BATCH,
    )
    search.refresh(*known.values())
    return list(known.values())


@transaction.atomic
def set_unit_parents(city: City, parents: Mapping[str, str], *, by: "User | None", now: datetime) -> None:
    """In which kecamatan each kelurahan lies, and that kecamatan lie in the city, by codes."""
    known = _units(city, parents)
    above = _units(city, set(parents.values()))
    for code, parent in parents.items():
        known[code].parent = above.get(parent)
    bulk.update(TerritorialUnit, [known[code] for code in parents], ["parent"])


@transaction.atomic
def remove_units(city: City, codes: Collection[str], *, by: "User | None", now: datetime) -> None:
    TerritorialUnit.objects.filter(city=city, code__in=codes).update(parent=None)
    for some in _batches(codes):
        rows = _units(city, some).values()
        search.forget(*rows)
        TerritorialUnit.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _batches(codes: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(codes)
    for at in range(0, len(ordered), BATCH):
        yield ordered[at : at + BATCH]


def _organisations(city: City, codes: Collection[str]) -> dict[str, Organisation]:
    rows = Organisation.objects.filter(city=city, code__in=codes).select_related("city")
    return {row.code: row for row in rows}


def _units(city: City, codes: Collection[str]) -> dict[str, TerritorialUnit]:
    rows = TerritorialUnit.objects.filter(city=city, code__in=codes).select_related("city")
    return {row.code: row for row in rows}


def _save(model: Any, rows: Sequence[Any], names: Sequence[str]) -> None:
    """New rows and changed ones in two statements."""
    kept = [row for row in rows if row.pk is not None]
    model.objects.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
    if names:
        bulk.update(model, kept, names)
