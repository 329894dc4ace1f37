"""Work in the background: blank spots and coverage are computed here, never while somebody waits for a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.formats import zone_of
from kotacerdas.coverage.actions import running, surveying
from kotacerdas.coverage.models import CoverageRun, Survey
from kotacerdas.jobs.tasks import Run, task


@task(surveying.TASK, title=_("Find the blank spots"), queue="heavy", attempts=3)
def survey(run: Run, survey: int) -> dict[str, Any]:
    """What was found is remembered, so that a worker killed while it is kept finds nothing twice."""
    row = Survey.objects.select_related("city").get(pk=survey)
    day = row.asked_at.astimezone(zone_of(row.city.zone)).date()

    def told(done: int, of: int) -> None:
        run.progress(done, of, _("Cells are weighed"))

    try:
        said = run.step("find", lambda: surveying.found(row.city, on=day, told=told), outside=True)
        run.step("keep", lambda: surveying.keep(row, said, by=run.job.asked_by, now=run.now()).pk)
    except Refused as refused:
        faults = refused.faults
        run.step("refuse", lambda: surveying.refuse(row, faults, now=run.now()).pk)
        return {"spots": 0}
    return {"spots": len(said["areas"])}


@task(running.TASK, title=_("Compute the coverage"), queue="heavy", attempts=3)
def run_coverage(run: Run, run_code: str) -> dict[str, Any]:
    """A worker killed in between computes anew; the city has its old run until the last step."""
    row = CoverageRun.objects.select_related("city").filter(code=run_code).first()
    if row is None or row.state != CoverageRun.State.WAITING:
        return {"is_ready": False}

    def told(done: int, of: int) -> None:
        run.progress(done, of, _("Points look around"))

    try:
        found = run.step("compute", lambda: running.compute(row, told=told), outside=True)
        run.step("take", lambda: running.take(row, found, by=run.job.asked_by, now=run.now()).pk)
    except Refused as refused:
        faults = refused.faults
        run.step("refuse", lambda: running.refuse(row, faults).pk)
        return {"is_ready": False}
    return {"is_ready": True}
