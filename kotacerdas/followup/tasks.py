"""Background work of this app: notices which days have passed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.followup import actions, queries
from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task

WATCH = "followup.watch"


@task(WATCH, title=_("Look for tasks whose day has passed"))
def watch(run: Run) -> dict[str, int]:
    now = timezone.now()
    told = 0
    for late in queries.newly_late(now=now):
        run.check()
        told += actions.tell_late(late, now=now)
    return {"late": told}


# A day ends at another hour in each of the three zones, so once a day would be too seldom.
schedules.every(WATCH, minutes=60)
