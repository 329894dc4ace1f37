"""How many people live in each area: from a source, or estimated out of the city's whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.estimating import spread
from kotacerdas.geography.models import Count
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.imports import bulk

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

_FIELDS = ("people", "source", "is_estimate", "is_sample")
_AT_ONCE = 400
Key = tuple[str, int]
"""Code of the area, and year."""


@dataclass(frozen=True)
class CountValues:
    code: str
    year: int
    people: int
    source: str
    is_estimate: bool = False
    is_sample: bool = False


@transaction.atomic
def store_counts(city: "City", rows: Sequence[CountValues], *, by: "User | None", now: datetime) -> int:
    """Adds and changes, by area and year. Answers how many areas of the city were meant."""
    added, changed = _store(city, rows)
    note = {"added": added, "changed": changed, "years": _years(rows)}
    audit.record("geography.store-counts", on=None, by=by, city=city, now=now, note=note)
    return added + changed


@transaction.atomic
def remove_counts(city: "City", keys: Collection[Key], *, by: "User | None", now: datetime) -> None:
    rows = [row for row in Count.objects.of(city) if (row.unit.code, row.year) in keys]
    for at in range(0, len(rows), _AT_ONCE):
        Count.objects.filter(pk__in=[row.pk for row in rows[at : at + _AT_ONCE]]).delete()
    if rows:
        audit.record("geography.remove-counts", on=None, by=by, city=city, now=now, note={"count": len(rows)})


@transaction.atomic
def estimate(
    city: "City",
    *,
    people: int,
    year: int,
    source: str,
    by: "User | None",
    now: datetime,
    is_sample: bool = False,
) -> int:
    """Spreads the whole over the areas that have no count of that year from a source; such a count is never touched.

    Earlier estimates of the year are replaced. Answers how many areas got one. Raises `Refused` where nothing is left.
    """
    units = units_by_code(city)
    rows = Count.objects.of(city).filter(year=year)
    counted = {row.unit.code: row.people for row in rows if not row.is_estimate}
    shares = spread(people, sorted(units), counted)
    if not shares:
        raise Refused(
            Fault("geography-nothing-to-estimate", {"people": people, "counted": sum(counted.values())})
        )
    rows.filter(is_estimate=True).delete()
    values = [CountValues(code, year, share, source, True, is_sample) for code, share in shares.items()]
    _store(city, values)
    note = {"people": people, "year": str(year), "count": len(values)}
    audit.record("geography.estimate", on=None, by=by, city=city, now=now, note=note)
    return len(values)


def _store(city: "City", rows: Sequence[CountValues]) -> tuple[int, int]:
    units = units_by_code(city)
    known = {(row.unit.code, row.year): row for row in Count.objects.of(city)}
    new, changed = [], []
    for row in rows:
        fields = {name: getattr(row, name) for name in _FIELDS}
        kept = known.get((row.code, row.year))
        if kept is None:
            new.append(Count(unit=units[row.code], year=row.year, **fields))
            continue
        for name, value in fields.items():
            setattr(kept, name, value)
        changed.append(kept)
    Count.objects.bulk_create(new, batch_size=_AT_ONCE)
    bulk.update(Count, changed, _FIELDS)
    return len(new), len(changed)


def _years(rows: Sequence[CountValues]) -> str:
    return ", ".join(str(year) for year in sorted({row.year for row in rows}))
