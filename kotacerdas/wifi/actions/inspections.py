"""What somebody found at a point, and photos of it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.people.models.assignments import day_at
from kotacerdas.wifi.domain.records import MOST_SPEED
from kotacerdas.wifi.models import Inspection, Photo, Point
from kotacerdas.wifi.pictures import MEDIA_TYPE, redrawn

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@dataclass(frozen=True)
class Found:
    """What an inspection says."""

    on: date
    findings: str
    inspector: str = ""
    measured_mbps: Decimal | None = None
    is_published: bool = False


@dataclass(frozen=True)
class Shot:
    """A photo taken at an inspection, as it was sent."""

    content: bytes
    caption: str


@transaction.atomic
def inspect(
    point: Point, found: Found, *, shot: Shot | None = None, by: "User | None", now: datetime
) -> Inspection:
    """With its photo or not at all. Raises `Refused`."""
    faults = []
    if found.on > day_at(point.city, now):
        faults.append(Fault("wifi-inspected-in-future"))
    if not found.findings.strip():
        faults.append(Fault("wifi-inspection-empty"))
    speed = found.measured_mbps
    if speed is not None and not (speed.is_finite() and 0 <= round(speed, 2) < MOST_SPEED):
        faults.append(Fault("wifi-measured-speed", {"most": MOST_SPEED}))
    if faults:
        raise Refused(faults)
    row = Inspection.objects.create(point=point, by=by, at=now, **asdict(found))
    audit.record(
        "wifi.inspect", on=point, by=by, city=point.city, now=now, note={"day": found.on.isoformat()}
    )
    if shot is not None:
        add_photo(point, shot.content, caption=shot.caption, inspection=row, by=by, now=now)
    return row


@transaction.atomic
def publish(inspection: Inspection, *, is_published: bool, by: "User | None", now: datetime) -> None:
    row = (
        Inspection.objects.select_for_update(of=("self",)).select_related("point__city").get(pk=inspection.pk)
    )
    if row.is_published == is_published:
        return
    row.is_published = is_published
    row.save(update_fields=["is_published"])
    kind = "wifi.publish-inspection" if is_published else "wifi.hide-inspection"
    note = {"day": row.on.isoformat()}
    audit.record(kind, on=row.point, by=by, city=row.point.city, now=now, note=note)


# --- Photos ------------------------------------------------------------------------------------------------


def add_photo(
    point: Point,
    content: bytes,
    *,
    caption: str,
    is_published: bool = False,
    inspection: Inspection | None = None,
    by: "User | None",
    now: datetime,
) -> Photo:
    """Drawn anew first, so that neither the place nor the device stands in it. Raises `Refused` for what is no picture."""
    blob = files.store(redrawn(content))
    with transaction.atomic():
        row = Photo.objects.create(
            point=point,
            inspection=inspection,
            caption=caption.strip(),
            is_published=is_published,
            by=by,
            at=now,
        )
        row.file = files.keep(
            blob, name=f"{point.code}-{row.code[:6]}.jpg", media_type=MEDIA_TYPE, about=row, by=by, city=point.city,
            now=now, is_recorded=False,
        )  # fmt: skip
        row.save(update_fields=["file"])
        note = {"caption": row.caption, "sha256": row.file.sha256}
        audit.record("wifi.add-photo", on=point, by=by, city=point.city, now=now, note=note)
    return row


@transaction.atomic
def publish_photo(photo: Photo, *, is_published: bool, by: "User | None", now: datetime) -> None:
    row = Photo.objects.select_for_update(of=("self",)).select_related("point__city").get(pk=photo.pk)
    if row.is_published == is_published:
        return
    row.is_published = is_published
    row.save(update_fields=["is_published"])
    kind = "wifi.publish-photo" if is_published else "wifi.hide-photo"
    audit.record(kind, on=row.point, by=by, city=row.point.city, now=now, note={"caption": row.caption})


@transaction.atomic
def drop_photo(photo: Photo, *, by: "User | None", now: datetime) -> None:
    """A second click finds nothing to do."""
    rows = Photo.objects.select_for_update(of=("self",)).select_related("point__city", "file")
    row = rows.filter(pk=photo.pk).first()
    if row is None:
        return
    point, file, caption = row.point, row.file, row.caption
    row.delete()
    if file is not None:
        file.delete()
    audit.record("wifi.drop-photo", on=point, by=by, city=point.city, now=now, note={"caption": caption})
