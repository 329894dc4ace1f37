"""Background work of this app: hand over what is due, and climb the ladders."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.notices import actions, sending

CLIMB = "notices.climb"


@task(CLIMB, title=_("Remind of what is due or late"))
def climb(run: Run) -> dict[str, int]:
    return {"reminded": actions.climb_due(now=timezone.now())}


@task("notices.send", title=_("Send notices"))
def send(run: Run) -> dict[str, int]:
    return sending.send_due(clock=timezone.now, between=run.check)


schedules.every("notices.send", minutes=1)
schedules.every(CLIMB, minutes=10)
