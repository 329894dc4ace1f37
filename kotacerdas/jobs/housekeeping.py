"""Daily: forget jobs that were done long ago, and the marks of forms that were sent long ago."""

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.models import Submission
from kotacerdas.jobs import actions, schedules
from kotacerdas.jobs.tasks import Run, task

KEPT = timedelta(days=30)
# A schedule of every minute leaves 1,440 jobs a day that nobody ever asked for.
ROUTINE_KEPT = timedelta(days=2)


@task("jobs.prune", title=_("Forget old background work"))
def prune(run: Run) -> dict[str, int]:
    now = run.now()
    jobs = run.step(
        "jobs", lambda: actions.prune(routine_before=now - ROUTINE_KEPT, others_before=now - KEPT)
    )
    forms = run.step("forms", lambda: Submission.objects.older_than(now - KEPT).delete()[0])
    return {"jobs": jobs, "forms": forms}


schedules.daily("jobs.prune", at=time(1, 40))
