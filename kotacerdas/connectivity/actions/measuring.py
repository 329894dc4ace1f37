"""Measurements come in two steps: the file is looked at, which writes no measurement; then its good rows are brought in."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import zone_of
from kotacerdas.connectivity.actions import computing
from kotacerdas.connectivity.domain.readings import Known, Reading, Row, rows_of
from kotacerdas.connectivity.models import Batch, Measurement
from kotacerdas.connectivity.queries.operators import by_name, operators
from kotacerdas.connectivity.weighing import rules_on
from kotacerdas.files import actions as files
from kotacerdas.files import blobs
from kotacerdas.files.models import File
from kotacerdas.files.queries import files_of
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.models import OPEN, Job
from kotacerdas.people.models import City

TASK = "connectivity.bring"
# So many faults are kept for the page; nobody reads more of one file.
MOST_FAULTS = 200
_AT_ONCE = 2000
_MARGIN = 0.02
"""In degrees around the outlines, within which a place counts as near the city."""


@dataclass(frozen=True)
class NewBatch:
    name: str
    kind: str
    day: date
    source: str
    note: str = ""
    is_sample: bool = False


def look_at(city: City, wanted: NewBatch, content: BinaryIO, *, by: Any, now: datetime) -> Batch:
    """Reads the whole file once and keeps it with what was found. Raises `Refused` where it cannot be read as a whole."""
    blob = files.store(content)
    known = known_of(city, wanted.day)
    reading = Reading(known)
    with blobs.store().open(blob.sha256) as stored:
        for _rows in read(stored, reading):
            pass
    with transaction.atomic():
        _require_new(city, blob.sha256)
        batch = Batch.objects.create(
            city=city, by=by, at=now, outcome=_outcome(reading), rows=0, **vars(wanted)
        )
        files.keep(
            blob, name=f"{wanted.name}.csv", media_type="text/csv", about=batch, by=by, city=city, now=now, is_recorded=False
        )  # fmt: skip
        note = {"name": batch.name, "sha256": blob.sha256}
        audit.record("connectivity.look-at", on=batch, by=by, city=city, now=now, note=note)
    return batch


def known_of(city: City, day: date) -> Known:
    """Raises `Refused` where the city has no outlines: then nothing could be told of a place."""
    areas = areas_of(city)
    if not areas.rows:
        raise Refused(Fault("signal-no-outlines", {"city": city.name}))
    west, south, east, north = areas.bounds

    def inside(lons: Sequence[float], lats: Sequence[float]) -> list[bool]:
        return [area is not None for area in areas.at_each(zip(lons, lats, strict=True))]

    return Known(
        operators=by_name(operators()),
        box=(west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN),
        inside=inside,
        zone=zone_of(city.zone),
        rules=rules_on(day),
    )


def read(stored: BinaryIO, reading: Reading) -> Iterator[list[Row]]:
    """Line by line, so that the file never stands in memory as a whole."""
    text = io.TextIOWrapper(stored, encoding="utf-8", newline=None)
    try:
        yield from rows_of(text, reading)
    except UnicodeDecodeError:
        raise Refused(Fault("signal-not-text")) from None
    finally:
        text.detach()


def _outcome(reading: Reading) -> dict[str, Any]:
    faults = [
        {"kind": each.kind, "values": dict(each.values), "line": each.line}
        for each in sorted(reading.faults, key=lambda fault: fault.line or 0)[:MOST_FAULTS]
    ]
    return {"good": reading.good, "refused": reading.refused, "faults": faults, "columns": reading.columns}


def _require_new(city: City, sha256: str) -> None:
    kept = File.objects.filter(city=city, sha256=sha256, subject_kind="connectivity.batch").values(
        "subject_key"
    )
    found = Batch.objects.filter(pk__in=[int(each["subject_key"]) for each in kept]).first()
    if found is not None:
        raise Refused(Fault("signal-same-file", {"name": found.name}))


def is_coming(batch: Batch) -> bool:
    """Its job waits or runs."""
    jobs = Job.objects.filter(task=TASK, key=batch.code, state__in=OPEN)
    return batch.state == Batch.State.COMING and jobs.exists()


@transaction.atomic
def bring(batch: Batch, *, by: Any, now: datetime) -> None:
    """Orders the writing of its good rows. A batch that comes already, or is in, stays as it is; one whose job failed for good
    is ordered again."""
    row = Batch.objects.select_for_update().get(pk=batch.pk)
    if row.state == Batch.State.IN or is_coming(row):
        return
    if not row.outcome.get("good"):
        raise Refused(Fault("signal-nothing-good"))
    row.state = Batch.State.COMING
    row.save(update_fields=["state"])
    enqueue(TASK, key=row.code, city=row.city, by=by, about=row, code=row.code)


def carry_out(batch: Batch, *, by: Any, now: datetime) -> int:
    """Writes the rows in portions, none of which counts before the last one is there; begun again, it begins anew."""
    batch.measurements.all().delete()
    (file,) = files_of(batch)
    keys = {row.code: row.pk for row in operators()}
    reading = Reading(known_of(batch.city, batch.day))
    with blobs.store().open(file.sha256) as stored:
        for rows in read(stored, reading):
            Measurement.objects.bulk_create(
                [_measurement(batch, row, keys[row.operator]) for row in rows], batch_size=_AT_ONCE
            )
    with transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(
            state=Batch.State.IN, rows=reading.good, outcome=_outcome(reading)
        )
        computing.touch(batch.city, by=by, now=now)
        note = {"name": batch.name, "count": reading.good}
        audit.record("connectivity.bring", on=batch, by=by, city=batch.city, now=now, note=note)
    return reading.good


def _measurement(batch: Batch, row: Row, operator: int) -> Measurement:
    return Measurement(
        batch=batch, operator_id=operator, lon=row.lon, lat=row.lat, at=row.at, rsrp_dbm=row.rsrp, rsrq_db=row.rsrq,
        down_mbps=row.down, up_mbps=row.up, network=row.network,
    )  # fmt: skip


@transaction.atomic
def drop(batch: Batch, *, by: Any, now: datetime) -> None:
    """Takes a batch away with its measurements and its file; the trail keeps that it was there."""
    row = Batch.objects.select_for_update().filter(pk=batch.pk).first()
    if row is None:
        return
    if is_coming(row):
        raise Refused(Fault("signal-batch-coming"))
    counted = row.state == Batch.State.IN
    for file in files_of(row):
        files.give_up(file, about=row, by=by, now=now)
    city, note = row.city, {"name": row.name, "count": row.rows}
    row.delete()
    if counted:
        computing.touch(city, by=by, now=now)
    audit.record("connectivity.drop", on=city, by=by, city=city, now=now, note=note)
