"""Work in the background: blank spots are found here, never while somebody waits for a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.formats import zone_of
from kotacerdas.coverage.actions import surveying
from kotacerdas.coverage.models import Survey
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
    except Refused as refused:
        faults = refused.faults
        run.step("refuse", lambda: surveying.refuse(row, faults, now=run.now()).pk)
        return {"spots": 0}
    run.step("keep", lambda: surveying.keep(row, said, by=run.job.asked_by, now=run.now()).pk)
    return {"spots": len(said["areas"])}
