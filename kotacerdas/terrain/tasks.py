"""Work in the background: models are resampled here, never while somebody waits for a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.terrain.actions import grounds
from kotacerdas.terrain.models import Ground


@task(grounds.TASK, title=_("Prepare an elevation model"), queue="heavy", attempts=3)
def prepare(run: Run, ground: int) -> dict[str, Any]:
    """A worker killed in between begins the resampling anew; the city has its old ground until the last step."""
    row = Ground.objects.select_related("city", "file").filter(pk=ground).first()
    if row is None:
        return {"is_ready": False}
    try:
        about = run.step("resample", lambda: grounds.prepare(row), outside=True)
    except Refused as refused:
        faults = refused.faults
        run.step("refuse", lambda: grounds.refuse(row, faults).pk)
        return {"is_ready": False}
    run.step("take", lambda: grounds.take(row, about, by=run.job.asked_by, now=run.now()).pk)
    return {"is_ready": True}
