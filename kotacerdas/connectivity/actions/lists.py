"""Towers and fixed lines are kept as whole lists, which come from workbooks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.connectivity.actions import computing
from kotacerdas.connectivity.models import FixedLine, Tower
from kotacerdas.imports import bulk
from kotacerdas.people.models import City

TOWER = ("lon", "lat", "technologies", "height_m", "unit", "source", "as_of", "is_sample", "version")
LINE = ("available", "providers", "lon", "lat", "source", "as_of", "is_sample", "version")


@transaction.atomic
def keep_towers(city: City, rows: Iterable[Tower], *, by: Any, now: datetime) -> None:
    """Adds those without a key and changes the others, in a constant number of statements."""
    new, changed = _parted(rows)
    Tower.objects.bulk_create(new, batch_size=500)
    bulk.update(Tower, changed, TOWER)
    _told("connectivity.keep-towers", city, len(new) + len(changed), by=by, now=now)


@transaction.atomic
def drop_towers(city: City, keys: Sequence[int], *, by: Any, now: datetime) -> None:
    for at in range(0, len(keys), 400):
        Tower.objects.filter(city=city, pk__in=keys[at : at + 400]).delete()
    _told("connectivity.drop-towers", city, len(keys), by=by, now=now)


@transaction.atomic
def keep_lines(city: City, rows: Iterable[FixedLine], *, by: Any, now: datetime) -> None:
    new, changed = _parted(rows)
    FixedLine.objects.bulk_create(new, batch_size=500)
    bulk.update(FixedLine, changed, LINE)
    _told("connectivity.keep-lines", city, len(new) + len(changed), by=by, now=now)


@transaction.atomic
def drop_lines(city: City, keys: Sequence[int], *, by: Any, now: datetime) -> None:
    for at in range(0, len(keys), 400):
        FixedLine.objects.filter(unit__city=city, pk__in=keys[at : at + 400]).delete()
    _told("connectivity.drop-lines", city, len(keys), by=by, now=now)


def _parted(rows: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    new, changed = [], []
    for row in rows:
        if row.pk is None:
            new.append(row)
        else:
            row.version += 1
            changed.append(row)
    return new, changed


def _told(kind: str, city: City, count: int, *, by: Any, now: datetime) -> None:
    if count:
        computing.touch(city, by=by, now=now)
        audit.record(kind, on=city, by=by, city=city, now=now, note={"count": count})
