"""Work in the background: points that would be missed least are found here, never while somebody waits for a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.formats import zone_of
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.siting.actions import losing as deeds
from kotacerdas.siting.losing import computing as losing
from kotacerdas.siting.models import Saving


@task(deeds.TASK, title=_("Find the points that would be missed least"), queue="heavy", attempts=3)
def save(run: Run, saving: int) -> dict[str, Any]:
    """What was found is remembered, so that a worker killed while it is kept finds nothing twice."""
    row = Saving.objects.select_related("city").filter(pk=saving).first()
    if row is None:
        return {"gone": 0}
    day = row.asked_at.astimezone(zone_of(row.city.zone)).date()

    def told(done: int, of: int) -> None:
        run.progress(done, of, _("What each point reaches is computed"))

    try:
        found = run.step(
            "find", lambda: losing.found(row.city, deeds.asked_of(row), on=day, told=told), outside=True
        )
    except Refused as refused:
        faults = refused.faults
        run.step("refuse", lambda: deeds.refuse(row, faults, now=run.now()).pk)
        return {"gone": 0}
    run.step("keep", lambda: deeds.keep(row, found, by=run.job.asked_by, now=run.now()).pk)
    return {"gone": found["gone"]}
