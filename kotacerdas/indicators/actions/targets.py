"""What a city wants to reach, year by year, and the plan that says so."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain.figures import MOST
from kotacerdas.indicators.domain.periods import FIRST_YEAR, LAST_YEAR
from kotacerdas.indicators.models import Indicator, Source, Target

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User


@transaction.atomic
def set_target(
    indicator: Indicator,
    city: "City",
    *,
    year: int,
    value: Decimal,
    basis: str,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
    source: Source | None = None,
    is_sample: bool = False,
) -> Target:
    """Raises `Refused`, and `versions.StaleSave` if it was changed since version `expected` (0: was not there)."""
    _require(indicator, year, value, basis)
    columns = {"value": value, "basis": basis.strip(), "source": source, "is_sample": is_sample}
    row = Target.objects.select_for_update().filter(indicator=indicator, city=city, year=year).first()
    if expected is not None and expected != (row.version if row else 0):
        raise versions.StaleSave(row or Target(indicator=indicator, city=city, year=year, version=0), columns)
    if row is None:
        row = Target.objects.create(indicator=indicator, city=city, year=year, **columns)
        changes: dict[str, tuple[Any, Any]] = {"value": (None, value)}
    else:
        changes = {
            name: (getattr(row, name), new) for name, new in columns.items() if getattr(row, name) != new
        }
        if not changes:
            return row
        for name, new in columns.items():
            setattr(row, name, new)
        row.version += 1
        row.save()
    audit.record(
        "indicators.target", on=indicator, by=by, city=city, now=now, changes=changes, note={"year": year}
    )
    return row


@transaction.atomic
def drop_target(target: Target, *, by: "User | None", now: datetime) -> None:
    row = Target.objects.select_for_update(of=("self",)).select_related("indicator", "city")
    found = row.filter(pk=target.pk).first()
    if found is None:
        return
    found.delete()
    note = {"year": found.year}
    audit.record("indicators.drop-target", on=found.indicator, by=by, city=found.city, now=now, note=note)


def _require(indicator: Indicator, year: int, value: Decimal, basis: str) -> None:
    found = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        found.append(Fault("period-unreadable", {"given": str(year)[:20]}))
    if not value.is_finite() or abs(value) >= MOST:
        found.append(Fault("figure-too-large"))
    elif indicator.least is not None and value < indicator.least:
        found.append(Fault("figure-too-small-for-indicator", {"least": indicator.least}))
    elif indicator.most is not None and value > indicator.most:
        found.append(Fault("figure-too-large-for-indicator", {"most": indicator.most}))
    if not basis.strip():
        found.append(Fault("target-without-plan"))
    if found:
        raise Refused(found)
