"""Coverage is computed in the background: asked for, computed over the ground in use, and taken as the coverage of its city."""

import shutil
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.db.models import Q

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage import rules, serving
from kotacerdas.coverage.computing import computed
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.serving import Settings, Told
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.models import State
from kotacerdas.people.models import City
from kotacerdas.terrain import radio_files
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()
TASK = "coverage.run"


def usual(city: City, now: datetime) -> Settings:
    """What is asked for if nobody says otherwise."""
    given = rules.rules_on(now.astimezone(city.timezone).date())
    mhz = radio_files.assumptions()["frequency"].value
    return Settings(given.reach_m, given.receiver_m, given.point_m, mhz or 2437.0)


@transaction.atomic
def ask(city: City, wanted: Settings, *, by: "User | None", now: datetime) -> CoverageRun:
    """A run with the same settings that no worker has begun is that run; one that has begun may have missed the newest points.
    Raises `Refused` where the city has no ground."""
    City.objects.select_for_update(of=("self",)).get(pk=city.pk)
    before = CoverageRun.objects.of(city).select_related("job").first()
    if before is not None and _is_waiting(before) and before.settings == wanted.as_json():
        return before
    ground = used_ground(city)
    if ground is None:
        raise Refused(Fault("coverage-run-without-ground", {"city": city.name}))
    day = now.astimezone(city.timezone).date()
    made = CoverageRun.objects.create(
        city=city, ground=ground, settings=wanted.as_json(), asked_by=by, asked_at=now, day=day
    )
    made.job = enqueue(TASK, by=by, city=city, about=made, key=made.code, run_code=made.code)
    made.save(update_fields=["job"])
    audit.record("coverage.ask-run", on=made, by=by, city=city, now=now)
    return made


def _is_waiting(run: CoverageRun) -> bool:
    return run.state == CoverageRun.State.WAITING and run.job is not None and run.job.state == State.WAITING


def compute(run: CoverageRun, *, told: Told = lambda done, of: None) -> dict[str, Any]:
    """Writes the folder of the run and answers what was found, as JSON. Done again it ends the same. Raises `Refused`."""
    began = time.monotonic()
    if is_overtaken(run):
        raise Refused(Fault("coverage-run-overtaken"))
    ground = used_ground(run.city)
    over = elevation_of(ground) if ground is not None else None
    if ground is None or over is None:
        raise Refused(Fault("coverage-run-without-ground", {"city": run.city.name}))
    settings = Settings.of(run.settings)
    found = computed(
        run.city,
        over,
        settings,
        serving.radio_of(settings.mhz, run.day),
        on=run.day,
        ground_code=ground.code,
        folder=run.folder,
        told=told,
    )
    return {**found, "ground": ground.pk, "seconds": round(time.monotonic() - began, 2)}


@transaction.atomic
def take(run: CoverageRun, found: dict[str, Any], *, by: "User | None", now: datetime) -> CoverageRun:
    """What was computed is the coverage of the city from now on. Done again it changes nothing. Raises `Refused` where one that was
    asked for later was quicker."""
    City.objects.select_for_update(of=("self",)).get(pk=run.city_id)
    row = CoverageRun.objects.select_for_update(of=("self",)).select_related("city").get(pk=run.pk)
    if row.state != CoverageRun.State.WAITING:
        return row
    if is_overtaken(row):
        raise Refused(Fault("coverage-run-overtaken"))
    CoverageRun.objects.used(row.city).update(is_used=False)
    row.ground = Ground.objects.filter(pk=found["ground"]).first()
    row.found = {name: value for name, value in found.items() if name != "ground"}
    row.state, row.is_used, row.is_sample = CoverageRun.State.READY, True, bool(found["is_sample"])
    row.save(update_fields=["ground", "found", "state", "is_used", "is_sample"])
    audit.record("coverage.run", on=row, by=by, city=row.city, now=now, note=_told_of(found))
    log.info("coverage.taken", run=row.code, seconds=found["seconds"])
    transaction.on_commit(partial(_forget, row.folder.parent))
    return row


def is_overtaken(run: CoverageRun) -> bool:
    """One that failed or was stopped may be tried again after others: what was asked for last is what a city sees."""
    later = CoverageRun.objects.filter(city=run.city_id, is_used=True, asked_at__gt=run.asked_at)
    return later.exists()


def _told_of(found: dict[str, Any]) -> dict[str, Any]:
    return {"points": len(found["points"]), "people": found["people"]["reached"]}


def _forget(parent: Path) -> None:
    """Rasters of runs that are not shown any more, or whose job is gone; what they found stays in their rows."""
    needed = CoverageRun.objects.filter(
        Q(is_used=True) | Q(state=CoverageRun.State.WAITING, job__isnull=False)
    )
    kept = set(needed.values_list("code", flat=True))
    # A folder that is still being written begins with a dot; those who write sweep them.
    for each in parent.glob("[!.]*"):
        if each.name not in kept:
            shutil.rmtree(each, ignore_errors=True)


@transaction.atomic
def refuse(run: CoverageRun, faults: Sequence[Fault]) -> CoverageRun:
    """The city keeps the run it had; one that was taken stays taken."""
    row = CoverageRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.state != CoverageRun.State.WAITING:
        return row
    row.state = CoverageRun.State.REFUSED
    row.faults = [[each.kind, dict(each.values)] for each in faults]
    row.save(update_fields=["state", "faults"])
    return row
