"""Savings are computed in the background: asked for, and kept as they were found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault
from kotacerdas.jobs.actions import enqueue
from kotacerdas.people.models import City
from kotacerdas.siting.losing.computing import Asked
from kotacerdas.siting.models import Saving

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()
TASK = "siting.save"


@transaction.atomic
def ask(city: City, asked: Asked, *, by: "User | None", now: datetime) -> Saving:
    """The same question that still waits or runs is that question, unless it is being stopped."""
    City.objects.select_for_update().get(pk=city.pk)
    wanted = {
        "points": asked.points,
        "percent": asked.percent,
        "radius_m": round(asked.radius_m),
        "musts": sorted(set(asked.musts)),
    }
    for before in Saving.objects.of(city).filter(done_at=None, **wanted).select_related("job")[:20]:
        if before.job and before.job.is_open and not before.job.is_cancel_wanted:
            before.city = city
            return before
    made = Saving.objects.create(city=city, asked_by=by, asked_at=now, **wanted)
    made.job = enqueue(TASK, by=by, city=city, about=made, saving=made.pk)
    made.save(update_fields=["job"])
    audit.record("siting.ask-saving", on=made, by=by, city=city, now=now)
    return made


@transaction.atomic
def refuse(saving: Saving, faults: Sequence[Fault], *, now: datetime) -> Saving:
    row = Saving.objects.select_for_update(of=("self",)).get(pk=saving.pk)
    if row.done_at is None:
        row.faults, row.done_at = [[each.kind, dict(each.values)] for each in faults], now
        row.save(update_fields=["faults", "done_at"])
    return row


@transaction.atomic
def keep(saving: Saving, found: Mapping[str, Any], *, by: "User | None", now: datetime) -> Saving:
    row = Saving.objects.select_for_update(of=("self",)).select_related("city").get(pk=saving.pk)
    if row.done_at is not None:
        return row
    row.found, row.is_sample, row.done_at = dict(found), bool(found["is_sample"]), now
    row.save(update_fields=["found", "is_sample", "done_at"])
    log.info("saving.kept", saving=row.pk, gone=found["gone"])
    note = {"gone": found["gone"], "points": found["points"]}
    audit.record("siting.saving", on=row, by=by, city=row.city, now=now, note=note)
    return row


def asked_of(saving: Saving) -> Asked:
    return Asked(saving.points, saving.percent, float(saving.radius_m), tuple(saving.musts))
