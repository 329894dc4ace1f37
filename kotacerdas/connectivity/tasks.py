"""Work in the background: bring measurements in, compute the grid, and compute it again as evidence ages."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from kotacerdas.connectivity.actions import computing, measuring
from kotacerdas.connectivity.models import Batch, KeptGrid
from kotacerdas.jobs import schedules
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.people.models import City

AGE = "connectivity.age"


@task(computing.TASK, title=_("Compute who has a signal where"), queue="heavy", attempts=3)
def compute(run: Run, code: str) -> dict[str, int]:
    """Computed anew by a second attempt, with the same end."""
    city = City.objects.get(code=code)
    kept = computing.compute(city, by=run.job.asked_by, now=run.now())
    return {"cells": sum(sum(each.values()) for each in kept.shares["any"].values()) if kept else 0}


@task(measuring.TASK, title=_("Bring measurements of signal in"), queue="heavy", attempts=3)
def bring(run: Run, code: str) -> dict[str, int]:
    batch = Batch.objects.select_related("city").filter(code=code, state=Batch.State.COMING).first()
    if batch is None:
        return {"rows": 0}
    return {"rows": measuring.carry_out(batch, by=run.job.asked_by, now=run.now())}


@task(AGE, title=_("Let evidence of signal age"), queue="heavy", attempts=3)
def age(run: Run) -> dict[str, int]:
    """Evidence of a year ago weighs less today than yesterday."""
    codes = list(KeptGrid.objects.values_list("city__code", flat=True))
    for code in codes:
        city = City.objects.get(code=code)
        enqueue(computing.TASK, key=code, city=city, is_routine=True, code=code)
    return {"cities": len(codes)}


schedules.daily(AGE, at=time(3, 50))
