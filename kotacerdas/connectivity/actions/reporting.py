"""People report the signal; the office checks what they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.connectivity.actions import computing
from kotacerdas.connectivity.domain.readings import is_swapped
from kotacerdas.connectivity.models import Operator, SignalReport
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.models import City, TerritorialUnit

State = SignalReport.State


@dataclass(frozen=True)
class NewReport:
    """At a place or in an RT; without an operator it speaks of all."""

    unit: TerritorialUnit
    signal: str
    on: date
    role: str
    rt: str = ""
    lon: Decimal | None = None
    lat: Decimal | None = None
    operator: Operator | None = None
    is_indoors: bool = False
    words: str = ""
    name: str = ""
    is_sample: bool = False


def faults_of(wanted: NewReport, *, today: date) -> list[Fault]:
    found = []
    if wanted.lon is None and not wanted.rt:
        found.append(Fault("signal-report-without-place"))
    if wanted.on > today:
        found.append(Fault("signal-report-of-the-future"))
    return found


@transaction.atomic
def report(city: City, wanted: NewReport, *, by: Any, now: datetime, today: date) -> SignalReport:
    """A place that is given must lie in the city."""
    if wanted.lon is not None and wanted.lat is not None:
        _require_here(city, float(wanted.lon), float(wanted.lat))
    (row,) = report_all(city, [wanted], by=by, now=now, today=today)
    return row


def _require_here(city: City, lon: float, lat: float) -> None:
    areas = areas_of(city)
    given = {"lon": f"{lon:.5f}", "lat": f"{lat:.5f}"}
    if not areas.rows:
        raise Refused(Fault("signal-no-outlines", {"city": city.name}))
    if areas.at(lon, lat) is None:
        raise Refused(
            Fault("signal-swapped" if is_swapped(lon, lat, areas.bounds) else "signal-outside", given)
        )


@transaction.atomic
def report_all(
    city: City, wanted: Iterable[NewReport], *, by: Any, now: datetime, today: date, codes: Sequence[str] = ()
) -> list[SignalReport]:
    """All or none, in a constant number of queries. `codes` are given where they must stay the same."""
    rows = list(wanted)
    if faults := [fault for each in rows for fault in faults_of(each, today=today)]:
        raise Refused(faults)
    made = [SignalReport(city=city, by=by, at=now, **vars(each)) for each in rows]
    for row, code in zip(made, codes, strict=False):
        row.code = code
    SignalReport.objects.bulk_create(made, batch_size=500)
    computing.touch(city, by=by, now=now)
    on = made[0] if len(made) == 1 else city
    audit.record("connectivity.report", on=on, by=by, city=city, now=now, note={"count": len(made)})
    return made


@transaction.atomic
def check(
    row: SignalReport, *, is_true: bool, finding: str, expected: int | None, by: Any, now: datetime
) -> SignalReport:
    """The office has looked: the report counts as checked, or counts no more. Nobody checks what he or she has written."""
    kept = SignalReport.objects.select_for_update().select_related("city").get(pk=row.pk)
    typed = {"state": State.CHECKED if is_true else State.REJECTED, "finding": finding.strip()}
    if expected is not None and kept.version != expected:
        raise versions.StaleSave(kept, typed)
    if by is not None and kept.by_id == by.pk:
        raise Refused(Fault("signal-own-report"))
    if not finding.strip():
        raise Refused(Fault("signal-check-without-finding"))
    before = kept.state
    kept.state, kept.finding = typed["state"], typed["finding"]
    kept.checked_by, kept.checked_at = by, now
    kept.version += 1
    kept.save()
    computing.touch(kept.city, by=by, now=now)
    changes = {"state": (before, kept.state)}
    audit.record("connectivity.check", on=kept, by=by, city=kept.city, now=now, changes=changes)
    return kept


@transaction.atomic
def drop_reports(city: City, codes: Sequence[str], *, by: Any, now: datetime) -> None:
    """Takes back reports that a workbook brought in."""
    for at in range(0, len(codes), 400):
        SignalReport.objects.filter(city=city, code__in=codes[at : at + 400]).delete()
    if codes:
        computing.touch(city, by=by, now=now)
        audit.record(
            "connectivity.drop-reports", on=city, by=by, city=city, now=now, note={"count": len(codes)}
        )
